use crate::{Kind, Question};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What was loaded, and what became of its rows. One row per load in force, newest first.
#[derive(Debug, Clone, Copy)]
pub struct Loads;

impl Question for Loads {
    const NAME: &'static str = "loads";
    const TITLE: &'static str = "Snapshots and other loads";
    type Row = LoadRow;
}

/// One load.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadRow {
    /// The load's number.
    pub load: u32,
    /// What the file held.
    pub kind: Kind,
    /// The date it was taken, for kinds that have one.
    pub as_at: Option<NaiveDate>,
    /// The source file's name.
    pub file: String,
    /// What the file turned out to be.
    pub format: String,
    /// When it was loaded, UTC.
    pub loaded_at: String,
    /// Rows in the file.
    pub rows_read: i64,
    /// Rows taken.
    pub rows_accepted: i64,
    /// Rows refused.
    pub rows_refused: i64,
    /// People in a snapshot.
    pub people: Option<i64>,
    /// People of a snapshot in scope.
    pub in_scope: Option<i64>,
    /// People of a snapshot not yet born.
    pub unborn: Option<i64>,
    /// Children of a snapshot.
    pub child: Option<i64>,
    /// People of a snapshot who have died.
    pub deceased: Option<i64>,
    /// People of a snapshot recorded only as relatives or carers.
    pub relative: Option<i64>,
    /// People of a snapshot with no open involvement.
    pub not_open: Option<i64>,
    /// The source file's SHA-256.
    pub sha256: String,
}
