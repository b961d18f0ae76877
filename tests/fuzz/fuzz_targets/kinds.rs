//! Rows of every kind of file, under column names that are recognised.

#![no_main]

use fuzz::{choose, load, options};

const HEADERS: [&str; 10] = [
    "PERSON_ID,NHS_ID,NHS_NUMBER_STATUS,NHS_NUMBER_SOURCE,DATE_OF_BIRTH,DATE_OF_DEATH,CASE_STATUS,CASE_START_DATE,PERSON_TYPE,RESTRICTED,PRIMARY_SUPPORT_REASON,ALLOCATED_TEAM\n",
    "PERSON_ID,TEAM_NAME,START_DATE,END_DATE\n",
    "date,team,in_scope,covered\n",
    "team,service,renamed from,valid from\n",
    "person_id,reason,agreed,until\n",
    "valid_from,target\n",
    "date,scope,text,rebase\n",
    "Batch,Service,Route,Organisation,Date sent,Date returned,Transfer reference,Records\n",
    "person id,decision,date,by role,hours\n",
    "UNIQUE REFERENCE,NHS_NO,FAMILY_NAME,GIVEN_NAME,GENDER,DATE_OF_BIRTH,POSTCODE,LOCAL_PATIENT_ID\n",
];

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Some((header, rows)) = choose(&HEADERS, data) {
        load("file.csv", &[header.as_bytes(), rows].concat(), None, &options());
    }
});
