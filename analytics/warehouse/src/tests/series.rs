//! What statistics make of a unit's figures over time, and of teams beside each other.

use super::support::{Folder, Person, annotations, filter, person, snapshot};
use domain::{
    RecordState,
    questions::{
        AgainstTarget, AmongTeams, CaptureSpc, CoverageByTeam, CoverageSpc, CoverageTrend, Forecast, ForecastStatus, LimitsBasis, Movement,
        MovementStep, NetGainSpc, PointType, TeamFunnel,
    },
};

/// Month after month one more of the first twenty has a number; two people join each month, one with a number.
fn council(months: u32) -> Folder {
    let mut loads = Vec::new();
    for month in 0..months {
        let state = |has_number| if has_number { RecordState::Valid } else { RecordState::Missing };
        let mut people: Vec<Person> = (0..20).map(|id| person(id, state(id < month), &["North"])).collect();
        people.extend((0..month * 2).map(|joiner| person(100 + joiner, state(joiner % 2 == 0), &["South"])));
        loads.push(snapshot(&format!("2025-{:02}-28", month + 1), &people));
    }
    Folder::with(&loads)
}

#[test]
fn a_process_has_the_counts_of_the_trend_and_of_the_bridges() {
    let folder = council(9);
    for unit in [vec![], vec![("team", "North")], vec![("team", "South")]] {
        let trend = folder.rows::<CoverageTrend>(&unit);
        let points = folder.rows::<CoverageSpc>(&unit);
        assert_eq!(points.len(), trend.len());
        for (point, row) in points.iter().zip(&trend) {
            assert_eq!(
                (point.as_at, point.numerator, point.denominator),
                (row.as_at, row.covered, Some(row.in_scope))
            );
            assert_eq!(point.value, row.covered as f64 / row.in_scope as f64);
        }
        for point in folder.rows::<NetGainSpc>(&unit) {
            let date = point.as_at.to_string();
            let asked: Vec<_> = unit.iter().copied().chain([("as_at", date.as_str())]).collect();
            let bridge = folder.rows::<Movement>(&asked);
            let people =
                |wanted: &dyn Fn(MovementStep) -> bool| -> i64 { bridge.iter().filter(|row| wanted(row.step)).map(|row| row.people).sum() };
            let lost = people(&|step| step.name().starts_with("lost_"));
            assert_eq!(point.numerator, people(&|step| step == MovementStep::Gained) - lost, "{asked:?}");
            let joined = people(&|step| step.name().starts_with("joined_"));
            let with_number = people(&|step| step == MovementStep::JoinedWithNumber);
            let capture = folder.rows::<CaptureSpc>(&asked).into_iter().find(|row| row.as_at == point.as_at);
            assert_eq!(
                capture.map(|row| (row.numerator, row.denominator)),
                (joined > 0).then_some((with_number, Some(joined))),
                "{asked:?}"
            );
        }
    }
}

#[test]
fn a_chart_says_the_same_of_itself_in_every_row() {
    let folder = council(9);
    let gains = folder.rows::<NetGainSpc>(&[("team", "North")]);
    assert!(gains.iter().all(|row| row.numerator == 1 && row.denominator.is_none()));
    assert!(
        gains
            .iter()
            .all(|row| row.basis == LimitsBasis::NoVariationYet && row.lower.is_none())
    );
    let coverage = folder.rows::<CoverageSpc>(&[("team", "North")]);
    assert!(coverage.iter().all(|row| row.variation == Some(PointType::SpecialCauseImprovement)));
    assert!(coverage.iter().all(|row| row.trial && row.segment == 1 && row.target.is_some()));
}

#[test]
fn a_rebase_starts_a_segment_at_the_first_figures_on_its_day_or_after() {
    let folder = council(9);
    folder.load(&[annotations(&[
        ("2025-03-05", None, "Batch tracing begins", true),
        ("2025-05-28", Some("South"), "A new duty desk", true),
        ("2025-06-01", None, "No rebase", false),
    ])]);
    let starts = |unit: &[(&str, &str)]| -> Vec<String> {
        let rows = folder.rows::<CoverageSpc>(unit);
        let changes = rows.windows(2).filter(|pair| pair[0].segment != pair[1].segment);
        changes.map(|pair| pair[1].as_at.to_string()).collect()
    };
    assert_eq!(starts(&[]), ["2025-03-28"]);
    assert_eq!(starts(&[("team", "North")]), ["2025-03-28"]);
    assert_eq!(starts(&[("team", "South")]), ["2025-03-28", "2025-05-28"]);
    // Nobody joins North: its first point of capture there would be none.
    assert!(folder.rows::<CaptureSpc>(&[("team", "North")]).is_empty());
    let forecast = folder.rows::<Forecast>(&[("team", "South")]).remove(0);
    assert_eq!(
        (forecast.snapshots, forecast.first_snapshot.to_string()),
        (5, "2025-05-28".to_owned())
    );
}

#[test]
fn a_forecast_is_refused_until_there_are_enough_snapshots() {
    let row = council(9).rows::<Forecast>(&[]).remove(0);
    assert_eq!((row.status, row.snapshots), (ForecastStatus::InsufficientData, 9));
    let row = council(12).rows::<Forecast>(&[("team", "North")]).remove(0);
    assert_eq!((row.snapshots, row.provisional, row.records_to_go), (12, true, 8));
    assert_ne!(row.status, ForecastStatus::InsufficientData);
}

#[test]
fn teams_are_judged_by_their_size() {
    let mut people: Vec<Person> = (0..100).map(|id| person(id, RecordState::Valid, &["Full"])).collect();
    people.extend((100..200).map(|id| {
        let state = if id < 150 { RecordState::Valid } else { RecordState::Missing };
        person(id, state, &["Half"])
    }));
    people.push(person(300, RecordState::Missing, &["One"]));
    people.push(person(301, RecordState::Missing, &[]));
    let folder = Folder::with(&[snapshot("2026-01-31", &people)]);
    let rows = folder.rows::<CoverageByTeam>(&[("sort", "against_target")]);
    let judged: Vec<_> = rows
        .iter()
        .map(|row| (row.team.as_str(), row.against_target, row.among_teams))
        .collect();
    assert_eq!(
        judged,
        [
            ("One", Some(AgainstTarget::Below), Some(AmongTeams::TooFewRecords)),
            ("Unallocated", Some(AgainstTarget::Below), None),
            ("Half", Some(AgainstTarget::Below), Some(AmongTeams::Low998)),
            ("Full", Some(AgainstTarget::Above), Some(AmongTeams::High998)),
        ]
    );
    assert!(rows.iter().all(|row| row.interval_lower <= row.interval_upper));
    assert_eq!(folder.rows::<TeamFunnel>(&[("sort", "against_target")]), rows);
    // One team alone has nobody beside it.
    let alone = folder.ask::<CoverageByTeam>(&filter(&[("team", "Half")])).rows;
    assert_eq!(alone[0].among_teams, None);
    assert!(alone[0].interval_lower.is_some());
}
