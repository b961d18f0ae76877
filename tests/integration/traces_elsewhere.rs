//! Traces that were asked for elsewhere, by a partner or one person at a time: loaded, counted once, and nothing kept that names anybody.

use super::support::{Council, tree};
use serde_json::Value;

const REQUEST: &str = "UNIQUE REFERENCE,NHS_NO,FAMILY_NAME,GIVEN_NAME,OTHER_GIVEN_NAME,GENDER,DATE_OF_BIRTH,POSTCODE,LOCAL_PATIENT_ID\r\n\
    101,9990000018,ZQSURNAME,ZQFORENAME,,1,19510713,SW1A 1AA,\r\n102,,ZQSURNAME,ZQFORENAME,,2,19510713,SW1A 1AA,\r\n";
const RESPONSE: &str = "UNIQUE REFERENCE,REQ_NHS_NUMBER,FAMILY_NAME,DATE_OF_BIRTH,ERROR/SUCCESS_CODE,MATCHED_NHS_NO\r\n\
    101,9990000018,ZQSURNAME,19510713,00,9990000018\r\n102,,ZQSURNAME,19510713,00,9990000026\r\n";
const LOG: &str = "PERSON_ID,OPERATION,CODE,CALLED_AT,SENT_NHS_NUMBER,RETURNED_NHS_NUMBER,SURNAME,DATE_OF_BIRTH\r\n\
    201,verifyNHSNumber,SMSP-0000,01/06/2026 09:30,999 000 0018,,ZQSURNAME,13/07/1951\r\n\
    202,getNHSNumber,SMSP-0004,01/06/2026 09:31,,,ZQSURNAME,13/07/1951\r\n\
    202,getNHSNumber,SMSP-0000,01/06/2026 09:40,,9990000026,ZQSURNAME,13/07/1951\r\n";

#[test]
fn a_partners_batch_is_counted_and_names_nobody() {
    let council = Council::new();
    council.write("partner_2026-06-01.csv", REQUEST);
    council.write("partner_response_2026-06-09.csv", RESPONSE);
    council.write("log.csv", LOG);
    let done = council.done("load partner_2026-06-01.csv partner_response_2026-06-09.csv log.csv");
    for said in [
        "trace request as at 1 June 2026",
        "trace response as at 9 June 2026",
        "3 read, 3 accepted",
    ] {
        assert!(done.out.contains(said), "{said}: {done}");
    }
    let batches = council.rows("trace_batches");
    let batch = batches.iter().find(|row| row["batch"] == "partner_2026-06-01").unwrap();
    assert_eq!(
        ["sent", "sent_with_number", "answered", "verified", "found"].map(|name| batch[name].as_i64().unwrap()),
        [2, 1, 2, 1, 1]
    );
    for (file, bytes) in tree::of(&council.data()) {
        for detail in ["ZQSURNAME", "ZQFORENAME", "SW1A 1AA", "19510713", "13/07/1951", "1951-07-13"]
            .into_iter()
            .chain(["9990000018", "999 000 0018", "9990000026"])
        {
            let found = bytes.windows(detail.len()).any(|window| window == detail.as_bytes());
            assert!(!found, "{detail} is in {file}");
        }
    }
}

#[test]
fn what_came_back_is_compared_with_what_was_sent_in_whatever_order_files_are_loaded() {
    for commands in [
        &["load partner.csv", "load response.csv"][..],
        &["load partner.csv response.csv"],
        &["load response.csv partner.csv"],
    ] {
        let council = Council::new();
        council.write("partner.csv", REQUEST);
        council.write("response.csv", RESPONSE.replace("102,,ZQSURNAME", "102,,ZQOTHER"));
        for command in commands {
            council.done(command);
        }
        let told = differences(&council);
        let expected = [("surname", 2, 1), ("date_of_birth", 2, 0)];
        assert_eq!(
            told,
            expected.map(|(detail, compared, differed)| (detail.to_owned(), compared, differed)),
            "{commands:?}"
        );
    }
}

#[test]
fn what_came_back_is_not_compared_with_a_request_that_is_replaced() {
    for command in ["load partner.csv response.csv --replace", "load response.csv partner.csv --replace"] {
        let council = Council::new();
        council.write("partner.csv", REQUEST.replace("ZQSURNAME", "ZQTYPINGERROR"));
        council.done("load partner.csv");
        council.write("partner.csv", REQUEST);
        council.write("response.csv", RESPONSE);
        council.done(command);
        assert_eq!(differences(&council)[0], ("surname".to_owned(), 2, 0), "{command}");
    }
}

/// Each detail with how often it was compared, and how often it differed.
fn differences(council: &Council) -> Vec<(String, i64, i64)> {
    let number = |row: &Value, of: &str| row[of].as_i64().unwrap();
    let rows = council.rows("match_differences");
    rows.iter()
        .map(|row| {
            (
                row["detail"].as_str().unwrap().to_owned(),
                number(row, "compared"),
                number(row, "differed"),
            )
        })
        .collect()
}

#[test]
fn a_batch_has_one_request() {
    let council = Council::new();
    council.write("partner.csv", REQUEST);
    council.done("load partner.csv");
    let again = council.done("load partner.csv --as-at 2026-06-01");
    assert!(again.out.contains("already loaded as load 1"), "{again}");
    council.write("partner.csv", REQUEST.replace("102,", "103,"));
    let refused = council.refused("load partner.csv");
    assert!(refused.err.contains("same batch") && refused.err.contains("--replace"), "{refused}");
    council.done("load partner.csv --replace");
    assert_eq!(council.rows("trace_batches")[0]["sent"], 2);
}

#[test]
fn the_register_and_decisions_are_loaded_and_withdrawn_whole() {
    let council = Council::new();
    council.write(
        "register.csv",
        "batch,service,route,sent,returned\npartner,DBS,partner,2026-06-01,2026-06-09\nother,fax,partner,,\n",
    );
    council.write(
        "decisions.csv",
        "person id,decision,by role,date,hours\n101,number kept,Social Worker,2026-06-12,0.5\n",
    );
    let done = council.done("load register.csv decisions.csv");
    for said in [
        "trace register",
        "service_unknown",
        "decisions (CSV",
        "1 read, 1 accepted, 0 refused",
    ] {
        assert!(done.out.contains(said), "{said}: {done}");
    }
    assert!(council.path("register.rejects.csv").exists());
    council.write(
        "register.rejects.csv",
        "batch,service,route,sent,returned,reject_line,reject_column,reject_reason\nother,MACS,partner,,,3,service,x\n",
    );
    council.done("load register.rejects.csv");
    council.done("withdraw 2");
    let kinds: Vec<_> = council.rows("loads").iter().map(|load| load["kind"].clone()).collect();
    assert_eq!(kinds, ["trace_register", "trace_register"]);
}
