//! What the case system loads: whatever comes back, only people who were asked about are written, each once.

#![no_main]

use domain::{
    Kind, RecordState,
    schema::{trace_details, trace_requests},
    trace::Dialect,
};
use fuzz::{AS_AT, choose, folder, options, request};
use ingest::trace::{self, InForce, Layouts, Recipients, RequestFile, Sent, Wanted};
use std::{fs, sync::OnceLock};
use tempfile::TempDir;

const PERSONS: &str = "\
PERSON_ID,NHS_ID,LAST_NAME,FIRST_NAME,GENDER,DATE_OF_BIRTH,POST_CODE
1,,Smith,Ann,F,1950-03-12,M1 1AE
2,9990000018,Jones,Zoe,F,1951-04-13,B33 8TH
3,9990000026,Brown,Sam,M,1952-05-14,
";

const BEGINNINGS: [&str; 3] = [
    "UNIQUE REFERENCE,REQ_NHS_NUMBER,ERROR/SUCCESS_CODE,MATCHED_NHS_NO,FAMILY_NAME,GIVEN_NAME,GENDER,DATE_OF_BIRTH,POSTCODE,ADDRESS_LINE1,SENSITIVITY_FLAG\n",
    "MPTREQ_20261101120000,SPINE_MPT_RESPONSE,2,00\r\n",
    "20261101,2\r\n",
];

/// A batch that was asked once for all, with the references that stand for `@1`, `@2` and `@3`.
fn asked() -> &'static (TempDir, [String; 3]) {
    static ASKED: OnceLock<(TempDir, [String; 3])> = OnceLock::new();
    ASKED.get_or_init(|| {
        let folder = folder();
        let path = folder.path().join("persons.csv");
        fs::write(&path, PERSONS).unwrap();
        let (options, layouts) = (options(), Layouts::default());
        let wanted = Wanted {
            dialect: Dialect::PdsMesh,
            batch: "B1",
            made: chrono::NaiveDateTime::default(),
            states: RecordState::ALL,
            team: None,
            exemptions: &[],
            layouts: &layouts,
        };
        let asked = trace::request(&[request(&path, None, &options, None)], &wanted).unwrap();
        let to = folder.path().join("request.csv");
        asked
            .write(std::slice::from_ref(&to), &Recipients::default(), folder.path())
            .unwrap();
        let text = fs::read_to_string(&to).unwrap();
        let of = |name: &str| text.lines().find(|line| line.contains(name)).unwrap()[..16].to_owned();
        let references = ["Smith", "Jones", "Brown"].map(of);
        (folder, references)
    })
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((beginning, rows)) = choose(&BEGINNINGS, data) else {
        return;
    };
    let (batch, references) = asked();
    let mut content = beginning.as_bytes().to_vec();
    let mut rows = rows.iter();
    while let Some(byte) = rows.next() {
        match (byte, rows.as_slice().first()) {
            (b'@', Some(place @ b'1'..=b'3')) => {
                content.extend_from_slice(references[usize::from(place - b'1')].as_bytes());
                rows.next();
            }
            _ => content.push(*byte),
        }
    }
    let folder = folder();
    let path = folder.path().join("response.csv");
    fs::write(&path, content).unwrap();
    let (options, sent) = (options(), Sent::of(vec![batch.path().join(trace_details::FILE)]));
    let responses = [request(&path, Some(Kind::TraceResponse), &options, Some(&sent))];
    let requests = [RequestFile {
        path: batch.path().join(trace_requests::FILE),
        as_at: AS_AT,
    }];
    let in_force = InForce {
        requests: &requests,
        decisions: &[],
        people: &[],
        answers: &[],
        least_confidence: 50,
    };
    let Ok(mut loaded) = trace::load_file("B1", in_force, &responses) else {
        return;
    };
    let (to, not) = (folder.path().join("load.csv"), folder.path().join("not.csv"));
    let summary = loaded.write(&to, &Recipients::default()).unwrap();
    loaded.write_not_loaded(&not, &Recipients::default()).unwrap();
    assert_eq!(summary.asked, summary.loaded + summary.not_loaded.values().sum::<u64>());
    // Ids are single digits, and no other line begins with one and a comma unless a cell is cut into lines.
    let text = fs::read_to_string(&not).unwrap() + &fs::read_to_string(&to).unwrap();
    for person in ["\n1,", "\n2,", "\n3,"] {
        assert!(text.contains(person), "{person:?} is nowhere in {text}");
    }
});
