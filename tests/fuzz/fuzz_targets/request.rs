//! Requests for a trace: whatever the extract holds, the file can be read again and asks about as many people.

#![no_main]

use domain::{Kind, RecordState, trace::Dialect};
use fuzz::{choose, folder, load, options, request};
use ingest::trace::{self, Layouts, Recipients, Wanted};
use std::fs;

const HEADER: &[u8] = b"PERSON_ID,NHS_ID,LAST_NAME,FIRST_NAME,GENDER,DATE_OF_BIRTH,POST_CODE,ALLOCATED_TEAM\n";

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((dialect, rows)) = choose(&[Dialect::PdsMesh, Dialect::Mpt, Dialect::Dbs], data) else {
        return;
    };
    let folder = folder();
    let path = folder.path().join("persons.csv");
    fs::write(&path, [HEADER, rows].concat()).unwrap();
    let (options, layouts) = (options(), Layouts::default());
    let wanted = Wanted {
        dialect: *dialect,
        batch: "B1",
        made: chrono::NaiveDateTime::default(),
        states: RecordState::ALL,
        team: None,
        exemptions: &[],
        layouts: &layouts,
    };
    let Ok(asked) = trace::request(&[request(&path, None, &options, None)], &wanted) else {
        return;
    };
    if asked.files() == 0 {
        return;
    }
    let name = "MPTREQ_19700101000000.csv";
    let to = folder.path().join(name);
    asked
        .write(std::slice::from_ref(&to), &Recipients::default(), folder.path())
        .unwrap();
    let read = load(name, &fs::read(&to).unwrap(), Some(Kind::TraceRequest), &options).unwrap();
    assert_eq!(read.manifest(1, String::new()).rows_read, asked.summary().asked);
});
