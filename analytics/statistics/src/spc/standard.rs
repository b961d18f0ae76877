//! The reference's own result, column by column.

use super::{
    Assurance, AssuranceIcon, InvalidSeries, PointType, Series, SpecialCause, VariationIcon,
    chart::{Chart, plain_limits},
    limits::{SHORT_SEGMENT, is_short},
    rules, verdict,
};
use serde::{Deserialize, Serialize};

/// What `NHSRplotthedots` computes for a series: one entry per point, in order of dates.
///
/// Kept to compare with other tools; a reader is shown the [`Guarded`](super::Guarded) result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// One per segment.
    pub groups: Vec<Group>,
    /// The number of the segment that each point is in.
    pub rebase_group: Vec<usize>,
    /// Whether the point lies beyond a limit; none for a missing value and where there are no limits.
    pub outside_limits: Vec<Option<bool>>,
    /// Above the mean (1), below it (-1) or on it (0).
    pub relative_to_mean: Vec<Option<i8>>,
    /// Whether the point lies in the outer third within the limits.
    pub close_to_limits: Vec<Option<bool>>,
    /// The rule that the point breaks.
    pub special_cause_type: Vec<SpecialCause>,
    /// Whether it breaks any.
    pub special_cause_flag: Vec<bool>,
    /// What that means.
    pub point_type: Vec<PointType>,
    /// The type of the latest point, even where its value is missing.
    pub variation_type: PointType,
    /// Whether the target will be met; none without a target or where neither way is better.
    pub assurance_type: Option<Assurance>,
    /// The icon for `variation_type`.
    pub variation_icon: VariationIcon,
    /// The icon for `assurance_type`.
    pub assurance_icon: Option<AssuranceIcon>,
}

/// A segment of the reference's result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Counted from 0, or from 1 where the first point is a rebase.
    pub rebase_group: usize,
    /// The place of its first point, from 0.
    pub first_index: usize,
    /// How many points it has, missing ones included.
    pub n: usize,
    /// The mean.
    pub cl: Option<f64>,
    /// The lower process limit.
    pub lpl: Option<f64>,
    /// The upper process limit.
    pub upl: Option<f64>,
    /// Whether the segment is so short that its limits are trial limits.
    pub short_group_warning: bool,
}

/// Draws up the chart as the reference does.
///
/// # Errors
/// The series is not one, or the reference stops: see [`InvalidSeries`].
pub fn reference(series: &Series) -> Result<Reference, InvalidSeries> {
    let chart = Chart::of(series, |baseline, _| plain_limits(baseline, series.screen_outliers))?;
    let points = chart.values.len();
    let mut groups = Vec::with_capacity(chart.segments.len());
    let mut rebase_group = Vec::with_capacity(points);
    let mut outside_limits = Vec::with_capacity(points);
    let mut relative_to_mean = Vec::with_capacity(points);
    let mut close_to_limits = Vec::with_capacity(points);
    for segment in &chart.segments {
        let all = segment.first..segment.first + segment.points;
        if let Some(at) = rules::undecided_trend(&chart.values[all.clone()]) {
            return Err(InvalidSeries::MissingInTrend(chart.dates[segment.first + at]));
        }
        let limits = segment.limits.as_ref();
        groups.push(Group {
            rebase_group: segment.rebase_group,
            first_index: segment.first,
            n: segment.points,
            cl: segment.baseline.mean,
            lpl: limits.map(|limits| limits.lower),
            upl: limits.map(|limits| limits.upper),
            short_group_warning: is_short(segment.points, SHORT_SEGMENT),
        });
        rebase_group.resize(all.end, segment.rebase_group);
        for (value, place) in chart.values[all.clone()].iter().zip(&chart.places[all]) {
            let is_judged = value.is_some() && limits.is_some();
            outside_limits.push(is_judged.then_some(place.is_outside));
            close_to_limits.push(is_judged.then_some(place.is_close));
            relative_to_mean.push(value.and(segment.baseline.mean).map(|_| place.side));
        }
    }
    let direction = series.improvement_direction;
    let point_type: Vec<_> = chart.causes.iter().map(|cause| PointType::of(*cause, direction)).collect();
    let variation_type = point_type.last().copied().unwrap_or(PointType::CommonCause);
    let last_limits = chart.segments.last().and_then(|segment| segment.limits.as_ref());
    let assurance_type = verdict::assurance(last_limits.map(|limits| (limits.lower, limits.upper)), series.target, direction);
    Ok(Reference {
        groups,
        rebase_group,
        outside_limits,
        relative_to_mean,
        close_to_limits,
        special_cause_flag: chart.causes.iter().map(|cause| cause.is_special()).collect(),
        special_cause_type: chart.causes,
        point_type,
        variation_type,
        assurance_type,
        variation_icon: variation_type.icon(direction),
        assurance_icon: assurance_type.map(Assurance::icon),
    })
}
