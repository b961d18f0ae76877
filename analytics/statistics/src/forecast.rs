//! When will the target be reached? The project's own definition FTT-1.
//!
//! The share missing can shrink in several ways, and how it does matters more than the noise round any one of them. So three shapes are
//! fitted: a straight line, a logistic curve, and a constant share of the backlog cleared. The answer is the range of dates that
//! all three span, and often that there is none. It is never one date and never a probability.

mod fit;
mod goal;

pub use fit::{Shape, Shapes};
pub use goal::{Goal, InvalidGoal, records_each_week};

use chrono::{Days, NaiveDate};
use fit::Fitted;
use serde::{Deserialize, Serialize};

/// The fewest snapshots that a forecast takes.
pub const FEWEST_SNAPSHOTS: usize = 12;
/// A forecast from fewer snapshots is provisional.
pub const FIRM_SNAPSHOTS: usize = 20;
/// The most snapshots that a forecast looks back on.
pub const MOST_SNAPSHOTS: usize = 26;
/// A forecast looks ahead as far as it looks back, but so many days at least.
pub const SHORTEST_HORIZON_DAYS: i64 = 182;

/// The snapshots of one team or of the council, from the latest rebase on.
///
/// The order of the rows does not matter. Snapshots without records or with a missing count are left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// One date per snapshot, no date twice.
    pub dates: Vec<NaiveDate>,
    /// The records that hold what is asked for.
    pub numerators: Vec<Option<i64>>,
    /// All records.
    pub denominators: Vec<Option<i64>>,
    /// The share to reach, above 0 and at most 1.
    pub target: f64,
}

/// What can be said of the date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The latest snapshot meets the target.
    Achieved,
    /// There are fewer than [`FEWEST_SNAPSHOTS`] snapshots.
    InsufficientData,
    /// On some shape the share does not clearly rise.
    NoClearTrend,
    /// The rise slows down and may level off below the target: no more than the earliest date can be said.
    Slowing,
    /// The most likely date is further ahead than can be said: no more than the earliest date can be said.
    BeyondHorizon,
    /// There is a range of dates.
    Forecast,
}

/// The answer, with all the numbers that its wording takes. What does not apply is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// What can be said.
    pub status: Status,
    /// If progress continues, not before this date.
    pub earliest_date: Option<NaiveDate>,
    /// If progress continues, most likely around this date.
    pub central_date: Option<NaiveDate>,
    /// If progress continues, by this date.
    pub latest_date: Option<NaiveDate>,
    /// Whether that is further ahead than can be said.
    pub latest_beyond_horizon: Option<bool>,
    /// The fewest records that must be gained today to reach the target; none without a snapshot.
    pub records_needed: Option<i64>,
    /// Whether the forecast rests on fewer than [`FIRM_SNAPSHOTS`] snapshots.
    pub is_provisional: bool,
    /// The relative change of the share missing in a week, below 0 while it shrinks; the backlog shape's.
    pub weekly_change_of_missing: Option<f64>,
    /// How many snapshots were used.
    pub used: usize,
    /// The date of the first of them, from which days are counted.
    pub first_used: Option<NaiveDate>,
    /// The date of the last of them.
    pub last_used: Option<NaiveDate>,
    /// The day of `earliest_date`, unrounded: the smallest of the shapes.
    pub earliest_day: Option<f64>,
    /// The day of `central_date`, unrounded: the logistic shape's.
    pub central_day: Option<f64>,
    /// The day of `latest_date`, unrounded: the largest of the shapes.
    pub latest_day: Option<f64>,
    /// The last day that anything is said about.
    pub horizon_day: Option<f64>,
    /// The three lines.
    pub shapes: Option<Shapes>,
    /// The curvature of the logistic shape over its standard error.
    pub curvature_t: Option<f64>,
    /// The rise slows down where `curvature_t` is below this.
    pub curvature_crit: Option<f64>,
}

/// Why snapshots have no forecast.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum InvalidHistory {
    /// The columns don't pair up.
    #[error("there are {dates} dates, {numerators} numerators and {denominators} denominators; each snapshot needs all three")]
    Unpaired {
        /// How many dates there are.
        dates: usize,
        /// How many numerators there are.
        numerators: usize,
        /// How many denominators there are.
        denominators: usize,
    },
    /// A date comes twice.
    #[error("the date {0} comes twice; a history has one snapshot a date")]
    RepeatedDate(NaiveDate),
    /// A numerator is negative or more than its denominator.
    #[error("at {date} the counts are {numerator} of {denominator}; the first must lie between 0 and the second")]
    Counts {
        /// Of which snapshot.
        date: NaiveDate,
        /// Its numerator.
        numerator: i64,
        /// Its denominator.
        denominator: i64,
    },
    /// The target is no share.
    #[error(transparent)]
    Goal(#[from] InvalidGoal),
}

/// A snapshot that can be used.
#[derive(Debug, Clone, Copy)]
struct Snapshot {
    date: NaiveDate,
    covered: i64,
    records: i64,
}

/// Forecasts when a history reaches its target.
///
/// # Errors
/// The history is none, or its target is no share.
pub fn forecast(history: &History) -> Result<Forecast, InvalidHistory> {
    let goal = Goal::new(history.target)?;
    let snapshots = usable(history)?;
    let kept = &snapshots[snapshots.len().saturating_sub(MOST_SNAPSHOTS)..];
    let mut answer = Forecast::of(kept);
    let (Some(first), Some(last)) = (kept.first(), kept.last()) else {
        return Ok(answer);
    };
    answer.records_needed = Some(goal.records_needed(last.covered, last.records));
    if answer.records_needed == Some(0) {
        answer.status = Status::Achieved;
        return Ok(answer);
    }
    if kept.len() < FEWEST_SNAPSHOTS {
        return Ok(answer);
    }
    let fitted = Fitted::of(
        kept.iter().map(|snapshot| {
            let share = fit::softened_share(snapshot.covered, snapshot.records);
            (fit::days(first.date, snapshot.date), share)
        }),
        goal,
    );
    answer.follow(&fitted, first.date, last.date);
    Ok(answer)
}

impl Forecast {
    /// The answer before anything is known but which snapshots there are.
    fn of(kept: &[Snapshot]) -> Self {
        Self {
            status: Status::InsufficientData,
            earliest_date: None,
            central_date: None,
            latest_date: None,
            latest_beyond_horizon: None,
            records_needed: None,
            is_provisional: kept.len() < FIRM_SNAPSHOTS,
            weekly_change_of_missing: None,
            used: kept.len(),
            first_used: kept.first().map(|snapshot| snapshot.date),
            last_used: kept.last().map(|snapshot| snapshot.date),
            earliest_day: None,
            central_day: None,
            latest_day: None,
            horizon_day: None,
            shapes: None,
            curvature_t: None,
            curvature_crit: None,
        }
    }

    /// Takes over what the three shapes say.
    fn follow(&mut self, fitted: &Fitted, first: NaiveDate, last: NaiveDate) {
        self.weekly_change_of_missing = Some((-7.0 * fitted.shapes.backlog.slope_per_day).exp_m1());
        self.curvature_t = Some(fitted.curvature_t);
        self.curvature_crit = Some(fitted.curvature_crit);
        self.shapes = Some(fitted.shapes);
        if !fitted.shapes.all().iter().all(|shape| shape.trend) {
            self.status = Status::NoClearTrend;
            return;
        }
        let last_day = fit::days(first, last);
        #[expect(clippy::cast_precision_loss, reason = "a few hundred days")]
        let horizon = last_day + last_day.max(SHORTEST_HORIZON_DAYS as f64);
        self.horizon_day = Some(horizon);
        // A day that a shape doesn't give is infinitely far ahead: only a target of 100% has no place on its scale.
        self.earliest_day = fitted.shapes.all().iter().filter_map(|shape| shape.earliest_day).reduce(f64::min);
        self.central_day = fitted.shapes.logit.central_day;
        let latest: Option<Vec<f64>> = fitted.shapes.all().iter().map(|shape| shape.latest_day).collect();
        self.latest_day = latest.and_then(|days| days.into_iter().reduce(f64::max));

        let date = |day: f64| {
            let day = day.max(last_day + 1.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative, and saturates")]
            first.checked_add_days(Days::new(day as u64))
        };
        self.earliest_date = self.earliest_day.map(f64::floor).filter(|day| *day <= horizon).and_then(date);
        if fitted.curvature_t < fitted.curvature_crit {
            self.status = Status::Slowing;
        } else if self.central_day.is_none_or(|day| day > horizon) {
            self.status = Status::BeyondHorizon;
        } else {
            self.status = Status::Forecast;
            self.central_date = self.central_day.map(f64::ceil).and_then(date);
            self.latest_date = self.latest_day.map(f64::ceil).and_then(date);
            self.latest_beyond_horizon = Some(self.latest_day.is_none_or(|day| day > horizon));
        }
    }
}

/// The snapshots that have records and both counts, in order of dates.
fn usable(history: &History) -> Result<Vec<Snapshot>, InvalidHistory> {
    let History {
        dates,
        numerators,
        denominators,
        ..
    } = history;
    if dates.len() != numerators.len() || dates.len() != denominators.len() {
        return Err(InvalidHistory::Unpaired {
            dates: dates.len(),
            numerators: numerators.len(),
            denominators: denominators.len(),
        });
    }
    let mut rows: Vec<_> = dates.iter().zip(numerators.iter().zip(denominators)).collect();
    if !rows.is_sorted_by(|before, after| before.0 < after.0) {
        rows.sort_by_key(|(date, _)| **date);
        if let Some(pair) = rows.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(InvalidHistory::RepeatedDate(*pair[0].0));
        }
    }
    let mut snapshots = Vec::with_capacity(rows.len());
    for (&date, (&numerator, &denominator)) in rows {
        let (Some(covered), Some(records)) = (numerator, denominator) else {
            continue;
        };
        if covered < 0 || covered > records {
            return Err(InvalidHistory::Counts {
                date,
                numerator: covered,
                denominator: records,
            });
        }
        if records > 0 {
            snapshots.push(Snapshot { date, covered, records });
        }
    }
    Ok(snapshots)
}
