use crate::{Question, register::EntryStatus};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What may go wrong and what has. One row per risk that was not closed or withdrawn: realised ones first, then by score.
#[derive(Debug, Clone, Copy)]
pub struct Risks;

impl Question for Risks {
    const NAME: &'static str = "risks";
    const TITLE: &'static str = "Risks by score";
    type Row = RiskRow;
}

/// One risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskRow {
    /// The entry's id.
    pub id: String,
    /// What may go wrong.
    pub title: String,
    /// The role that owns it.
    pub owner: Option<String>,
    /// Whether it has come.
    pub status: EntryStatus,
    /// From 1, hardly, to 5, almost certain.
    pub likelihood: Option<i64>,
    /// From 1, hardly, to 5, very grave.
    pub impact: Option<i64>,
    /// Likelihood times impact; none where either is not recorded.
    pub score: Option<i64>,
    /// The day on which it came.
    pub realised_on: Option<NaiveDate>,
    /// By when something is to be done about it.
    pub due: Option<NaiveDate>,
    /// When it is looked at again.
    pub review: Option<NaiveDate>,
    /// The reference of the evidence.
    pub evidence: Option<String>,
    /// The ids of what it hangs on.
    pub depends_on: Option<String>,
}
