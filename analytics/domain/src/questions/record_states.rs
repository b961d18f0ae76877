use crate::{Question, RecordState};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How many records are in each state. One row per date and state, zeros included; one date unless a period is given.
#[derive(Debug, Clone, Copy)]
pub struct RecordStates;

impl Question for RecordStates {
    const NAME: &'static str = "record_states";
    const TITLE: &'static str = "Record states";
    type Row = StateRow;
}

/// One state at one date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateRow {
    /// The date of the snapshot.
    pub as_at: NaiveDate,
    /// The state.
    pub state: RecordState,
    /// Records in scope in that state.
    pub records: i64,
    /// All records in scope at that date: the states' sum.
    pub in_scope: i64,
}
