use super::*;
use domain::{
    Target,
    questions::{LimitsBasis, Provenance, SpcRule},
};

fn row(covered: i64, in_scope: i64, previous: Option<(i64, i64)>) -> CoverageRow {
    CoverageRow {
        as_at: calendar::read("2026-10-31").unwrap(),
        provenance: Provenance::Snapshot,
        in_scope,
        recorded: Some(in_scope),
        covered,
        verified: None,
        exempt: Some(0),
        target: Target::DEFAULT,
        records_to_go: Target::DEFAULT.records_to_go(covered, in_scope),
        previous_as_at: previous.and(calendar::read("2026-09-30")),
        previous_in_scope: previous.map(|(_, of)| of),
        previous_covered: previous.map(|(part, _)| part),
    }
}

fn team(name: &str, covered: i64, in_scope: i64) -> TeamRow {
    TeamRow {
        team: name.to_owned(),
        service: "Adults".to_owned(),
        in_scope,
        recorded: None,
        covered,
        verified: None,
        records_to_go: Target::DEFAULT.records_to_go(covered, in_scope),
        target: Target::DEFAULT,
        previous_in_scope: None,
        previous_covered: None,
        interval_lower: None,
        interval_upper: None,
        against_target: None,
        among_teams: None,
    }
}

fn check(row: &CoverageRow, teams: &[TeamRow], filter: &Filter, expected: [&str; 3]) {
    let said = compose(row, teams, None, filter);
    assert_eq!(
        [
            said.verdict.as_str(),
            said.furthest.as_deref().unwrap_or(""),
            said.direction.as_str()
        ],
        expected
    );
}

#[test]
fn below_the_target_it_says_how_far_and_who() {
    check(
        &row(9_100, 10_000, Some((9_000, 10_000))),
        &[
            team("North", 80, 100),
            team("South", 70, 100),
            team("East", 96, 100),
            team(UNALLOCATED, 3, 4),
        ],
        &Filter::default(),
        [
            "Not yet: 91.0% of records in scope hold a usable NHS number on 31 October 2026; 400 records to go to 95%.",
            "1 of 3 teams has reached it. South has furthest to go: 25 records.",
            "It is getting better: up 1 percentage point since 30 September 2026.",
        ],
    );
}

#[test]
fn just_below_is_never_said_to_be_reached() {
    check(
        &row(9_499, 10_000, Some((9_499, 10_000))),
        &[],
        &Filter::default(),
        [
            "Not yet: 94.9% of records in scope hold a usable NHS number on 31 October 2026; 1 record to go to 95%.",
            "",
            "It has not changed since 30 September 2026.",
        ],
    );
}

#[test]
fn at_the_target_it_says_yes() {
    check(
        &row(96, 100, Some((97, 100))),
        &[team("North", 95, 100), team("South", 100, 100)],
        &Filter::default(),
        [
            "Yes: 96.0% of records in scope hold a usable NHS number on 31 October 2026; the target is 95%.",
            "",
            "It is getting worse: down 1 percentage point since 30 September 2026.",
        ],
    );
}

#[test]
fn records_without_a_team_can_be_furthest() {
    check(
        &row(9, 20, None),
        &[team("North", 95, 100), team(UNALLOCATED, 0, 40)],
        &Filter {
            exemptions: Exemptions::Excluded,
            ..Filter::default()
        },
        [
            "Not yet: 45.0% of records in scope, less agreed exemptions, hold a usable NHS number on 31 October 2026; 10 records to go to 95%.",
            "Every team has reached it. Records without a team have furthest to go: 38 records.",
            "There is no earlier snapshot to compare it with.",
        ],
    );
}

#[test]
fn teams_that_are_equally_far_are_named_together() {
    let said = |teams: &[TeamRow]| compose(&row(9, 20, None), teams, None, &Filter::default()).furthest.unwrap();
    let (north, south, east) = (team("North", 70, 100), team("South", 70, 100), team("East", 70, 100));
    assert_eq!(
        said(&[north.clone(), south.clone()]),
        "None of 2 teams has reached it. North and South have furthest to go: 25 records each."
    );
    assert_eq!(
        said(&[north, south, east]),
        "None of 3 teams has reached it. 3 teams have furthest to go: 25 records each."
    );
}

#[test]
fn one_team_is_not_compared_with_itself() {
    let filter = Filter {
        team: Some("North".to_owned()),
        ..Filter::default()
    };
    assert_eq!(compose(&row(9, 20, None), &[team("North", 9, 20)], None, &filter).furthest, None);
}

#[test]
fn what_cannot_be_said_is_not_said() {
    let verified = Filter {
        measure: Measure::Verified,
        ..Filter::default()
    };
    assert!(
        compose(&row(9, 20, None), &[], None, &verified)
            .verdict
            .starts_with("This cannot be said")
    );
    assert!(
        compose(&row(0, 0, None), &[], None, &Filter::default())
            .verdict
            .starts_with("Nobody is in scope")
    );
}

#[test]
fn a_rise_is_called_better_only_where_the_process_says_so_too() {
    use PointType::{CommonCause, SpecialCauseConcern, SpecialCauseImprovement};
    let direction = |covered, variation, trial| {
        let row = row(covered, 1_000, Some((900, 1_000)));
        let latest = point(variation, trial);
        compose(&row, &[], Some(&latest), &Filter::default()).direction
    };
    for (covered, process, trial, expected) in [
        (
            910,
            SpecialCauseImprovement,
            false,
            "It is getting better: up 1 percentage point since 30 September 2026.",
        ),
        (910, CommonCause, false, "It is up 1 percentage point since 30 September 2026."),
        (
            910,
            SpecialCauseConcern,
            false,
            "It is up 1 percentage point since 30 September 2026.",
        ),
        (
            890,
            SpecialCauseConcern,
            false,
            "It is getting worse: down 1 percentage point since 30 September 2026.",
        ),
        (890, CommonCause, false, "It is down 1 percentage point since 30 September 2026."),
        (900, CommonCause, false, "It has not changed since 30 September 2026."),
        (910, CommonCause, true, "It is up 1 percentage point since 30 September 2026."),
        (
            910,
            SpecialCauseImprovement,
            true,
            "It is up 1 percentage point since 30 September 2026.",
        ),
    ] {
        assert_eq!(direction(covered, process, trial), expected);
    }
}

fn point(variation: PointType, trial: bool) -> SpcRow {
    SpcRow {
        as_at: calendar::read("2026-10-31").unwrap(),
        numerator: 9,
        denominator: Some(10),
        value: 0.9,
        mean: Some(0.8),
        lower: Some(0.7),
        upper: Some(0.89),
        segment: 1,
        trial,
        rule: SpcRule::AboveLimit,
        point_type: variation,
        target: None,
        variation: Some(variation),
        assurance: None,
        basis: LimitsBasis::Limits,
    }
}
