use crate::{Question, Target, record::vocabulary};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Coverage as all routes together would make it. One row per month from the date of the figures; none where figures are missing.
#[derive(Debug, Clone, Copy)]
pub struct OptionProjection;

impl Question for OptionProjection {
    const NAME: &'static str = "option_projection";
    const TITLE: &'static str = "Projected coverage of all routes together";
    type Row = OptionProjectionRow;
}

/// Records a number of months ahead.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OptionProjectionRow {
    /// The day, so many months after the figures.
    pub month: NaiveDate,
    /// What is under way on it.
    pub phase: OptionPhase,
    /// Records in scope by the figures themselves.
    pub in_scope: i64,
    /// Of those, with a usable number if every figure is at the worse end of its interval.
    pub low: i64,
    /// By the figures themselves.
    pub central: i64,
    /// If every figure is at the better end.
    pub high: i64,
    /// The target.
    pub target: Target,
}

/// The part of the combination that is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OptionPhase {
    /// Nothing can be sent yet.
    Before,
    /// Batches through the partner.
    Partner,
    /// Batches over the own connection.
    OwnConnection,
    /// Real time, with batches for what it leaves.
    RealTime,
}

vocabulary!(OptionPhase {
    Before = "before", "Before the first batch";
    Partner = "partner", "Batches through the partner";
    OwnConnection = "own_connection", "Batches over the own connection";
    RealTime = "real_time", "Real time and batches";
});
