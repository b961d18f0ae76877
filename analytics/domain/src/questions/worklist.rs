use crate::{NumberStatus, Question, RecordState};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Whose records one team has to mend. One row per person without a number that counts, longest first. Person-level.
///
/// Restricted people are counted in the answer's `restricted` and never listed; people with an agreed exemption are left out.
#[derive(Debug, Clone, Copy)]
pub struct Worklist;

impl Question for Worklist {
    const NAME: &'static str = "worklist";
    const TITLE: &'static str = "Worklist";
    type Row = WorklistRow;
}

/// One person of one team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorklistRow {
    /// The case system's id.
    pub person_id: String,
    /// Why the record doesn't count.
    pub state: RecordState,
    /// The NHS number status indicator: where a trace stands.
    pub status: NumberStatus,
    /// The first snapshot of the unbroken run in this state.
    pub since: NaiveDate,
}
