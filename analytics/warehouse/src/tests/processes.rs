//! Each team's process beside the others', which must say what its own SPC chart says.

use super::support::{Folder, Person, annotations, day, exemptions, filter, history, person, snapshot};
use crate::Generation;
use domain::{
    Exemptions, Filter, Measure, RecordState, TeamSort,
    questions::{CoverageByTeam, CoverageSpc, LimitsBasis, TeamProcesses},
};

/// Thirty months of history, then nine snapshots: North rises, South stays, East is new, Empty loses everybody; one is exempt.
fn council() -> Folder {
    let months: Vec<String> = (0..30)
        .map(|month| format!("{}-{:02}-15", 2022 + month / 12, month % 12 + 1))
        .collect();
    let counts: Vec<_> = months
        .iter()
        .zip(0_i64..)
        .flat_map(|(date, at)| {
            [
                (date.as_str(), Some("North"), 40, 3 + at),
                (date.as_str(), Some("South"), 20 + at % 7, 11),
            ]
        })
        .collect();
    let mut loads = vec![history(&counts)];
    let state = |has_number| if has_number { RecordState::Valid } else { RecordState::Missing };
    for month in 0..9_u32 {
        let mut people: Vec<Person> = (0..30).map(|id| person(id, state(id < 10 + month * 2), &["North"])).collect();
        people.extend((100..120).map(|id| person(id, state(id % 2 == 0), &["South"])));
        people.extend((200..200 + month * 2).map(|id| person(id, RecordState::Verified, &["East"])));
        people.extend((month < 6).then(|| person(300, RecordState::Missing, &["Empty"])));
        people.extend((month > 2).then(|| person(301, state(month % 2 == 0), &["Exempt"])));
        loads.push(snapshot(&format!("2025-{:02}-28", month + 1), &people));
    }
    loads.push(exemptions(&[("P301", Some("2025-06-01"), None)]));
    loads.push(annotations(&[
        ("2024-01-01", None, "Earlier counts were made anew", true),
        ("2025-04-02", Some("South"), "A new duty desk", true),
        ("2025-03-01", Some("North"), "No rebase", false),
    ]));
    Folder::with(&loads)
}

/// Holds every row against the team's own chart and against the plain list of teams.
fn check(generation: &Generation, asked: &Filter) {
    let rows = generation.ask::<TeamProcesses>(asked).unwrap().rows;
    for row in &rows {
        let alone = Filter {
            team: Some(row.team.team.clone()),
            service: None,
            ..asked.clone()
        };
        let chart = generation.ask::<CoverageSpc>(&alone).unwrap();
        let (said, of) = (&row.process, format!("{} under {}", row.team.team, asked.query()));
        let last = chart.rows.last();
        assert_eq!(
            (said.variation, said.assurance, said.rule, said.basis, said.trial),
            (
                last.and_then(|last| last.variation),
                last.and_then(|last| last.assurance),
                last.map(|last| last.rule),
                last.map(|last| last.basis),
                last.is_some_and(|last| last.trial)
            ),
            "{of}"
        );
        let latest = &chart.rows[chart.rows.len().saturating_sub(24)..];
        let shares: Vec<_> = latest
            .iter()
            .map(|point| domain::percent::tenths(point.numerator, point.denominator.unwrap(), point.target.unwrap()).unwrap())
            .collect();
        assert_eq!(said.course.tenths(), shares, "{of}");
        let first = latest.first();
        assert_eq!(
            (said.first_as_at, said.first_covered, said.first_in_scope),
            (
                first.map(|first| first.as_at),
                first.map(|first| first.numerator),
                first.and_then(|first| first.denominator)
            ),
            "{of}"
        );
    }
    let stand: Vec<_> = rows.into_iter().map(|row| row.team).collect();
    // With a period the date is its last; the other question has only the one date.
    let at_its_end = Filter {
        as_at: asked.as_at.into_iter().chain(asked.to).min(),
        ..asked.clone()
    };
    assert_eq!(
        stand,
        generation.ask::<CoverageByTeam>(&at_its_end).unwrap().rows,
        "{}",
        asked.query()
    );
}

#[test]
fn a_team_s_process_is_what_its_own_chart_says() {
    let folder = council();
    let generation = folder.generation();
    let dates: &[&[(&str, &str)]] = &[
        &[],
        &[("as_at", "2025-05-28")],
        &[("as_at", "2022-01-15")],
        &[("from", "2025-02-01")],
        &[("from", "2024-06-01"), ("to", "2025-06-28")],
        &[("from", "2025-08-28"), ("to", "2025-08-28")],
        &[("from", "2030-01-01")],
        &[("team", "South")],
        &[("service", "No service recorded")],
    ];
    for dates in dates {
        for measure in Measure::ALL {
            for exemptions in Exemptions::ALL {
                let asked = Filter {
                    measure: *measure,
                    exemptions: *exemptions,
                    ..filter(dates)
                };
                let is_refused = asked.as_at.is_some_and(|date| date < day("2025-01-01")) && *measure != Measure::Coverage;
                if is_refused {
                    assert!(generation.ask::<TeamProcesses>(&asked).is_err(), "{}", asked.query());
                } else {
                    check(&generation, &asked);
                }
            }
        }
    }
}

#[test]
fn what_can_not_be_judged_says_why() {
    let folder = council();
    let said = |pairs: &[(&str, &str)]| {
        let rows = folder.rows::<TeamProcesses>(pairs);
        let exempt = rows.iter().find(|row| row.team.team == "Exempt").unwrap();
        (exempt.process.variation, exempt.process.basis, exempt.process.course.to_string())
    };
    // Everybody in the team is exempt from June on: two dates are left, both before.
    let excluded = [("exemptions", "excluded"), ("from", "2025-05-28")];
    assert_eq!(said(&excluded), (None, Some(LimitsBasis::SinglePoint), "100.0".to_owned()));
    assert_eq!(said(&[("from", "2030-01-01")]), (None, None, String::new()));
}

#[test]
fn only_the_question_that_knows_processes_is_ordered_by_them() {
    let folder = council();
    let generation = folder.generation();
    for sort in TeamSort::ALL {
        let asked = Filter {
            sort: *sort,
            ..Filter::default()
        };
        let answer = generation.ask::<TeamProcesses>(&asked).unwrap();
        assert_eq!(answer.filter.sort, *sort);
        let mut arranged = answer.rows.clone();
        arranged.reverse();
        sort.arrange(&mut arranged, asked.measure);
        assert_eq!(answer.rows, arranged, "{sort}");
        let plain = generation.ask::<CoverageByTeam>(&asked).unwrap().filter.sort;
        assert_eq!(plain, if sort.is_of_processes() { TeamSort::default() } else { *sort });
    }
}
