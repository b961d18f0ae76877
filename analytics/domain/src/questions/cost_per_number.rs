use crate::{NumberSource, Question, record::vocabulary};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a number costs. One row per month in which numbers are counted and source that gained any, the whole month first.
#[derive(Debug, Clone, Copy)]
pub struct CostPerNumber;

impl Question for CostPerNumber {
    const NAME: &'static str = "cost_per_number";
    const TITLE: &'static str = "Cost per number";
    type Row = CostPerNumberRow;
}

/// One month, or one source in it. Ratios are none where nothing was gained or no effort is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostPerNumberRow {
    /// The month's first day.
    pub month: NaiveDate,
    /// How the numbers came; none: all of them together.
    pub source: Option<NumberSource>,
    /// How the numbers were counted.
    pub basis: NumbersBasis,
    /// Minutes of work; of a source, those of extract, transfer and load that its numbers took; none where no effort is recorded for it.
    pub minutes: Option<i64>,
    /// What they cost, in pence, as far as a cost or a rate is known.
    pub pence: Option<i64>,
    /// Of the minutes, those without cost or rate.
    pub uncosted_minutes: Option<i64>,
    /// Of the minutes, those of running workstreams.
    pub running_minutes: Option<i64>,
    /// Of the cost, that of running workstreams, in pence.
    pub running_pence: Option<i64>,
    /// Numbers gained, less nothing; where only counts are known, by how many the covered records rose.
    pub gained: i64,
    /// Records newly verified; none where only counts are known.
    pub verified: Option<i64>,
    /// Minutes since numbers are counted.
    pub cumulative_minutes: Option<i64>,
    /// What they cost, in pence.
    pub cumulative_pence: Option<i64>,
    /// Numbers gained since they are counted.
    pub cumulative_gained: i64,
    /// Records newly verified since then.
    pub cumulative_verified: i64,
    /// Marginal: the month's running minutes for each of its numbers.
    pub marginal_minutes: Option<i64>,
    /// Marginal: the month's running cost for each of its numbers, in pence.
    pub marginal_pence: Option<i64>,
    /// Average: all minutes since numbers are counted, set-up included, for each number since then.
    pub average_minutes: Option<i64>,
    /// Average: their cost, in pence.
    pub average_pence: Option<i64>,
    /// Marginal: the month's running cost for each newly verified record, in pence.
    pub marginal_pence_per_verified: Option<i64>,
    /// Average: all cost since numbers are counted for each record verified since then, in pence.
    pub average_pence_per_verified: Option<i64>,
}

/// How the numbers of a month were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumbersBasis {
    /// Numbers gained, from one snapshot to the next.
    Gained,
    /// The rise of covered records, where only counts are known: what left and what was lost is taken off.
    NetRise,
}

vocabulary!(NumbersBasis {
    Gained = "gained", "Numbers gained";
    NetRise = "net_rise", "Rise of covered records";
});
