//! Rows of every kind of file, under column names that are recognised.

#![no_main]

use fuzz::{choose, load, options};

const HEADERS: [&str; 15] = [
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
    "date,workstream,role,organisation,hours,note\n",
    "Workstream,Role,Organisation,w/c 06/10/2025,w/c 13/10/2025,Total\n",
    "workstream,role,from,to,hours,cost,revision date,reason\n",
    "role,organisation,from,rate per hour\n",
    "id,kind,title,owner role,status,due,done,expiry,evidence,depends on,note,batch,route\n",
];

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Some((header, rows)) = choose(&HEADERS, data) {
        load("file.csv", &[header.as_bytes(), rows].concat(), None, &options());
    }
});
