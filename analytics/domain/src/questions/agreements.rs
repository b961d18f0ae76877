use crate::{
    Question,
    register::{EntryKind, EntryStatus, ReadinessItem, Term},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What was agreed and when it ends. One row per agreement, and per approval or assurance that ends or is reviewed on a day; what ends first stands first.
#[derive(Debug, Clone, Copy)]
pub struct Agreements;

impl Question for Agreements {
    const NAME: &'static str = "agreements";
    const TITLE: &'static str = "Agreements by expiry";
    type Row = AgreementRow;
}

/// One agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementRow {
    /// When it ends, in words.
    pub term: Term,
    /// The entry's id.
    pub id: String,
    /// Agreement, approval or assurance.
    pub kind: EntryKind,
    /// What was agreed.
    pub title: String,
    /// The role that owns it.
    pub owner: Option<String>,
    /// How far it is.
    pub status: EntryStatus,
    /// When it was signed.
    pub done: Option<NaiveDate>,
    /// The last day on which it holds, or the day of its review where the register has one column for both.
    pub expires: Option<NaiveDate>,
    /// Days until then; negative: since then.
    pub days: Option<i64>,
    /// When it is looked at again; nothing lapses for it.
    pub review: Option<NaiveDate>,
    /// When it is to be signed.
    pub due: Option<NaiveDate>,
    /// The reference of the evidence.
    pub evidence: Option<String>,
    /// The item of the checklist that it stands for.
    pub item: Option<ReadinessItem>,
}
