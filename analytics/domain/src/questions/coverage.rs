use super::Provenance;
use crate::{Question, Target};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Where the council, a service or a team stands against its target. One row.
#[derive(Debug, Clone, Copy)]
pub struct Coverage;

impl Question for Coverage {
    const NAME: &'static str = "coverage";
    const TITLE: &'static str = "Coverage against target";
    type Row = CoverageRow;
}

/// The headline at one date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CoverageRow {
    /// The date the figures were taken.
    pub as_at: NaiveDate,
    /// Whether people or only counts stand behind them.
    pub provenance: Provenance,
    /// Records in scope; less exemptions where the filter says so.
    pub in_scope: i64,
    /// Records that hold anything; none for history.
    pub recorded: Option<i64>,
    /// Records that hold a usable number.
    pub covered: i64,
    /// Records whose number a trace confirmed or supplied; none for history.
    pub verified: Option<i64>,
    /// People in scope with an agreed exemption, whatever the filter; none for history.
    pub exempt: Option<i64>,
    /// The target in force at that date, in percent.
    pub target: Target,
    /// The fewest records that must gain a number, by the filter's measure.
    pub records_to_go: i64,
    /// The date before with figures.
    pub previous_as_at: Option<NaiveDate>,
    /// Records in scope then.
    pub previous_in_scope: Option<i64>,
    /// Records covered then, by the filter's measure.
    pub previous_covered: Option<i64>,
}
