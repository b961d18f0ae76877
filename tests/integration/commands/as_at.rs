use super::super::support::{Council, extract::snapshot};

/// The text with a further column that holds the same cell in every row.
fn with_column(name: &str, cell: &str) -> String {
    let text = snapshot(4, 2);
    let mut lines = text.lines();
    let mut out = format!("{},{name}\n", lines.next().unwrap());
    for line in lines {
        out.push_str(&format!("{line},{cell}\n"));
    }
    out
}

/// Holds at what date a file was loaded.
#[track_caller]
fn check(file: &str, content: &str, flags: &str, expected: &str) {
    let council = Council::new();
    council.write(file, content);
    council.done(&format!("load '{file}' {flags}"));
    assert_eq!(council.answer("coverage")["as_at"], expected, "{file} {flags}");
}

/// Holds that a file is refused with these words.
#[track_caller]
fn check_refused(file: &str, content: &str, flags: &str, words: &[&str]) {
    let council = Council::new();
    council.write(file, content);
    let done = council.refused(&format!("load '{file}' {flags}"));
    for word in words {
        done.says(word);
    }
    council.done("loads").says("No loads yet");
}

#[test]
fn it_comes_from_the_flag_a_column_or_the_file_name() {
    let plain = snapshot(4, 2);
    check("persons.csv", &plain, "--as-at 2026-10-31", "2026-10-31");
    check("persons.csv", &plain, "--as-at 31/10/2026", "2026-10-31");
    check("persons.csv", &plain, "--as-at '31 Oct 2026'", "2026-10-31");
    for name in [
        "persons_2026-10-31.csv",
        "persons_20261031.csv",
        "persons 31-10-2026.csv",
        "31_10_2026_persons.csv",
        "persons_31 Oct 2026.csv",
        "persons_20261031T0930.csv",
    ] {
        check(name, &plain, "", "2026-10-31");
    }
    check("persons.csv", &with_column("AS_AT", "31/10/2026"), "", "2026-10-31");
    check(
        "persons.csv",
        &with_column("Snapshot date", "2026-10-31 00:00:00"),
        "",
        "2026-10-31",
    );
    check(
        "persons_2026-10-31.csv",
        &with_column("AS_AT", "31/10/2026"),
        "--as-at 2026-10-31",
        "2026-10-31",
    );
}

#[test]
fn without_one_the_file_is_refused() {
    check_refused("persons.csv", &snapshot(4, 2), "", &["at what date", "--as-at"]);
    check_refused("persons_12345678.csv", &snapshot(4, 2), "", &["at what date"]);
}

#[test]
fn two_that_disagree_are_both_named() {
    let october = with_column("AS_AT", "2026-10-31");
    check_refused(
        "persons_2026-10-31.csv",
        &snapshot(4, 2),
        "--as-at 2026-09-30",
        &["--as-at", "the file's name", "2026-09-30", "2026-10-31"],
    );
    check_refused(
        "persons.csv",
        &october,
        "--as-at 2026-09-30",
        &["--as-at", "AS_AT", "2026-09-30", "2026-10-31"],
    );
    check_refused(
        "persons_2026-09-30.csv",
        &october,
        "",
        &["the file's name", "AS_AT", "2026-09-30", "2026-10-31"],
    );
    check_refused("from_2026-10-01_to_2026-10-31.csv", &snapshot(4, 2), "", &["two dates", "--as-at"]);
    let mixed = format!("{}9999,,North,Open,2026-09-30\n", october);
    check_refused("persons.csv", &mixed, "", &["2026-09-30", "2026-10-31"]);
}

#[test]
fn the_flag_decides_between_two_dates_in_a_name() {
    check(
        "from_2026-10-01_to_2026-10-31.csv",
        &snapshot(4, 2),
        "--as-at 2026-10-31",
        "2026-10-31",
    );
}
