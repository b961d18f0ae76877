//! The commands as a user types them: what they print, what they change, and how they end.

use super::support::{
    Council,
    extract::{self, snapshot},
    tree,
};

/// At what date an extract was taken, and who says so.
mod as_at;
/// The dry run.
mod check;
/// Persons, allocations and the files that explain them.
mod joined;
/// A list of numbers, judged.
mod number;
/// Whole files that are refused, and what may be put in the place of what.
mod refused;
/// Refused rows, mended and loaded.
mod rejects;
/// Charts, intervals, funnels and forecasts for anybody's figures.
mod statistics;
/// Loads taken back.
mod withdraw;

/// A council with ten people as at the end of October, six of them with a number.
fn council() -> Council {
    let council = Council::new();
    council.write("persons_2026-10-31.csv", snapshot(10, 6));
    council.done("load persons_2026-10-31.csv");
    council
}

#[test]
fn the_help_names_every_order_of_teams() {
    let help = Council::new().done("report --help").out;
    for sort in domain::TeamSort::ALL {
        assert!(help.contains(sort.name()), "{sort} is not in the help:\n{help}");
    }
}

#[test]
fn the_exit_code_says_what_became_of_it() {
    let council = council();
    council.write("more_2026-11-30.csv", snapshot(11, 7));
    council.write("unknown.csv", "FOO,BAR\n1,2\n");
    let check = |line: &str, code: i32| {
        let done = council.run(line);
        assert_eq!(done.code, code, "{done}");
        assert_eq!(
            code != 0,
            !done.err.is_empty(),
            "a failure is explained on standard error, and nothing else is: {done}"
        );
    };
    for line in [
        "--version",
        "--help",
        "help load",
        "loads",
        "check more_2026-11-30.csv",
        "load persons_2026-10-31.csv",
        "report coverage",
        "report worklist --team North --format csv",
        "number",
    ] {
        check(line, 0);
    }
    for line in [
        "check unknown.csv",
        "load unknown.csv",
        "load not_there.csv",
        "load more_2026-11-30.csv --as-at soon",
        "load more_2026-11-30.csv --config not_there.toml",
        "withdraw 7",
        "report nonsense",
        "report worklist",
        "report coverage --team Nobody",
        "report coverage --as-at yesterday",
        "report coverage --measure best",
        "report coverage --data not_there",
        "number not_there.txt",
        "serve --data nhs-coverage.toml --listen 127.0.0.1:0",
    ] {
        check(line, 1);
    }
    for line in [
        "",
        "nonsense",
        "load",
        "check",
        "withdraw",
        "withdraw first",
        "load more_2026-11-30.csv --kind nonsense",
        "report",
        "report coverage --format xml",
        "report coverage --colour red",
        "serve --listen nowhere",
        "sample",
        "sample out --people many",
    ] {
        check(line, 2);
    }
}

#[test]
fn a_load_says_what_it_took_for_what() {
    let council = Council::new();
    council.write("persons_2026-10-31.csv", snapshot(10, 6));
    let done = council.done("load persons_2026-10-31.csv");
    done.says("persons_2026-10-31.csv: snapshot as at 31 October 2026 (CSV, comma, UTF-8)")
        .says("PERSON_ID as person_id")
        .says("NHS_ID as nhs_number")
        .says("TEAM_NAME as team")
        .says("10 read, 10 accepted, 0 refused")
        .says("in scope 10")
        .says("missing 4")
        .says("valid 6")
        .says("Published generation 1.");
    assert_eq!(council.headline(""), (10, 6));
    assert_eq!(council.teams(""), [("North".to_owned(), 5, 3), ("South".to_owned(), 5, 3)]);
    let row = &council.rows("coverage")[0];
    assert_eq!(row["records_to_go"], 4, "95% of 10 is all of them");
    assert_eq!(row["previous_as_at"], serde_json::Value::Null);
}

#[test]
fn nothing_but_the_result_is_printed_when_piped() {
    let council = Council::new();
    council.write("persons_2026-10-31.csv", snapshot(20_000, 100));
    let done = council.done("load persons_2026-10-31.csv");
    assert_eq!(done.err, "");
    assert!(!done.out.contains(['\r', '\u{1b}']), "{done}");
}

#[test]
fn the_same_content_twice_changes_nothing() {
    let council = council();
    let before = tree::of(&council.data());
    for line in [
        "load persons_2026-10-31.csv",
        "load persons_2026-10-31.csv --replace",
        "check persons_2026-10-31.csv",
    ] {
        council.done(line).says("already loaded as load 1; nothing to do");
        tree::assert_same(&before, &tree::of(&council.data()));
    }
    council.write("copy.csv", snapshot(10, 6));
    council.done("load copy.csv").says("already loaded as load 1");
    tree::assert_same(&before, &tree::of(&council.data()));
    assert_eq!(council.answer("coverage")["generation"], 1);
}

#[test]
fn the_same_content_at_another_date_is_another_snapshot() {
    let council = council();
    council.write("copy.csv", snapshot(10, 6));
    council.done("load copy.csv --as-at 30/11/2026").says("30 November 2026");
    assert_eq!(council.rows("coverage_trend").len(), 2);
}

#[test]
fn an_unchanged_extract_under_the_next_date_is_another_snapshot() {
    let council = council();
    council.write("persons_2026-11-30.csv", snapshot(10, 6));
    council.done("load persons_2026-11-30.csv");
    assert_eq!(council.rows("coverage_trend").len(), 2, "the file's name gives another date");
}

#[test]
fn all_files_of_a_command_are_loaded_or_none() {
    let council = council();
    council.write("persons_2026-11-30.csv", snapshot(10, 7));
    council.write("unknown.csv", "FOO,BAR\n1,2\n");
    let done = council.refused("load persons_2026-11-30.csv unknown.csv");
    done.says("unknown.csv").says("Nothing was changed.");
    assert!(
        !done.err.contains("persons_2026-11-30.csv"),
        "only the file at fault is named: {done}"
    );
    council.write("persons_2026-12-15.csv", snapshot(10, 8));
    council.done("load persons_2026-12-15.csv persons_2026-11-30.csv");
    let covered: Vec<_> = council
        .rows("coverage_trend")
        .iter()
        .map(|row| row["covered"].as_i64().unwrap())
        .collect();
    assert_eq!(covered, [6, 7, 8]);
}

#[test]
fn a_report_is_written_in_three_ways() {
    let council = council();
    let table = council.done("report coverage_by_team --sort team").out;
    let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines[0][..2], ["team", "service"]);
    assert_eq!(lines[1][0], "North");
    let csv = extract::records(&council.done("report coverage_by_team --sort team --format csv").out);
    let wanted = [
        "team",
        "service",
        "in_scope",
        "recorded",
        "covered",
        "verified",
        "records_to_go",
        "target",
    ];
    for column in wanted {
        assert!(csv[0].iter().any(|name| name == column), "{column} is missing in {:?}", csv[0]);
    }
    let place = |name: &str| csv[0].iter().position(|column| column == name).unwrap();
    assert_eq!(csv[1][place("in_scope")], "5");
    assert_eq!(csv[1][place("covered")], "3");
    assert_eq!(council.rows("coverage_by_team --sort team")[0]["in_scope"], 5);
}

#[test]
fn the_loads_are_listed() {
    let council = Council::new();
    council.done("loads").says("No loads yet");
    council.write("persons_2026-10-31.csv", snapshot(10, 6));
    council.write("persons_2026-11-30.csv", snapshot(12, 9));
    council.done("load persons_2026-10-31.csv persons_2026-11-30.csv");
    let listed = council.done("loads").out;
    let lines: Vec<_> = listed.lines().collect();
    assert_eq!(lines.len(), 3, "{listed}");
    assert!(lines[1].contains("persons_2026-11-30.csv"), "newest first: {listed}");
}

#[test]
fn while_one_load_runs_another_waits_for_its_turn_and_readers_do_not() {
    let council = council();
    council.write("persons_2026-11-30.csv", snapshot(10, 7));
    let lock = std::fs::File::options().append(true).open(council.data().join("lock")).unwrap();
    lock.lock().unwrap();
    council.refused("load persons_2026-11-30.csv").says("another");
    assert_eq!(council.headline(""), (10, 6));
    lock.unlock().unwrap();
    council.done("load persons_2026-11-30.csv");
}
