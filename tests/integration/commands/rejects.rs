use super::super::support::{
    Council,
    extract::{csv, number, records, snapshot},
    tree,
};
use std::fs;

const REJECTS: &str = "persons_2026-10-31.rejects.csv";

/// Four people, of whom one row has no id and one a day that the calendar doesn't have.
fn council() -> Council {
    let council = Council::new();
    let text = format!(
        "PERSON_ID,NHS_ID,TEAM_NAME,CASE_STATUS,DATE_OF_BIRTH,LAST_NAME\n\
         1,{},North,Open,01/02/1950,\"Sample, A\"\n\
         ,{},North,Open,02/03/1951,Sample\n\
         3,,South,Open,31/02/1952,Sample\n\
         4,,South,Open,04/05/1953,Sample\n",
        number(0),
        number(1)
    );
    council.write("persons_2026-10-31.csv", text);
    council.done("load persons_2026-10-31.csv");
    council
}

/// The rejects file with cells changed: row, column, text.
fn mend(council: &Council, cells: &[(usize, usize, &str)]) {
    let mut rows = records(&fs::read_to_string(council.path(REJECTS)).unwrap());
    for (row, column, text) in cells {
        rows[*row][*column] = (*text).to_owned();
    }
    council.write(REJECTS, csv(&rows, b','));
}

#[test]
fn refused_rows_go_beside_their_source_with_line_column_and_reason() {
    let council = council();
    let rows = records(&fs::read_to_string(council.path(REJECTS)).unwrap());
    assert_eq!(
        rows[0],
        [
            "PERSON_ID",
            "NHS_ID",
            "TEAM_NAME",
            "CASE_STATUS",
            "DATE_OF_BIRTH",
            "LAST_NAME",
            "reject_line",
            "reject_column",
            "reject_reason"
        ]
    );
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[1][6..8], ["3", "PERSON_ID"]);
    assert_eq!(rows[2][6..8], ["4", "DATE_OF_BIRTH"]);
    assert_eq!(rows[2][..6], ["3", "", "South", "Open", "31/02/1952", "Sample"]);
    assert_eq!(council.headline(""), (2, 1));
}

#[cfg(unix)]
#[test]
fn refused_rows_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let council = council();
    let mode = fs::metadata(council.path(REJECTS)).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "{mode:o}");
}

#[test]
fn refused_rows_go_where_they_are_wanted() {
    let council = Council::new();
    fs::create_dir(council.path("refused rows")).unwrap();
    council.write("persons_2026-10-31.csv", "PERSON_ID,NHS_ID\n1,\n,123\n");
    council
        .done("load persons_2026-10-31.csv --rejects 'refused rows'")
        .says("1 refused");
    assert!(council.path("refused rows").join(REJECTS).is_file());
    assert!(!council.path(REJECTS).exists());
}

#[test]
fn mended_rows_are_added_to_the_snapshot_of_their_date() {
    let council = council();
    mend(&council, &[(1, 0, "2"), (2, 4, "28/02/1952")]);
    council.done(&format!("load {REJECTS}"));
    assert_eq!(council.headline(""), (4, 2));
    assert_eq!(council.teams(""), [("North".to_owned(), 2, 2), ("South".to_owned(), 2, 0)]);
    assert_eq!(council.rows("coverage_trend").len(), 1, "it is the same snapshot");
    council.done(&format!("load {REJECTS}")).says("already loaded");
    assert_eq!(council.headline(""), (4, 2));
}

#[test]
fn rows_that_are_not_mended_are_refused_again() {
    let council = council();
    mend(&council, &[(1, 0, "2")]);
    council.done(&format!("load {REJECTS}")).says("2 read, 1 accepted, 1 refused");
    assert_eq!(council.headline(""), (3, 2));
}

#[test]
fn none_mended_changes_nothing() {
    let council = council();
    let before = tree::of(&council.data());
    // So that everything in a folder can be loaded again and again, whatever was refused on the way.
    council
        .done(&format!("load {REJECTS}"))
        .says("none of these refused rows is mended yet");
    council.done(&format!("load persons_2026-10-31.csv {REJECTS}"));
    tree::assert_same(&before, &tree::of(&council.data()));
    assert_eq!(council.headline(""), (2, 1));
}

#[test]
fn mended_rows_need_the_snapshot_that_they_belong_to() {
    let council = council();
    mend(&council, &[(1, 0, "2"), (2, 4, "28/02/1952")]);
    fs::rename(council.path(REJECTS), council.path("persons_2026-11-30.rejects.csv")).unwrap();
    council.refused("load persons_2026-11-30.rejects.csv").says("30 November 2026");
}

#[test]
fn mended_rows_can_be_withdrawn_without_their_snapshot() {
    let council = council();
    mend(&council, &[(1, 0, "2"), (2, 4, "28/02/1952")]);
    council.done(&format!("load {REJECTS}"));
    council.done("withdraw 2");
    assert_eq!(council.headline(""), (2, 1));
}

#[test]
fn mended_rows_go_with_their_snapshot() {
    let council = council();
    mend(&council, &[(1, 0, "2"), (2, 4, "28/02/1952")]);
    council.done(&format!("load {REJECTS}"));
    council.done("withdraw 1");
    assert_eq!(council.rows("loads").len(), 0);
}

#[test]
fn mended_rows_go_when_their_snapshot_is_replaced() {
    let council = council();
    mend(&council, &[(1, 0, "2"), (2, 4, "28/02/1952")]);
    council.done(&format!("load {REJECTS}"));
    council.write("again_2026-10-31.csv", snapshot(8, 3));
    council.done("load again_2026-10-31.csv --replace");
    assert_eq!(council.headline(""), (8, 3));
    assert_eq!(council.rows("loads").len(), 1);
}

#[test]
fn a_number_on_a_mended_row_can_be_shared_with_the_snapshot() {
    let council = council();
    mend(&council, &[(1, 0, "2"), (1, 1, &number(0)), (2, 4, "28/02/1952")]);
    council.done(&format!("load {REJECTS}"));
    assert_eq!(council.states(""), [("missing".to_owned(), 2), ("shared".to_owned(), 2)]);
}

#[test]
fn a_mended_second_row_of_a_person_counts_once() {
    let council = Council::new();
    let text = format!("PERSON_ID,NHS_ID,TEAM\n1,{},North\n1,{},South\n2,,North\n", number(0), number(1));
    council.write("persons_2026-10-31.csv", text);
    council.done("load persons_2026-10-31.csv").says("conflicting_number");
    mend(&council, &[(1, 1, &number(0))]);
    council.done(&format!("load {REJECTS}"));
    assert_eq!(council.headline(""), (2, 1));
    assert_eq!(council.teams(""), [("North".to_owned(), 2, 1), ("South".to_owned(), 1, 1)]);
}
