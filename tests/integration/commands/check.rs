use super::super::support::{Council, extract::snapshot, tree};
use super::council;

const REFUSED_ROW: &str = "PERSON_ID,NHS_ID,TEAM_NAME,CASE_STATUS,DATE_OF_BIRTH\n1,,North,Open,01/02/1950\n2,,North,Open,31/02/1950\n";

/// Holds that the dry run changes nothing at all: not in the data folder, not beside the file, not among temporary files.
#[track_caller]
fn check(council: &Council, line: &str, code: i32) {
    let before = tree::of(&council.path(""));
    let done = council.run(line);
    assert_eq!(done.code, code, "{done}");
    tree::assert_same(&before, &tree::of(&council.path("")));
}

#[test]
fn it_says_what_would_happen() {
    let council = council();
    council.write("persons_2026-11-30.csv", REFUSED_ROW);
    let done = council.run("check persons_2026-11-30.csv --accept-drop");
    assert_eq!(done.code, 0, "{done}");
    done.says("snapshot as at 30 November 2026")
        .says("2 read, 1 accepted, 1 refused")
        .says("first on line 3, column DATE_OF_BIRTH")
        .says("in scope 1")
        .says("Checked only: nothing was loaded.");
    assert!(!done.out.contains("1950"), "no cell is shown: {done}");
    assert_eq!(council.headline(""), (10, 6));
}

#[test]
fn it_changes_nothing() {
    let council = council();
    council.write("persons_2026-11-30.csv", snapshot(10, 7));
    council.write("persons_2026-12-15.csv", REFUSED_ROW);
    council.write("unknown.csv", "FOO,BAR\n1,2\n");
    check(&council, "check persons_2026-11-30.csv", 0);
    check(&council, "check persons_2026-10-31.csv", 0);
    check(&council, "check persons_2026-12-15.csv --accept-drop", 0);
    check(&council, "check persons_2026-12-15.csv", 1);
    check(&council, "check persons_2026-11-30.csv persons_2026-12-15.csv --accept-drop", 0);
    check(&council, "check unknown.csv", 1);
    check(&council, "check not_there.csv", 1);
}

#[test]
fn it_makes_no_data_folder() {
    let council = Council::new();
    council.write("persons_2026-10-31.csv", snapshot(10, 7));
    council.write("unknown.csv", "FOO,BAR\n1,2\n");
    check(&council, "check persons_2026-10-31.csv", 0);
    check(&council, "check unknown.csv", 1);
    assert!(!council.data().exists());
}
