//! The XmR chart: is the process changing, and will it meet its target?
//!
//! The rules are those of NHS England's *Making Data Count* as the R package `NHSRplotthedots` 0.2.2 computes them.
//! [`reference()`] gives that package's own result, odd cases included; [`guarded()`] gives what may be shown to a reader.

mod chart;
mod guarded;
mod limits;
pub(crate) mod rules;
mod standard;
mod verdict;

pub use guarded::{Basis, Guarded, Latest, Point, ProcessLimits, Segment, guarded};
pub use limits::SHORT_SEGMENT;
pub use rules::SpecialCause;
pub use standard::{Group, Reference, reference};
pub use verdict::{Assurance, AssuranceIcon, ImprovementDirection, PointType, VariationIcon};

#[cfg(test)]
pub(crate) use limits::is_short;
#[cfg(test)]
pub(crate) use verdict::assurance;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The fewest points that limits may be fixed on.
pub const FEWEST_FIXED_POINTS: usize = 12;

/// One measure over time, and how its chart is to be drawn up.
///
/// The order of the rows does not matter: they are sorted by date. Gaps between dates are not looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// One date per value, no date twice.
    pub dates: Vec<NaiveDate>,
    /// The values as measured, in any unit; none where a value is missing.
    pub values: Vec<Option<f64>>,
    /// Which way is better.
    #[serde(default)]
    pub improvement_direction: ImprovementDirection,
    /// What the process should reach, in the unit of the values.
    #[serde(default)]
    pub target: Option<f64>,
    /// The first dates of new segments; a date without a value's row is ignored.
    #[serde(default)]
    pub rebase_dates: Vec<NaiveDate>,
    /// The limits of a segment rest on its first so many points only, at least [`FEWEST_FIXED_POINTS`]; on all by default.
    #[serde(default)]
    pub fix_after_n_points: Option<usize>,
    /// Whether moving ranges that are outliers are left out of the limits, as they are by default.
    #[serde(default = "by_default")]
    pub screen_outliers: bool,
}

impl Series {
    /// A series with no target, where more is better and all else is as by default.
    #[must_use]
    pub fn new(dates: Vec<NaiveDate>, values: Vec<Option<f64>>) -> Self {
        Self {
            dates,
            values,
            improvement_direction: ImprovementDirection::default(),
            target: None,
            rebase_dates: Vec::new(),
            fix_after_n_points: None,
            screen_outliers: true,
        }
    }
}

/// Why a series has no chart.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum InvalidSeries {
    /// There are no rows.
    #[error("the series has no rows")]
    Empty,
    /// Dates and values don't pair up.
    #[error("the series has {dates} dates and {values} values; each value needs its date")]
    Unpaired {
        /// How many dates there are.
        dates: usize,
        /// How many values there are.
        values: usize,
    },
    /// A date comes twice.
    #[error("the date {0} comes twice; a series has one value a date")]
    RepeatedDate(NaiveDate),
    /// A value is infinite or not a number.
    #[error("the value at {0} is not a finite number")]
    NotFinite(NaiveDate),
    /// The target is infinite or not a number.
    #[error("the target is not a finite number")]
    TargetNotFinite,
    /// Limits would be fixed on too few points.
    #[error("limits can't be fixed on {0} points; give at least {FEWEST_FIXED_POINTS}")]
    FixedOnTooFew(usize),
    /// The reference stops: it can't tell whether a window with a missing value is a trend. [`guarded()`] never says this.
    #[error("the seven points up to {0} may be a trend, but a value among them is missing")]
    MissingInTrend(NaiveDate),
}

fn by_default() -> bool {
    true
}
