use crate::Question;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What came into the cleansing queue and what left. One row per month, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct QueueFlow;

impl Question for QueueFlow {
    const NAME: &'static str = "queue_flow";
    const TITLE: &'static str = "Into and out of the cleansing queue";
    type Row = QueueFlowRow;
}

/// One month. What is open at its end is what was open before, more those who entered, less those who left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueFlowRow {
    /// The month's first day.
    pub month: NaiveDate,
    /// Records that came into the queue.
    pub entered: i64,
    /// Records that left it.
    pub left: i64,
    /// Of those that left: the record holds the number that the trace told.
    pub left_verified: i64,
    /// A decision closed it.
    pub left_closed: i64,
    /// A later answer needs nobody.
    pub left_answered: i64,
    /// The record changed so that the reason is gone, or an exemption was agreed.
    pub left_settled: i64,
    /// The person is no longer in scope.
    pub left_out_of_scope: i64,
    /// Records in the queue at the month's end.
    pub open: i64,
    /// The days that half of those that left had been in the queue at most; none where nothing left.
    pub median_days: Option<i64>,
    /// The days that nine of ten of them had been in the queue at most.
    pub p90_days: Option<i64>,
}
