//! The fields of files about traces: requests, responses, the register of batches, decisions.

use super::{DATE_OF_BIRTH, ENDS, Field, Known, NHS_NUMBER, Need, PERSON_ID, REFERENCE_TYPE};

/// Whether a column is one that only an answer to a trace has, in the log of a Spine Mini Service too.
pub(in crate::columns) fn is_of_an_answer(name: &str) -> bool {
    let is = |known: &[Known]| {
        known.iter().any(|(field, _, synonyms)| {
            matches!(
                field,
                Field::ResponseCode | Field::Operation | Field::SentNumber | Field::MatchedNumber
            ) && synonyms.contains(&name)
        })
    };
    is(TRACE_RESPONSE) || name.starts_with("smsp") || matches!(name, "responsecode" | "spinecode")
}

/// Whether a column is one that tells a register of batches from another table with a batch or a file in it.
pub(in crate::columns) fn is_of_a_register(name: &str) -> bool {
    TRACE_REGISTER
        .iter()
        .any(|(field, _, synonyms)| !matches!(field, Field::Batch | Field::Records) && synonyms.contains(&name))
}

/// What a request for a trace takes from an extract beside what the snapshot takes, and what a request made elsewhere holds.
pub(super) const TRACE_REQUEST: &[Known] = &[
    (Field::PersonId, Need::OneOf(Field::Reference), REQUEST_PERSON_ID),
    REFERENCE,
    NHS_NUMBER,
    REFERENCE_TYPE,
    DATE_OF_BIRTH,
    (Field::Surname, Need::May, &["lastname", "surname", "familyname"]),
    (
        Field::Forename,
        Need::May,
        &["firstname", "firstnames", "forename", "forenames", "givenname"],
    ),
    (
        Field::OtherForenames,
        Need::May,
        &["othergivenname", "othergivennames", "middlename", "middlenames", "otherforenames"],
    ),
    (Field::Sex, Need::May, &["gender", "sex", "pgender"]),
    (Field::Postcode, Need::May, &["postcode"]),
    ENDS,
];
const REQUEST_PERSON_ID: &[&str] = &[
    "personid",
    "mosaicid",
    "frameworkiid",
    "fwiid",
    "lapersonuniqueidentifier",
    "localid",
    "personuniqueidentifier",
    "subjectcompoundid",
    "localpatientid",
];
const REFERENCE: Known = (Field::Reference, Need::May, &["uniquereference"]);

/// The spellings that are seen, slips among them; and the log of a Spine Mini Service, which has a person and a code of its own.
pub(super) const TRACE_RESPONSE: &[Known] = &[
    (Field::Reference, Need::OneOf(Field::PersonId), REFERENCE.2),
    (Field::PersonId, Need::May, PERSON_ID.2),
    (
        Field::ResponseCode,
        Need::OneOf(Field::SmspCode),
        &["errorsuccesscode", "errrorsuccesscode", "dbsresponsecode"],
    ),
    (
        Field::SmspCode,
        Need::May,
        &[
            "smspcode",
            "smspresponsecode",
            "smspresponse",
            "smspresult",
            "responsecode",
            "resultcode",
            "spinecode",
            "code",
        ],
    ),
    (
        Field::Operation,
        Need::May,
        &["operation", "operationname", "smspoperation", "servicecall", "calltype"],
    ),
    (
        Field::Answered,
        Need::May,
        &[
            "answered",
            "calledat",
            "calltime",
            "calldate",
            "dateofcall",
            "timeofcall",
            "datetime",
            "timestamp",
            "responsetime",
            "date",
            "time",
        ],
    ),
    (
        Field::SentNumber,
        Need::May,
        &[
            "reqnhsnumber",
            "reqnhsno",
            "sentnhsnumber",
            "sentnhsno",
            "sentnumber",
            "nhsnumbersent",
            "numbersent",
            "requestnhsnumber",
        ],
    ),
    (
        Field::MatchedNumber,
        Need::May,
        &[
            "matchednhsno",
            "matchednhsnumber",
            "returnednhsnumber",
            "returnednhsno",
            "returnednumber",
            "nhsnumberreturned",
            "numberreturned",
            "responsenhsnumber",
        ],
    ),
    (Field::Sensitivity, Need::May, &["sensitivityflag", "sensitivtyflag"]),
    (Field::Confidence, Need::May, &["matchedconfidencepercentage", "matchedconfidence"]),
    (Field::Surname, Need::May, &["familyname"]),
    (Field::Forename, Need::May, &["givenname"]),
    (Field::DateOfBirth, Need::May, &["dateofbirth"]),
    (Field::DateOfDeath, Need::May, &["dateofdeath"]),
    (Field::Sex, Need::May, &["gender"]),
    (Field::Postcode, Need::May, &["postcode"]),
    (Field::AddressLine1, Need::May, &["addressline1"]),
    (Field::AddressLine2, Need::May, &["addressline2"]),
    (Field::AddressLine3, Need::May, &["addressline3"]),
    (Field::AddressLine4, Need::May, &["addressline4"]),
    (Field::AddressLine5, Need::May, &["addressline5"]),
];

pub(super) const TRACE_REGISTER: &[Known] = &[
    (
        Field::Batch,
        Need::Must,
        &[
            "batch",
            "batchname",
            "batchid",
            "batchreference",
            "tracebatch",
            "file",
            "filename",
            "requestfile",
        ],
    ),
    (
        Field::Service,
        Need::May,
        &["service", "tracedby", "kind", "traceservice", "servicekind", "batchkind"],
    ),
    (Field::Route, Need::May, &["route", "connection", "sentvia", "submittedvia"]),
    (
        Field::Organisation,
        Need::May,
        &[
            "organisation",
            "organization",
            "partner",
            "partnerorganisation",
            "submittedby",
            "submitter",
        ],
    ),
    (
        Field::Sent,
        Need::May,
        &[
            "sent",
            "datesent",
            "sentdate",
            "senton",
            "submitted",
            "datesubmitted",
            "submittedon",
        ],
    ),
    (
        Field::Returned,
        Need::May,
        &[
            "returned",
            "datereturned",
            "returneddate",
            "returnedon",
            "received",
            "datereceived",
            "receivedon",
        ],
    ),
    (
        Field::TransferReference,
        Need::May,
        &[
            "transferreference",
            "transferref",
            "transfer",
            "securetransfer",
            "securetransferreference",
            "securetransferref",
        ],
    ),
    (
        Field::Records,
        Need::May,
        &["records", "recordssent", "recordcount", "numberofrecords", "peoplesent"],
    ),
];

pub(super) const DECISIONS: &[Known] = &[
    PERSON_ID,
    (
        Field::Decision,
        Need::Must,
        &["decision", "decided", "decisionmade", "cleansingdecision", "whatwasdecided"],
    ),
    (
        Field::Role,
        Need::May,
        &["role", "byrole", "decidedbyrole", "decidingrole", "roleofdecider"],
    ),
    (
        Field::Date,
        Need::Must,
        &["date", "decisiondate", "datedecided", "decidedon", "dateofdecision"],
    ),
    (
        Field::Hours,
        Need::May,
        &["hours", "hoursspent", "hoursworked", "timespent", "effort", "efforthours"],
    ),
];
