use crate::Question;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The flows beside the stock: who joined, and what was gained and lost. One row per snapshot that has a snapshot before it, oldest
/// first.
///
/// Transfers within the council and exemptions are in `movement` and in none of these counts.
#[derive(Debug, Clone, Copy)]
pub struct Flow;

impl Question for Flow {
    const NAME: &'static str = "flow";
    const TITLE: &'static str = "Joiners, gains and losses";
    type Row = FlowRow;
}

/// What happened from one snapshot to the next, by the filter's measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowRow {
    /// The date of the snapshot.
    pub as_at: NaiveDate,
    /// The snapshot before, from which it is counted.
    pub previous: NaiveDate,
    /// People who came into the council's scope, into this service or team.
    pub joined: i64,
    /// Those of them who came with a number that counts: of `joined`, the front-door capture.
    pub joined_with_number: i64,
    /// People who stayed and gained a number that counts.
    pub gained: i64,
    /// People who stayed and lost it: removed, no longer usable, newly shared, no longer verified.
    pub lost: i64,
    /// `gained` less `lost`; below zero where more was lost.
    pub net_gain: i64,
}
