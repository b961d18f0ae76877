//! The way from a series to judged points, the same for both results.

use super::{
    FEWEST_FIXED_POINTS, InvalidSeries, Series, SpecialCause,
    limits::{self, Baseline, Limits},
    rules::{self, Place},
};
use chrono::NaiveDate;
use std::borrow::Cow;

/// A series in order of dates, cut into segments, every point judged.
#[derive(Debug)]
pub(super) struct Chart<'a> {
    pub(super) dates: Cow<'a, [NaiveDate]>,
    pub(super) values: Cow<'a, [Option<f64>]>,
    pub(super) segments: Vec<Judged>,
    /// One per point.
    pub(super) places: Vec<Place>,
    /// One per point.
    pub(super) causes: Vec<SpecialCause>,
}

/// A segment with what it was judged by.
#[derive(Debug)]
pub(super) struct Judged {
    /// How many rebases came before or with it.
    pub(super) rebase_group: usize,
    /// The place of its first point in the series.
    pub(super) first: usize,
    pub(super) points: usize,
    pub(super) baseline: Baseline,
    pub(super) limits: Option<Limits>,
}

impl<'a> Chart<'a> {
    /// Judges a series by the limits that the caller makes of each segment's baseline and values.
    pub(super) fn of(series: &'a Series, limits_of: impl Fn(&Baseline, &[Option<f64>]) -> Option<Limits>) -> Result<Self, InvalidSeries> {
        let (dates, values) = sorted(series)?;
        let mut chart = Chart {
            segments: Vec::with_capacity(series.rebase_dates.len() + 1),
            places: Vec::with_capacity(dates.len()),
            causes: Vec::with_capacity(dates.len()),
            dates,
            values,
        };
        let mut starts = starts(&chart.dates, &series.rebase_dates).into_iter().peekable();
        while let Some((first, rebase_group)) = starts.next() {
            let end = starts.peek().map_or(chart.values.len(), |(next, _)| *next);
            let values = &chart.values[first..end];
            let fixed = series.fix_after_n_points.unwrap_or(values.len()).min(values.len());
            let baseline = Baseline::of(&values[..fixed]);
            let limits = limits_of(&baseline, values);
            chart
                .places
                .extend(values.iter().map(|value| place(*value, baseline.mean, limits.as_ref())));
            rules::label(values, &chart.places[first..end], &mut chart.causes);
            chart.segments.push(Judged {
                rebase_group,
                first,
                points: end - first,
                baseline,
                limits,
            });
        }
        Ok(chart)
    }
}

/// The limits as the reference draws them.
pub(super) fn plain_limits(baseline: &Baseline, screen_outliers: bool) -> Option<Limits> {
    baseline.limits(if screen_outliers { baseline.screened_range } else { baseline.range })
}

fn place(value: Option<f64>, mean: Option<f64>, limits: Option<&Limits>) -> Place {
    let (Some(value), Some(mean)) = (value, mean) else {
        return Place::default();
    };
    let side = limits::side(value, mean);
    let is_outside = limits.is_some_and(|limits| limits.is_outside(value, side));
    Place {
        side,
        is_outside,
        is_close: !is_outside && limits.is_some_and(|limits| limits.is_close(value, side)),
    }
}

type Rows<'a> = (Cow<'a, [NaiveDate]>, Cow<'a, [Option<f64>]>);

/// The rows in order of dates, borrowed where they are in order already.
fn sorted(series: &Series) -> Result<Rows<'_>, InvalidSeries> {
    let (dates, values) = (&series.dates, &series.values);
    if dates.len() != values.len() {
        return Err(InvalidSeries::Unpaired {
            dates: dates.len(),
            values: values.len(),
        });
    }
    if dates.is_empty() {
        return Err(InvalidSeries::Empty);
    }
    if let Some(few) = series.fix_after_n_points.filter(|points| *points < FEWEST_FIXED_POINTS) {
        return Err(InvalidSeries::FixedOnTooFew(few));
    }
    if series.target.is_some_and(|target| !target.is_finite()) {
        return Err(InvalidSeries::TargetNotFinite);
    }
    if let Some(at) = values.iter().position(|value| value.is_some_and(|value| !value.is_finite())) {
        return Err(InvalidSeries::NotFinite(dates[at]));
    }
    if dates.is_sorted_by(|before, after| before < after) {
        return Ok((Cow::Borrowed(dates), Cow::Borrowed(values)));
    }
    let mut rows: Vec<_> = dates.iter().copied().zip(values.iter().copied()).collect();
    rows.sort_by_key(|(date, _)| *date);
    if let Some(pair) = rows.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        return Err(InvalidSeries::RepeatedDate(pair[0].0));
    }
    let (dates, values): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    Ok((Cow::Owned(dates), Cow::Owned(values)))
}

/// The first point of every segment with the number of rebases so far; the first segment begins at the first point.
pub(crate) fn starts(dates: &[NaiveDate], rebase_dates: &[NaiveDate]) -> Vec<(usize, usize)> {
    let mut rebases: Vec<usize> = rebase_dates.iter().filter_map(|date| dates.binary_search(date).ok()).collect();
    rebases.sort_unstable();
    rebases.dedup();
    let mut starts = Vec::with_capacity(rebases.len() + 1);
    if rebases.first() != Some(&0) {
        starts.push((0, 0));
    }
    starts.extend(rebases.into_iter().zip(1..));
    starts
}
