use crate::{
    NumberStatus, Question,
    queue::{QueueReason, QueueState},
    trace::Owner,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Whose records the cleansing queue holds. One row per person of one team, longest first. Person-level.
///
/// Restricted people are counted in the answer's `restricted` and never listed.
#[derive(Debug, Clone, Copy)]
pub struct QueueList;

impl Question for QueueList {
    const NAME: &'static str = "queue_list";
    const TITLE: &'static str = "Cleansing list";
    type Row = QueueListRow;
}

/// One person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueListRow {
    /// The case system's id.
    pub person_id: String,
    /// Why the record needs somebody.
    pub reason: QueueReason,
    /// How far the work is.
    pub state: QueueState,
    /// Who acts.
    pub owner: Owner,
    /// The day on which the record came into the queue.
    pub entered: NaiveDate,
    /// The days since then.
    pub days: i64,
    /// In how many batches the person was asked about.
    pub passes: i64,
    /// What came of them and what was decided, in words, oldest first.
    pub history: String,
    /// What to try next.
    pub next_step: String,
    /// The NHS number status indicator.
    pub status: NumberStatus,
}
