use crate::{Question, Target, options::Route, record::vocabulary};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The routes to the target beside each other: when, at what cost, and what must be there first. One row per route.
#[derive(Debug, Clone, Copy)]
pub struct Options;

impl Question for Options {
    const NAME: &'static str = "options";
    const TITLE: &'static str = "Routes to the target";
    type Row = OptionRow;
}

/// What one route comes to. Where a figure is missing that something needs, it is none and the field after it says what is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OptionRow {
    /// The route.
    pub route: Route,
    /// What can be said of the date.
    pub status: OptionStatus,
    /// The target is not met before this date; also where it is not met on present evidence, if the best of it would do.
    pub earliest: Option<NaiveDate>,
    /// When it is met by the figures themselves.
    pub central: Option<NaiveDate>,
    /// When it is met if every figure is at the worse end of its interval; none: then it is not met within five years.
    pub latest: Option<NaiveDate>,
    /// What must be known to give a date.
    pub date_needs: Option<String>,
    /// The first day on which the route can do anything.
    pub starts_on: Option<NaiveDate>,
    /// Records without a usable number today.
    pub without_number: i64,
    /// Those of them that the route can give one within five years.
    pub reach: Option<i64>,
    /// Minutes of work up to the central date, the partner's included, rounded up; of real time those to set it up.
    pub minutes_to_target: Option<i64>,
    /// The partner's part of them.
    pub partner_minutes_to_target: Option<i64>,
    /// What must be known to give them.
    pub minutes_needs: Option<String>,
    /// Work and bills up to the central date, in pence.
    pub pence_to_target: Option<i64>,
    /// What must be known to give the cost.
    pub pence_needs: Option<String>,
    /// Minutes of work a month to keep up with who joins without a number, those asked about again included, rounded up.
    pub minutes_each_month: Option<i64>,
    /// What must be known to give them.
    pub minutes_each_month_needs: Option<String>,
    /// Work and bills a month, in pence.
    pub pence_each_month: Option<i64>,
    /// What must be known to give them.
    pub pence_each_month_needs: Option<String>,
    /// Batches up to the central date.
    pub batches: Option<i64>,
    /// Records that come into the cleansing queue up to the central date.
    pub queue_items: Option<i64>,
    /// The share of numbers by hand that a trace finds wrong; where batches are sent, of answers that contradict the record or name several
    /// people.
    pub error_rate: Option<f64>,
    /// The lower end of its 95% interval; none where it has none.
    pub error_rate_lower: Option<f64>,
    /// The upper end.
    pub error_rate_upper: Option<f64>,
    /// What must be in place first.
    pub prerequisites: String,
    /// How many of that are not in place; none where the register says nothing of the route, and of all together.
    pub open_prerequisites: Option<i64>,
    /// What leaves the council, and how that went so far.
    pub security: String,
    /// What the partner has to do.
    pub partner_load: String,
    /// The target.
    pub target: Target,
}

/// What can be said of the date at which a route meets the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OptionStatus {
    /// It is met today.
    Reached,
    /// Between two dates.
    Range,
    /// Not within five years.
    NotOnPresentEvidence,
    /// A figure is missing.
    Needs,
}

vocabulary!(OptionStatus {
    Reached = "reached", "Reached";
    Range = "range", "Within a range of dates";
    NotOnPresentEvidence = "not_on_present_evidence", "Not on present evidence";
    Needs = "needs", "A figure is missing";
});
