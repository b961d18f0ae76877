use crate::{NumberSource, Question, record::vocabulary};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The exact bridge between two snapshots. One row per step, zeros included; opening plus every change is closing.
#[derive(Debug, Clone, Copy)]
pub struct Movement;

impl Question for Movement {
    const NAME: &'static str = "movement";
    const TITLE: &'static str = "What moved coverage";
    type Row = MovementRow;
}

/// One step of the bridge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovementRow {
    /// The step.
    pub step: MovementStep,
    /// How the number came, for `gained`.
    pub source: Option<NumberSource>,
    /// People concerned; at the opening and the closing, those in scope.
    pub people: i64,
    /// What the step does to records in scope; at the opening and the closing, their number.
    pub in_scope: i64,
    /// What the step does to records covered, by the filter's measure; at the opening and the closing, their number.
    pub covered: i64,
}

/// The steps, in the order in which they are added up.
///
/// Transfers happen only within a service or team: the person stays in scope elsewhere in the council.
/// The exemption steps happen only in the view less exemptions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MovementStep {
    /// Where it stood.
    Opening,
    /// Came into scope with a number that counts.
    JoinedWithNumber,
    /// Came into scope without.
    JoinedWithoutNumber,
    /// Came from elsewhere in the council with a number that counts.
    TransferredInWithNumber,
    /// Came from elsewhere in the council without.
    TransferredInWithoutNumber,
    /// An exemption ended.
    ExemptionEnded,
    /// Left scope with a number that counted.
    LeftWithNumber,
    /// Left scope without.
    LeftWithoutNumber,
    /// Went elsewhere in the council with a number that counted.
    TransferredOutWithNumber,
    /// Went elsewhere in the council without.
    TransferredOutWithoutNumber,
    /// An exemption was agreed.
    BecameExempt,
    /// Stayed and gained a number that counts.
    Gained,
    /// Stayed and holds nothing now.
    LostRemoved,
    /// Stayed and holds something unusable now.
    LostInvalidated,
    /// Stayed and holds a number that another person now holds too.
    LostNewlyShared,
    /// Stayed with a usable number that is no longer verified; only where the measure is verified coverage.
    LostVerification,
    /// Where it stands.
    Closing,
}

vocabulary!(MovementStep {
    Opening = "opening", "Opening";
    JoinedWithNumber = "joined_with_number", "Joined with a number";
    JoinedWithoutNumber = "joined_without_number", "Joined without a number";
    TransferredInWithNumber = "transferred_in_with_number", "Transferred in with a number";
    TransferredInWithoutNumber = "transferred_in_without_number", "Transferred in without a number";
    ExemptionEnded = "exemption_ended", "Exemption ended";
    LeftWithNumber = "left_with_number", "Left with a number";
    LeftWithoutNumber = "left_without_number", "Left without a number";
    TransferredOutWithNumber = "transferred_out_with_number", "Transferred out with a number";
    TransferredOutWithoutNumber = "transferred_out_without_number", "Transferred out without a number";
    BecameExempt = "became_exempt", "Exemption agreed";
    Gained = "gained", "Gained a number";
    LostRemoved = "lost_removed", "Lost: removed";
    LostInvalidated = "lost_invalidated", "Lost: no longer usable";
    LostNewlyShared = "lost_newly_shared", "Lost: now shared";
    LostVerification = "lost_verification", "Lost: no longer verified";
    Closing = "closing", "Closing";
});
