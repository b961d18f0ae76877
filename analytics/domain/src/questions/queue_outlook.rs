use crate::{Question, record::vocabulary};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Whether the cleansing queue empties at its present rate. One row.
#[derive(Debug, Clone, Copy)]
pub struct QueueOutlook;

impl Question for QueueOutlook {
    const NAME: &'static str = "queue_outlook";
    const TITLE: &'static str = "Outlook of the cleansing queue";
    type Row = QueueOutlookRow;
}

/// What is open, how it moved, and what follows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QueueOutlookRow {
    /// What can be said.
    pub status: QueueStatus,
    /// Records in the queue.
    pub open: i64,
    /// The complete months from which the rates are taken, six at most.
    pub months: i64,
    /// Records that came into the queue in a month; none without complete months.
    pub entered_each_month: Option<f64>,
    /// Records that left it in a month.
    pub left_each_month: Option<f64>,
    /// The day on which the queue is empty at these rates; none unless it empties.
    pub empty_on: Option<NaiveDate>,
    /// The days that half of all that ever left had been in the queue at most; none where nothing left.
    pub median_days: Option<i64>,
    /// The days that nine of ten of them had been in the queue at most.
    pub p90_days: Option<i64>,
}

/// Where the queue is going.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueStatus {
    /// Nothing is in it.
    Empty,
    /// More leave than come, so that it is empty within ten years.
    Empties,
    /// More come than leave, so that it doubles within ten years.
    Grows,
    /// It hardly changes.
    Steady,
    /// There are too few complete months to say.
    TooLittle,
}

vocabulary!(QueueStatus {
    Empty = "empty", "Empty";
    Empties = "empties", "Empties";
    Grows = "grows", "Grows";
    Steady = "steady", "Hardly changes";
    TooLittle = "too_little", "Too early to say";
});
