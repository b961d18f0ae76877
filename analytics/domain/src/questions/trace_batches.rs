use crate::{
    Question,
    trace::{Dialect, MakeUp, Route, Service},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What was asked of the NHS in each batch and what came back. One row per batch, newest first.
#[derive(Debug, Clone, Copy)]
pub struct TraceBatches;

impl Question for TraceBatches {
    const NAME: &'static str = "trace_batches";
    const TITLE: &'static str = "Trace batches";
    type Row = TraceBatchRow;
}

/// One batch. Every person who was answered for has one outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TraceBatchRow {
    /// The batch's name, or the name of the response's file where the request was not made here.
    pub batch: String,
    /// The load that the request is noted as.
    pub request_load: Option<u32>,
    /// The date of the extracts that the request was made from.
    pub as_at: Option<NaiveDate>,
    /// The layout of its files.
    pub dialect: Option<Dialect>,
    /// By what it was traced.
    pub service: Option<Service>,
    /// How it went there, where the register says so.
    pub route: Option<Route>,
    /// Who submitted it, where the register says so.
    pub organisation: Option<String>,
    /// The day on which it was sent.
    pub sent_on: Option<NaiveDate>,
    /// The day on which the answer came.
    pub returned_on: Option<NaiveDate>,
    /// The secure transfer's reference, where the register says so.
    pub transfer_reference: Option<String>,
    /// Whether its people were asked about for the first time; none where nothing is known of them.
    pub make_up: Option<MakeUp>,
    /// People asked about for the first time.
    pub first_asked: i64,
    /// People asked about; none where neither a request nor the register says.
    pub sent: Option<i64>,
    /// Of them, those with an NHS number to confirm.
    pub sent_with_number: Option<i64>,
    /// Of them, those with everything that a trace matches by.
    pub sent_complete: Option<i64>,
    /// People answered for.
    pub answered: i64,
    /// People asked about and not answered for.
    pub not_answered: Option<i64>,
    /// Further answers for a person; the latest counts.
    pub answered_again: i64,
    /// Answers to nothing that was asked in the batch.
    pub not_asked: i64,
    /// The number sent was confirmed.
    pub verified: i64,
    /// No number was sent and one was found.
    pub found: i64,
    /// Another number than the one sent was found.
    pub different: i64,
    /// The number was merged into another record.
    pub superseded: i64,
    /// The record on PDS is marked as invalid.
    pub invalid: i64,
    /// The number sent was not confirmed, and no other was found.
    pub conflict: i64,
    /// Several people fit.
    pub several: i64,
    /// Nobody fits.
    pub no_match: i64,
    /// No trace was made.
    pub not_traced: i64,
    /// The record could not be read by whoever was asked.
    pub rejected: i64,
    /// Codes that are not known here.
    pub other: i64,
    /// People whose record is sensitive, whatever the outcome.
    pub sensitive: i64,
    /// Answers with one person found: confirmed, found, different or superseded.
    pub matched: i64,
    /// Answers that say something about the person: all but rejected and other.
    pub traced: i64,
    /// Matched as a share of traced, from 0 to 1.
    pub match_rate: Option<f64>,
    /// The lower end of its 95% Wilson interval.
    pub interval_lower: Option<f64>,
    /// The upper end.
    pub interval_upper: Option<f64>,
}
