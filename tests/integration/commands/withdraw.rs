use super::super::support::{Council, extract::snapshot};
use domain::question;

/// Every answer's rows that don't need a team.
fn answers(council: &Council) -> Vec<(String, Vec<serde_json::Value>)> {
    let names = question::NAMES.iter().filter(|name| !question::PERSON_LEVEL.contains(name));
    names.map(|name| ((*name).to_owned(), council.rows(name))).collect()
}

#[test]
fn the_old_figures_come_back() {
    let council = Council::new();
    council.write("persons_2026-09-30.csv", snapshot(10, 5));
    council.write("persons_2026-10-31.csv", snapshot(12, 8));
    council.done("load persons_2026-09-30.csv");
    let before = answers(&council);
    council.done("load persons_2026-10-31.csv");
    assert_ne!(answers(&council), before);
    council
        .done("withdraw 2")
        .says("Withdrawn: load 2 (snapshot, persons_2026-10-31.csv)")
        .says("Published generation 3.");
    assert_eq!(answers(&council), before);
    council.refused("withdraw 2").says("no load 2");
    council.done("load persons_2026-10-31.csv").says("Published generation 4.");
    assert_eq!(council.headline(""), (12, 8));
    let loads: Vec<_> = council.rows("loads").iter().map(|row| row["load"].as_i64().unwrap()).collect();
    assert_eq!(loads, [3, 1], "a number is never used again");
}

#[test]
fn what_was_replaced_does_not_come_back() {
    let council = Council::new();
    council.write("persons_2026-09-30.csv", snapshot(10, 5));
    council.write("persons_2026-10-31.csv", snapshot(12, 8));
    council.write("corrected_2026-10-31.csv", snapshot(12, 9));
    council.done("load persons_2026-09-30.csv persons_2026-10-31.csv");
    council.done("load corrected_2026-10-31.csv --replace");
    council.done("withdraw 3");
    assert_eq!(council.headline(""), (10, 5));
}

#[test]
fn allocations_go_with_the_snapshot_they_belong_to() {
    let council = Council::new();
    council.write("persons_2026-10-31.csv", "PERSON_ID,NHS_ID\n1,\n2,\n");
    council.write("allocations_2026-10-31.csv", "PERSON_ID,TEAM_NAME\n1,North\n2,South\n");
    council.done("load persons_2026-10-31.csv allocations_2026-10-31.csv");
    council.done("withdraw 1").says("load 1 (snapshot").says("load 2 (allocations");
    council.done("load persons_2026-10-31.csv allocations_2026-10-31.csv");
    assert_eq!(council.teams("").len(), 2);
    council.done("withdraw 4");
    assert_eq!(council.teams(""), [("Unallocated".to_owned(), 2, 0)]);
}

#[test]
fn without_any_load_there_are_no_figures() {
    let council = Council::new();
    council.write("persons_2026-10-31.csv", snapshot(10, 5));
    council.done("load persons_2026-10-31.csv");
    council.done("withdraw 1");
    council.refused("report coverage");
    council.done("loads").says("No loads");
    council.done("load persons_2026-10-31.csv");
    assert_eq!(council.headline(""), (10, 5));
}
