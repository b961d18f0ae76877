use crate::{
    Question,
    queue::{QueueReason, QueueState, Waiting},
    trace::Owner,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Who is in the cleansing queue, how long, and with whom. One row per reason, state, owner and time of waiting that has anybody.
///
/// Restricted people are counted.
#[derive(Debug, Clone, Copy)]
pub struct CleansingQueue;

impl Question for CleansingQueue {
    const NAME: &'static str = "cleansing_queue";
    const TITLE: &'static str = "Cleansing queue";
    type Row = CleansingQueueRow;
}

/// Records in the queue that have all of these in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CleansingQueueRow {
    /// Why they need a person.
    pub reason: QueueReason,
    /// How far the work is.
    pub state: QueueState,
    /// Who acts.
    pub owner: Owner,
    /// How long they have been in the queue.
    pub waiting: Waiting,
    /// How many they are.
    pub people: i64,
    /// The day on which the first of them came into the queue.
    pub oldest: NaiveDate,
}
