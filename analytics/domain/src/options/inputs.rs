use super::{Assumption, Route, Value};
use crate::Target;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Everything that is known of a council at a date.
#[derive(Debug, Clone, PartialEq)]
pub struct Inputs {
    /// The date of the figures.
    pub as_at: NaiveDate,
    /// Where it stands.
    pub position: Position,
    /// What was measured; what is not in it is missing.
    pub measured: BTreeMap<Assumption, Measured>,
    /// How batches went through the partner and over the own connection, each where there was one.
    pub used: Vec<Usage>,
    /// When the last batch up to the date was sent, by whichever route, or came back where that is not known; none where there was none.
    pub last_asked: Option<NaiveDate>,
    /// What must be in place for a route, as the register has it.
    pub prerequisites: Vec<Prerequisite>,
}

/// Counts of records at the date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Records in scope.
    pub in_scope: i64,
    /// Those that hold a usable number.
    pub covered: i64,
    /// Of the others, those that one batch asked about.
    pub asked_once: i64,
    /// Of the others, those that several asked about.
    pub asked_more: i64,
    /// The share to be reached.
    pub target: Target,
}

impl Position {
    /// Records without a usable number.
    #[must_use]
    pub fn without_number(&self) -> i64 {
        self.in_scope - self.covered
    }

    /// Whether the target is met.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        self.target.is_met(self.covered, self.in_scope)
    }
}

/// A figure with its 95% interval, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// The figure.
    pub value: Value,
    /// The lower end of its interval; the figure where it has none.
    pub low: Value,
    /// The upper end.
    pub high: Value,
    /// The question and the period it comes from, in words.
    pub from: String,
}

impl Measured {
    /// A figure that has no interval.
    #[must_use]
    pub fn exactly(value: Value, from: String) -> Self {
        Self {
            value,
            low: value,
            high: value,
            from,
        }
    }
}

/// How batches of one route went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// `Partner` or `OwnConnection`.
    pub route: Route,
    /// Batches sent.
    pub batches: i64,
    /// Those with the reference of a secure transfer.
    pub with_reference: i64,
    /// Who submitted them, where the register of batches says.
    pub organisation: Option<String>,
    /// When the first was sent.
    pub first_sent: NaiveDate,
    /// When the last was sent.
    pub last_sent: NaiveDate,
}

/// Something that must be in place before a route can be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prerequisite {
    /// The route.
    pub route: Route,
    /// What it is, in the register's words.
    pub name: String,
    /// Whether it is in place.
    pub is_met: bool,
    /// When it was or is due to be in place; none where the register has no date.
    pub on: Option<NaiveDate>,
}
