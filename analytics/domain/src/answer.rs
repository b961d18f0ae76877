//! The envelope in which every answer travels, and what is sent when there is none.

use crate::Filter;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The rows that answer one question, all from one generation, with what is needed to trace them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer<R> {
    /// The question's name.
    pub question: String,
    /// The warehouse generation that answered.
    pub generation: u64,
    /// The date the figures were taken, where the question is about one date.
    pub as_at: Option<NaiveDate>,
    /// The latest date with figures before `as_at`.
    pub previous: Option<NaiveDate>,
    /// The filter as it was understood.
    pub filter: Filter,
    /// The rows, in the question's order.
    pub rows: Vec<R>,
    /// People counted here but not listed, because their record is restricted; only for person-level rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restricted: Option<i64>,
    /// The loads behind the figures at `as_at`.
    pub lineage: Vec<Lineage>,
    /// The software's version.
    pub version: String,
}

/// One load that an answer rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lineage {
    /// The load's number.
    pub load: u32,
    /// The source file's name, without its folder.
    pub file: String,
    /// The source file's SHA-256.
    pub sha256: String,
}

/// A problem document (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// `about:blank`: the status says it all.
    #[serde(rename = "type")]
    pub kind: String,
    /// The status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong and what to do.
    pub detail: String,
    /// The parameter at fault, where one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
}
