//! What figures say.

use super::fixtures::{self, answer, date, team, trend_row};
use crate::{
    Width, capture_spc, coverage, coverage_by_team, coverage_spc, coverage_trend, match_by_completeness, movement, options, outcome_mix,
    record_states,
};
use domain::{
    options::Route,
    questions::{OptionStatus, TeamRow},
};

fn headline_of_teams(rows: Vec<TeamRow>) -> String {
    coverage_by_team(&answer("coverage_by_team", rows), Width::Wide).unwrap().headline
}

#[test]
fn headlines_say_the_message() {
    let check = |headline: String, expected: &str| assert_eq!(headline, expected);
    check(
        coverage(&fixtures::coverage(), Width::Wide).unwrap().headline,
        "91.2% of records hold a usable NHS number: 342 records to go to 95%",
    );
    check(
        coverage_trend(&fixtures::trend(), &[], Width::Wide).unwrap().headline,
        "Coverage has risen from 57.8% to 91.2% since 30 Nov 2024; 343 records to go to 95%",
    );
    check(
        movement(&fixtures::movement(), Width::Wide).unwrap().headline,
        "85 more records with a usable NHS number: numbers gained +86, lost −12, people coming and going +11",
    );
    check(
        movement(&fixtures::movement_of_a_team(), Width::Wide).unwrap().headline,
        "Court of Protection: records with a usable NHS number stand at 3 again: numbers gained +1, people coming and going −1",
    );
    check(
        record_states(&fixtures::states(), Width::Wide).unwrap().headline,
        "792 of 9,004 records hold no usable NHS number; in 434 nothing is recorded",
    );
    check(headline_of_teams(vec![team("North", 100, 90)]), "North has 5 records to go to 95%");
    check(
        headline_of_teams(vec![team("South", 100, 90), team("North", 100, 90), team("East", 100, 99)]),
        "North and South are furthest from 95%, with 5 records to go each; 1 of 3 teams has reached it",
    );
    check(
        headline_of_teams(vec![team("North", 100, 100), team("South", 20, 19)]),
        "None of 2 teams has records to go to 95%",
    );
}

#[test]
fn the_headline_of_the_routes_names_one_only_where_no_other_has_a_date() {
    let headline = |answer| options(&answer, Width::Wide).unwrap().headline;
    assert_eq!(
        headline(fixtures::options::routes()),
        "3 of 5 routes meet 95%, the first around 19 February 2027"
    );
    let with = |status: OptionStatus, dated: Option<Route>| {
        let mut answer = fixtures::options::routes();
        for row in &mut answer.rows {
            let keeps = dated == Some(row.route);
            row.status = if keeps { OptionStatus::Range } else { status };
            row.central = row.central.filter(|_| keeps);
        }
        headline(answer)
    };
    let unmet = OptionStatus::NotOnPresentEvidence;
    assert_eq!(
        with(unmet, Some(Route::Combination)),
        "95% is met only by all routes together, around 19 February 2027"
    );
    assert_eq!(with(unmet, None), "No route meets 95% on present evidence");
    assert_eq!(with(OptionStatus::Needs, None), "No route has a date for 95%: figures are missing");
    assert_eq!(with(OptionStatus::Reached, None), "95% is met");
}

#[test]
fn two_points_tell_no_special_cause_and_no_limit_lies_beyond_a_share() {
    for (width, upper) in [(Width::Wide, "Upper limit 100.0%"), (Width::Narrow, "Upper 100.0%")] {
        let figure = coverage_spc(&fixtures::process::coverage_of_two(), &[], width).unwrap();
        assert_eq!(
            figure.headline,
            "Coverage: 2 points are too few to tell common from special cause; it takes 13"
        );
        let said = figure.document();
        assert!(
            said.contains("2 points: telling special cause takes 13.") && said.contains(upper),
            "{said}"
        );
        for claim in ["144.", "Common cause", "no special cause", "ill fail"] {
            assert!(!said.contains(claim), "{claim}: {said}");
        }
    }
    let figure = capture_spc(&fixtures::process::capture(), &[], Width::Wide).unwrap();
    assert!(figure.svg.contains("Upper limit 100.0%") && !figure.document().contains("104.4%"));
}

#[test]
fn what_was_lacking_is_blamed_only_where_rates_can_be_told_apart() {
    let headline = |answer| match_by_completeness(&answer, Width::Wide).unwrap().headline;
    assert_eq!(
        headline(fixtures::matching::completeness()),
        "No postcode costs most matches: about 261 more would have been found"
    );
    assert_eq!(
        headline(fixtures::matching::completeness_of_few()),
        "Match rates by what was sent can't be told apart"
    );
}

#[test]
fn batches_that_came_back_on_one_day_are_told_together() {
    let mut answer = fixtures::matching::outcomes();
    let headline = |answer: &_| outcome_mix(answer, Width::Wide).unwrap().headline;
    assert_eq!(
        headline(&answer),
        "The latest to come back, 2026-04-02-31: 0 of 7 confirmed or found; none waits for a decision"
    );
    let last = answer.rows.last().unwrap().returned_on;
    for row in answer.rows.iter_mut().filter(|row| row.batch.starts_with("MPT")) {
        row.returned_on = last;
    }
    assert_eq!(
        headline(&answer),
        "The latest to come back, MPTREQ_20260312101500 and 2026-04-02-31: 92 of 891 confirmed or found; 170 wait for a decision"
    );
    for row in &mut answer.rows {
        row.returned_on = last;
    }
    assert!(
        headline(&answer).starts_with("The latest to come back, 4 batches on 12 Apr 2026: "),
        "{}",
        headline(&answer)
    );
}

#[test]
fn no_percentage_flatters() {
    let mut row = fixtures::coverage();
    let first = &mut row.rows[0];
    (first.in_scope, first.covered, first.recorded, first.verified, first.records_to_go) = (10_000, 9_497, Some(9_999), Some(0), 3);
    let figure = coverage(&row, Width::Wide).unwrap();
    assert_eq!(figure.headline, "94.9% of records hold a usable NHS number: 3 records to go to 95%");
    assert!(!figure.svg.contains("95.0%") && !figure.svg.contains("100.0%"));
    let trend = answer(
        "coverage_trend",
        vec![
            trend_row(date(2026, 9, 30), 10_000, 9_496),
            trend_row(date(2026, 10, 31), 10_000, 9_499),
        ],
    );
    let figure = coverage_trend(&trend, &[], Width::Wide).unwrap();
    assert!(figure.headline.starts_with("Coverage stands at 94.9%"), "{}", figure.headline);
}

#[test]
fn a_cut_axis_is_stated_in_the_chart() {
    let figure = coverage_trend(&fixtures::trend_after_history(), &[], Width::Wide).unwrap();
    assert!(figure.svg.contains("starts at 60%, not at 0%"));
    let figure = movement(&fixtures::movement(), Width::Narrow).unwrap();
    assert!(figure.svg.contains("Bars start at 8,000, not at 0."));
    assert!(
        !movement(&fixtures::movement_of_a_team(), Width::Wide)
            .unwrap()
            .svg
            .contains("not at 0")
    );
}

#[test]
fn more_than_forty_teams_are_counted() {
    let answer = fixtures::many_teams(137);
    let figure = coverage_by_team(&answer, Width::Wide).unwrap();
    let mut to_go: Vec<i64> = answer.rows.iter().map(|row| row.records_to_go).collect();
    to_go.sort_unstable();
    let rest = domain::percent::count(to_go[..97].iter().sum());
    assert!(
        figure
            .svg
            .contains(&format!("And 97 more teams with {rest} records to go between them.")),
        "{rest}"
    );
}

#[test]
fn the_measure_decides_which_line_is_judged() {
    let figure = coverage_trend(&fixtures::trend_by_verified(), &[], Width::Wide).unwrap();
    assert!(
        figure.headline.starts_with("Verified coverage has risen from 0.0% to 78.4%"),
        "{}",
        figure.headline
    );
}

#[test]
fn footers_name_date_definition_and_loads() {
    let figure = coverage(&fixtures::coverage(), Width::Wide)
        .unwrap()
        .with_note("Synthetic sample data.");
    assert_eq!(
        figure.footer,
        "Synthetic sample data. As at 31 October 2026. Coverage: records in scope that hold a valid or verified NHS number. \
         Loads 45, 46. NHS Number Coverage 0.1.0."
    );
    assert!(figure.document().contains("Synthetic sample data."));
}

#[test]
fn a_target_that_changes_is_labelled_at_each_step() {
    let figure = coverage_trend(&fixtures::trend_after_history(), &[], Width::Wide).unwrap();
    assert!(figure.svg.contains("Target 90%") && figure.svg.contains("Target 95%") && figure.svg.contains("Earlier counts"));
}
