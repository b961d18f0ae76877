//! What a signal means once it is known which way is better.

use super::SpecialCause;
use serde::{Deserialize, Serialize};

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImprovementDirection {
    /// More is better.
    #[default]
    Increase,
    /// Less is better.
    Decrease,
    /// Neither is.
    Neutral,
}

/// What one point says about the process. That of the latest point is the variation of the series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PointType {
    /// Within what the process always does.
    CommonCause,
    /// A change for the better.
    SpecialCauseImprovement,
    /// A change for the worse.
    SpecialCauseConcern,
    /// A change upwards, where neither way is better.
    SpecialCauseNeutralHigh,
    /// A change downwards, where neither way is better.
    SpecialCauseNeutralLow,
}

impl PointType {
    pub(super) fn of(cause: SpecialCause, direction: ImprovementDirection) -> Self {
        match (cause.is_upwards(), direction) {
            (None, _) => Self::CommonCause,
            (Some(true), ImprovementDirection::Neutral) => Self::SpecialCauseNeutralHigh,
            (Some(false), ImprovementDirection::Neutral) => Self::SpecialCauseNeutralLow,
            (Some(upwards), _) if upwards == (direction == ImprovementDirection::Increase) => Self::SpecialCauseImprovement,
            (Some(_), _) => Self::SpecialCauseConcern,
        }
    }

    /// The icon of this variation: an improvement is high where more is better, and low where less is.
    #[must_use]
    pub fn icon(self, direction: ImprovementDirection) -> VariationIcon {
        let less_is_better = direction == ImprovementDirection::Decrease;
        match self {
            Self::CommonCause => VariationIcon::CommonCause,
            Self::SpecialCauseImprovement if less_is_better => VariationIcon::ImprovementLow,
            Self::SpecialCauseImprovement => VariationIcon::ImprovementHigh,
            Self::SpecialCauseConcern if less_is_better => VariationIcon::ConcernHigh,
            Self::SpecialCauseConcern => VariationIcon::ConcernLow,
            Self::SpecialCauseNeutralHigh => VariationIcon::NeutralHigh,
            Self::SpecialCauseNeutralLow => VariationIcon::NeutralLow,
        }
    }
}

/// The variation icons of *Making Data Count*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names of the icons")]
pub enum VariationIcon {
    CommonCause,
    ImprovementHigh,
    ImprovementLow,
    ConcernHigh,
    ConcernLow,
    NeutralHigh,
    NeutralLow,
}

/// Whether the process, going on as it does, will meet its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assurance {
    /// Every time.
    ConsistentPass,
    /// Never.
    ConsistentFail,
    /// Sometimes: the target lies within the limits, or there are none.
    Inconsistent,
}

impl Assurance {
    /// The icon of this assurance.
    #[must_use]
    pub fn icon(self) -> AssuranceIcon {
        match self {
            Self::ConsistentPass => AssuranceIcon::Pass,
            Self::ConsistentFail => AssuranceIcon::Fail,
            Self::Inconsistent => AssuranceIcon::Inconsistent,
        }
    }
}

/// The assurance icons of *Making Data Count*: P, F and ?.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names of the icons")]
pub enum AssuranceIcon {
    Pass,
    Fail,
    Inconsistent,
}

/// The assurance for the lower and upper limit of the last segment; a target on a limit is neither passed nor failed.
pub(crate) fn assurance(limits: Option<(f64, f64)>, target: Option<f64>, direction: ImprovementDirection) -> Option<Assurance> {
    let target = target?;
    let (if_above, if_below) = match direction {
        ImprovementDirection::Increase => (Assurance::ConsistentFail, Assurance::ConsistentPass),
        ImprovementDirection::Decrease => (Assurance::ConsistentPass, Assurance::ConsistentFail),
        ImprovementDirection::Neutral => return None,
    };
    Some(match limits {
        Some((_, upper)) if target > upper => if_above,
        Some((lower, _)) if target < lower => if_below,
        _ => Assurance::Inconsistent,
    })
}
