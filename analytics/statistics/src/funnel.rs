//! The funnel plot: each team against what chance allows a team of its size around the average of all.
//!
//! As `PHEindicatormethods` 2.1.0 defines it, in a closed form that doesn't lose its digits where every team is at 100%.
//! The limits take chance alone into account: with large teams most lie outside, which is no finding about most teams.

mod curve;

pub use curve::Curve;

use crate::wilson::{Confidence, InvalidCounts, Proportion};
use serde::{Deserialize, Serialize};

/// A team of fewer records is not compared with others.
pub const FEWEST_RECORDS: f64 = 20.0;

/// The limits for one number of records, as shares; they may lie below 0 and above 1.
///
/// At an average of 95% no team of fewer than 73 records can be above the 95% limit, and none of fewer than 182 above the 99.8%
/// limit, because the limit lies above 100%.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// One in forty teams at the average lies below by chance.
    pub lower_95: f64,
    /// One in forty teams at the average lies above by chance.
    pub upper_95: f64,
    /// One in a thousand teams at the average lies below by chance.
    pub lower_998: f64,
    /// One in a thousand teams at the average lies above by chance.
    pub upper_998: f64,
}

impl Limits {
    /// The limits around an average share for so many records.
    #[must_use]
    pub fn at(average: f64, population: f64) -> Self {
        let one = (average * (1.0 - average) / population).sqrt();
        let (p95, p998) = (Confidence::P95.z() * one, Confidence::P998.z() * one);
        Self {
            lower_95: average - p95,
            upper_95: average + p95,
            lower_998: average - p998,
            upper_998: average + p998,
        }
    }

    /// Where a share lies; exactly on a limit is within it.
    #[must_use]
    pub fn judge(&self, share: f64) -> Significance {
        if share < self.lower_998 {
            Significance::Low998
        } else if share < self.lower_95 {
            Significance::Low95
        } else if share > self.upper_998 {
            Significance::High998
        } else if share > self.upper_95 {
            Significance::High95
        } else {
            Significance::NotSignificant
        }
    }
}

/// Where a team lies, in the reference's labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Significance {
    /// Below the 99.8% limit.
    #[serde(rename = "Low (0.001)")]
    Low998,
    /// Below the 95% limit.
    #[serde(rename = "Low (0.025)")]
    Low95,
    /// Within the limits.
    #[serde(rename = "Not significant")]
    NotSignificant,
    /// Above the 95% limit.
    #[serde(rename = "High (0.025)")]
    High95,
    /// Above the 99.8% limit.
    #[serde(rename = "High (0.001)")]
    High998,
}

impl Significance {
    /// The label, as it is also serialised.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Low998 => "Low (0.001)",
            Self::Low95 => "Low (0.025)",
            Self::NotSignificant => "Not significant",
            Self::High95 => "High (0.025)",
            Self::High998 => "High (0.001)",
        }
    }

    /// What a reader is told of a team with so many records.
    #[must_use]
    pub fn shown(self, records: f64) -> Comparison {
        match self {
            _ if records < FEWEST_RECORDS => Comparison::TooFewRecords,
            Self::Low998 | Self::Low95 => Comparison::Low,
            Self::NotSignificant => Comparison::AsExpected,
            Self::High95 | Self::High998 => Comparison::High,
        }
    }
}

/// What a reader is told of a team beside the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// Lower than chance explains.
    Low,
    /// As chance allows.
    AsExpected,
    /// Higher than chance explains.
    High,
    /// Too few records to compare: show the share and its interval.
    TooFewRecords,
}

/// The teams of one plot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Teams {
    /// One per team.
    pub numerators: Vec<Option<f64>>,
    /// One per team.
    pub denominators: Vec<Option<f64>>,
}

/// The plot: one entry per team, in the order given, and the curve to draw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Funnel {
    /// The share of all teams together.
    pub average: f64,
    /// Where each team lies.
    pub significance: Vec<Significance>,
    /// Its limits, as in [`Limits`].
    pub lower_95: Vec<f64>,
    /// The upper 95% limit.
    pub upper_95: Vec<f64>,
    /// The lower 99.8% limit.
    pub lower_998: Vec<f64>,
    /// The upper 99.8% limit.
    pub upper_998: Vec<f64>,
    /// The limits over the range of team sizes, to draw.
    pub curve_percent: Curve,
}

/// Why teams have no funnel plot.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum InvalidTeams {
    /// There are no teams.
    #[error("there are no teams to compare")]
    Empty,
    /// Numerators and denominators don't pair up.
    #[error("there are {numerators} numerators and {denominators} denominators; each team needs both")]
    Unpaired {
        /// How many numerators there are.
        numerators: usize,
        /// How many denominators there are.
        denominators: usize,
    },
    /// A team lacks a count.
    #[error("team {} has no {}", .team + 1, if *.lacks_numerator { "numerator" } else { "denominator" })]
    Missing {
        /// The place of the team, from 0.
        team: usize,
        /// Whether it is the numerator that lacks.
        lacks_numerator: bool,
    },
    /// A team's counts are no proportion.
    #[error("team {}: {counts}", .team + 1)]
    Counts {
        /// The place of the team, from 0.
        team: usize,
        /// What is wrong with them.
        counts: InvalidCounts,
    },
}

impl Teams {
    /// Compares the teams with each other.
    ///
    /// # Errors
    /// A count is missing, or a team's counts are no proportion.
    pub fn funnel(&self) -> Result<Funnel, InvalidTeams> {
        let teams = self.proportions()?;
        let average = Proportion::pooled(teams.iter().copied()).ok_or(InvalidTeams::Empty)?.value();
        let mut funnel = Funnel {
            average,
            significance: Vec::with_capacity(teams.len()),
            lower_95: Vec::with_capacity(teams.len()),
            upper_95: Vec::with_capacity(teams.len()),
            lower_998: Vec::with_capacity(teams.len()),
            upper_998: Vec::with_capacity(teams.len()),
            curve_percent: Curve::around(average, teams.iter().map(|team| team.of())),
        };
        for team in teams {
            let limits = Limits::at(average, team.of());
            funnel.significance.push(limits.judge(team.value()));
            funnel.lower_95.push(limits.lower_95);
            funnel.upper_95.push(limits.upper_95);
            funnel.lower_998.push(limits.lower_998);
            funnel.upper_998.push(limits.upper_998);
        }
        Ok(funnel)
    }

    /// The teams' shares, in the order given.
    ///
    /// # Errors
    /// As [`Self::funnel`].
    pub fn proportions(&self) -> Result<Vec<Proportion>, InvalidTeams> {
        if self.numerators.len() != self.denominators.len() {
            return Err(InvalidTeams::Unpaired {
                numerators: self.numerators.len(),
                denominators: self.denominators.len(),
            });
        }
        let counts = self.numerators.iter().zip(&self.denominators).enumerate();
        counts
            .map(|(team, (numerator, denominator))| {
                let missing = |lacks_numerator| InvalidTeams::Missing { team, lacks_numerator };
                let numerator = numerator.ok_or_else(|| missing(true))?;
                let denominator = denominator.ok_or_else(|| missing(false))?;
                Proportion::new(numerator, denominator).map_err(|counts| InvalidTeams::Counts { team, counts })
            })
            .collect()
    }
}

/// A place on the axis of a plot.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PopulationPoint {
    /// The share of all teams together.
    pub average: f64,
    /// A number of records.
    pub population: f64,
}

impl PopulationPoint {
    /// The limits there.
    ///
    /// # Errors
    /// The average is no share, or the population isn't above 0.
    pub fn limits(self) -> Result<Limits, InvalidPoint> {
        if !(0.0..=1.0).contains(&self.average) {
            return Err(InvalidPoint::Average(self.average));
        }
        if !self.population.is_finite() || self.population <= 0.0 {
            return Err(InvalidPoint::Population(self.population));
        }
        Ok(Limits::at(self.average, self.population))
    }
}

/// Why there are no limits at a point.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum InvalidPoint {
    /// The average is no share.
    #[error("the average is {0}; it must lie between 0 and 1")]
    Average(f64),
    /// There are no records.
    #[error("the population is {0}; it must be above 0")]
    Population(f64),
}
