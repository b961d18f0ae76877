//! Files about traces: the register of batches, decisions, requests made elsewhere, logs of a Spine Mini Service, what came back.

use super::{Fixture, date, issues, options, read_with, rows, text};
use crate::trace::Sent;
use crate::{Checked, Key, Request};
use domain::Kind;
use domain::schema::{decisions, trace_details, trace_register, trace_requests, trace_responses};
use rust_xlsxwriter::Workbook;

/// Under this header, after this good row, a row is refused for this reason, and mended it is taken.
fn refused(header: &str, good: &str, row: &str, mended: &str, finding: &str) {
    let file = Fixture::new("file.csv", format!("{header}\n{good}\n{row}\n"));
    let checked = file.read().unwrap();
    assert_eq!(issues(&checked), [format!("refused {finding} 1 from 3")], "{row}");
    let to = file.folder.path().join(checked.rejects_file_name());
    checked.write_rejects(&file.path, &to).unwrap();
    let rejects = std::fs::read_to_string(&to).unwrap();
    assert!(rejects.contains(row), "{row:?} is not in {rejects}");
    std::fs::write(&to, rejects.replace(row, mended)).unwrap();
    let again = read_with(&to, None, None, &options()).unwrap();
    assert_eq!(
        (again.kind, again.rows_accepted, again.rows_refused),
        (checked.kind, 1, 0),
        "{mended}"
    );
    assert!(again.is_mended());
}

/// The same table as a workbook.
fn in_a_workbook(csv: &str) -> Checked {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(csv.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    Fixture::new("file.xlsx", workbook.save_to_buffer().unwrap()).read().unwrap()
}

#[test]
fn the_register_of_batches() {
    let csv = "Batch,Traced by,Route,Partner,Date sent,Date returned,Secure transfer,Records sent\n\
        dbs_2026-06-01,DBS,through a partner,Eastshire  NHS,01/06/2026,2026-06-04,ST-17,\"4,200\"\n\
        MPTREQ_20260901120000.csv,MPT,N3,,2026-09-01,,,\n\
        x,,,,,,,\n";
    let expected = [
        "dbs_2026-06-01|dbs|partner|Eastshire NHS|2026-06-01|2026-06-04|ST-17|4200",
        "MPTREQ_20260901120000.csv|pds_mesh|own_connection|-|2026-09-01|-|-|-",
        "x|-|-|-|-|-|-|-",
    ];
    let checked = text(csv);
    assert_eq!((checked.kind, checked.as_at), (Kind::TraceRegister, None));
    assert_eq!(rows(&checked, trace_register::FILE), expected);
    let checked = in_a_workbook(&csv.replace("\"4,200\"", "4200"));
    assert_eq!(rows(&checked, trace_register::FILE), expected);
}

#[test]
fn what_a_register_cannot_say() {
    let header = "batch,service,route,organisation,sent,returned,transfer_reference,records";
    let good = "A,DBS,partner,,,,,";
    for (row, mended, finding) in [
        (",DBS,partner,,,,,", "B,DBS,partner,,,,,", "batch batch_missing"),
        ("B,fax,partner,,,,,", "B,MACS,partner,,,,,", "service service_unknown"),
        ("B,SMSP,pigeon,,,,,", "B,SMSP,own,,,,,", "route route_unknown"),
        ("B,,,,soon,,,", "B,,,,1 June 2026,,,", "sent date_unreadable"),
        ("B,,,,,31/06/2026,,", "B,,,,,30/06/2026,,", "returned date_unreadable"),
        (
            "B,,,,2026-06-02,2026-06-01,,",
            "B,,,,2026-06-02,2026-06-02,,",
            "returned returned_before_sent",
        ),
        ("B,,,,,,,-1", "B,,,,,,,1", "records records_negative"),
        ("B,,,,,,,many", "B,,,,,,,", "records count_unreadable"),
        ("a,,,,,,,", "B,,,,,,,", "batch batch_twice"),
        ("B,,,,,,999 000 0018,", "B,,,,,,,", "transfer_reference words_hold_nhs_number"),
    ] {
        refused(header, good, row, mended, finding);
    }
    let long = format!("B,,,{},,,,", "x".repeat(201));
    refused(header, good, &long, "B,,,x,,,,", "organisation words_too_long");
}

#[test]
fn decisions_and_their_hours() {
    let csv = "PERSON_ID,Decision,By role,Date,Hours\n\
        1,Number accepted,Systems Officer,2026-06-01,0.25\n\
        2.0,number_kept,,02/06/2026,1:30\n\
        3,Merged,Data Analyst,2026-06-03,\n\
        3,Passed to the social worker,,2026-06-03,0\n\
        4,No NHS number,Social Worker,2026-06-04,1.5\n";
    let expected = [
        "1|number_accepted|Systems Officer|2026-06-01|15",
        "2|number_kept|-|2026-06-02|90",
        "3|duplicate_merged|Data Analyst|2026-06-03|-",
        "3|passed_to_social_work|-|2026-06-03|0",
        "4|no_number|Social Worker|2026-06-04|90",
    ];
    for checked in [text(csv), in_a_workbook(csv)] {
        assert_eq!((checked.kind, checked.as_at), (Kind::Decisions, None));
        assert_eq!(rows(&checked, decisions::FILE), expected);
    }
    let header = "PERSON_ID,DECISION,ROLE,DATE,HOURS";
    let good = "1,number kept,,2026-06-01,";
    for (row, mended, finding) in [
        (
            ",number kept,,2026-06-01,",
            "2,number kept,,2026-06-01,",
            "PERSON_ID person_id_missing",
        ),
        (
            "9990000018,number kept,,2026-06-01,",
            "2,number kept,,2026-06-01,",
            "PERSON_ID person_id_is_nhs_number",
        ),
        ("2,,,2026-06-01,", "2,merged,,2026-06-01,", "DECISION decision_missing"),
        (
            "2,wait and see,,2026-06-01,",
            "2,cleansed,,2026-06-01,",
            "DECISION decision_unknown",
        ),
        ("2,number kept,,,", "2,number kept,,2026-06-01,", "DATE date_missing"),
        ("2,number kept,,soon,", "2,number kept,,2026-06-01,", "DATE date_unreadable"),
        ("2,number kept,,2062-06-01,", "2,number kept,,2026-06-01,", "DATE date_in_future"),
        (
            "2,number kept,,2026-06-01,0.33",
            "2,number kept,,2026-06-01,0:20",
            "HOURS hours_unreadable",
        ),
        (
            "1,keep number,,01/06/2026,2",
            "1,keep number,,02/06/2026,2",
            "DECISION decision_twice",
        ),
    ] {
        refused(header, good, row, mended, finding);
    }
}

/// A request of PDS MESH; the second person's id is in the request, the first is known by the reference.
const REQUEST: &str = "UNIQUE REFERENCE,NHS_NO,FAMILY_NAME,GIVEN_NAME,OTHER_GIVEN_NAME,GENDER,DATE_OF_BIRTH,POSTCODE,LOCAL_PATIENT_ID\n\
    101,9990000018,ZQSURNAME,ZQFORENAME,,1,19510713,SW1A 1AA,\n\
    R2,,ZQSURNAME,,,9,19000101,ZZ99 3VZ,202\n\
    R3,9.99E+09,,ZQFORENAME,,2,,,203\n\
    R4,9990000019,ZQSURNAME,ZQFORENAME,,2,1951,,204\n";

/// What is kept of it, under each batch and dialect.
const ASKED: [&str; 4] = [
    "101|101|valid|16 bytes|AGE|false|false|false|false|false|false",
    "R2|202|missing|-|-|false|true|false|true|true|true",
    "R3|203|damaged|-|-|true|false|true|false|false|true",
    "R4|204|check_digit_fails|-|-|false|false|true|false|false|true",
];

fn asked(batch: &str, age: &str) -> Vec<String> {
    ASKED.iter().map(|row| format!("{batch}|{}", row.replace("AGE", age))).collect()
}

#[test]
fn a_request_made_elsewhere_is_kept_as_one_made_here() {
    let file = Fixture::new("partner_2026-06-01.csv", REQUEST);
    let checked = read_with(&file.path, None, None, &options()).unwrap();
    assert_eq!((checked.kind, checked.as_at), (Kind::TraceRequest, Some(date(2026, 6, 1))));
    assert_eq!(rows(&checked, trace_requests::FILE), asked("partner_2026-06-01|pds_mesh", "65-74"));
    assert_eq!(issues(&checked), [""; 0]);
    assert_eq!(rows(&in_a_workbook(REQUEST), trace_requests::FILE), asked("file|pds_mesh", "75-84"));
}

#[test]
fn requests_of_mpt_and_dbs_have_no_line_of_names() {
    let of = |at: usize, line: &str| line.split(',').nth(at).unwrap().to_owned();
    let people: Vec<_> = REQUEST.lines().skip(1).collect();
    let mpt: String = people
        .iter()
        .map(|line| {
            let mut cells = vec![String::new(); 23];
            (0..8).for_each(|at| cells[at] = of(at, line));
            cells[18] = of(8, line);
            cells.join(",") + "\r\n"
        })
        .collect();
    let file = Fixture::new(
        "MPTREQ_20260901120000.csv",
        format!("MPTREQ_20260901120000,SPINE_MPTPHASE4_TRACE,20260901120000,5\r\n{mpt}"),
    );
    let checked = read_with(&file.path, None, None, &options()).unwrap();
    assert_eq!((checked.kind, checked.as_at), (Kind::TraceRequest, Some(date(2026, 9, 1))));
    assert_eq!(rows(&checked, trace_requests::FILE), asked("MPTREQ_20260901120000|mpt", "75-84"));
    assert_eq!(issues(&checked), ["warning  count_differs 1 from 1"]);

    let dbs: String = people
        .iter()
        .map(|line| {
            let mut cells = vec![String::new(); 27];
            for (to, from) in [(1, 0), (2, 6), (5, 1), (6, 2), (8, 3), (10, 5), (16, 7)] {
                cells[to] = of(from, line);
            }
            cells[0] = "10".to_owned();
            cells.join(",") + "\r\n"
        })
        .collect();
    let file = Fixture::new("first_pass.csv", format!("first_pass,4\r\n{dbs}first_pass,4\r\n"));
    let checked = read_with(&file.path, None, None, &options()).unwrap();
    assert_eq!((checked.kind, checked.as_at), (Kind::TraceRequest, None));
    // DBS has no place for the person's own id.
    let expected: Vec<_> = asked("first_pass|dbs", "-")
        .iter()
        .map(|row| row.replace("|202|", "|R2|").replace("|203|", "|R3|").replace("|204|", "|R4|"))
        .collect();
    assert_eq!(rows(&checked, trace_requests::FILE), expected);
    assert_eq!(issues(&checked), [""; 0]);
}

#[test]
fn what_a_request_cannot_ask() {
    let header = "UNIQUE REFERENCE,NHS_NO,FAMILY_NAME,DATE_OF_BIRTH,LOCAL_PATIENT_ID";
    let good = "A1,,Smith,19500101,1";
    for (row, mended, finding) in [
        (",,Smith,19500101,2", "A2,,Smith,19500101,2", "UNIQUE REFERENCE reference_missing"),
        ("A1,,Smith,19500101,2", "A2,,Smith,19500101,2", "UNIQUE REFERENCE reference_twice"),
        (
            "9990000018,9990000018,Smith,19500101,2",
            "A2,9990000018,Smith,19500101,2",
            "UNIQUE REFERENCE reference_is_nhs_number",
        ),
        (
            "A2,,Smith,19500101,999 000 0018",
            "A2,,Smith,19500101,2",
            "LOCAL_PATIENT_ID person_id_is_nhs_number",
        ),
        (
            "A2,,Smith,19500101,1.2E+05",
            "A2,,Smith,19500101,2",
            "LOCAL_PATIENT_ID person_id_damaged",
        ),
    ] {
        refused(header, good, row, mended, finding);
    }
}

#[test]
fn a_log_of_a_spine_mini_service() {
    let csv = "PERSON_ID,Operation,Code,Date,Sent NHS number,Returned NHS number\n\
        1,verifyNHSNumber,SMSP-0000,01/06/2026 09:30,999 000 0018,\n\
        2.0,getNHSNumber,smsp-0000,2026-06-01T09:31:00,,9990000026\n\
        3,getPatientDetailsBySearch,DEMOG-0001,2026-06-01,,\n\
        3,getPatientDetailsBySearch,DEMOG-0007,2026-06-01,,\n\
        4,verifyNHSNumber,SMSP-0000,2026-06-02,9990000034,9990000042\n\
        5,verifyNHSNumber,DEMOG-0040,2026-06-02,9990000034,\n\
        6,verifyNHSNumber,DEMOG-0017,2026-06-02,9990000034,9990000050\n\
        7,getNHSNumber,SMSP-0004,,,\n\
        8,getNHSNumber,SMSP-0000,,9990000034,\n\
        9,getNHSNumber,SMSP-1234,,,\n";
    let expected = [
        "1|SMSP-0000|verified|false|16 bytes|2|smsp|2026-06-01|-|true|-|-|-|-|-",
        "2|SMSP-0000|found|false|16 bytes|3|smsp|2026-06-01|-|false|-|-|-|-|-",
        "3|DEMOG-0001|no_match|false|-|4|smsp|2026-06-01|-|false|-|-|-|-|-",
        "3|DEMOG-0007|several|false|-|5|smsp|2026-06-01|-|false|-|-|-|-|-",
        "4|SMSP-0000|different|false|16 bytes|6|smsp|2026-06-02|-|true|-|-|-|-|-",
        "5|DEMOG-0040|conflict|false|-|7|smsp|2026-06-02|-|true|-|-|-|-|-",
        "6|DEMOG-0017|superseded|false|16 bytes|8|smsp|2026-06-02|-|true|-|-|-|-|-",
        "7|SMSP-0004|rejected|false|-|9|smsp|-|-|false|-|-|-|-|-",
        "8|SMSP-0000|found|false|-|10|smsp|-|-|false|-|-|-|-|-",
        "9|SMSP-1234|other|false|-|11|smsp|-|-|false|-|-|-|-|-",
    ];
    for checked in [text(csv), in_a_workbook(csv)] {
        assert_eq!(checked.kind, Kind::TraceResponse);
        assert_eq!(rows(&checked, trace_responses::FILE), expected);
        assert_eq!(issues(&checked), ["warning Code code_unknown 1 from 11"]);
    }
    let header = "PERSON_ID,SMSP_CODE,DATE";
    let good = "1,SMSP-0000,2026-06-01";
    for (row, mended, finding) in [
        (",SMSP-0000,", "2,SMSP-0000,", "PERSON_ID person_id_missing"),
        ("2,,2026-06-01", "2,DEMOG-0001,2026-06-01", "SMSP_CODE code_unreadable"),
        ("2,SMSP-0000 and more,", "2,SMSP-0000,", "SMSP_CODE code_unreadable"),
        ("2,SMSP-0000,soon", "2,SMSP-0000,2026-06-01", "DATE date_unreadable"),
        ("9990000018,SMSP-0000,", "2,SMSP-0000,", "PERSON_ID reference_is_nhs_number"),
    ] {
        refused(header, good, row, mended, finding);
    }
}

#[test]
fn a_match_whose_number_cannot_be_used_is_refused_and_no_match_needs_none() {
    let header = "UNIQUE REFERENCE,ERROR/SUCCESS_CODE,MATCHED_NHS_NO";
    for (row, mended, finding) in [
        ("A2,00,9990000052", "A2,00,9990000026", "MATCHED_NHS_NO matched_number_unusable"),
        ("A2,90,999000", "A2,90,9990000026", "MATCHED_NHS_NO matched_number_unusable"),
    ] {
        refused(header, "A1,00,9990000018", row, mended, finding);
    }
    let checked = text(&format!(
        "{header}\nA1,98,none\nA2,00,0000000000\nA3,00,000 000 0000\nA4,91,9990000052\nA5,00,9999999999\n"
    ));
    let outcomes: Vec<_> = checked.tables[0].texts(trace_responses::OUTCOME).flatten().collect();
    assert_eq!(outcomes, ["no_match", "no_match", "no_match", "invalid", "several"]);
}

#[test]
fn an_answer_says_whose_it_is_and_how_sure() {
    let csv = "UNIQUE REFERENCE,REQ_NHS_NUMBER,ERROR/SUCCESS_CODE,MATCHED_NHS_NO,MATCHED_CONFIDENCE_PERCENTAGE\n\
        A1,,00,9990000018,100\nA2,,00,9990000026,87.96\nA3,,98,0000000000,\nA4,,98,0000000000,high\n";
    let checked = text(csv);
    assert_eq!(
        rows(&checked, trace_responses::FILE),
        [
            "A1|00|found|false|16 bytes|2|pds_mesh|-|100|false|-|-|-|-|-",
            "A2|00|found|false|16 bytes|3|pds_mesh|-|87|false|-|-|-|-|-",
            "A3|98|no_match|false|-|4|pds_mesh|-|-|false|-|-|-|-|-",
            "A4|98|no_match|false|-|5|pds_mesh|-|-|false|-|-|-|-|-",
        ]
    );
    // The flag's day, and no load is in its way for it.
    assert_eq!(checked.as_at, Some(date(2026, 10, 31)));
    let answer = |code: &str| {
        let mut cells = vec![""; 29];
        (cells[0], cells[25]) = ("R1", code);
        cells.join(",")
    };
    let name = "RESP_MPTREQ_20261101120000_20261102093000.csv";
    let file = Fixture::new(
        name,
        format!("MPTREQ_20261101120000,SPINE_MPT_RESPONSE,1,00\r\n{}\r\n", answer("98")),
    );
    let checked = read_with(&file.path, None, None, &options()).unwrap();
    assert_eq!(checked.as_at, Some(date(2026, 11, 2)));
    assert_eq!(
        rows(&checked, trace_responses::FILE),
        ["R1|98|no_match|false|-|2|mpt|-|-|false|-|-|-|-|-"]
    );
    let file = Fixture::new("x.csv", format!("MPTREQ_1,SPINE_PDS_MESH_V1,1,00\r\n{}\r\n", answer("98")));
    let checked = read_with(&file.path, None, None, &options()).unwrap();
    assert_eq!(
        rows(&checked, trace_responses::FILE),
        ["R1|98|no_match|false|-|2|pds_mesh|-|-|false|-|-|-|-|-"]
    );
}

#[test]
fn each_answer_is_compared_with_what_was_sent_of_its_own_person() {
    let asked = text(
        "UNIQUE REFERENCE,FAMILY_NAME,GIVEN_NAME,GENDER,DATE_OF_BIRTH,POSTCODE\n\
         R3,GREEN,ANN,2,19500312,\nR1,BROWN,ANN,2,19500312,\nR2,WHITE,ANN,2,19500312,\n",
    );
    let mut sent = Sent::default();
    sent.add(&asked);
    let file = Fixture::new(
        "response.csv",
        "UNIQUE REFERENCE,REQ_NHS_NUMBER,FAMILY_NAME,DATE_OF_BIRTH,ERROR/SUCCESS_CODE,MATCHED_NHS_NO\n\
         R3,,GREEN,19500312,00,9990000018\nX9,,GREEN,19500312,00,9990000026\nR1,,BROWN,19500312,,\n\
         R2,,GREY,19500312,00,9990000034\nR2,,WHITE,19500312,00,9990000034\nR1,,BLACK,19500313,98,\n",
    );
    let answered = crate::read(&Request {
        path: &file.path,
        kind: None,
        as_at: None,
        options: &options(),
        key: &Key::for_tests(),
        sent: Some(&sent),
        progress: &|_| {},
    })
    .unwrap();
    let differ: Vec<_> = rows(&answered, trace_responses::FILE)
        .iter()
        .map(|row| {
            let cells: Vec<_> = row.split('|').collect();
            [cells[0], cells[10], cells[12]].join(" ")
        })
        .collect();
    assert_eq!(differ, ["R3 false false", "X9 - -", "R2 true false", "R1 true true"]);
    assert_eq!(answered.rows_refused, 2);
}

#[test]
fn nothing_of_a_request_or_a_log_is_kept_that_names_a_person() {
    let log = "PERSON_ID,Operation,Code,Date,Sent NHS number,Surname,Date of birth\n\
        1,verifyNHSNumber,SMSP-0000,2026-06-01,999 000 0026,ZQSURNAME,13/07/1951\n9990000026,verifyNHSNumber,SMSP-0000,,,,\n";
    for (csv, file) in [
        (REQUEST, trace_requests::FILE),
        (REQUEST, trace_details::FILE),
        (log, trace_responses::FILE),
    ] {
        let checked = text(csv);
        let folder = tempfile::tempdir().unwrap();
        checked.write_parquet(folder.path()).unwrap();
        let mut said = serde_json::to_vec(&checked.manifest(1, "2026-11-22T16:00:00Z".to_owned())).unwrap();
        said.extend_from_slice(format!("{checked:?}").as_bytes());
        said.extend(std::fs::read(folder.path().join(file)).unwrap());
        for marked in [
            "ZQSURNAME",
            "ZQFORENAME",
            "19510713",
            "1951-07-13",
            "13/07/1951",
            "SW1A 1AA",
            "9990000018",
            "9990000026",
            "999 000 0026",
        ] {
            assert!(!said.windows(marked.len()).any(|window| window == marked.as_bytes()), "{marked}");
        }
    }
}
