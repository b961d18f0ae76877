use crate::{
    Measure,
    questions::{CoverageRow, TeamRow, TrendRow},
};

/// A row that holds the ladder: recorded ≥ coverage ≥ verified.
pub trait Ladder {
    /// Records in scope.
    fn in_scope(&self) -> i64;
    /// Records on one rung; none where only earlier counts are known.
    fn counted(&self, measure: Measure) -> Option<i64>;
}

macro_rules! ladder {
    ($($row:ty),+) => {
        $(impl Ladder for $row {
            fn in_scope(&self) -> i64 {
                self.in_scope
            }

            fn counted(&self, measure: Measure) -> Option<i64> {
                match measure {
                    Measure::Recorded => self.recorded,
                    Measure::Coverage => Some(self.covered),
                    Measure::Verified => self.verified,
                }
            }
        })+
    };
}
ladder!(CoverageRow, TeamRow, TrendRow);
