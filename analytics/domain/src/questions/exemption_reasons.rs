use crate::{Question, register::ExemptionReason};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// For how many people it was agreed that they need hold no number, why, and when that is looked at again. One row per reason and role that
/// agreed, the reasons in their order; every reason has a row.
#[derive(Debug, Clone, Copy)]
pub struct ExemptionReasons;

impl Question for ExemptionReasons {
    const NAME: &'static str = "exemption_reasons";
    const TITLE: &'static str = "Exemptions from the duty";
    type Row = ExemptionReasonRow;
}

/// People exempt for one reason. Those in force are divided by when they are reviewed; whose day has passed is exempt no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptionReasonRow {
    /// Why.
    pub reason: ExemptionReason,
    /// The role that agreed; none where the file doesn't say.
    pub agreed_by: Option<String>,
    /// People for whom it is agreed and holds.
    pub people: i64,
    /// Of them, those in scope at the latest snapshot.
    pub in_scope: i64,
    /// Of them, those reviewed within 30 days.
    pub within_30_days: i64,
    /// Of them, those reviewed within 90 days, not within 30.
    pub within_90_days: i64,
    /// Of them, those reviewed later.
    pub later: i64,
    /// Of them, those without a day of review.
    pub no_date: i64,
    /// People whose day of review has passed and for whom nothing newer is agreed.
    pub lapsed: i64,
    /// The day of the first agreement that holds; none where no day is recorded.
    pub first_agreed: Option<NaiveDate>,
    /// The day of the latest.
    pub last_agreed: Option<NaiveDate>,
    /// The next day of review.
    pub next_review: Option<NaiveDate>,
}
