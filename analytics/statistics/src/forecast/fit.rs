//! Straight lines on three scales, and the days on which they and their bands meet the target.

use super::Goal;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF as _, StudentsT};

/// How sure a slope, and each end of a band, is: one-sided.
const CONFIDENCE: f64 = 0.9;
/// The most correlation of neighbouring residuals that widens a band.
const MOST_CORRELATION: f64 = 0.8;

/// The same history on three scales.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Shapes {
    /// The share grows by the same amount each day.
    pub straight: Shape,
    /// The share follows a logistic curve.
    pub logit: Shape,
    /// The same part of what is missing is cleared each day.
    pub backlog: Shape,
}

impl Shapes {
    pub(super) fn all(&self) -> [&Shape; 3] {
        [&self.straight, &self.logit, &self.backlog]
    }
}

/// A line through one scale by ordinary least squares; days are counted from the first snapshot used.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    /// Where the line starts.
    pub intercept: f64,
    /// How far it rises in a day.
    pub slope_per_day: f64,
    /// The standard deviation of the residuals.
    pub s: f64,
    /// The correlation of neighbouring residuals.
    pub lag1: f64,
    /// How many times that widens the variance of the line.
    pub inflation: f64,
    /// The standard error of the slope, so widened.
    pub slope_se: f64,
    /// The quantile of Student's t that slope and band are judged by.
    pub t_crit: f64,
    /// The target on this scale; none at 100%, which two of the scales never reach.
    pub target_on_scale: Option<f64>,
    /// Whether the line clearly rises.
    pub trend: bool,
    /// The day on which the line meets the target.
    pub central_day: Option<f64>,
    /// The day on which the lower end of the band meets it.
    pub latest_day: Option<f64>,
    /// The day on which the upper end of the band meets it.
    pub earliest_day: Option<f64>,
}

/// The three shapes and the bend of the logistic one.
#[derive(Debug)]
pub(super) struct Fitted {
    pub(super) shapes: Shapes,
    pub(super) curvature_t: f64,
    pub(super) curvature_crit: f64,
}

impl Fitted {
    /// Fits at least twelve pairs of day and share, the shares above 0 and below 1, the days rising.
    pub(super) fn of(shares: impl Iterator<Item = (f64, f64)>, goal: Goal) -> Self {
        let (days, shares): (Vec<f64>, Vec<f64>) = shares.unzip();
        let axis = Axis::of(days);
        let is_flat = shares.windows(2).all(|pair| pair[0] == pair[1]);
        let t_crit = t_quantile(axis.count - 2.0);
        let mut curvature_t = 0.0;
        let mut fit = |scale: fn(f64) -> f64, is_bend_wanted: bool| {
            let heights: Vec<f64> = shares.iter().map(|share| scale(*share)).collect();
            let line = if is_flat {
                Line::flat(heights[0])
            } else {
                Line::through(&axis, &heights)
            };
            if is_bend_wanted && !is_flat {
                curvature_t = axis.curvature_t(&line.residuals);
            }
            line.shape(&axis, scale(goal.share()), t_crit)
        };
        let shapes = Shapes {
            straight: fit(|share| share, false),
            logit: fit(|share| (share / (1.0 - share)).ln(), true),
            backlog: fit(|share| -(1.0 - share).ln(), false),
        };
        Self {
            shapes,
            curvature_t,
            curvature_crit: -t_quantile(axis.count - 3.0),
        }
    }
}

/// The share with half a record on either side, so that it is never 0 or 1.
#[expect(clippy::cast_precision_loss, reason = "counts of records stay far below 2^52")]
pub(super) fn softened_share(covered: i64, records: i64) -> f64 {
    (covered as f64 + 0.5) / (records as f64 + 1.0)
}

/// The days from one date to another.
#[expect(clippy::cast_precision_loss, reason = "dates lie less than 2^52 days apart")]
pub(super) fn days(from: NaiveDate, to: NaiveDate) -> f64 {
    to.signed_duration_since(from).num_days() as f64
}

/// The days of the snapshots, from their mean.
struct Axis {
    count: f64,
    mean: f64,
    from_mean: Vec<f64>,
    /// The sum of squares from the mean.
    squares: f64,
}

impl Axis {
    #[expect(clippy::cast_precision_loss, reason = "at most 26 snapshots")]
    fn of(days: Vec<f64>) -> Self {
        let count = days.len() as f64;
        let mean = days.iter().sum::<f64>() / count;
        let mut from_mean = days;
        for day in &mut from_mean {
            *day -= mean;
        }
        Self {
            count,
            mean,
            squares: from_mean.iter().map(|day| day * day).sum(),
            from_mean,
        }
    }

    /// The bend that the residuals of a line still show, over its ordinary standard error.
    fn curvature_t(&self, residuals: &[f64]) -> f64 {
        let square = self.squares / self.count;
        let tilt = self.from_mean.iter().map(|day| day.powi(3)).sum::<f64>() / self.squares;
        // What is left of the squared day after level and slope are taken out.
        let bend = || self.from_mean.iter().map(|day| day * day - square - tilt * day);
        let bends: f64 = bend().map(|bend| bend * bend).sum();
        let coefficient = bend().zip(residuals).map(|(bend, residual)| bend * residual).sum::<f64>() / bends;
        let left: f64 = bend()
            .zip(residuals)
            .map(|(bend, residual)| (residual - coefficient * bend).powi(2))
            .sum();
        let error = (left / (self.count - 3.0) / bends).sqrt();
        let t = coefficient / error;
        if t.is_finite() { t } else { 0.0 }
    }
}

/// A line by least squares.
struct Line {
    mean: f64,
    slope: f64,
    residuals: Vec<f64>,
}

impl Line {
    fn flat(height: f64) -> Self {
        Self {
            mean: height,
            slope: 0.0,
            residuals: Vec::new(),
        }
    }

    fn through(axis: &Axis, heights: &[f64]) -> Self {
        let mean = heights.iter().sum::<f64>() / axis.count;
        let slope = axis
            .from_mean
            .iter()
            .zip(heights)
            .map(|(day, height)| day * (height - mean))
            .sum::<f64>()
            / axis.squares;
        let residuals = axis
            .from_mean
            .iter()
            .zip(heights)
            .map(|(day, height)| height - mean - slope * day)
            .collect();
        Self { mean, slope, residuals }
    }

    /// The line with its crossing days; named as in the definition: b, s, k, c, d, q.
    #[expect(clippy::many_single_char_names, reason = "the definition's own letters")]
    fn shape(&self, axis: &Axis, target: f64, q: f64) -> Shape {
        let b = self.slope;
        let sse: f64 = self.residuals.iter().map(|residual| residual * residual).sum();
        let s2 = sse / (axis.count - 2.0);
        let s = s2.sqrt();
        let neighbours: f64 = self.residuals.windows(2).map(|pair| pair[0] * pair[1]).sum();
        let lag1 = if sse > 0.0 { neighbours / sse } else { 0.0 };
        let correlation = lag1.clamp(0.0, MOST_CORRELATION);
        let k = (1.0 + correlation) / (1.0 - correlation);
        let c = q * q * s2 * k / axis.squares;
        let trend = b > 0.0 && b * b > c;
        let days = (trend && target.is_finite()).then(|| {
            let d = self.mean - target;
            let room = b * b - c;
            let band = q * s * (room * (1.0 + k / axis.count) + k * d * d / axis.squares).sqrt();
            let meets = |band: f64| axis.mean + (-d * b + band) / room;
            [meets(-band), axis.mean - d / b, meets(band)]
        });
        let day = |at: usize| days.map(|days| days[at]).filter(|day| day.is_finite());
        Shape {
            intercept: self.mean - b * axis.mean,
            slope_per_day: b,
            s,
            lag1,
            inflation: k,
            slope_se: (s2 * k / axis.squares).sqrt(),
            t_crit: q,
            target_on_scale: Some(target).filter(|target| target.is_finite()),
            trend,
            earliest_day: day(0),
            central_day: day(1),
            latest_day: day(2),
        }
    }
}

fn t_quantile(degrees: f64) -> f64 {
    // At least twelve snapshots leave nine degrees of freedom, so that the distribution exists.
    StudentsT::new(0.0, 1.0, degrees).map_or(f64::INFINITY, |t| t.inverse_cdf(CONFIDENCE))
}
