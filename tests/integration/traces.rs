//! Asking for a trace: whom the file asks about, how each dialect writes them, and what is kept.

/// Files that only their recipient can open.
mod encrypted;
/// The request of each dialect, byte for byte.
mod golden;
/// What the case system loads of the answers.
mod load_file;

use super::support::{Council, extract::number, tree};
use serde_json::Value;
use std::fs;

/// Ten people: every reason to be asked about or left out. Numbers come from the test range.
const PERSONS: &str = "\
PERSON_ID,NHS_ID,LAST_NAME,FIRST_NAME,GENDER,DATE_OF_BIRTH,POST_CODE,ALLOCATED_TEAM,CASE_STATUS
1,,O’Neill,Zoë,F,12/03/1950,m1 1ae,North,Open
2,9990000018,Smith,John,M,01/02/1940,SW1A 1AA,North,Open
3,9990000018,\"Smith, Jr\",Jack,M,02/02/1941,,South,Open
4,9.99E+09,Khan,,1,1900-01-01,ZZ99 3VZ,South,Open
5,9990000026,Jones,Ann,F,05/05/1955,B33 8TH,North,Open
6,,,Mary,F,06/06/1936,B33 8TH,North,Open
7,,Brown,Sam,U,,B33 8TH,North,Open
8,,White,Eve,F,08/08/2015,B33 8TH,North,Open
9,,Green,Kim,F,09/09/1939,B33 8TH,North,Closed
10,,Black,Joe,M,10/10/1940,B33 8TH,South,Open
";

fn council() -> Council {
    let council = Council::new();
    council.write("persons_2026-10-31.csv", PERSONS);
    council.write("exemptions.csv", "person_id,reason,agreed\n10,objects,2026-01-01\n");
    council.done("load exemptions.csv");
    council
}

fn ask(council: &Council, more: &str) -> String {
    council
        .done(&format!("trace request --from persons_2026-10-31.csv {more} --to request.csv"))
        .out
}

fn lines(council: &Council, file: &str) -> Vec<String> {
    let text = fs::read_to_string(council.path(file)).unwrap();
    assert!(text.ends_with("\r\n"), "{text:?}");
    text.split_terminator("\r\n").map(str::to_owned).collect()
}

/// The rows without their references, sorted, since references decide the order.
fn without_references(rows: &[String], at: usize) -> Vec<String> {
    let cut = |row: &String| {
        let cells = row.split(',').enumerate().filter(|(place, _)| *place != at);
        cells.map(|(_, cell)| cell).collect::<Vec<_>>().join(",")
    };
    let mut rows: Vec<_> = rows.iter().map(cut).collect();
    rows.sort();
    rows
}

#[test]
fn who_is_asked_about_and_who_is_not_is_said() {
    let out = ask(&council(), "--dialect pds-mesh");
    for line in [
        "Extracts as at 31 October 2026: 8 people in scope.",
        "Left out: 1 in other record states, 1 agreed as exempt, 2 without",
        "Asked about: 4, of them 2 with a number to confirm and 2 with everything",
        "No forename: 1",
        "Date of birth a placeholder: 1",
        "No postcode: 2",
        "Noted as load 2, batch ",
    ] {
        assert!(out.contains(line), "{line} is not in:\n{out}");
    }
}

#[test]
fn pds_mesh_has_a_line_of_names_and_24_columns() {
    let council = council();
    ask(&council, "--dialect pds-mesh");
    let lines = lines(&council, "request.csv");
    let names: Vec<_> = lines[0].split(',').collect();
    assert_eq!(names.len(), 24);
    assert_eq!(
        names[..8],
        [
            "UNIQUE REFERENCE",
            "NHS_NO",
            "FAMILY_NAME",
            "GIVEN_NAME",
            "OTHER_GIVEN_NAME",
            "GENDER",
            "DATE_OF_BIRTH",
            "POSTCODE"
        ]
    );
    assert_eq!(names[15..17], ["GP_PRACTICE_CODE", "GP_REGISTRATION_DATE"]);
    let blank = ",".repeat(16);
    assert_eq!(
        without_references(&lines[1..], 0),
        [
            format!(",Khan,,,1,19000101,{blank}"),
            format!(",O'Neill,Zoë,,2,19500312,M1 1AE{blank}"),
            format!("9990000018,\"Smith, Jr\",Jack,,1,19410202,{blank}"),
            format!("9990000018,Smith,John,,1,19400201,SW1A 1AA{blank}"),
        ]
    );
}

#[test]
fn mpt_has_a_header_of_four_fields_and_is_named_by_it() {
    let council = council();
    fs::create_dir(council.path("out")).unwrap();
    council.done("trace request --from persons_2026-10-31.csv --dialect mpt --only missing --to out");
    let file = fs::read_dir(council.path("out")).unwrap().next().unwrap().unwrap().file_name();
    let name = file.to_string_lossy().into_owned();
    let lines = lines(&council, &format!("out/{name}"));
    let reference = name.strip_suffix(".csv").unwrap();
    let stamp = reference.strip_prefix("MPTREQ_").unwrap();
    assert_eq!((reference.len(), stamp.len()), (21, 14));
    assert_eq!(lines[0], format!("{reference},SPINE_MPTPHASE4_TRACE,{stamp},1"));
    // The alphabet of MPT is not published: accents are taken off.
    assert_eq!(
        without_references(&lines[1..], 0),
        [format!(",O'Neill,Zoe,,2,19500312,M1 1AE{}", ",".repeat(15))]
    );
}

#[test]
fn dbs_has_records_of_27_fields_between_header_and_trailer() {
    let council = council();
    ask(&council, "--dialect dbs --only missing,shared");
    let lines = lines(&council, "request.csv");
    let batch = lines[0].strip_suffix(",3").unwrap();
    assert_eq!(lines.last().unwrap(), &format!("{batch},3"));
    let records = &lines[1..lines.len() - 1];
    assert!(records.iter().all(|record| record.split(',').count() == 27), "{records:?}");
    assert_eq!(
        without_references(records, 1),
        [
            "10,19400201,,,9990000018,Smith,,John,,1,,,,,,SW1A 1AA,,,,,,,,,,",
            "10,19410202,,,9990000018,Smith Jr,,Jack,,1,,,,,,,,,,,,,,,,",
            "10,19500312,,,,O'Neill,,Zoe,,2,,,,,,M1 1AE,,,,,,,,,,",
        ]
    );
}

#[test]
fn references_reveal_nothing_and_differ_from_batch_to_batch() {
    let council = council();
    ask(&council, "--dialect pds-mesh");
    council.done("trace request --from persons_2026-10-31.csv --dialect pds-mesh --to second.csv");
    let references = |file| {
        let lines = lines(&council, file);
        lines[1..]
            .iter()
            .map(|line| line.split(',').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let (first, second) = (references("request.csv"), references("second.csv"));
    assert!(first.is_sorted() && first.iter().all(|reference| reference.len() == 16));
    assert!(
        first
            .iter()
            .all(|reference| reference.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()))
    );
    assert!(first.iter().all(|reference| !second.contains(reference)));
}

#[test]
fn a_request_is_noted_and_can_be_withdrawn_and_keeps_no_details() {
    let council = council();
    ask(&council, "--dialect pds-mesh");
    let loads = council.rows("loads");
    assert_eq!(
        (
            loads[0]["kind"].as_str(),
            loads[0]["as_at"].as_str(),
            loads[0]["rows_accepted"].as_i64()
        ),
        (Some("trace_request"), Some("2026-10-31"), Some(4))
    );
    for (file, bytes) in tree::of(&council.data()) {
        for detail in ["Neill", "Khan", "M1 1AE", "19500312", "1950-03-12", "9990000018"] {
            let found = bytes.windows(detail.len()).any(|window| window == detail.as_bytes());
            assert!(!found, "{detail} is in {file}");
        }
    }
    council.done("withdraw 2");
    assert_eq!(council.rows("loads").len(), 1);
}

#[test]
fn a_large_request_is_split() {
    let council = council();
    council.write(
        "nhs-coverage.toml",
        "[numbers]\ntest_range_valid = true\n[trace]\nmax_records = 3\n",
    );
    let out = ask(&council, "--dialect pds-mesh");
    assert!(out.contains("request.csv") && out.contains("request-2.csv"), "{out}");
    assert_eq!(
        (lines(&council, "request.csv").len(), lines(&council, "request-2.csv").len()),
        (4, 2)
    );
}

#[test]
fn one_team_and_addresses_from_a_file_of_their_own() {
    let council = council();
    let persons: String = PERSONS.lines().map(|line| line.replacen("POST_CODE", "NOTE", 1) + "\n").collect();
    council.write("persons_2026-10-31.csv", persons);
    council.write(
        "addresses.csv",
        "PERSON_ID,START_DATE,END_DATE,POST_CODE\n3,2001-01-01,2019-01-01,B33 8TH\n3,2019-01-01,,LS1 4DY\n",
    );
    council
        .done("trace request --from persons_2026-10-31.csv addresses.csv --dialect pds-mesh --team south --only shared --to request.csv");
    let lines = lines(&council, "request.csv");
    assert_eq!(lines.len(), 2);
    assert!(lines[1].contains("19410202,LS1 4DY"), "{}", lines[1]);
}

#[test]
fn what_cannot_be_asked_is_refused_and_nothing_is_written() {
    let council = council();
    council.write("no_names_2026-10-31.csv", "PERSON_ID,NHS_ID,DATE_OF_BIRTH\n1,,1950-01-01\n");
    council.write("allocations_2026-10-31.csv", "PERSON_ID,TEAM\n1,North\n");
    council.write("history.csv", "date,team,in_scope,covered\n2026-01-01,North,5,4\n");
    council.write("there.csv", "precious");
    for (line, said) in [
        (
            "--from no_names_2026-10-31.csv --dialect dbs --to request.csv",
            "no file holds surnames",
        ),
        (
            "--from allocations_2026-10-31.csv --dialect dbs --to request.csv",
            "none of the files is an extract of people",
        ),
        ("--from history.csv --dialect dbs --to request.csv", "says nothing of people"),
        (
            "--from persons_2026-10-31.csv --dialect dbs --only lost --to request.csv",
            "“lost” is not a record state to ask about; there are missing, ",
        ),
        (
            "--from persons_2026-10-31.csv --dialect dbs --only verified --to request.csv",
            "confirmed by a trace already",
        ),
        (
            "--from persons_2026-10-31.csv --dialect dbs --team West --to request.csv",
            "there is no team “West” with open cases in them; there are North, South",
        ),
        ("--from persons_2026-10-31.csv --dialect dbs --to there.csv", "is there already"),
        (
            "--from persons_2026-10-31.csv --dialect dbs --to nowhere/request.csv",
            "there is no folder nowhere",
        ),
        ("--from not_there.csv --dialect dbs --to request.csv", "not_there.csv"),
    ] {
        let done = council.refused(&format!("trace request {line}"));
        assert!(done.err.contains(said), "{line}: {done}");
        assert!(!council.path("request.csv").exists(), "{line}");
    }
    assert_eq!(fs::read_to_string(council.path("there.csv")).unwrap(), "precious");
    assert_eq!(
        council
            .run("trace request --from persons_2026-10-31.csv --dialect fax --to x.csv")
            .code,
        2
    );
}

#[test]
fn a_request_that_cannot_be_written_leaves_nothing_behind() {
    let council = council();
    let loads = || fs::read_dir(council.data().join("loads")).unwrap().count();
    let before = loads();
    council.write("request.csv.unfinished", "in the way");
    let refused = council.refused("trace request --from persons_2026-10-31.csv --dialect dbs --to request.csv");
    assert!(refused.err.contains("request.csv.unfinished"), "{refused}");
    for file in ["request.csv", "request.csv.unfinished"] {
        assert!(!council.path(file).exists(), "{file}");
    }
    assert_eq!(loads(), before, "what was staged is removed");
    council.done("trace request --from persons_2026-10-31.csv --dialect dbs --to request.csv");
}

#[cfg(unix)]
#[test]
fn a_request_is_for_its_owners_eyes_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let council = council();
    ask(&council, "--dialect pds-mesh");
    let mode = fs::metadata(council.path("request.csv")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

/// The columns of a response of PDS MESH.
const MESH: &str = "UNIQUE_REFERENCE,REQ_NHS_NUMBER,FAMILY_NAME,GIVEN_NAME,OTHER_GIVEN_NAME,GENDER,DATE_OF_BIRTH,DATE_OF_DEATH,\
    ADDRESS_LINE1,ADDRESS_LINE2,ADDRESS_LINE3,ADDRESS_LINE4,ADDRESS_LINE5,POST_CODE,GP_PRACTICE_CODE,GP_REGISTRATION_DATE,\
    NHAIS_POSTING_ID,AS_AT_DATE,LOCAL_PATIENT_ID,INTERNAL_ID,TELEPHONE_NUMBER,MOBILE_NUMBER,EMAIL_ADDRESS,SENSITIVTY_FLAG,MPS_ID,\
    ERRROR_SUCCESS_CODE,MATCHED_NHS_NO,MATCHED_ALGORITHM_INDICATOR,MATCHED_CONFIDENCE_PERCENTAGE";

/// A row of such a response, without the date of a registration where it is one of MPT.
fn answer(reference: &str, sent: &str, code: &str, matched: &str, width: usize) -> String {
    let mut cells = vec![""; 29];
    (cells[0], cells[1], cells[2], cells[25], cells[26]) = (reference, sent, "Marked", code, matched);
    if matches!(width, 28 | 33) {
        cells.remove(15);
    }
    cells.resize(width, "");
    cells.join(",")
}

/// The counts of a batch that are not zero, and the match rate.
fn shown(row: &Value) -> String {
    let counts = row.as_object().unwrap().iter().filter(|(name, count)| {
        count.as_i64().is_some_and(|count| count > 0) && !["request_load", "first_asked", "sent_complete"].contains(&name.as_str())
    });
    let mut shown: Vec<_> = counts.map(|(name, count)| format!("{name} {count}")).collect();
    shown.sort();
    if let Some(rate) = row["match_rate"].as_f64() {
        shown.push(format!("{rate:.4}"));
    }
    shown.join(", ")
}

#[test]
fn an_answer_is_counted_in_the_batch_that_asked() {
    let council = council();
    ask(&council, "--dialect pds-mesh");
    let batch = |council: &Council| council.rows("trace_batches")[0].clone();
    let asked = batch(&council);
    assert_eq!(asked["dialect"], "pds_mesh");
    assert_eq!(shown(&asked), "not_answered 4, sent 4, sent_with_number 2");
    let mut rows = vec![MESH.replace(' ', "")];
    for line in &lines(&council, "request.csv")[1..] {
        let reference = line.split(',').next().unwrap();
        let row = match line {
            line if line.contains("John") => answer(reference, "9990000018", "00", "9990000018", 29),
            line if line.contains("Jack") => answer(reference, "9990000018", "00", &number(40), 29),
            line if line.contains("Neill") => answer(reference, "", "92", &number(41), 29),
            _ => continue,
        };
        rows.push(row);
    }
    rows.push(answer("NOBODYSREFERENCE", "", "98", "0000000000", 29));
    council.write("response.csv", rows.join("\r\n") + "\r\n");
    council.done("load response.csv");
    assert_eq!(council.rows("trace_batches").len(), 1);
    assert_eq!(
        shown(&batch(&council)),
        "answered 3, different 1, found 1, matched 3, not_answered 1, not_asked 1, sensitive 1, sent 4, sent_with_number 2, traced 3, verified 1, 1.0000"
    );
    // A later answer takes the place of an earlier one.
    let reference = rows
        .iter()
        .find(|row| row.contains(&number(41)))
        .unwrap()
        .split(',')
        .next()
        .unwrap()
        .to_owned();
    council.write("second.csv", format!("UNIQUE REFERENCE,ERROR/SUCCESS_CODE\r\n{reference},97\r\n"));
    council.done("load second.csv");
    let row = batch(&council);
    assert_eq!(
        (row["several"].as_i64(), row["found"].as_i64(), row["answered_again"].as_i64()),
        (Some(1), Some(0), Some(1))
    );
    council.done("load second.csv");
    council.done("withdraw 4");
    assert_eq!(batch(&council)["found"], 1);
    for (file, bytes) in tree::of(&council.data()) {
        for detail in ["Marked", "9990000018", &number(41)] {
            let found = bytes.windows(detail.len()).any(|window| window == detail.as_bytes());
            assert!(!found, "{detail} is in {file}");
        }
    }
}

#[test]
fn a_request_says_how_such_records_were_found_before() {
    let council = council();
    let first = ask(&council, "--dialect pds-mesh");
    assert!(!first.contains("of the time before"), "{first}");
    let mut rows = vec!["UNIQUE REFERENCE,ERROR/SUCCESS_CODE,MATCHED_NHS_NO".to_owned()];
    for line in &lines(&council, "request.csv")[1..] {
        let reference = line.split(',').next().unwrap();
        rows.push(format!("{reference},98,0000000000"));
    }
    council.write("response.csv", rows.join("\r\n") + "\r\n");
    council.done("load response.csv");
    let again = council
        .done("trace request --from persons_2026-10-31.csv --dialect pds-mesh --to again.csv")
        .out;
    assert!(
        again.contains("No forename: 1; 0 of 1 such records were found before, too few to say how often they are"),
        "{again}"
    );
}

#[test]
fn mpt_answers_without_names_are_read_with_any_number_of_columns() {
    for width in [28, 29, 33, 34] {
        let council = council();
        let rows: Vec<_> = ["00", "90", "91", "96", "97", "98", "15", "10", "95"]
            .iter()
            .enumerate()
            .map(|(place, code)| answer(&format!("R{place}"), "", code, if *code == "00" { "9990000018" } else { "" }, width))
            .collect();
        let text = format!("\u{feff}MPTREQ_20261101120000,SPINE_MPT_RESPONSE,1,00\r\n{}\r\n", rows.join("\r\n"));
        council.write("RESP_MPTREQ_20261101120000_20261102120000.csv", text);
        let done = council.done("load RESP_MPTREQ_20261101120000_20261102120000.csv");
        for said in ["trace response", "count_differs", "code_unknown", "9 read, 9 accepted"] {
            assert!(done.out.contains(said), "{width}, {said}: {done}");
        }
        let batches = council.rows("trace_batches");
        assert_eq!(batches[0]["batch"], "RESP_MPTREQ_20261101120000_20261102120000.csv");
        assert_eq!(
            shown(&batches[0]),
            "answered 9, found 1, invalid 1, matched 2, no_match 1, not_traced 1, other 1, rejected 1, several 2, superseded 1, traced 7, 0.2857",
            "{width}"
        );
    }
}

/// Published: a batch of children's records of which 7,638 were matched, 4,555 were not and 50 fitted several people
/// (Hounslow, NHS child health, records already missing from practices' lists).
#[test]
fn a_published_batch_gives_the_published_rate() {
    let council = council();
    let mut text = "20260101,12243\r\n".to_owned();
    for (code, rows) in [("20", 7_638), ("21", 4_555), ("22", 50)] {
        for row in 0..rows {
            text.push_str(&format!("{code},{code}-{row},,{}\r\n", ",".repeat(52)));
        }
    }
    text.push_str("20260101,12243\r\n");
    council.write("hounslow.csv", text);
    let done = council.done("load hounslow.csv");
    assert!(done.out.contains("12,243 read, 12,243 accepted, 0 refused"), "{done}");
    let batches = council.rows("trace_batches");
    assert_eq!(
        shown(&batches[0]),
        "answered 12243, found 7638, matched 7638, no_match 4555, several 50, traced 12243, 0.6239"
    );
}

#[test]
fn rows_that_answer_nothing_are_refused_with_their_reason() {
    let council = council();
    council.write(
        "response.csv",
        "UNIQUE REFERENCE,ERROR/SUCCESS_CODE,MATCHED_NHS_NO\nA1,00,9990000018\n,00,9990000018\nA1,98,\nA2,,\nA3,a long sentence,\nA4,0,9990000018\n",
    );
    let done = council.done("load response.csv");
    for said in ["2 accepted, 4 refused", "reference_missing", "reference_twice", "code_unreadable"] {
        assert!(done.out.contains(said), "{said}: {done}");
    }
    assert_eq!(council.rows("trace_batches")[0]["found"], 2);
    council.write("bad.csv", "MPTREQ_20261101120000,SPINE_MPT_RESPONSE,1,00\r\nR1,00\r\n");
    assert!(council.refused("load bad.csv").err.contains("bad.csv"));
}
