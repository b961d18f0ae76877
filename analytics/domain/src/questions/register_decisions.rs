use crate::{
    Question,
    register::{EntryStatus, ReadinessItem},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What was decided, and what waits for a decision. One row per decision of the register, those that wait first, then the latest.
#[derive(Debug, Clone, Copy)]
pub struct RegisterDecisions;

impl Question for RegisterDecisions {
    const NAME: &'static str = "register_decisions";
    const TITLE: &'static str = "Decisions";
    type Row = RegisterDecisionRow;
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterDecisionRow {
    /// The entry's id.
    pub id: String,
    /// What is decided.
    pub title: String,
    /// The role that decides.
    pub owner: Option<String>,
    /// How far it is.
    pub status: EntryStatus,
    /// When it is to be decided.
    pub due: Option<NaiveDate>,
    /// When it was decided.
    pub done: Option<NaiveDate>,
    /// When it is looked at again.
    pub expires: Option<NaiveDate>,
    /// Where it is minuted.
    pub evidence: Option<String>,
    /// The ids of what it waits for.
    pub depends_on: Option<String>,
    /// The item of the checklist that it stands for.
    pub item: Option<ReadinessItem>,
}
