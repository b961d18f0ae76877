//! The fields of each kind and the names under which they are known, as compared: letters and digits only.

use domain::Kind;
use effort::{EFFORT, PLAN, RATES};
use register::REGISTER;
use traces::{DECISIONS, TRACE_REGISTER, TRACE_REQUEST, TRACE_RESPONSE};

mod effort;
mod register;
mod traces;
pub(super) use traces::{is_of_a_register, is_of_an_answer};

macro_rules! vocabulary {
    ($($variant:ident = $name:literal),+ $(,)?) => {
        /// What a column can be read as.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Field { $($variant),+ }

        impl Field {
            /// The name in the configuration and in a manifest.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

vocabulary! {
    PersonId = "person_id",
    NhsNumber = "nhs_number",
    ReferenceType = "reference_type",
    NumberStatus = "nhs_number_status",
    NumberSource = "nhs_number_source",
    Team = "team",
    DateOfBirth = "date_of_birth",
    DateOfDeath = "date_of_death",
    ContextFlag = "context_flag",
    PersonType = "person_type",
    Restricted = "restricted",
    CaseStatus = "case_status",
    CaseClosed = "case_closed",
    AllocationStart = "allocation_start",
    AllocationEnd = "allocation_end",
    CaseOpened = "case_opened",
    SupportReason = "support_reason",
    AsAt = "as_at",
    Date = "date",
    InScope = "in_scope",
    Covered = "covered",
    NotCovered = "not_covered",
    Breakdown = "breakdown",
    Service = "service",
    RenamedFrom = "renamed_from",
    ValidFrom = "valid_from",
    Reason = "reason",
    Agreed = "agreed",
    Until = "until",
    Percent = "percent",
    Scope = "scope",
    Text = "text",
    Rebase = "rebase",
    Surname = "surname",
    Forename = "forename",
    OtherForenames = "other_forenames",
    Sex = "sex",
    Postcode = "postcode",
    Reference = "reference",
    ResponseCode = "response_code",
    SentNumber = "sent_nhs_number",
    MatchedNumber = "matched_nhs_number",
    Sensitivity = "sensitivity",
    Confidence = "confidence",
    SmspCode = "smsp_code",
    Operation = "operation",
    Answered = "answered",
    Batch = "batch",
    Route = "route",
    Organisation = "organisation",
    Sent = "sent",
    Returned = "returned",
    TransferReference = "transfer_reference",
    Records = "records",
    Decision = "decision",
    Role = "role",
    Hours = "hours",
    Workstream = "workstream",
    Week = "week",
    Rate = "rate",
    Cost = "cost",
    From = "from",
    To = "to",
    Revised = "revised",
    EntryId = "id",
    EntryKind = "kind",
    Title = "title",
    Owner = "owner",
    Status = "status",
    Due = "due",
    FirstDue = "first_due",
    Done = "done",
    Expires = "expires",
    Review = "review",
    Evidence = "evidence",
    DependsOn = "depends_on",
    Item = "item",
    Likelihood = "likelihood",
    Impact = "impact",
    AgreedBy = "agreed_by",
    AddressLine1 = "address_line_1",
    AddressLine2 = "address_line_2",
    AddressLine3 = "address_line_3",
    AddressLine4 = "address_line_4",
    AddressLine5 = "address_line_5",
}

impl Field {
    /// Every field of a kind.
    pub(crate) fn of(kind: Kind) -> impl Iterator<Item = Self> {
        fields(kind).iter().map(|(field, ..)| *field)
    }
}

/// Whether a kind can do without a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Must,
    /// This field or that one.
    OneOf(Field),
    May,
}

type Known = (Field, Need, &'static [&'static str]);

pub(super) fn fields(kind: Kind) -> &'static [Known] {
    match kind {
        Kind::Snapshot => SNAPSHOT,
        Kind::Allocations => ALLOCATIONS,
        Kind::History => HISTORY,
        Kind::Teams => TEAMS,
        Kind::Exemptions => EXEMPTIONS,
        Kind::Targets => TARGETS,
        Kind::Annotations => ANNOTATIONS,
        Kind::TraceRequest => TRACE_REQUEST,
        Kind::TraceResponse => TRACE_RESPONSE,
        Kind::TraceRegister => TRACE_REGISTER,
        Kind::Decisions => DECISIONS,
        Kind::Effort => EFFORT,
        Kind::Plan => PLAN,
        Kind::Rates => RATES,
        Kind::Register => REGISTER,
    }
}

/// The field of a column that is recognised and never read.
pub(super) fn known_but_not_read(name: &str) -> Option<&'static str> {
    NOT_READ.iter().find(|(_, names)| names.contains(&name)).map(|(field, _)| *field)
}

/// Whether a column holds a person's own details.
pub(super) fn is_personal(name: &str) -> bool {
    const PERSONAL: [&str; 6] = ["name", "date_of_birth", "date_of_death", "sex", "postcode", "address"];
    name != "name" && known_but_not_read(name).is_some_and(|field| PERSONAL.contains(&field))
}

/// Whether a column is a person's id.
pub(super) fn is_person_id(name: &str) -> bool {
    PERSON_ID.2.contains(&name)
}

/// Whether a column tells of single people: their id or their own details.
pub(super) fn is_about_people(name: &str) -> bool {
    is_person_id(name) || is_personal(name)
}

/// Whether a column is one of those that lead from a person to the worker's organisation.
pub(super) fn is_of_workers(name: &str) -> bool {
    matches!(
        name,
        "workerid" | "workername" | "allocatedworker" | "workerroleid" | "organisationid" | "orgid"
    )
}

const PERSON_ID: Known = (
    Field::PersonId,
    Need::Must,
    &[
        "personid",
        "mosaicid",
        "frameworkiid",
        "fwiid",
        "lapersonuniqueidentifier",
        "localid",
        "personuniqueidentifier",
        "subjectcompoundid",
    ],
);
const TEAM_NAMES: &[&str] = &["allocatedteam", "teamname", "team", "allocatedworkerteam", "organisationname"];
const AS_AT: Known = (Field::AsAt, Need::May, &["asat", "asatdate", "snapshotdate", "extractdate"]);
const STARTS: Known = (Field::AllocationStart, Need::May, &["startdate", "allocationstartdate"]);
const ENDS: Known = (Field::AllocationEnd, Need::May, &["enddate", "allocationenddate"]);

const NHS_NUMBER: Known = (
    Field::NhsNumber,
    Need::May,
    &["nhsid", "nhsnumber", "nhsno", "pnhsnumber", "reference"],
);
const REFERENCE_TYPE: Known = (Field::ReferenceType, Need::May, &["referencetypecode"]);
const DATE_OF_BIRTH: Known = (Field::DateOfBirth, Need::May, &["dateofbirth", "dob", "pdob", "birthdate"]);

const SNAPSHOT: &[Known] = &[
    PERSON_ID,
    (NHS_NUMBER.0, Need::Must, NHS_NUMBER.2),
    REFERENCE_TYPE,
    (
        Field::NumberStatus,
        Need::May,
        &["nhsnumberstatus", "nhsstatus", "nhsnumberstatusindicatorcode"],
    ),
    (Field::NumberSource, Need::May, &["nhsnumbersource", "nhsidsource", "numbersource"]),
    (Field::Team, Need::May, TEAM_NAMES),
    DATE_OF_BIRTH,
    (Field::DateOfDeath, Need::May, &["dateofdeath", "dod", "pdod"]),
    (Field::ContextFlag, Need::May, &["contextflag"]),
    (Field::PersonType, Need::May, &["persontype", "clienttype", "contacttype"]),
    (Field::Restricted, Need::May, &["restricted", "isrestricted"]),
    (Field::CaseStatus, Need::May, &["casestatus", "casestatusopenclosed", "opencase"]),
    (Field::CaseClosed, Need::May, &["closuredateifclosed", "casecloseddate"]),
    (
        Field::CaseOpened,
        Need::May,
        &[
            "casestartdate",
            "caseopeneddate",
            "caseopendate",
            "dateopened",
            "involvementstartdate",
            "firstinvolvement",
            "referraldate",
        ],
    ),
    (Field::SupportReason, Need::May, &["primarysupportreason", "psr", "supportreason"]),
    STARTS,
    ENDS,
    AS_AT,
];
const ALLOCATIONS: &[Known] = &[
    PERSON_ID,
    (Field::Team, Need::Must, TEAM_NAMES),
    STARTS,
    ENDS,
    (Field::CaseStatus, Need::May, &["casestatus", "casestatusopenclosed", "opencase"]),
    (Field::CaseClosed, Need::May, &["closuredateifclosed", "casecloseddate"]),
    AS_AT,
];
const HISTORY: &[Known] = &[
    (
        Field::Date,
        Need::Must,
        &["date", "asat", "asatdate", "snapshotdate", "period", "month"],
    ),
    (Field::Team, Need::Must, TEAM_NAMES),
    (Field::InScope, Need::Must, &["inscope", "recordsinscope", "denominator"]),
    (
        Field::Covered,
        Need::OneOf(Field::NotCovered),
        &["covered", "recordscovered", "withnhsnumber", "numerator"],
    ),
    (Field::NotCovered, Need::May, &["notcovered", "withoutnhsnumber"]),
    (Field::Breakdown, Need::May, &["breakdown"]),
];
const TEAMS: &[Known] = &[
    (Field::Team, Need::Must, TEAM_NAMES),
    (Field::Service, Need::OneOf(Field::RenamedFrom), &["service", "servicename"]),
    (
        Field::RenamedFrom,
        Need::May,
        &["renamedfrom", "formername", "formerly", "oldname", "mergedfrom"],
    ),
    (Field::ValidFrom, Need::May, &["validfrom", "from", "effectivefrom"]),
];
const EXEMPTIONS: &[Known] = &[
    PERSON_ID,
    (Field::Reason, Need::Must, &["reason", "exemptionreason"]),
    (
        Field::Agreed,
        Need::May,
        &["agreed", "dateagreed", "agreeddate", "validfrom", "from", "startdate"],
    ),
    (
        Field::Until,
        Need::May,
        &[
            "until",
            "validuntil",
            "validto",
            "to",
            "enddate",
            "review",
            "reviewdate",
            "reviewon",
        ],
    ),
    (
        Field::AgreedBy,
        Need::May,
        &["agreedby", "agreedbyrole", "byrole", "approvedby", "role"],
    ),
];
const TARGETS: &[Known] = &[
    (Field::Percent, Need::Must, &["percent", "target", "targetpercent", "percentage"]),
    (Field::ValidFrom, Need::May, &["validfrom", "from", "effectivefrom"]),
];
const ANNOTATIONS: &[Known] = &[
    (Field::Date, Need::Must, &["date", "annotationdate", "eventdate"]),
    (
        Field::Text,
        Need::Must,
        &["text", "annotation", "event", "whathappened", "note", "description"],
    ),
    (
        Field::Scope,
        Need::May,
        &[
            "scope",
            "appliesto",
            "about",
            "unit",
            "teamorservice",
            "serviceorteam",
            "team",
            "teamname",
            "service",
            "servicename",
        ],
    ),
    (
        Field::Rebase,
        Need::May,
        &["rebase", "rebaselimits", "newlimits", "newbaseline", "recalculatelimits"],
    ),
];

/// Recognised so that the reader of a manifest sees that they were understood, and left where they are.
const NOT_READ: &[(&str, &[&str])] = &[
    (
        "name",
        &[
            "firstname",
            "firstnames",
            "forename",
            "forenames",
            "givenname",
            "othergivenname",
            "lastname",
            "surname",
            "familyname",
            "fullname",
            "name",
            "title",
        ],
    ),
    ("date_of_birth", &["dateofbirth", "dob", "pdob", "birthdate", "age"]),
    ("date_of_death", &["dateofdeath", "dod", "pdod"]),
    ("sex", &["gender", "sex", "pgender"]),
    ("postcode", &["postcode"]),
    (
        "address",
        &[
            "address",
            "addressline1",
            "addressline2",
            "addressline3",
            "addressline4",
            "addressline5",
        ],
    ),
    ("note", &["note", "notes", "comment", "comments", "commentary"]),
    ("worker", &["allocatedworker", "workerid", "workername"]),
    ("email_address", &["emailaddress", "email"]),
    ("note", &["note", "notes", "comment", "comments"]),
    ("rejected", &["rejectline", "rejectcolumn", "rejectreason"]),
];
