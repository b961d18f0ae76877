use super::{Fixture, cells, issues, options, people_of, rows, text};
use crate::{Checked, Options};
use domain::schema::{allocations, persons};

const HEADER: &str = "PERSON_ID,NHS_ID,DATE_OF_BIRTH,DATE_OF_DEATH,CONTEXT_FLAG,PERSON_TYPE,RESTRICTED,CASE_STATUS,CLOSED_ON,NHS_NUMBER_STATUS,NHS_NUMBER_SOURCE";

/// One row under the full header gives one person and these findings.
fn check(row: &str, person: &str, findings: &[&str]) {
    let checked = text(&format!("{HEADER}\n{row}\n"));
    assert_eq!(people_of(&checked), [person], "{row}");
    assert_eq!(issues(&checked), findings, "{row}");
}

/// One row under the full header, beside a good one, is refused for this reason.
fn refused(row: &str, finding: &str) {
    let header = HEADER.replace("CLOSED_ON", "CLOSURE_DATE_IF_CLOSED");
    let checked = text(&format!("{header}\n1,9990000018,1950-01-01,,,,,,,,\n{row}\n"));
    assert_eq!(issues(&checked), [finding], "{row}");
    assert_eq!((checked.rows_read, checked.rows_accepted, checked.rows_refused), (2, 1, 1), "{row}");
}

#[test]
fn groups_are_kept_without_the_dates_they_come_from() {
    let checked = text(
        "PERSON_ID,NHS_ID,DATE_OF_BIRTH,CASE_START_DATE,PRIMARY_SUPPORT_REASON\n\
         1,,31/10/1941,01/10/2026, Memory  and Cognition\n2,,01/11/2001,2026-07-31,\n3,,,2020-01-01,Memory and Cognition\n\
         4,,31/10/1950,01/11/2026,A\n5,,31/10/1950,soon,A\n1,,,01/01/2025,Other\n",
    );
    assert_eq!(
        cells(&checked, &[persons::SUPPORT_REASON, persons::TIME_OPEN, persons::AGE_BAND]),
        [
            "Memory and Cognition|under_3_years|85+",
            "-|under_1_year|18-24",
            "Memory and Cognition|longer|-",
            "A|-|75-84",
            "A|-|75-84"
        ]
    );
    assert!(issues(&checked).contains(&"warning CASE_START_DATE case_opened_unusable 2 from 5".to_owned()));
    let long = format!("PERSON_ID,NHS_ID,CONTEXT_FLAG,PSR\n1,,A,{}\n", "x".repeat(101));
    assert_eq!(issues(&text(&long)), ["warning PSR support_reason_too_long 1 from 2"]);
}

#[test]
fn every_record_state_of_a_row() {
    for (number, state) in [
        ("", "missing|-"),
        ("NULL", "missing|-"),
        ("4.01E+09", "damaged|-"),
        ("401023213", "malformed|-"),
        ("0000000000", "placeholder|-"),
        ("0.0", "placeholder|-"),
        ("4010232138", "check_digit_fails|-"),
        ("9876543210", "other_range|-"),
        ("607230002.0", "other_range|-"),
        ("4010232137", "valid|16 bytes"),
        ("4010232137.0", "valid|16 bytes"),
        ("401 023 2137", "valid|16 bytes"),
        ("9990000018", "valid|16 bytes"),
    ] {
        check(
            &format!("7,{number},1950-01-01,,,,,,,,"),
            &format!("7|{state}|unknown|-|-|false"),
            &[],
        );
    }
}

#[test]
fn a_trace_verifies_a_number_that_can_be_used() {
    for (status, state) in [
        ("01", "verified"),
        ("1", "verified"),
        ("1.0", "verified"),
        ("02", "valid"),
        ("", "valid"),
    ] {
        check(
            &format!("7,4010232137,1950-01-01,,,,,,,{status},"),
            &format!("7|{state}|16 bytes|unknown|-|-|false"),
            &[],
        );
    }
    check(
        "7,,1950-01-01,,,,,,,01,",
        "7|missing|-|unknown|-|-|false",
        &["warning NHS_NUMBER_STATUS verified_without_number 1 from 2"],
    );
    check(
        "7,4010232137,1950-01-01,,,,,,,done,",
        "7|valid|16 bytes|unknown|-|-|false",
        &["warning NHS_NUMBER_STATUS number_status_unknown 1 from 2"],
    );
}

#[test]
fn where_a_number_came_from() {
    for (written, source) in [
        ("manual", "manual"),
        ("Batch trace", "batch_trace"),
        ("DBS", "batch_trace"),
        ("PDS MESH", "batch_trace"),
        ("MACS", "macs"),
        ("Spine Mini/PDS", "spine_mini"),
        ("SMSP", "spine_mini"),
        ("", "unknown"),
    ] {
        check(
            &format!("7,4010232137,1950-01-01,,,,,,,,{written}"),
            &format!("7|valid|16 bytes|{source}|-|-|false"),
            &[],
        );
    }
    check(
        "7,,1950-01-01,,,,,,,,phone",
        "7|missing|-|unknown|-|-|false",
        &["warning NHS_NUMBER_SOURCE number_source_unknown 1 from 2"],
    );
}

#[test]
fn why_a_person_is_not_in_scope() {
    let no_birth_date = "warning DATE_OF_BIRTH no_birth_date 1 from 2";
    for (row, exclusion, findings) in [
        ("7,,01/12/2026,,,,,,,,", "unborn|-|false", &[][..]),
        ("7,,2008-11-01,,,,,,,,", "child|-|false", &[]),
        ("7,,2008-10-31,,C,,,,,,", "-|-|false", &[]),
        ("7,,,,C,,,,,,", "child|-|false", &[]),
        ("7,,,,A,,,,,,", "-|-|false", &[]),
        ("7,,,,,,,,,,", "-|-|false", &[no_birth_date]),
        (
            "7,,,,X,,,,,,",
            "-|-|false",
            &[
                "warning DATE_OF_BIRTH no_birth_date 1 from 2",
                "warning CONTEXT_FLAG context_flag_unknown 1 from 2",
            ],
        ),
        ("7,,1950-01-01,2026-10-31,,,,,,,", "deceased|-|false", &[]),
        ("7,,1950-01-01,31/10/2026 00:00:00,,,,,,,", "deceased|-|false", &[]),
        (
            "7,,1950-01-01,2026-11-01,,,,,,,",
            "-|-|false",
            &["warning DATE_OF_DEATH death_in_future 1 from 2"],
        ),
        (
            "7,,1950-01-01,1940-01-01,,,,,,,",
            "deceased|-|false",
            &["warning DATE_OF_DEATH died_before_birth 1 from 2"],
        ),
        ("7,,1950-01-01,,,Relative,,,,,", "relative|-|false", &[]),
        ("7,,1950-01-01,,,Carer known by association,,,,,", "relative|-|false", &[]),
        ("7,,1950-01-01,,,Carer,,,,,", "-|-|false", &[]),
        ("7,,1950-01-01,,,Service user,Y,,,,", "-|-|true", &[]),
        ("7,,1950-01-01,,,,0,,,,", "-|-|false", &[]),
        (
            "7,,1950-01-01,,,,perhaps,,,,",
            "-|-|true",
            &["warning RESTRICTED restricted_unknown 1 from 2"],
        ),
    ] {
        let checked = text(&format!("{HEADER}\n{row}\n"));
        assert_eq!(people_of(&checked), [format!("7|missing|-|unknown|{exclusion}")], "{row}");
        let (mut found, mut expected) = (issues(&checked), findings.to_vec());
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected, "{row}");
    }
}

#[test]
fn whether_the_row_says_that_the_case_is_open() {
    for (status, closed, exclusion, findings) in [
        ("Open", "", "-|true", &[][..]),
        ("closed", "", "not_open|false", &[]),
        ("", "2026-10-31", "not_open|false", &[]),
        ("", "2026-11-01", "-|true", &[]),
        ("", "", "-|true", &[]),
        ("N", "", "not_open|false", &[]),
        (
            "Open",
            "2026-10-01",
            "not_open|false",
            &["warning CASE_STATUS open_and_closed 1 from 2"],
        ),
    ] {
        let checked = text(&format!(
            "PERSON_ID,NHS_ID,DOB,CASE_STATUS,CASE_CLOSED_DATE\n7,,1950-01-01,{status},{closed}\n"
        ));
        assert_eq!(
            people_of(&checked),
            [format!("7|missing|-|unknown|{exclusion}|false")],
            "{status} {closed}"
        );
        assert_eq!(issues(&checked), findings, "{status} {closed}");
    }
}

#[test]
fn rows_that_cannot_be_used() {
    refused(",4010232137,1950-01-01,,,,,,,,", "refused PERSON_ID person_id_missing 1 from 3");
    refused(
        "1.2E+05,4010232137,1950-01-01,,,,,,,,",
        "refused PERSON_ID person_id_damaged 1 from 3",
    );
    refused(
        "4010232137,401 023 2137,1950-01-01,,,,,,,,",
        "refused PERSON_ID person_id_is_nhs_number 1 from 3",
    );
    refused("2,4010232137,31/02/1950,,,,,,,,", "refused DATE_OF_BIRTH date_unreadable 1 from 3");
    refused("2,4010232137,1850-01-01,,,,,,,,", "refused DATE_OF_BIRTH date_unlikely 1 from 3");
    refused("2,4010232137,2028-01-01,,,,,,,,", "refused DATE_OF_BIRTH date_unlikely 1 from 3");
    refused(
        "2,4010232137,1950-01-01,soon,,,,,,,",
        "refused DATE_OF_DEATH date_unreadable 1 from 3",
    );
    refused(
        "2,4010232137,1950-01-01,,,,,pending,,,",
        "refused CASE_STATUS status_unknown 1 from 3",
    );
    refused(
        "2,4010232137,1950-01-01,,,,,,never,,",
        "refused CLOSURE_DATE_IF_CLOSED date_unreadable 1 from 3",
    );
    refused("2,4010232137,1950-01-01", "refused  too_few_cells 1 from 3");
    refused("2,4010232137,1950-01-01,,,,,,,,,x", "refused  too_many_cells 1 from 3");
    refused("1,4010232137,1950-01-01,,,,,,,,", "refused NHS_ID conflicting_number 1 from 3");
    refused("1,999000001,1950-01-01,,,,,,,,", "refused NHS_ID conflicting_number 1 from 3");
}

#[test]
fn empty_cells_behind_the_last_column_do_no_harm() {
    assert_eq!(text("PERSON_ID,NHS_ID,DOB\n1,,1950-01-01,,\n").rows_accepted, 1);
    assert_eq!(text("PERSON_ID,NHS_ID,DOB,,\n1,,1950-01-01\n").rows_accepted, 1);
}

/// Each person's only team and whether that allocation is open.
fn only_teams(checked: &Checked) -> Vec<String> {
    cells(checked, &[persons::TEAM, persons::ALLOCATION_OPEN])
}

#[test]
fn numbers_that_others_may_hold_are_marked() {
    let content = "PERSON_ID,NHS_ID,DOB\n1,9990000018,1950-01-01\n2,9990000034,1950-01-01\n3,,1950-01-01\n4,999 000 0018,1950-01-01\n\
                   5,9990000019,1950-01-01\n6,9990000019,1950-01-01\n2,9990000034,\n";
    let checked = text(content);
    assert_eq!(
        cells(&checked, &[persons::STATE, persons::REPEATED]),
        [
            "valid|true",
            "valid|false",
            "missing|-",
            "valid|true",
            "check_digit_fails|-",
            "check_digit_fails|-"
        ]
    );
}

#[test]
fn several_rows_of_one_person_are_one_person() {
    let checked = text(
        "PERSON_ID,NHS_ID,DOB,TEAM,START_DATE,END_DATE,RESTRICTED,PERSON_TYPE\n\
         1.0,,,North  team,2020-01-01,2026-10-31,N,Relative\n\
         2,9990000026,1960-01-01,,,,N,\n\
         1,9990000018,1950-01-01,South,2020-01-01,,Y,Service user\n\
         1,999 000 0018,,North team,2026-11-01,,N,\n\
         1,9990000034,,East,,,N,\n",
    );
    assert_eq!(
        people_of(&checked),
        ["1|valid|16 bytes|unknown|-|-|true", "2|valid|16 bytes|unknown|-|-|false"]
    );
    assert_eq!(rows(&checked, allocations::FILE), ["1|North team|false", "1|South|true"]);
    assert_eq!(only_teams(&checked), ["-|-", "-|-"]);
    assert_eq!(issues(&checked), ["refused NHS_ID conflicting_number 1 from 6"]);
}

#[test]
fn an_only_team_stands_with_its_person() {
    let checked = text(
        "PERSON_ID,NHS_ID,DOB,TEAM,START_DATE,END_DATE\n\
         1,,1950-01-01,North,2020-01-01,2026-10-31\n\
         2,,1950-01-01,North,2020-01-01,\n\
         3,,1950-01-01,,,\n\
         1,,, North ,2026-01-01,\n\
         4,,1950-01-01,South,2020-01-01,2026-10-31\n\
         5,,1950-01-01,,,\n\
         5,,,South,,\n",
    );
    assert_eq!(only_teams(&checked), ["North|true", "North|true", "-|-", "-|false", "South|true"]);
    assert!(rows(&checked, allocations::FILE).is_empty());
}

#[test]
fn a_reference_counts_only_where_its_type_is_nhs() {
    let checked =
        text("PERSON_ID,REFERENCE,REFERENCE_TYPE_CODE,DOB\n1,AB123456C,NI,1950-01-01\n1,9990000018,NHS,\n2,9990000026,NI,1950-01-01\n");
    assert_eq!(
        people_of(&checked),
        ["1|valid|16 bytes|unknown|-|-|false", "2|missing|-|unknown|-|-|false"]
    );
    assert!(checked.issues.is_empty());
}

#[test]
fn words_of_the_configuration_count_beside_the_known_ones() {
    let options = Options {
        relative_values: vec!["Friend".to_owned()],
        ..options()
    };
    let file = Fixture::new(
        "p_2026-10-31.csv",
        "PERSON_ID,NHS_ID,DOB,CLIENT_TYPE,NHS_STATUS\n1,9990000018,1950-01-01,friend,01\n",
    );
    let checked = super::read_with(&file.path, None, None, &options).unwrap();
    assert_eq!(people_of(&checked), ["1|verified|16 bytes|unknown|relative|-|false"]);
}

#[test]
fn test_numbers_count_only_where_the_configuration_says_so() {
    let file = Fixture::new("p_2026-10-31.csv", "PERSON_ID,NHS_ID,DOB\n1,9990000018,1950-01-01\n");
    let checked = super::read_with(&file.path, None, None, &Options::default()).unwrap();
    assert_eq!(people_of(&checked), ["1|other_range|-|unknown|-|-|false"]);
}
