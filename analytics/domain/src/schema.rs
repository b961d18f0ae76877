//! The Parquet files of a load: where ingest and warehouse meet.
//!
//! A load is the folder `loads/<number>/` with `manifest.json` and the files named here. Columns are in this order; all are
//! UTF-8 text unless said otherwise. Names of vocabularies are those of [`crate::record`].

/// A snapshot's people: one row per person id.
pub mod persons {
    /// File name.
    pub const FILE: &str = "persons.parquet";
    /// The case system's id, as text.
    pub const PERSON_ID: &str = "person_id";
    /// The record state that the person's own row gives: never `shared`, which needs the other rows.
    pub const STATE: &str = "state";
    /// Keyed hash of the NHS number, 16 bytes; null unless the state is `valid` or `verified`.
    pub const NUMBER: &str = "number";
    /// How the number came, by [`crate::NumberSource`]'s names.
    pub const SOURCE: &str = "source";
    /// Why the person is not in scope, by [`crate::Exclusion`]'s names; null where the row gives no reason.
    pub const EXCLUSION: &str = "exclusion";
    /// Boolean: whether the row itself says the case is open; null where only the allocations can tell.
    pub const OPEN: &str = "open";
    /// Boolean: whether the record is restricted, so that it is counted and never listed.
    pub const RESTRICTED: &str = "restricted";
    /// The band of the age on the snapshot's date, by [`crate::AgeBand`]'s names; null: not recorded. This and the columns after it are
    /// absent from loads made before they were read.
    pub const AGE_BAND: &str = "age_band";
    /// How long the case had been open, by [`crate::TimeOpen`]'s names; null: not recorded.
    pub const TIME_OPEN: &str = "time_open";
    /// The primary support reason as written, outer and repeated spaces removed; null: not recorded.
    pub const SUPPORT_REASON: &str = "support_reason";
    /// The team of the only allocation that the person's own rows name, as written, outer and repeated spaces removed; null if it is
    /// closed, and where they name none or several.
    pub const TEAM: &str = "team";
    /// Boolean: whether that only allocation is open; null where the rows name none or several.
    pub const ALLOCATION_OPEN: &str = "allocation_open";
    /// Boolean: whether another row of the file may hold the same number, by the first half of their hashes: nearly all rows need not be
    /// compared. Null where there is no number, and absent from older loads, of which each row may.
    pub const REPEATED: &str = "repeated";
}

/// Who worked with whom: one row per person and team. Written by loads of allocations, and by a snapshot whose rows name a team:
/// there only of people with several teams, for an only one is in [`persons::TEAM`].
pub mod allocations {
    /// File name.
    pub const FILE: &str = "allocations.parquet";
    /// The case system's id, as text.
    pub const PERSON_ID: &str = "person_id";
    /// The team's name as written, outer and repeated spaces removed.
    pub const TEAM: &str = "team";
    /// Boolean: whether the allocation is open on the snapshot's date.
    pub const OPEN: &str = "open";
}

/// Counts kept before this software came: one row per date and team.
pub mod history {
    /// File name.
    pub const FILE: &str = "history.parquet";
    /// DATE: when the counts were taken.
    pub const AS_AT: &str = "as_at";
    /// The team's name as written; null for the council's own total.
    pub const TEAM: &str = "team";
    /// BIGINT: records in scope.
    pub const IN_SCOPE: &str = "in_scope";
    /// BIGINT: records covered.
    pub const COVERED: &str = "covered";
}

/// Teams and their services: one row per team, former name and date.
pub mod teams {
    /// File name.
    pub const FILE: &str = "teams.parquet";
    /// The team's name.
    pub const TEAM: &str = "team";
    /// The service it belongs to; null if not said.
    pub const SERVICE: &str = "service";
    /// A name under which the team appears in other files, wholly taken over by this one; null if none.
    pub const RENAMED_FROM: &str = "renamed_from";
    /// DATE from which the service holds; null: always.
    pub const VALID_FROM: &str = "valid_from";
}

/// Agreed exemptions: one row per person and period.
pub mod exemptions {
    /// File name.
    pub const FILE: &str = "exemptions.parquet";
    /// The case system's id, as text.
    pub const PERSON_ID: &str = "person_id";
    /// `objects`, `not_knowable`, `no_number_issued` or `other`.
    pub const REASON: &str = "reason";
    /// DATE from which it is agreed; null: always.
    pub const AGREED: &str = "agreed";
    /// DATE: its last day; null: no end.
    pub const UNTIL: &str = "until";
    /// The role that agreed, never a name; null if not said. Absent from loads made before it was read.
    pub const AGREED_BY: &str = "agreed_by";
}

/// Targets: one row per date.
pub mod targets {
    /// File name.
    pub const FILE: &str = "targets.parquet";
    /// DATE from which the target holds; null: always.
    pub const VALID_FROM: &str = "valid_from";
    /// INTEGER: hundredths of a percent.
    pub const BASIS_POINTS: &str = "basis_points";
}

/// What happened, to be told beside the charts: one row per event. Nothing about a person.
pub mod annotations {
    /// File name.
    pub const FILE: &str = "annotations.parquet";
    /// DATE on which it happened.
    pub const DATE: &str = "date";
    /// The name of the service or team it is about, as written; null: the council.
    pub const SCOPE: &str = "scope";
    /// What happened.
    pub const TEXT: &str = "text";
    /// Boolean: whether control limits are calculated anew from that date.
    pub const REBASE: &str = "rebase";
    /// BIGINT: the row's line in the source file.
    pub const LINE: &str = "line";
}

/// Who was asked about in a trace request: one row per person of the batch.
pub mod trace_requests {
    /// File name.
    pub const FILE: &str = "trace_requests.parquet";
    /// The batch's name.
    pub const BATCH: &str = "batch";
    /// Who was asked, by [`crate::trace::Dialect`]'s names.
    pub const DIALECT: &str = "dialect";
    /// What stands for the person in the request and in its answer.
    pub const REFERENCE: &str = "reference";
    /// The case system's id, as text.
    pub const PERSON_ID: &str = "person_id";
    /// The record state when the request was made, by [`crate::RecordState`]'s names.
    pub const STATE: &str = "state";
    /// Keyed hash of the NHS number that was sent, 16 bytes; null where none was.
    pub const NUMBER: &str = "number";
    /// The band of the age when the request was made, by [`crate::AgeBand`]'s names; null: not known. Absent from loads made before it was
    /// noted.
    pub const AGE_BAND: &str = "age_band";
    // After these a boolean column for each [`crate::trace::Lack`], by its name.
}

/// What was sent about each person in a trace request, field by field, so that the answer can be compared: one row per person
/// of the batch. Two bytes of a keyed hash under the reference: enough to see that a field differs. As with a number's hash, who has the
/// key could try what it may hold.
pub mod trace_details {
    /// File name.
    pub const FILE: &str = "trace_details.parquet";
    /// What stands for the person in the request and in its answer.
    pub const REFERENCE: &str = "reference";
    // After this an INTEGER column for each [`crate::trace::Detail`], by its name; null where nothing was sent.
}

/// What came back for trace requests: one row per row of the response.
pub mod trace_responses {
    /// File name.
    pub const FILE: &str = "trace_responses.parquet";
    /// What stood for the person in the request.
    pub const REFERENCE: &str = "reference";
    /// The response code as it came.
    pub const CODE: &str = "code";
    /// What it means, by [`crate::trace::Outcome`]'s names.
    pub const OUTCOME: &str = "outcome";
    /// Boolean: whether the person's record is sensitive, so that no address may be shown.
    pub const SENSITIVE: &str = "sensitive";
    /// Keyed hash of the NHS number that came back, 16 bytes; null where none did.
    pub const NUMBER: &str = "number";
    /// BIGINT: the row's line in the source file.
    pub const LINE: &str = "line";
    /// Who answered, by [`crate::trace::Dialect`]'s names. This and the columns after it are absent from loads made before they were read.
    pub const DIALECT: &str = "dialect";
    /// DATE of the answer, where the row gives one.
    pub const ANSWERED: &str = "answered";
    /// BIGINT: how sure the match is, in percent; null where the answer doesn't say.
    pub const CONFIDENCE: &str = "confidence";
    /// Boolean: whether the answer says that a number was sent; null where it has no column for one.
    pub const SENT_NUMBER: &str = "sent_number";

    /// After these a boolean column for each detail: whether what came back differs from what was sent; null where either is not known.
    #[must_use]
    pub fn differs(detail: crate::trace::Detail) -> String {
        format!("differs_{}", detail.name())
    }
}

/// The register of batches: one row per batch.
pub mod trace_register {
    /// File name.
    pub const FILE: &str = "trace_register.parquet";
    /// The batch's name, or the name of its request's or its response's file.
    pub const BATCH: &str = "batch";
    /// What answered, by [`crate::trace::Service`]'s names; null if not said.
    pub const SERVICE: &str = "service";
    /// How it went, by [`crate::trace::Route`]'s names; null if not said.
    pub const ROUTE: &str = "route";
    /// Who submitted it; null if not said.
    pub const ORGANISATION: &str = "organisation";
    /// DATE on which it was sent; null if not said.
    pub const SENT: &str = "sent";
    /// DATE on which the answer came; null if not said.
    pub const RETURNED: &str = "returned";
    /// The secure transfer's reference; null if not said.
    pub const TRANSFER_REFERENCE: &str = "transfer_reference";
    /// BIGINT: how many records were sent, where the register says so.
    pub const RECORDS: &str = "records";
}

/// What people decided about records whose trace needs a person: one row per decision.
pub mod decisions {
    /// File name.
    pub const FILE: &str = "decisions.parquet";
    /// The case system's id, as text.
    pub const PERSON_ID: &str = "person_id";
    /// What was decided, by [`crate::trace::Decision`]'s names.
    pub const DECISION: &str = "decision";
    /// The role that decided, never a name; null if not said.
    pub const ROLE: &str = "role";
    /// DATE of the decision.
    pub const DATE: &str = "date";
    /// BIGINT: minutes of work; null if not said.
    pub const MINUTES: &str = "minutes";
}

/// Hours of work: one row per row of a timesheet, or per filled cell of a wide one.
pub mod effort {
    /// File name.
    pub const FILE: &str = "effort.parquet";
    /// DATE: the first day of the work.
    pub const DATE: &str = "date";
    /// BIGINT: how many days it stands for, 1 or 7.
    pub const DAYS: &str = "days";
    /// The part of the work, by [`crate::Workstream`]'s names.
    pub const WORKSTREAM: &str = "workstream";
    /// The role as written, outer and repeated spaces removed; null if not said.
    pub const ROLE: &str = "role";
    /// Whose work it is, by [`crate::Party`]'s names.
    pub const ORGANISATION: &str = "organisation";
    /// BIGINT: minutes of work.
    pub const MINUTES: &str = "minutes";
    /// BIGINT: what an hour costs, in pence; null if not said.
    pub const RATE_PENCE: &str = "rate_pence";
    /// BIGINT: what it cost, in pence; null if not said.
    pub const COST_PENCE: &str = "cost_pence";
    /// BIGINT: the row's line in the source file.
    pub const LINE: &str = "line";
}

/// What was planned: one row per workstream, role, organisation and period of one revision.
pub mod plan {
    /// File name.
    pub const FILE: &str = "plan.parquet";
    /// DATE of the revision.
    pub const REVISED: &str = "revised";
    /// Why it was revised, as written; null if not said.
    pub const REASON: &str = "reason";
    /// The part of the work, by [`crate::Workstream`]'s names.
    pub const WORKSTREAM: &str = "workstream";
    /// The role as written, outer and repeated spaces removed; null if not said.
    pub const ROLE: &str = "role";
    /// Whose work it is, by [`crate::Party`]'s names.
    pub const ORGANISATION: &str = "organisation";
    /// DATE: its first day.
    pub const STARTS: &str = "starts";
    /// DATE: its last day.
    pub const ENDS: &str = "ends";
    /// BIGINT: minutes of work.
    pub const MINUTES: &str = "minutes";
    /// BIGINT: what it costs, in pence; null if not said.
    pub const COST_PENCE: &str = "cost_pence";
}

/// What an hour costs: one row per role, organisation and date.
pub mod rates {
    /// File name.
    pub const FILE: &str = "rates.parquet";
    /// The role as written, outer and repeated spaces removed.
    pub const ROLE: &str = "role";
    /// Whose role it is, by [`crate::Party`]'s names.
    pub const ORGANISATION: &str = "organisation";
    /// DATE from which the rate holds; null: always.
    pub const VALID_FROM: &str = "valid_from";
    /// BIGINT: pence an hour.
    pub const RATE_PENCE: &str = "rate_pence";
}

/// The project's register: one row per entry. Nothing about a person; notes are not kept.
pub mod register {
    /// File name.
    pub const FILE: &str = "register.parquet";
    /// The entry's id as written.
    pub const ID: &str = "id";
    /// What it is, by [`crate::register::EntryKind`]'s names.
    pub const KIND: &str = "kind";
    /// What it is about, in the register's words.
    pub const TITLE: &str = "title";
    /// The role that owns it, never a name; null if not said.
    pub const OWNER: &str = "owner";
    /// How far it is, by [`crate::register::EntryStatus`]'s names.
    pub const STATUS: &str = "status";
    /// DATE on which it is due; null if not said.
    pub const DUE: &str = "due";
    /// DATE on which it was first due, where the register keeps that; null if not said.
    pub const FIRST_DUE: &str = "first_due";
    /// DATE on which it was done, came or was closed; null if not said.
    pub const DONE: &str = "done";
    /// DATE: its last day, or the day of its review where one column holds both; null: no end.
    pub const EXPIRES: &str = "expires";
    /// DATE on which it is looked at again; null if not said.
    pub const REVIEW: &str = "review";
    /// The reference of the evidence; null if not said.
    pub const EVIDENCE: &str = "evidence";
    /// The ids of the entries that have to be done before, with line breaks between; null if there are none.
    pub const DEPENDS_ON: &str = "depends_on";
    /// The item of the checklist that it stands for, by [`crate::register::ReadinessItem`]'s names; null if none.
    pub const ITEM: &str = "item";
    /// BIGINT from 1 to 5: how likely the risk is; null if not said.
    pub const LIKELIHOOD: &str = "likelihood";
    /// BIGINT from 1 to 5: how grave it would be; null if not said.
    pub const IMPACT: &str = "impact";
    /// The batch that was transferred; null if not said.
    pub const BATCH: &str = "batch";
    /// How it went, by [`crate::trace::Route`]'s names; null if not said.
    pub const ROUTE: &str = "route";
}
