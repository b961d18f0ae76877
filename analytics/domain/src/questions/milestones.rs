use crate::{
    Question,
    register::{EntryKind, EntryStatus, ReadinessItem},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What is to be reached by when, against the day that was said first. One row per milestone and per entry that a milestone depends on, in
/// order of the day.
#[derive(Debug, Clone, Copy)]
pub struct Milestones;

impl Question for Milestones {
    const NAME: &'static str = "milestones";
    const TITLE: &'static str = "Milestones";
    type Row = MilestoneRow;
}

/// One milestone, or something that one depends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MilestoneRow {
    /// The entry's id.
    pub id: String,
    /// What the entry is.
    pub kind: EntryKind,
    /// What is to be reached.
    pub title: String,
    /// The role that owns it.
    pub owner: Option<String>,
    /// How far it is.
    pub status: EntryStatus,
    /// The day that was said first.
    pub first_due: Option<NaiveDate>,
    /// The day that is said now.
    pub due: Option<NaiveDate>,
    /// When it was reached.
    pub done: Option<NaiveDate>,
    /// The first day on which it can be reached, by its own date and by what it waits for; none if it is not open or has no date.
    pub reached: Option<NaiveDate>,
    /// Days by which it is later than first said; negative: earlier.
    pub slipped_days: Option<i64>,
    /// Whether it is open and its day has passed.
    pub overdue: bool,
    /// Whether it is on the chain that decides when the last open milestone is reached.
    pub critical: bool,
    /// The ids of what it depends on.
    pub depends_on: Option<String>,
    /// The item of the checklist that it stands for.
    pub item: Option<ReadinessItem>,
}
