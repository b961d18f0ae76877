use crate::Question;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The first plan and each revision, beside what the work has taken: the story of the underestimate. One row per revision, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct PlanRevisions;

impl Question for PlanRevisions {
    const NAME: &'static str = "plan_revisions";
    const TITLE: &'static str = "The plan and its revisions";
    type Row = PlanRevisionRow;
}

/// One revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRevisionRow {
    /// Its place, from 1 for the first plan.
    pub revision: i64,
    /// The day of the revision.
    pub revised: NaiveDate,
    /// Why the plan was revised, in the plan's own words; none if it doesn't say.
    pub reason: Option<String>,
    /// The first day that it plans for.
    pub starts: NaiveDate,
    /// The last one.
    pub ends: NaiveDate,
    /// Minutes planned in all.
    pub minutes: i64,
    /// Their cost, in pence, as far as a cost or a rate is known.
    pub pence: i64,
    /// Of the minutes, those without cost or rate.
    pub uncosted_minutes: i64,
    /// Minutes more than the plan before; none for the first.
    pub change_minutes: Option<i64>,
    /// Pence more than the plan before.
    pub change_pence: Option<i64>,
    /// Minutes that had been worked before the day of the revision.
    pub spent_minutes: i64,
    /// What they cost, in pence.
    pub spent_pence: i64,
    /// Minutes that it planned up to the last day of effort.
    pub to_date_minutes: i64,
    /// Their cost, in pence.
    pub to_date_pence: i64,
    /// Minutes worked up to the last day of effort, the same beside every revision.
    pub actual_minutes: i64,
    /// What they cost, in pence.
    pub actual_pence: i64,
    /// Of them, those without cost or rate.
    pub actual_uncosted_minutes: i64,
    /// The last day of effort; none before there is any.
    pub actual_until: Option<NaiveDate>,
}
