use super::Ladder;
use crate::{AgeBand, Dimension, Measure, NumberStatus, Question, RecordState, Target, TimeOpen};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// Where the missing are. One row per group of the filter's dimension, most records to go first, then by name.
#[derive(Debug, Clone, Copy)]
pub struct Breakdown;

impl Question for Breakdown {
    const NAME: &'static str = "breakdown";
    const TITLE: &'static str = "Where the missing are";
    type Row = BreakdownRow;
}

/// One group at one date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BreakdownRow {
    /// What its people have in common, in words; `Not recorded` where the record doesn't say.
    pub group: String,
    /// Records in scope.
    pub in_scope: i64,
    /// Records that hold anything.
    pub recorded: i64,
    /// Records that hold a usable number.
    pub covered: i64,
    /// Records whose number a trace confirmed or supplied.
    pub verified: i64,
    /// The target in force, in percent.
    pub target: Target,
    /// The fewest records of the group that must gain a number for the group to reach the target, by the filter's measure.
    pub records_to_go: i64,
}

impl Ladder for BreakdownRow {
    fn in_scope(&self) -> i64 {
        self.in_scope
    }

    fn counted(&self, measure: Measure) -> Option<i64> {
        Some(match measure {
            Measure::Recorded => self.recorded,
            Measure::Coverage => self.covered,
            Measure::Verified => self.verified,
        })
    }
}

impl Dimension {
    /// The words for a group that the warehouse knows by a name of a vocabulary; any other name is its own.
    fn words(self, name: &str) -> Option<&'static str> {
        match self {
            Self::Service | Self::SupportReason => None,
            Self::AgeBand => AgeBand::from_name(name).map(AgeBand::label),
            Self::TimeOpen => TimeOpen::from_name(name).map(TimeOpen::label),
            Self::RecordState => RecordState::from_name(name).map(RecordState::label),
            Self::NumberStatus => NumberStatus::from_name(name).map(NumberStatus::label),
        }
    }

    /// Names the groups in words and ranks them.
    pub fn arrange(self, rows: &mut [BreakdownRow]) {
        for row in &mut *rows {
            if let Some(words) = self.words(&row.group) {
                words.clone_into(&mut row.group);
            }
        }
        rows.sort_by(|a, b| {
            Reverse(a.records_to_go)
                .cmp(&Reverse(b.records_to_go))
                .then_with(|| a.group.cmp(&b.group))
        });
    }
}
