use super::super::support::{Council, extract::snapshot, tree};
use super::council;

/// Holds that a file is refused with these words, and that figures and data folder stay as they were.
#[track_caller]
fn check(file: &str, content: impl AsRef<[u8]>, flags: &str, words: &[&str]) {
    let council = council();
    council.write(file, content);
    let done = council.refused(&format!("load '{file}' {flags}"));
    for word in words {
        done.says(word);
    }
    done.says(file);
    assert_eq!(council.headline(""), (10, 6));
    assert!(tree::of(&council.temporary()).is_empty(), "temporary files are left");
}

#[test]
fn what_is_not_what_it_claims_to_be_is_refused_whole() {
    let name = "persons_2026-11-30.csv";
    check(name, "", "", &["refused"]);
    check(name, "\n\n\n", "", &["refused"]);
    check(name, "FOO,BAR\n1,2\n", "", &["fit no kind", "FOO", "[columns.snapshot]"]);
    check(
        name,
        "PERSON_ID,TEAM_NAME\n1,North\n",
        "--kind snapshot",
        &["line 1", "lacks", "nhs_number"],
    );
    check(
        name,
        "PERSON_ID,TEAM_NAME\n1,North\n",
        "",
        &["allocations", "30 November 2026", "no persons file"],
    );
    check(
        name,
        "PERSON_ID,NHS_ID,NHS_NUMBER\n1,,\n",
        "",
        &["line 1", "NHS_ID", "NHS_NUMBER", "nhs_number"],
    );
    check(
        name,
        "PERSON_ID,NHS_ID\n,9990000018\n,\n,9990000026\n",
        "",
        &["none of its 2 rows can be used"],
    );
    check(name, "PERSON_ID,NHS_ID\n", "", &["refused"]);
    check(name, b"PERSON_ID,NHS_ID\n1,\0\0\0\n", "", &["line 2", "NUL"]);
    check(name, b"PK\x03\x04 an archive", "", &["ZIP"]);
    check(
        "persons_2026-11-30.xls",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook",
        "",
        &[".xls"],
    );
    check("persons_2026-11-30.parquet", b"PAR1 broken", "", &["Parquet"]);
    check(
        "persons_2026-11-30.csv",
        format!("PERSON_ID,NHS_ID\n1,\"{}\n", "x".repeat(3 << 20)),
        "",
        &["line 2", "1 MiB"],
    );
}

#[test]
fn a_folder_is_no_file() {
    let council = council();
    std::fs::create_dir(council.path("folder_2026-11-30.csv")).unwrap();
    council.refused("load folder_2026-11-30.csv").says("folder_2026-11-30.csv");
}

#[test]
fn other_content_for_a_loaded_date_needs_replace() {
    let council = council();
    council.write("corrected_2026-10-31.csv", snapshot(10, 9));
    council
        .refused("load corrected_2026-10-31.csv")
        .says("load 1")
        .says("persons_2026-10-31.csv")
        .says("31 October 2026")
        .says("--replace");
    assert_eq!(council.headline(""), (10, 6));
    council.done("load corrected_2026-10-31.csv --replace");
    assert_eq!(council.headline(""), (10, 9));
    assert_eq!(council.rows("loads").len(), 1, "only the new load is in force");
    council.write("persons_2026-11-30.csv", snapshot(10, 10));
    council.done("load persons_2026-11-30.csv --replace");
    assert_eq!(council.rows("loads").len(), 2, "another date takes nobody's place");
}

#[test]
fn two_files_of_one_command_may_not_claim_one_date() {
    let council = council();
    council.write("one_2026-11-30.csv", snapshot(10, 7));
    council.write("other_2026-11-30.csv", snapshot(10, 8));
    council
        .refused("load one_2026-11-30.csv other_2026-11-30.csv")
        .says("other_2026-11-30.csv")
        .says("another of these files");
}

#[test]
fn a_fall_of_people_in_scope_is_refused_unless_accepted() {
    let check = |before: usize, now: usize, configuration: &str, refused: bool| {
        let council = Council::new();
        council.write("nhs-coverage.toml", format!("[numbers]\ntest_range_valid = true\n{configuration}"));
        council.write("persons_2026-10-31.csv", snapshot(before, 5));
        council.write("persons_2026-11-30.csv", snapshot(now, 5));
        council.done("load persons_2026-10-31.csv");
        if refused {
            council
                .refused("load persons_2026-11-30.csv")
                .says("30 November 2026")
                .says("--accept-drop");
            assert_eq!(council.headline(""), (before as i64, 5));
            council.done("load persons_2026-11-30.csv --accept-drop");
        } else {
            council.done("load persons_2026-11-30.csv");
        }
        assert_eq!(council.headline(""), (now as i64, 5));
    };
    check(100, 80, "", false);
    check(100, 79, "", true);
    check(100, 200, "", false);
    check(100, 60, "[load]\nmax_drop_percent = 40\n", false);
    check(100, 59, "[load]\nmax_drop_percent = 40\n", true);
    check(100, 99, "[load]\nmax_drop_percent = 0\n", true);
}

#[test]
fn a_fall_after_an_earlier_snapshot_put_in_later_is_seen_too() {
    let council = Council::new();
    council.write("persons_2026-11-30.csv", snapshot(10, 5));
    council.write("persons_2026-10-31.csv", snapshot(100, 5));
    council.done("load persons_2026-11-30.csv");
    // The later snapshot is not what is being loaded now, so its fall is nobody's surprise.
    council.done("load persons_2026-10-31.csv");
    let october = council.write("persons_2026-10-15.csv", snapshot(200, 5));
    assert!(october.is_file());
    council.done("load persons_2026-10-15.csv");
    assert_eq!(council.rows("coverage_trend").len(), 3);
}

#[test]
fn a_snapshot_in_which_nobody_is_in_scope_is_refused() {
    let council = Council::new();
    council.write("persons_2026-10-31.csv", "PERSON_ID,NHS_ID,CASE_STATUS\n1,,Closed\n2,,Closed\n");
    council
        .refused("load persons_2026-10-31.csv")
        .says("nobody")
        .says("persons_2026-10-31.csv");
}

#[test]
fn a_wrong_configuration_is_named_with_its_line() {
    let council = council();
    council.write("persons_2026-11-30.csv", snapshot(10, 7));
    for (text, word) in [
        ("[numbers]\ntest_range = true\n", "line 2"),
        ("[columns.histroy]\ndate = \"x\"\n", "histroy"),
        ("[target]\npercent = 120.0\n", "percentage"),
        ("nonsense", "line 1"),
    ] {
        council.write("wrong.toml", text);
        council
            .refused("load persons_2026-11-30.csv --config wrong.toml")
            .says("wrong.toml")
            .says(word);
    }
}
