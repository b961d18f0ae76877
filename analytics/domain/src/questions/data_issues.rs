use crate::{Kind, Question, Severity};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What was wrong with the rows of the loads in force. One row per load, column and reason, refusals first.
#[derive(Debug, Clone, Copy)]
pub struct DataIssues;

impl Question for DataIssues {
    const NAME: &'static str = "data_issues";
    const TITLE: &'static str = "Data issues";
    type Row = DataIssueRow;
}

/// One kind of finding in one load.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataIssueRow {
    /// The load's number.
    pub load: u32,
    /// What the file held.
    pub kind: Kind,
    /// The date it was taken, for kinds that have one.
    pub as_at: Option<NaiveDate>,
    /// The source file's name.
    pub file: String,
    /// Whether the rows were refused or taken with a warning.
    pub severity: Severity,
    /// The column's name as written; empty when it concerns the row.
    pub column: String,
    /// A short name for the reason.
    pub reason: String,
    /// The reason in a sentence.
    pub text: String,
    /// How many rows.
    pub rows: i64,
    /// The first line of the file where it was found.
    pub first_line: i64,
}
