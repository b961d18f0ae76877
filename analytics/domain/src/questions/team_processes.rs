use super::{Assurance, Course, LimitsBasis, PointType, SpcRule, TeamRow};
use crate::Question;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Where each team stands and how it got there: the row of [`CoverageByTeam`](super::CoverageByTeam) at the end of the period with
/// what [`CoverageSpc`](super::CoverageSpc) says of the team. One row per team, in the filter's order.
#[derive(Debug, Clone, Copy)]
pub struct TeamProcesses;

impl Question for TeamProcesses {
    const NAME: &'static str = "team_processes";
    const TITLE: &'static str = "Teams and their course";
    type Row = TeamProcessRow;
}

/// One team at one date with its process.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TeamProcessRow {
    /// Where it stands.
    #[serde(flatten)]
    pub team: TeamRow,
    /// How it got there.
    #[serde(flatten)]
    pub process: Process,
}

/// What a team's coverage did over the period, by the filter's measure.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Process {
    /// The first date of the course; none where the period has no figures of the team.
    pub first_as_at: Option<NaiveDate>,
    /// Records in scope on that date.
    pub first_in_scope: Option<i64>,
    /// Records covered on that date.
    pub first_covered: Option<i64>,
    /// The shares in percent at the latest dates with somebody in scope, 24 at most.
    pub course: Course,
    /// What the latest point says about the process; none where nothing can be said.
    pub variation: Option<PointType>,
    /// The rule that the latest point breaks.
    pub rule: Option<SpcRule>,
    /// Whether the process will meet the target; none where nothing can be said.
    pub assurance: Option<Assurance>,
    /// What the limits rest on, or why there are none.
    pub basis: Option<LimitsBasis>,
    /// Whether there are so few dates that the limits are trial limits.
    pub trial: bool,
}

impl Process {
    /// What a reader may be told of the process at its latest point, as of [`SpcRow::process`](super::SpcRow::process).
    #[must_use]
    pub fn told(&self) -> Option<PointType> {
        self.variation.filter(|_| self.rule.unwrap_or(SpcRule::None).is_told(!self.trial))
    }

    /// Whether limits of enough dates say that the team will meet its target.
    #[must_use]
    pub fn assured(&self) -> Option<Assurance> {
        self.assurance.filter(|_| !self.trial)
    }

    /// What the process says, or why nothing can be told.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match (self.told(), self.variation, self.basis) {
            (Some(told), ..) => told.label(),
            (None, Some(_), _) => "Too few dates to tell",
            (None, None, basis) => basis.map_or("–", LimitsBasis::label),
        }
    }
}
