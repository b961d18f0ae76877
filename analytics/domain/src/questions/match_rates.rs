use super::{LimitsBasis, PointType, SpcRule};
use crate::{
    Question,
    record::vocabulary,
    trace::{Detail, MakeUp, Service},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Whether matching gets better, like beside like. One row per kind of batch, make-up and day of return, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct MatchRateTrend;

impl Question for MatchRateTrend {
    const NAME: &'static str = "match_rate_trend";
    const TITLE: &'static str = "Match rate over time";
    type Row = MatchRateRow;
}

/// One point of the XmR chart of a kind of batch and make-up: people who were sent without a number to confirm. Rates and limits are
/// shares of 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatchRateRow {
    /// By what it was traced.
    pub service: Service,
    /// Whether people were asked about for the first time.
    pub make_up: MakeUp,
    /// The day on which the batches came back.
    pub as_at: NaiveDate,
    /// Their names.
    pub batches: String,
    /// Answers with one person found.
    pub matched: i64,
    /// Answers that say something about the person.
    pub traced: i64,
    /// Matched as a share of traced.
    pub match_rate: f64,
    /// The lower end of its 95% Wilson interval.
    pub interval_lower: f64,
    /// The upper end.
    pub interval_upper: f64,
    /// Beside the point before it in the same series; none for the first.
    pub since_last: Option<SinceLast>,
    /// The mean of the series.
    pub mean: Option<f64>,
    /// The lower process limit, not held within 0 and 1; none where limits mean nothing.
    pub lower: Option<f64>,
    /// The upper process limit.
    pub upper: Option<f64>,
    /// Whether there are so few points that the limits are trial limits.
    pub trial: bool,
    /// The rule that the point breaks.
    pub rule: SpcRule,
    /// What that means.
    pub point_type: PointType,
    /// What the latest point says about the process; none where nothing can be said.
    pub variation: Option<PointType>,
    /// What the limits rest on, or why there are none.
    pub basis: LimitsBasis,
}

impl MatchRateRow {
    /// What a reader may be told of the point, as of [`SpcRow::told`](super::SpcRow::told).
    #[must_use]
    pub fn told(&self) -> Option<PointType> {
        self.rule.is_told(self.lower.is_some() && !self.trial).then_some(self.point_type)
    }

    /// The batches that came back last, of each series; a log of single calls only where there is nothing else.
    #[must_use]
    pub fn last_batches(rows: &[Self]) -> Vec<&Self> {
        let when = |row: &Self| (row.service != Service::Smsp, row.as_at);
        let last = rows.iter().map(when).max();
        rows.iter().filter(|row| Some(when(row)) == last).collect()
    }

    /// Of the batches that came back last those of the series with most people.
    #[must_use]
    pub fn last_batch(rows: &[Self]) -> Option<&Self> {
        Self::last_batches(rows).into_iter().rev().max_by_key(|row| row.traced)
    }
}

/// Whether a rate is surely another than the one before: only where their intervals don't meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SinceLast {
    /// Surely higher.
    Higher,
    /// Surely lower.
    Lower,
    /// They can't be told apart.
    Alike,
}

vocabulary!(SinceLast {
    Higher = "higher", "Higher than before";
    Lower = "lower", "Lower than before";
    Alike = "alike", "Not told apart from before";
});

/// What each pass found of the people asked about without a number at first. One row per pass.
#[derive(Debug, Clone, Copy)]
pub struct MatchYield;

impl Question for MatchYield {
    const NAME: &'static str = "match_yield";
    const TITLE: &'static str = "What each pass found";
    type Row = MatchYieldRow;
}

/// One pass: the first time that people were asked about, the second, and so on. Shares are of everybody asked about without a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatchYieldRow {
    /// Which time, from 1.
    pub pass: i64,
    /// People asked about that time.
    pub asked: i64,
    /// Of them, those found for the first time.
    pub found: i64,
    /// Found by this pass and those before.
    pub found_in_all: i64,
    /// Asked about at some time and not found so far.
    pub left: i64,
    /// The share that this pass found.
    pub share: f64,
    /// The share that it and those before found.
    pub share_in_all: f64,
}

/// Match rates by what was sent. One row per kind of completeness.
#[derive(Debug, Clone, Copy)]
pub struct MatchByCompleteness;

impl Question for MatchByCompleteness {
    const NAME: &'static str = "match_by_completeness";
    const TITLE: &'static str = "Match rate by completeness";
    type Row = MatchGroupRow;
}

/// Match rates by team. One row per team of the people asked about, lowest first.
#[derive(Debug, Clone, Copy)]
pub struct MatchByTeam;

impl Question for MatchByTeam {
    const NAME: &'static str = "match_by_team";
    const TITLE: &'static str = "Match rate by team";
    type Row = MatchGroupRow;
}

/// Match rates by age. One row per age band.
#[derive(Debug, Clone, Copy)]
pub struct MatchByAgeBand;

impl Question for MatchByAgeBand {
    const NAME: &'static str = "match_by_age_band";
    const TITLE: &'static str = "Match rate by age";
    type Row = MatchGroupRow;
}

/// One group of people of batches; somebody asked about in two batches counts in each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatchGroupRow {
    /// What they have in common, in words.
    pub group: String,
    /// People asked about.
    pub asked: i64,
    /// Answers that say something about the person.
    pub traced: i64,
    /// Answers with one person found.
    pub matched: i64,
    /// Matched as a share of traced; none while nothing came back.
    pub match_rate: Option<f64>,
    /// The lower end of its 95% Wilson interval.
    pub interval_lower: Option<f64>,
    /// The upper end.
    pub interval_upper: Option<f64>,
    /// How many more would have been found at the rate of people of whom everything was sent; only by completeness, for what was lacking.
    pub would_gain: Option<i64>,
}

/// What came back, code by code. One row per batch, outcome and code.
#[derive(Debug, Clone, Copy)]
pub struct OutcomeMix;

impl Question for OutcomeMix {
    const NAME: &'static str = "outcome_mix";
    const TITLE: &'static str = "Outcomes by batch";
    type Row = OutcomeRow;
}

/// People of one batch whose answer had the same code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeRow {
    /// The batch's name.
    pub batch: String,
    /// The day on which it came back.
    pub returned_on: NaiveDate,
    /// What the code means.
    pub outcome: crate::trace::Outcome,
    /// The code as it came.
    pub code: String,
    /// How many people.
    pub people: i64,
}

/// How often numbers on record were right, when a trace checked them. One row per source of the number.
#[derive(Debug, Clone, Copy)]
pub struct NumberChecks;

impl Question for NumberChecks {
    const NAME: &'static str = "number_checks";
    const TITLE: &'static str = "Numbers checked by a trace";
    type Row = NumberCheckRow;
}

/// Numbers that were sent to be confirmed, by where they had come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NumberCheckRow {
    /// Where they had come from; numbers typed by staff are `manual`, or `unknown` where the record doesn't say.
    pub source: crate::NumberSource,
    /// Answers that say something about the number.
    pub checked: i64,
    /// The number is the person's.
    pub confirmed: i64,
    /// It was, and is merged into another record.
    pub superseded: i64,
    /// Another number is the person's.
    pub different: i64,
    /// It could not be confirmed: a conflict, several people, or nobody.
    pub not_confirmed: i64,
    /// The record on PDS is marked as invalid.
    pub invalid: i64,
    /// Different, not confirmed or invalid, as a share of checked.
    pub error_rate: Option<f64>,
    /// The lower end of its 95% Wilson interval.
    pub interval_lower: Option<f64>,
    /// The upper end.
    pub interval_upper: Option<f64>,
}

/// Which details of the people found came back other than they were sent. One row per detail.
#[derive(Debug, Clone, Copy)]
pub struct MatchDifferences;

impl Question for MatchDifferences {
    const NAME: &'static str = "match_differences";
    const TITLE: &'static str = "Details that differ";
    type Row = MatchDifferenceRow;
}

/// One detail of the people found; somebody found in two batches counts in each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatchDifferenceRow {
    /// The detail.
    pub detail: Detail,
    /// People of whom it was sent and came back.
    pub compared: i64,
    /// Of them, those of whom it came back different.
    pub differed: i64,
    /// Differed as a share of compared.
    pub share: f64,
    /// The lower end of its 95% Wilson interval.
    pub interval_lower: f64,
    /// The upper end.
    pub interval_upper: f64,
}
