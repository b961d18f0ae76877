//! The result that may be shown: the reference's, with a guard where that would mislead or stop.

use super::{
    Assurance, AssuranceIcon, ImprovementDirection, InvalidSeries, PointType, Series, SpecialCause, VariationIcon,
    chart::{Chart, Judged, plain_limits},
    limits::{Baseline, Limits, SHORT_SEGMENT, is_short},
    verdict,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A chart for a reader.
///
/// Labels and limits are the reference's, but that limits which collapse are computed again without screening, that a missing value
/// never stops the chart, that the variation is that of the latest value there is, and that nothing is claimed where [`Basis`] says
/// there are no limits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Guarded {
    /// In order of dates; each has its own mean and limits.
    pub segments: Vec<Segment>,
    /// In order of dates, missing values included.
    pub points: Vec<Point>,
    /// The latest point with a value.
    pub latest: Option<Latest>,
    /// What the limits at the latest point rest on.
    pub basis: Basis,
    /// What the latest point says about the process; none where nothing can be said.
    pub variation: Option<PointType>,
    /// The icon for `variation`.
    pub variation_icon: Option<VariationIcon>,
    /// What was given.
    pub target: Option<f64>,
    /// Whether the latest value itself meets the target.
    pub meets_target: Option<bool>,
    /// Whether the process will meet the target; none without limits.
    pub assurance: Option<Assurance>,
    /// The icon for `assurance`.
    pub assurance_icon: Option<AssuranceIcon>,
}

/// A stretch between two rebases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    /// The place of its first point, from 0.
    pub first_index: usize,
    /// How many points it has, missing ones included.
    pub n: usize,
    /// The date of its first point.
    pub from: NaiveDate,
    /// The date of its last point.
    pub to: NaiveDate,
    /// The mean of the points that the limits rest on.
    pub mean: Option<f64>,
    /// The process limits, if they mean anything.
    pub limits: Option<ProcessLimits>,
    /// What they rest on.
    pub basis: Basis,
    /// Whether the segment is so short that its limits are trial limits.
    pub is_trial: bool,
}

/// Where the process stays while nothing changes, not held within 0 and 100%.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ProcessLimits {
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
}

impl ProcessLimits {
    /// The limits as they are drawn for a measure that can't leave a range; judge by the limits themselves.
    #[must_use]
    pub fn drawn_within(self, least: f64, most: f64) -> Self {
        Self {
            lower: self.lower.max(least).min(most),
            upper: self.upper.min(most).max(least),
        }
    }
}

/// What limits rest on, or why there are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The limits are the reference's.
    Limits,
    /// Screening left only steps of zero, as in a flat series with one step: the limits are computed without it.
    UnscreenedLimits,
    /// The values vary, but not among the points that limits would rest on, or no two of them follow each other.
    LimitsNotMeaningful,
    /// All values are equal.
    NoVariationYet,
    /// There is one value.
    SinglePoint,
    /// There is none.
    NoValues,
}

/// One point, judged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Its date.
    pub date: NaiveDate,
    /// Its value, if there is one.
    pub value: Option<f64>,
    /// The place of its segment, from 0.
    pub segment: usize,
    /// Above the mean (1), below it (-1) or on it (0); none for a missing value.
    pub side: Option<i8>,
    /// The rule that it breaks.
    pub rule: SpecialCause,
    /// What that means.
    pub point_type: PointType,
}

/// The latest point that has a value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Latest {
    /// Its place in the points, from 0.
    pub index: usize,
    /// Its date, which the reader is told.
    pub date: NaiveDate,
    /// Its value.
    pub value: f64,
}

/// Draws up the chart for a reader.
///
/// # Errors
/// The series is not one: see [`InvalidSeries`]. Never because a value is missing.
pub fn guarded(series: &Series) -> Result<Guarded, InvalidSeries> {
    let chart = Chart::of(series, |baseline, values| {
        limits_by(baseline, basis(baseline, values, series.screen_outliers), series.screen_outliers)
    })?;
    let direction = series.improvement_direction;
    let mut segments = Vec::with_capacity(chart.segments.len());
    let mut points = Vec::with_capacity(chart.values.len());
    for (segment, judged) in chart.segments.iter().enumerate() {
        segments.push(shown(&chart, judged, series.screen_outliers));
        points.extend((judged.first..judged.first + judged.points).map(|at| Point {
            date: chart.dates[at],
            value: chart.values[at],
            segment,
            side: chart.values[at].and(judged.baseline.mean).map(|_| chart.places[at].side),
            rule: chart.causes[at],
            point_type: PointType::of(chart.causes[at], direction),
        }));
    }
    let latest = chart.values.iter().enumerate().rev().find_map(|(index, value)| {
        Some(Latest {
            index,
            date: chart.dates[index],
            value: (*value)?,
        })
    });
    let point = latest.map(|latest| &points[latest.index]);
    let segment = point.map(|point| &segments[point.segment]);
    let limits = segment.and_then(|segment| segment.limits);
    // Without limits only a run or a trend can be told; "common cause" would claim more than is known.
    let variation = point
        .filter(|point| limits.is_some() || point.rule.is_special())
        .map(|point| point.point_type);
    let assurance = limits.and_then(|limits| verdict::assurance(Some((limits.lower, limits.upper)), series.target, direction));
    Ok(Guarded {
        basis: segment.map_or(Basis::NoValues, |segment| segment.basis),
        variation,
        variation_icon: variation.map(|variation| variation.icon(direction)),
        target: series.target,
        meets_target: latest
            .zip(series.target)
            .and_then(|(latest, target)| meets(latest.value, target, direction)),
        assurance,
        assurance_icon: assurance.map(Assurance::icon),
        latest,
        segments,
        points,
    })
}

fn shown(chart: &Chart<'_>, judged: &Judged, screen_outliers: bool) -> Segment {
    let end = judged.first + judged.points;
    Segment {
        first_index: judged.first,
        n: judged.points,
        from: chart.dates[judged.first],
        to: chart.dates[end - 1],
        mean: judged.baseline.mean,
        limits: judged.limits.as_ref().map(|limits| ProcessLimits {
            lower: limits.lower,
            upper: limits.upper,
        }),
        basis: basis(&judged.baseline, &chart.values[judged.first..end], screen_outliers),
        is_trial: is_short(judged.points, SHORT_SEGMENT),
    }
}

fn basis(baseline: &Baseline, values: &[Option<f64>], screen_outliers: bool) -> Basis {
    let mut present = values.iter().flatten();
    let Some(first) = present.next() else {
        return Basis::NoValues;
    };
    let mut others = present.peekable();
    if others.peek().is_none() {
        return Basis::SinglePoint;
    }
    if others.all(|value| value == first) {
        return Basis::NoVariationYet;
    }
    match (baseline.range, baseline.screened_range) {
        (Some(range), Some(screened)) if range > 0.0 && baseline.limits(Some(range)).is_some() => {
            if screen_outliers && screened == 0.0 {
                Basis::UnscreenedLimits
            } else {
                Basis::Limits
            }
        }
        _ => Basis::LimitsNotMeaningful,
    }
}

fn limits_by(baseline: &Baseline, basis: Basis, screen_outliers: bool) -> Option<Limits> {
    match basis {
        Basis::Limits => plain_limits(baseline, screen_outliers),
        Basis::UnscreenedLimits => plain_limits(baseline, false),
        Basis::LimitsNotMeaningful | Basis::NoVariationYet | Basis::SinglePoint | Basis::NoValues => None,
    }
}

fn meets(value: f64, target: f64, direction: ImprovementDirection) -> Option<bool> {
    match direction {
        ImprovementDirection::Increase => Some(value >= target),
        ImprovementDirection::Decrease => Some(value <= target),
        ImprovementDirection::Neutral => None,
    }
}
