//! The four special-cause rules, each in one pass over a segment.
//!
//! A missing value is on no side, close to nothing and in no window of seven.

use serde::{Deserialize, Serialize};

/// How many points make a run or a trend.
const SEVEN: usize = 7;

/// The rule that a point breaks, in the reference's labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SpecialCause {
    /// None.
    #[serde(rename = "Common Cause")]
    CommonCause,
    /// Above the upper process limit.
    #[serde(rename = "Above UCL")]
    AboveLimit,
    /// Below the lower process limit.
    #[serde(rename = "Below LCL")]
    BelowLimit,
    /// One of seven points that rise.
    #[serde(rename = "7 Point Trend (Increasing)")]
    TrendIncreasing,
    /// One of seven points that fall.
    #[serde(rename = "7 Point Trend (Decreasing)")]
    TrendDecreasing,
    /// One of two in three points close to the upper limit.
    #[serde(rename = "2 in 3 Above CL")]
    TwoInThreeAbove,
    /// One of two in three points close to the lower limit.
    #[serde(rename = "2 in 3 Below CL")]
    TwoInThreeBelow,
    /// One of seven points above the mean.
    #[serde(rename = "7 Points Above CL")]
    RunAbove,
    /// One of seven points below the mean.
    #[serde(rename = "7 Points Below CL")]
    RunBelow,
}

impl SpecialCause {
    /// Whether the point breaks any rule.
    #[must_use]
    pub fn is_special(self) -> bool {
        self != Self::CommonCause
    }

    /// Whether the signal points upwards; none for common cause.
    #[must_use]
    pub fn is_upwards(self) -> Option<bool> {
        match self {
            Self::CommonCause => None,
            Self::AboveLimit | Self::TrendIncreasing | Self::TwoInThreeAbove | Self::RunAbove => Some(true),
            Self::BelowLimit | Self::TrendDecreasing | Self::TwoInThreeBelow | Self::RunBelow => Some(false),
        }
    }

    /// The label, as it is also serialised.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::CommonCause => "Common Cause",
            Self::AboveLimit => "Above UCL",
            Self::BelowLimit => "Below LCL",
            Self::TrendIncreasing => "7 Point Trend (Increasing)",
            Self::TrendDecreasing => "7 Point Trend (Decreasing)",
            Self::TwoInThreeAbove => "2 in 3 Above CL",
            Self::TwoInThreeBelow => "2 in 3 Below CL",
            Self::RunAbove => "7 Points Above CL",
            Self::RunBelow => "7 Points Below CL",
        }
    }
}

/// A point as the limits place it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// Above the mean (1), below it (-1), on it or missing (0).
    pub(super) side: i8,
    pub(super) is_outside: bool,
    pub(super) is_close: bool,
}

/// The label of every point of a segment: the first rule of outside, trend, two in three, run.
pub(super) fn label(values: &[Option<f64>], places: &[Place], labels: &mut Vec<SpecialCause>) {
    let in_trend = spread_back_over_seven(seven_trend_ends(values).into_iter().map(|end| end != 0));
    let in_run = spread_back_over_seven(seven_one_side_ends(places.iter().map(|place| place.side)).into_iter());
    let in_window = two_in_three_windows(places.len(), |at| places[at].is_close, |at| places[at].side);
    labels.extend(places.iter().enumerate().map(|(at, place)| {
        let by_side = |above, below| if place.side > 0 { above } else { below };
        if place.is_outside {
            by_side(SpecialCause::AboveLimit, SpecialCause::BelowLimit)
        } else if in_trend[at] {
            // At the end of a trend the direction is that of the last step. The reference looks at the next step wherever the next
            // point is in a trend, even if that is another one: the top between a rise and a fall counts as falling.
            let (from, to) = if in_trend.get(at + 1) == Some(&true) {
                (at, at + 1)
            } else {
                (at.saturating_sub(1), at)
            };
            if values[to] > values[from] {
                SpecialCause::TrendIncreasing
            } else {
                SpecialCause::TrendDecreasing
            }
        } else if place.is_close && in_window[at] {
            by_side(SpecialCause::TwoInThreeAbove, SpecialCause::TwoInThreeBelow)
        } else if in_run[at] {
            by_side(SpecialCause::RunAbove, SpecialCause::RunBelow)
        } else {
            SpecialCause::CommonCause
        }
    }));
}

/// Whether the last seven points up to each lie on one side of the mean.
pub(crate) fn seven_one_side_ends(sides: impl Iterator<Item = i8>) -> Vec<bool> {
    let mut before = 0;
    let mut length = 0;
    sides
        .map(|side| {
            length = match side {
                0 => 0,
                _ if side == before => length + 1,
                _ => 1,
            };
            before = side;
            length >= SEVEN
        })
        .collect()
}

/// Whether the last seven points up to each rise (1) or fall (-1) at every step; 0 otherwise.
pub(crate) fn seven_trend_ends(values: &[Option<f64>]) -> Vec<i8> {
    let mut before = 0;
    let mut steps = 0;
    let mut ends = Vec::with_capacity(values.len());
    ends.extend(values.first().map(|_| 0));
    ends.extend(values.windows(2).map(|pair| {
        let step = step(pair).unwrap_or(0);
        steps = match step {
            0 => 0,
            _ if step == before => steps + 1,
            _ => 1,
        };
        before = step;
        if steps >= SEVEN - 1 { step } else { 0 }
    }));
    ends
}

/// Marks the seven points up to each that ends such a window.
pub(crate) fn spread_back_over_seven(ends: impl DoubleEndedIterator<Item = bool> + ExactSizeIterator) -> Vec<bool> {
    let mut left = 0;
    let mut members = vec![false; ends.len()];
    for (is_member, is_end) in members.iter_mut().rev().zip(ends.rev()) {
        if is_end {
            left = SEVEN;
        }
        *is_member = left > 0;
        left = left.saturating_sub(1);
    }
    members
}

/// Whether each point belongs to three in a row on one side of the mean of which at least two are close to the limit.
pub(crate) fn two_in_three_windows(points: usize, is_close: impl Fn(usize) -> bool, side: impl Fn(usize) -> i8) -> Vec<bool> {
    let mut members = vec![false; points];
    for first in 0..points.saturating_sub(2) {
        let window = first..first + 3;
        let on_one_side = side(first) != 0 && window.clone().all(|at| side(at) == side(first));
        if on_one_side && window.clone().filter(|&at| is_close(at)).count() >= 2 {
            members[window].fill(true);
        }
    }
    members
}

/// The end of the first window of seven that the reference can't judge: a step is missing, and the others all rise or all fall.
pub(super) fn undecided_trend(values: &[Option<f64>]) -> Option<usize> {
    let steps = || values.windows(2).map(step);
    let count = |counts: &mut [usize; 4], step: Option<i8>, by: isize| {
        let slot = match step {
            None => 0,
            Some(1) => 1,
            Some(-1) => 2,
            Some(_) => 3,
        };
        counts[slot] = counts[slot].saturating_add_signed(by);
    };
    let mut counts = [0; 4];
    let mut leaving = steps();
    for (at, entering) in steps().enumerate() {
        count(&mut counts, entering, 1);
        if at >= SEVEN - 1 {
            count(&mut counts, leaving.next().flatten(), -1);
        }
        let [missing, rises, falls, _] = counts;
        if at + 2 >= SEVEN && missing > 0 && (missing + rises == SEVEN - 1 || missing + falls == SEVEN - 1) {
            return Some(at + 1);
        }
    }
    None
}

/// The direction from one value to the next; none where either is missing.
fn step(pair: &[Option<f64>]) -> Option<i8> {
    match pair {
        [Some(before), Some(after)] => Some(i8::from(after > before) - i8::from(after < before)),
        _ => None,
    }
}
