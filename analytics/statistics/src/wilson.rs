//! The Wilson score interval of a proportion, and what it says against a target.
//!
//! As `PHEindicatormethods` 2.1.0 computes it: no continuity correction, no rounding.

use serde::{Deserialize, Deserializer, Serialize};
use statrs::distribution::{ContinuousCDF as _, Normal};

/// So many of so many records; more than none, and never more than all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proportion {
    part: f64,
    of: f64,
}

/// Why two counts are no proportion.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum InvalidCounts {
    /// There is nothing to take a share of.
    #[error("the denominator is {0}; it must be above 0")]
    NothingToShare(f64),
    /// The part is below nothing.
    #[error("the numerator is {0}; it must be at least 0")]
    NegativePart(f64),
    /// The part is more than the whole.
    #[error("the numerator {part} is more than the denominator {of}")]
    PartAboveWhole {
        /// The numerator.
        part: f64,
        /// The denominator.
        of: f64,
    },
    /// A count is infinite or not a number.
    #[error("a count is not a finite number")]
    NotFinite,
}

impl Proportion {
    /// A proportion of counts, which need not be whole.
    ///
    /// # Errors
    /// The counts are no proportion.
    pub fn new(part: f64, of: f64) -> Result<Self, InvalidCounts> {
        if !part.is_finite() || !of.is_finite() {
            return Err(InvalidCounts::NotFinite);
        }
        if of <= 0.0 {
            return Err(InvalidCounts::NothingToShare(of));
        }
        if part < 0.0 {
            return Err(InvalidCounts::NegativePart(part));
        }
        if part > of {
            return Err(InvalidCounts::PartAboveWhole { part, of });
        }
        Ok(Self { part, of })
    }

    /// The proportion of several groups together: counts are summed first, percentages never averaged. None for no group.
    #[must_use]
    pub fn pooled(groups: impl IntoIterator<Item = Self>) -> Option<Self> {
        groups.into_iter().reduce(|sum, group| Self {
            part: sum.part + group.part,
            of: sum.of + group.of,
        })
    }

    /// The share, from 0 to 1.
    #[must_use]
    pub fn value(self) -> f64 {
        self.part / self.of
    }

    /// The denominator.
    #[must_use]
    pub fn of(self) -> f64 {
        self.of
    }

    /// The Wilson score interval, within 0 and 1.
    #[must_use]
    pub fn interval(self, confidence: Confidence) -> Interval {
        let z = confidence.z;
        if z.is_infinite() {
            return Interval { lower: 0.0, upper: 1.0 };
        }
        let (p, n, z2) = (self.value(), self.of, z * z);
        let widening = 1.0 + z2 / n;
        let centre = (p + z2 / (2.0 * n)) / widening;
        let half = z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt() / widening;
        // Rounding must not leave the end of the scale, nor leave a share out of its own interval.
        Interval {
            lower: if self.part == 0.0 { 0.0 } else { (centre - half).clamp(0.0, p) },
            upper: if self.part == self.of { 1.0 } else { (centre + half).clamp(p, 1.0) },
        }
    }

    /// How the proportion stands to a target by its 95% interval.
    #[must_use]
    pub fn against(self, target: f64) -> AgainstTarget {
        let interval = self.interval(Confidence::P95);
        if interval.upper < target {
            AgainstTarget::Below
        } else if interval.lower >= target {
            AgainstTarget::Above
        } else {
            AgainstTarget::NotDistinguishable
        }
    }
}

/// Where the true share of a process with such counts lies, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

/// What an interval says against a target: one team by itself, not compared with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgainstTarget {
    /// The whole interval lies below the target.
    Below,
    /// The whole interval lies at the target or above it.
    Above,
    /// The interval holds the target.
    NotDistinguishable,
}

/// How sure an interval is to hold the true share, as the normal quantile that it takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Confidence {
    z: f64,
}

impl Confidence {
    /// 95%.
    pub const P95: Self = Self {
        z: 1.959_963_984_540_053_6,
    };
    /// 99.8%.
    pub const P998: Self = Self { z: 3.090_232_306_167_813 };

    /// A confidence given as a share from 0.9 to 1, or in percent from 90 to 100; none for anything else.
    #[must_use]
    pub fn new(confidence: f64) -> Option<Self> {
        let share = match confidence {
            share if (0.9..=1.0).contains(&share) => share,
            percent if (90.0..=100.0).contains(&percent) => percent / 100.0,
            _ => return None,
        };
        Some(match share {
            0.95 => Self::P95,
            0.998 => Self::P998,
            _ => Self {
                z: Normal::standard().inverse_cdf(share + (1.0 - share) / 2.0),
            },
        })
    }

    /// The quantile of the normal distribution: 1.96 for 95%.
    #[must_use]
    pub fn z(self) -> f64 {
        self.z
    }
}

impl<'de> Deserialize<'de> for Confidence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let given = f64::deserialize(deserializer)?;
        Self::new(given)
            .ok_or_else(|| serde::de::Error::custom(format!("the confidence {given} lies neither in 0.9 to 1 nor in 90 to 100")))
    }
}

/// Two counts as they are given; either may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// The numerator.
    pub x: Option<f64>,
    /// The denominator.
    pub n: Option<f64>,
}

/// The share of a row with both intervals; all missing where a count is.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Row {
    /// The share, from 0 to 1.
    pub value: Option<f64>,
    /// The lower end of the 95% interval.
    pub lower_95: Option<f64>,
    /// The upper end of the 95% interval.
    pub upper_95: Option<f64>,
    /// The lower end of the 99.8% interval.
    pub lower_998: Option<f64>,
    /// The upper end of the 99.8% interval.
    pub upper_998: Option<f64>,
}

impl Counts {
    /// The proportion, unless a count is missing.
    ///
    /// # Errors
    /// The counts are no proportion; a missing one doesn't excuse the other.
    pub fn proportion(self) -> Result<Option<Proportion>, InvalidCounts> {
        match (self.x, self.n) {
            (Some(part), Some(of)) => Proportion::new(part, of).map(Some),
            (Some(part), None) => Proportion::new(part, part.max(1.0)).map(|_| None),
            (None, Some(of)) => Proportion::new(0.0, of).map(|_| None),
            (None, None) => Ok(None),
        }
    }

    /// The share with both intervals.
    ///
    /// # Errors
    /// As [`Self::proportion`].
    pub fn row(self) -> Result<Row, InvalidCounts> {
        Ok(self.proportion()?.map_or_else(Row::default, |proportion| {
            let (p95, p998) = (proportion.interval(Confidence::P95), proportion.interval(Confidence::P998));
            Row {
                value: Some(proportion.value()),
                lower_95: Some(p95.lower),
                upper_95: Some(p95.upper),
                lower_998: Some(p998.lower),
                upper_998: Some(p998.upper),
            }
        }))
    }
}
