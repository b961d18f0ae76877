//! A load: one file of one kind, checked, with a manifest that says what it was.

use crate::record::vocabulary;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One row per person, or per person and allocation, as at a date.
    Snapshot,
    /// Person to team, joined to a snapshot of the same date by person id.
    Allocations,
    /// Counts kept before this software came.
    History,
    /// Teams, their services, renames and mergers.
    Teams,
    /// People with an agreed reason to hold no number.
    Exemptions,
    /// The target from a date on.
    Targets,
    /// What happened, to be told beside the charts.
    Annotations,
    /// A request for a trace: who was asked about, under which references.
    TraceRequest,
    /// What came back for a request.
    TraceResponse,
    /// By which route each batch went, when, and under which transfer.
    TraceRegister,
    /// What people decided about records that a trace left open.
    Decisions,
    /// Timesheets: hours of work by workstream, role and organisation.
    Effort,
    /// Hours and cost planned, with the day of the plan's revision.
    Plan,
    /// What an hour of a role costs from a date on.
    Rates,
    /// Approvals, agreements, assurances, transfers, milestones, risks and decisions of the project.
    Register,
}

vocabulary!(Kind {
    Snapshot = "snapshot", "Snapshot";
    Allocations = "allocations", "Allocations";
    History = "history", "History";
    Teams = "teams", "Teams";
    Exemptions = "exemptions", "Exemptions";
    Targets = "targets", "Targets";
    Annotations = "annotations", "Annotations";
    TraceRequest = "trace_request", "Trace request";
    TraceResponse = "trace_response", "Trace response";
    TraceRegister = "trace_register", "Trace register";
    Decisions = "decisions", "Decisions";
    Effort = "effort", "Effort";
    Plan = "plan", "Plan";
    Rates = "rates", "Rates";
    Register = "register", "Register";
});

impl Kind {
    /// Whether the file is taken at one date, so that only one load of the kind may stand for a date.
    #[must_use]
    pub fn has_as_at(self) -> bool {
        matches!(self, Self::Snapshot | Self::Allocations)
    }
}

/// What one load was, kept beside its Parquet files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The load's number, never used again.
    pub load: u32,
    /// What the file held.
    pub kind: Kind,
    /// The date it was taken, for kinds that have one.
    pub as_at: Option<NaiveDate>,
    /// The first and the last date of a history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// Whether these are refused rows of an earlier load, mended: they add to what stands and replace nothing.
    #[serde(default)]
    pub mended: bool,
    /// The source file's name, without its folder.
    pub file: String,
    /// The source file's SHA-256 in hexadecimal.
    pub sha256: String,
    /// The source file's length; 0 where a load was made before this was noted.
    #[serde(default)]
    pub bytes: u64,
    /// What the file turned out to be: `CSV, semicolon, Windows-1252`.
    pub format: String,
    /// When it was loaded, UTC, `2026-11-22T16:00:00Z`.
    pub loaded_at: String,
    /// The version of the rules by which rows were read.
    pub rules: u32,
    /// The columns that were recognised, by field.
    pub columns: Vec<RecognisedColumn>,
    /// Rows in the file, without the header.
    pub rows_read: u64,
    /// Rows that were taken.
    pub rows_accepted: u64,
    /// Rows that were refused and written to the rejects file.
    pub rows_refused: u64,
    /// What was found, added up by column and reason.
    pub issues: Vec<Issue>,
}

/// A column of the file and the field it was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecognisedColumn {
    /// The column's name as written.
    pub column: String,
    /// The field's name; none for a column that is not read.
    pub field: Option<String>,
}

/// One kind of finding in a load.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Whether the rows were refused or taken with a warning.
    pub severity: Severity,
    /// The column's name as written; empty when it concerns the row.
    pub column: String,
    /// A short name for the reason: `person_id_missing`.
    pub reason: String,
    /// The reason in a sentence, without a cell's content.
    pub text: String,
    /// How many rows.
    pub rows: u64,
    /// The first line of the file where it was found.
    pub first_line: u64,
}

/// What a finding did to its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The rows were refused.
    Refused,
    /// The rows were taken.
    Warning,
}

vocabulary!(Severity {
    Refused = "refused", "Refused";
    Warning = "warning", "Taken with a warning";
});
