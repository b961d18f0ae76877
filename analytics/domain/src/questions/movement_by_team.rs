use crate::Question;
use serde::{Deserialize, Serialize};

/// What each team contributed to the movement between two snapshots. One row per team, the greatest gain first.
///
/// A person with two teams counts in both, and who moves from one team to another leaves the one and joins the other.
#[derive(Debug, Clone, Copy)]
pub struct MovementByTeam;

impl Question for MovementByTeam {
    const NAME: &'static str = "movement_by_team";
    const TITLE: &'static str = "Which teams moved it";
    type Row = TeamMovementRow;
}

/// One team between two snapshots: the records that count by the filter's measure. `opening`, the four parts and `closing` add up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamMovementRow {
    /// The team's present name, or `Unallocated`.
    pub team: String,
    /// Records that counted at the first snapshot.
    pub opening: i64,
    /// Records of people who stayed and gained a number that counts.
    pub gained: i64,
    /// Records of people who stayed and lost it, below 0.
    pub lost: i64,
    /// Records of people who joined or were transferred in, less those of people who left or were transferred out.
    pub people: i64,
    /// Records whose exemption ended, less those that became exempt.
    pub exemptions: i64,
    /// Records that counted at the second snapshot.
    pub closing: i64,
    /// `closing` less `opening`.
    pub change: i64,
}
