use crate::{Question, Target, record::vocabulary};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Whether coverage changes by more than it always does. One row per date, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct CoverageSpc;

impl Question for CoverageSpc {
    const NAME: &'static str = "coverage_spc";
    const TITLE: &'static str = "Coverage as a process (SPC chart)";
    type Row = SpcRow;
}

/// The share of joiners who came with a number. One row per snapshot that somebody joined by, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct CaptureSpc;

impl Question for CaptureSpc {
    const NAME: &'static str = "capture_spc";
    const TITLE: &'static str = "Front-door capture (SPC chart)";
    type Row = SpcRow;
}

/// Numbers gained less numbers lost. One row per snapshot with one before it, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct NetGainSpc;

impl Question for NetGainSpc {
    const NAME: &'static str = "net_gain_spc";
    const TITLE: &'static str = "Net gain of numbers (SPC chart)";
    type Row = SpcRow;
}

/// One point of an XmR chart with what is said of the whole chart, the same in every row.
///
/// Means, limits and values are shares of 1, or counts where there is no denominator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpcRow {
    /// The date of the snapshot.
    pub as_at: NaiveDate,
    /// The records or people counted.
    pub numerator: i64,
    /// Out of how many; none where a count is charted.
    pub denominator: Option<i64>,
    /// What is charted.
    pub value: f64,
    /// The mean of the point's segment.
    pub mean: Option<f64>,
    /// The lower process limit, not held within 0 and 1; none where limits mean nothing.
    pub lower: Option<f64>,
    /// The upper process limit.
    pub upper: Option<f64>,
    /// Which segment the point is in, from 1; a rebase starts the next.
    pub segment: i64,
    /// Whether the segment has so few points that its limits are trial limits.
    pub trial: bool,
    /// The rule that the point breaks.
    pub rule: SpcRule,
    /// What that means.
    pub point_type: PointType,
    /// The target in force, in percent; none where none applies.
    pub target: Option<Target>,
    /// What the latest point says about the process; none where nothing can be said.
    pub variation: Option<PointType>,
    /// Whether the process will meet the target; none where nothing can be said.
    pub assurance: Option<Assurance>,
    /// What the limits rest on at the latest point, or why there are none.
    pub basis: LimitsBasis,
}

/// How many points limits take before they tell common from special cause; fewer give trial limits.
pub const ENOUGH_POINTS: usize = 13;

impl SpcRow {
    /// What a reader may be told of the point; none where its limits are missing or rest on too few points.
    #[must_use]
    pub fn told(&self) -> Option<PointType> {
        self.rule.is_told(self.lower.is_some() && !self.trial).then_some(self.point_type)
    }

    /// What a reader may be told of the process at the latest point.
    #[must_use]
    pub fn process(&self) -> Option<PointType> {
        self.variation.filter(|_| self.rule.is_told(!self.trial))
    }

    /// A limit as it is shown: no share lies beyond 0 and 100%, wherever its limits are computed to be.
    #[must_use]
    pub fn shown(&self, limit: f64) -> f64 {
        if self.denominator.is_some() { limit.clamp(0.0, 1.0) } else { limit }
    }

    /// Whether limits of enough points say that the process will meet its target.
    #[must_use]
    pub fn assured(&self) -> Option<Assurance> {
        self.assurance.filter(|_| !self.trial)
    }

    /// How many points the latest segment has where they are too few to tell common from special cause, and whether it began with a
    /// rebase. None where they are enough, or where there is another reason why nothing can be told.
    #[must_use]
    pub fn too_few(rows: &[Self]) -> Option<(usize, bool)> {
        let last = rows.last().filter(|last| last.variation.is_some() && last.process().is_none())?;
        Some((rows.iter().filter(|row| row.segment == last.segment).count(), last.segment > 1))
    }
}

/// What a point means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PointType {
    /// Within what the process always does.
    CommonCause,
    /// A change for the better.
    SpecialCauseImprovement,
    /// A change for the worse.
    SpecialCauseConcern,
}

vocabulary!(PointType {
    CommonCause = "common_cause", "Common cause";
    SpecialCauseImprovement = "special_cause_improvement", "Special cause improvement";
    SpecialCauseConcern = "special_cause_concern", "Special cause concern";
});

/// The rule that makes a point a special cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpcRule {
    /// It breaks none.
    None,
    /// Above the upper process limit.
    AboveLimit,
    /// Below the lower process limit.
    BelowLimit,
    /// One of seven that rise.
    TrendUp,
    /// One of seven that fall.
    TrendDown,
    /// One of two of three near the upper limit.
    NearUpperLimit,
    /// One of two of three near the lower limit.
    NearLowerLimit,
    /// One of seven above the mean.
    RunAbove,
    /// One of seven below the mean.
    RunBelow,
}

vocabulary!(SpcRule {
    None = "none", "None";
    AboveLimit = "above_limit", "Above the upper process limit";
    BelowLimit = "below_limit", "Below the lower process limit";
    TrendUp = "trend_up", "One of seven rising points";
    TrendDown = "trend_down", "One of seven falling points";
    NearUpperLimit = "near_upper_limit", "Two of three near the upper limit";
    NearLowerLimit = "near_lower_limit", "Two of three near the lower limit";
    RunAbove = "run_above", "One of seven above the mean";
    RunBelow = "run_below", "One of seven below the mean";
});

impl SpcRule {
    /// Whether the point stands for a rise: above the mean, or in a rising trend.
    #[must_use]
    pub fn is_upwards(self) -> bool {
        matches!(self, Self::AboveLimit | Self::TrendUp | Self::NearUpperLimit | Self::RunAbove)
    }

    /// Whether a reader may be told what it says: seven points in a row say something however few there are, the others only where there
    /// are limits of enough points.
    #[must_use]
    pub fn is_told(self, by_limits: bool) -> bool {
        by_limits || matches!(self, Self::TrendUp | Self::TrendDown | Self::RunAbove | Self::RunBelow)
    }
}

/// What the process will do about its target while nothing changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assurance {
    /// The target is below the limits.
    Pass,
    /// The target is above the limits.
    Fail,
    /// The target lies within the limits.
    HitOrMiss,
}

vocabulary!(Assurance {
    Pass = "pass", "Will meet the target";
    Fail = "fail", "Will fail the target";
    HitOrMiss = "hit_or_miss", "Hit or miss";
});

impl Assurance {
    /// In words for a stock, such as coverage: one that moves leaves its limits behind, which say where it was and not that it stays.
    #[must_use]
    pub fn of_stock(self, variation: Option<PointType>) -> &'static str {
        match (self, variation) {
            (Self::Fail, Some(PointType::SpecialCauseImprovement)) => "Limits below, but improving",
            (Self::Pass, Some(PointType::SpecialCauseConcern)) => "Limits above, but getting worse",
            _ => self.label(),
        }
    }
}

/// What process limits rest on, or why there are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitsBasis {
    /// Moving ranges, outliers among them screened.
    Limits,
    /// Moving ranges unscreened, since screening left none but zeros.
    UnscreenedLimits,
    /// The values vary, but not so that limits mean anything.
    LimitsNotMeaningful,
    /// All values are equal.
    NoVariationYet,
    /// There is one value.
    SinglePoint,
}

vocabulary!(LimitsBasis {
    Limits = "limits", "Process limits";
    UnscreenedLimits = "unscreened_limits", "Process limits without screening";
    LimitsNotMeaningful = "limits_not_meaningful", "Limits not meaningful";
    NoVariationYet = "no_variation_yet", "No variation yet";
    SinglePoint = "single_point", "One point";
});
