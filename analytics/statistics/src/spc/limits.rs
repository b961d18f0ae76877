//! Centre line and process limits from moving ranges.

/// A segment of fewer points has trial limits.
///
/// The reference's text says 12 and its code 13; this is the code.
pub const SHORT_SEGMENT: usize = 13;

/// The width of the limits in average moving ranges.
const LIMIT: f64 = 2.66;
/// The width of the near limits in average moving ranges.
const NEAR_LIMIT: f64 = 2.0 / 3.0 * LIMIT;
/// A moving range from so many average moving ranges on is an outlier.
const OUTLIER: f64 = 3.267;
/// A value this close to the centre line, relative to it, is on it.
const TIE: f64 = 1e-12;

pub(crate) fn is_short(points: usize, threshold: usize) -> bool {
    points < threshold
}

/// What the points that limits rest on say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Baseline {
    /// Their mean.
    pub(super) mean: Option<f64>,
    /// The average moving range.
    pub(super) range: Option<f64>,
    /// The average of the moving ranges that are no outliers: none if all are, as when all are zero.
    pub(super) screened_range: Option<f64>,
}

impl Baseline {
    pub(super) fn of(values: &[Option<f64>]) -> Self {
        let range = average(ranges(values));
        let screened_range = range.and_then(|range| average(ranges(values).filter(|&kept| kept < OUTLIER * range)));
        Self {
            mean: mean(values),
            range,
            screened_range,
        }
    }

    /// The limits that an average moving range gives.
    pub(super) fn limits(&self, range: Option<f64>) -> Option<Limits> {
        let (mean, range) = (self.mean?, range?);
        let limits = Limits {
            lower: mean - LIMIT * range,
            upper: mean + LIMIT * range,
            near_lower: mean - NEAR_LIMIT * range,
            near_upper: mean + NEAR_LIMIT * range,
        };
        (limits.lower.is_finite() && limits.upper.is_finite()).then_some(limits)
    }
}

/// Where the process stays while nothing changes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) lower: f64,
    pub(super) upper: f64,
    near_lower: f64,
    near_upper: f64,
}

impl Limits {
    /// Whether a value on that side of the centre line is outside.
    pub(super) fn is_outside(&self, value: f64, side: i8) -> bool {
        // A value on the centre line is on limits that coincide with it, whatever the last bit of the mean is.
        side != 0 && (value > self.upper || value < self.lower)
    }

    /// Whether a value on that side that is not outside lies beyond a near limit.
    pub(super) fn is_close(&self, value: f64, side: i8) -> bool {
        side != 0 && (value > self.near_upper || value < self.near_lower)
    }
}

/// Above the centre line (1), below it (-1) or on it (0).
///
/// The mean of decimals that should equal one of them often misses it by a bit; such a value is on the line.
pub(super) fn side(value: f64, mean: f64) -> i8 {
    let above = value - mean;
    if above.abs() <= TIE * mean.abs().max(1.0) {
        0
    } else if above > 0.0 {
        1
    } else {
        -1
    }
}

fn ranges(values: &[Option<f64>]) -> impl Iterator<Item = f64> {
    values.windows(2).filter_map(|pair| match pair {
        [Some(before), Some(after)] => Some((after - before).abs()),
        _ => None,
    })
}

fn average(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = numbers.fold((0.0, 0.0), |(sum, count), number| (sum + number, count + 1.0));
    finite(sum / count)
}

/// The mean in two passes, so that rounding in the first is mended by the second.
fn mean(values: &[Option<f64>]) -> Option<f64> {
    let first = average(values.iter().flatten().copied())?;
    let rest = average(values.iter().flatten().map(|value| value - first))?;
    finite(first + rest)
}

fn finite(number: f64) -> Option<f64> {
    number.is_finite().then_some(number)
}
