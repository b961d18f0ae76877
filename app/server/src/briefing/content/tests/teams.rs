//! Teams, in what they have to go and in what their charts show.

use super::*;
use domain::questions::LimitsBasis;

#[test]
fn a_team_is_named_for_what_it_has_to_go_and_for_getting_worse() {
    let mut answers = months();
    answers.teams = vec![
        team("North", 200, 100, None),
        team(UNALLOCATED, 60, 10, Some(PointType::SpecialCauseConcern)),
        team("South", 100, 96, Some(PointType::SpecialCauseConcern)),
        team("East", 100, 99, Some(PointType::CommonCause)),
    ];
    let document = compose(&answers);
    let said = said(&document);
    assert!(
        said.contains("The two teams with most records to go are 137 records from their targets"),
        "{said}"
    );
    assert!(said.contains("The chart of South shows special-cause concern"), "{said}");
    let table = document.blocks.iter().find_map(|block| match block {
        Block::Table(table) if table.caption.starts_with("Teams to support") => Some(table),
        _ => None,
    });
    let names: Vec<&str> = table.unwrap().rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(names, ["North", "Records without a team", "South"]);
}

#[test]
fn no_team_is_said_to_be_steady_on_too_few_dates() {
    let mut answers = months();
    let of = |name: &str, trial, variation| {
        let mut row = team(name, 100, 90, variation);
        (row.process.trial, row.process.basis) = (trial, Some(LimitsBasis::Limits));
        row
    };
    answers.teams = vec![
        of("North", true, Some(PointType::CommonCause)),
        of("South", true, Some(PointType::SpecialCauseConcern)),
        of("East", true, None),
    ];
    let text = said(&compose(&answers));
    assert!(
        text.contains("No team’s chart has dates enough to tell common from special cause: it takes 13."),
        "{text}"
    );
    assert!(!text.contains("special-cause concern"), "{text}");
    answers.teams.push(of("West", false, Some(PointType::CommonCause)));
    let text = said(&compose(&answers));
    assert!(
        text.contains("No team’s chart shows special-cause concern. The charts of 3 teams have too few dates to tell."),
        "{text}"
    );
}
