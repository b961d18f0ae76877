use super::Ladder as _;
use crate::{Measure, Question, Target, TeamSort};
use serde::{Deserialize, Serialize};
use std::cmp::{Ordering, Reverse};

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

impl TeamSort {
    /// Puts teams in this order; where it leaves two equal, by the measure's share and then by name.
    pub fn arrange(self, rows: &mut [TeamRow], measure: Measure) {
        rows.sort_by(|a, b| {
            let first = match self {
                Self::RecordsToGo => Reverse(a.records_to_go)
                    .cmp(&Reverse(b.records_to_go))
                    .then_with(|| by_share(a, b, measure)),
                Self::Coverage => by_share(a, b, measure),
                Self::Team => Ordering::Equal,
                Self::Service => a.service.cmp(&b.service),
                Self::InScope => Reverse(a.in_scope).cmp(&Reverse(b.in_scope)),
            };
            first.then_with(|| a.team.cmp(&b.team))
        });
    }
}

/// The lowest share first; a team of which none is known, or with nobody in the view, comes last.
fn by_share(a: &TeamRow, b: &TeamRow, measure: Measure) -> Ordering {
    let known = |row: &TeamRow| row.counted(measure).filter(|_| row.in_scope > 0);
    match (known(a), known(b)) {
        // Compared as counts: no rounding can put two teams in the wrong order.
        (Some(of_a), Some(of_b)) => (i128::from(of_a) * i128::from(b.in_scope)).cmp(&(i128::from(of_b) * i128::from(a.in_scope))),
        (known_a, known_b) => known_b.is_some().cmp(&known_a.is_some()),
    }
}
