//! The drawn limits of a funnel plot.

use super::Limits;
use serde::{Deserialize, Serialize};

/// How many populations the curve has.
const POINTS: i32 = 100;

/// The limits over the range of team sizes in percent, held within 0 and 100, under the reference's names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// Numbers of records, rising, closer together where the curve bends.
    #[serde(rename = "Population")]
    pub population: Vec<f64>,
    /// The lower 95% limit.
    pub lower_2s_limit: Vec<f64>,
    /// The upper 95% limit.
    pub upper_2s_limit: Vec<f64>,
    /// The lower 99.8% limit.
    pub lower_3s_limit: Vec<f64>,
    /// The upper 99.8% limit.
    pub upper_3s_limit: Vec<f64>,
    /// The average, at every population.
    pub baseline: Vec<f64>,
}

impl Curve {
    /// The curve around an average share for teams of these sizes.
    #[must_use]
    pub fn around(average: f64, sizes: impl Iterator<Item = f64>) -> Self {
        let (least, most) = sizes.fold((f64::INFINITY, 0.0_f64), |(least, most), size| (least.min(size), most.max(size)));
        let population = populations(least, most);
        let limits: Vec<_> = population.iter().map(|records| Limits::at(average, *records)).collect();
        let percent = |limit: fn(&Limits) -> f64| limits.iter().map(|limits| (100.0 * limit(limits)).clamp(0.0, 100.0)).collect();
        Self {
            lower_2s_limit: percent(|limits| limits.lower_95),
            upper_2s_limit: percent(|limits| limits.upper_95),
            lower_3s_limit: percent(|limits| limits.lower_998),
            upper_3s_limit: percent(|limits| limits.upper_998),
            baseline: vec![100.0 * average; population.len()],
            population,
        }
    }
}

/// The reference's axis: from a round number below the smallest team to one above the largest, in equal ratios of whole numbers.
fn populations(least: f64, most: f64) -> Vec<f64> {
    let end = rounded_up(most * 1.05);
    let start = if most > 2.0 * least { 0.0 } else { rounded_down(least * 0.95) };
    let mut populations = Vec::with_capacity(POINTS as usize);
    let mut at = start.max(1.0);
    populations.push(at);
    for left in (1..POINTS).rev() {
        let ratio = (end / at).powf(1.0 / f64::from(left));
        // Where teams are small the steps of one win, and the axis runs past its end.
        at = (at * ratio).round_ties_even().max(at + 1.0);
        populations.push(at);
    }
    populations
}

/// Up to two significant figures, counted on the number rounded up to a whole one.
fn rounded_up(number: f64) -> f64 {
    let unit = 10_f64.powf(number.ceil().log10().floor() - 1.0);
    (number / unit).ceil() * unit
}

/// Down to one significant figure.
fn rounded_down(number: f64) -> f64 {
    let unit = 10_f64.powf(number.log10().floor());
    (number / unit).floor() * unit
}
