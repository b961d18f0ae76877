use crate::{
    Question,
    register::TransferState,
    trace::{Route, Service},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How each batch went out and came back. One row per batch, and per transfer in the register whose batch was not loaded; unexplained ones
/// first.
#[derive(Debug, Clone, Copy)]
pub struct Transfers;

impl Question for Transfers {
    const NAME: &'static str = "transfers";
    const TITLE: &'static str = "Transfers made";
    type Row = TransferRow;
}

/// One batch, or one transfer of another kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferRow {
    /// Whether a transfer stands behind the batch.
    pub state: TransferState,
    /// The batch; none where the register names none.
    pub batch: Option<String>,
    /// The ids of the register's entries about it.
    pub entries: Option<String>,
    /// What the register says was sent.
    pub title: Option<String>,
    /// By what it was traced.
    pub service: Option<Service>,
    /// How it went.
    pub route: Option<Route>,
    /// Who submitted it.
    pub organisation: Option<String>,
    /// The secure transfer's reference, or that of the evidence.
    pub reference: Option<String>,
    /// The day on which it was sent.
    pub sent_on: Option<NaiveDate>,
    /// The day on which the answer came.
    pub returned_on: Option<NaiveDate>,
    /// The records that were sent.
    pub records: Option<i64>,
}
