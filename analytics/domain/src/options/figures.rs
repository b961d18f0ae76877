use super::{Assumed, Assumption, Inputs, Value, value::ONE};
use crate::record::vocabulary;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The figures of a council, with the reader's own in the place of some.
#[derive(Debug, Clone, Copy)]
pub struct Figures<'a> {
    inputs: &'a Inputs,
    assumed: &'a Assumed,
}

/// One assumption as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Where it comes from.
    pub origin: Origin,
    /// The figure; none where it is missing.
    pub value: Option<Value>,
    /// The lower end of its interval; none where it has no interval.
    pub low: Option<Value>,
    /// The upper end.
    pub high: Option<Value>,
    /// The question and the period behind it; none unless it is measured.
    pub from: Option<String>,
}

/// Where a figure comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// From what is loaded.
    Measured,
    /// The reader gave it.
    Council,
    /// Nobody measured or gave it.
    Missing,
}

vocabulary!(Origin {
    Measured = "measured", "Measured";
    Council = "council", "Council's figure";
    Missing = "missing", "Missing";
});

/// Which end of the intervals is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outlook {
    /// Every figure at the end that favours an early date.
    Favourable,
    /// The figures themselves.
    Central,
    /// Every figure at the other end.
    Unfavourable,
}

impl<'a> Figures<'a> {
    /// What was measured, and what is given instead.
    #[must_use]
    pub fn new(inputs: &'a Inputs, assumed: &'a Assumed) -> Self {
        Self { inputs, assumed }
    }

    /// The council they are about.
    #[must_use]
    pub fn inputs(self) -> &'a Inputs {
        self.inputs
    }

    /// One assumption as it stands.
    #[must_use]
    pub fn of(self, assumption: Assumption) -> Figure {
        let measured = self.inputs.measured.get(&assumption);
        match (self.assumed.get(assumption), measured) {
            (Some(value), _) => Figure {
                origin: Origin::Council,
                value: Some(value),
                low: None,
                high: None,
                from: None,
            },
            (None, Some(measured)) => {
                let has_interval = measured.low < measured.high;
                Figure {
                    origin: Origin::Measured,
                    value: Some(measured.value),
                    low: has_interval.then_some(measured.low),
                    high: has_interval.then_some(measured.high),
                    from: Some(measured.from.clone()),
                }
            }
            (None, None) => Figure {
                origin: Origin::Missing,
                value: None,
                low: None,
                high: None,
                from: None,
            },
        }
    }

    /// The figure in ten-thousandths; none where it is missing.
    pub(super) fn get(self, assumption: Assumption) -> Option<i64> {
        let given = self.assumed.get(assumption);
        given
            .or_else(|| Some(self.inputs.measured.get(&assumption)?.value))
            .map(Value::ten_thousandths)
    }

    /// The figure under an outlook.
    pub(super) fn under(self, assumption: Assumption, outlook: Outlook) -> Option<i64> {
        let value = self.get(assumption)?;
        let Some(measured) = self
            .inputs
            .measured
            .get(&assumption)
            .filter(|_| self.assumed.get(assumption).is_none())
        else {
            return Some(value);
        };
        let ends = match self.more_is_better(assumption) {
            Some(true) => (measured.high, measured.low),
            Some(false) => (measured.low, measured.high),
            None => return Some(value),
        };
        Some(match outlook {
            Outlook::Favourable => ends.0.ten_thousandths(),
            Outlook::Central => value,
            Outlook::Unfavourable => ends.1.ten_thousandths(),
        })
    }

    /// Whether more of it brings the target nearer; none where it moves the work and not the date.
    fn more_is_better(self, assumption: Assumption) -> Option<bool> {
        match assumption {
            // Joiners raise coverage as long as more of them hold a number than the target asks.
            Assumption::JoinedEachMonth => {
                let captured = self.get(Assumption::CapturedAtFrontDoor)?;
                Some(captured * 10_000 >= self.inputs.position.target.basis_points() * ONE)
            }
            Assumption::CapturedAtFrontDoor
            | Assumption::ManualShare
            | Assumption::MatchRateFirst
            | Assumption::MatchRateResidue
            | Assumption::AskedAgain
            | Assumption::MatchRateRealTime => Some(true),
            Assumption::LostEachMonth
            | Assumption::PartnerFrom
            | Assumption::PartnerBatchDays
            | Assumption::PartnerAnswerDays
            | Assumption::OwnFrom
            | Assumption::OwnBatchDays
            | Assumption::OwnAnswerDays
            | Assumption::RealTimeFrom => Some(false),
            _ => None,
        }
    }

    /// The day on which a dated assumption falls, counted from the date of the figures; never before it.
    pub(super) fn day(self, assumption: Assumption, outlook: Outlook) -> Option<i64> {
        let day = self.under(assumption, outlook)? / ONE;
        Some((day - Value::day(self.inputs.as_at).ten_thousandths() / ONE).max(0))
    }

    /// Those that are missing.
    pub(super) fn missing(self, wanted: &[Assumption]) -> Vec<Assumption> {
        wanted.iter().copied().filter(|one| self.get(*one).is_none()).collect()
    }
}
