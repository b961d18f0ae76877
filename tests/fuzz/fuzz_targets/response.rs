//! Responses in every dialect, and the log of a Spine Mini Service.

#![no_main]

use domain::Kind;
use fuzz::{choose, load, options};

const BEGINNINGS: [&str; 7] = [
    "",
    "UNIQUE REFERENCE,REQ_NHS_NUMBER,FAMILY_NAME,GIVEN_NAME,GENDER,DATE_OF_BIRTH,POSTCODE,SENSITIVITY_FLAG,ERROR/SUCCESS_CODE,MATCHED_NHS_NO,MATCHED_CONFIDENCE_PERCENTAGE\n",
    "MPTREQ_20261101120000,SPINE_MPT_RESPONSE,2,00\r\n",
    "MPTREQ_20261101120000,PDS_MESH_RESPONSE,2,00\r\n",
    "MPTREQ_20261101120000,SPINE_MPTPHASE4_TRACE,20261101120000,2\r\n",
    "20261101,2\r\n",
    "PERSON_ID,OPERATION,CODE,DATE,SENT_NHS_NUMBER,RETURNED_NHS_NUMBER\n",
];

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Some((beginning, rows)) = choose(&BEGINNINGS, data) {
        let content = [beginning.as_bytes(), rows].concat();
        load("response_2026-11-10.csv", &content, Some(Kind::TraceResponse), &options());
        load("response_2026-10-31.csv", &content, None, &options());
    }
});
