use crate::{Question, Target};
use serde::{Deserialize, Serialize};

/// How far each team is from the target. One row per team, in the filter's order; a person with two teams counts in both.
#[derive(Debug, Clone, Copy)]
pub struct CoverageByTeam;

impl Question for CoverageByTeam {
    const NAME: &'static str = "coverage_by_team";
    const TITLE: &'static str = "Coverage by team";
    type Row = TeamRow;
}

/// One team at one date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TeamRow {
    /// The team's present name, or `Unallocated`.
    pub team: String,
    /// Its service on that date.
    pub service: String,
    /// Records in scope.
    pub in_scope: i64,
    /// Records that hold anything; none for history.
    pub recorded: Option<i64>,
    /// Records that hold a usable number.
    pub covered: i64,
    /// Records whose number a trace confirmed or supplied; none for history.
    pub verified: Option<i64>,
    /// The fewest records that must gain a number, by the filter's measure.
    pub records_to_go: i64,
    /// The target in force, in percent.
    pub target: Target,
    /// Records in scope at the date before; none if the team was not there.
    pub previous_in_scope: Option<i64>,
    /// Records covered at the date before, by the filter's measure.
    pub previous_covered: Option<i64>,
}
