use crate::{Question, Target, record::vocabulary};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// When the target will be reached, if that can be said. One row.
#[derive(Debug, Clone, Copy)]
pub struct Forecast;

impl Question for Forecast {
    const NAME: &'static str = "forecast";
    const TITLE: &'static str = "When the target is forecast";
    type Row = ForecastRow;
}

/// What can be said of the date: never one date, never a probability. What does not apply is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ForecastRow {
    /// What can be said.
    pub status: ForecastStatus,
    /// If progress continues, not before this date.
    pub earliest: Option<NaiveDate>,
    /// If progress continues, most likely around this date.
    pub central: Option<NaiveDate>,
    /// If progress continues, by this date.
    pub latest: Option<NaiveDate>,
    /// Whether that is further ahead than can be said.
    pub latest_is_beyond_horizon: Option<bool>,
    /// The fewest records that must gain a number today.
    pub records_to_go: i64,
    /// Whether it rests on fewer than 20 snapshots.
    pub provisional: bool,
    /// The relative change in a week of the share that has no number, below 0 while it shrinks.
    pub weekly_change_of_missing: Option<f64>,
    /// How many snapshots were used, 26 at most.
    pub snapshots: i64,
    /// The first of them.
    pub first_snapshot: NaiveDate,
    /// The last of them.
    pub last_snapshot: NaiveDate,
    /// The target in force at the last.
    pub target: Target,
    /// The last date of which anything is said; none where no range was looked for.
    pub horizon: Option<NaiveDate>,
    /// The date by which the reader wants the target to be reached.
    pub reach_by: NaiveDate,
    /// By how many records a week the records to go must fall for that, rounded up; none if that date has passed.
    pub needed_each_week: Option<i64>,
    /// By how many records a week they fell from the first of these snapshots to the last, by the target of the last; below 0 where
    /// they rose, none for a single snapshot.
    pub fall_each_week: Option<f64>,
}

/// What can be said of the date at which the target is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForecastStatus {
    /// It is reached.
    Achieved,
    /// There are too few snapshots.
    InsufficientData,
    /// The share does not clearly rise.
    NoClearTrend,
    /// The rise slows down and may level off below the target.
    Slowing,
    /// The date is further ahead than can be said.
    BeyondHorizon,
    /// There is a range of dates.
    Forecast,
}

vocabulary!(ForecastStatus {
    Achieved = "achieved", "Reached";
    InsufficientData = "insufficient_data", "Too few snapshots";
    NoClearTrend = "no_clear_trend", "No clear trend";
    Slowing = "slowing", "Slowing";
    BeyondHorizon = "beyond_horizon", "Too far ahead";
    Forecast = "forecast", "Forecast";
});
