use crate::{Question, Target, record::vocabulary};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The ladder and the records to go at every date. One row per date, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct CoverageTrend;

impl Question for CoverageTrend {
    const NAME: &'static str = "coverage_trend";
    const TITLE: &'static str = "Coverage over time";
    type Row = TrendRow;
}

/// The figures at one date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrendRow {
    /// The date the figures were taken.
    pub as_at: NaiveDate,
    /// Whether people or only counts stand behind them.
    pub provenance: Provenance,
    /// Records in scope.
    pub in_scope: i64,
    /// Records that hold anything; none for history.
    pub recorded: Option<i64>,
    /// Records that hold a usable number.
    pub covered: i64,
    /// Records whose number a trace confirmed or supplied; none for history.
    pub verified: Option<i64>,
    /// The target in force, in percent.
    pub target: Target,
    /// The fewest records that had to gain a number, by the filter's measure.
    pub records_to_go: i64,
}

/// What stands behind the figures at a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// A snapshot, person by person.
    Snapshot,
    /// Counts from a history file.
    History,
}

vocabulary!(Provenance {
    Snapshot = "snapshot", "Snapshot";
    History = "history", "Earlier counts";
});
