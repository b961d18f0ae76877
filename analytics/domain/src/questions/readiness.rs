use crate::{
    Question, Target,
    register::{ReadinessItem, ReadinessState},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What has to be in place for PDS access, and where it stands. One row per item of the checklist, whether or not anything is entered.
#[derive(Debug, Clone, Copy)]
pub struct Readiness;

impl Question for Readiness {
    const NAME: &'static str = "readiness";
    const TITLE: &'static str = "Readiness for PDS access";
    type Row = ReadinessRow;
}

/// One item of the checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadinessRow {
    /// What has to be in place.
    pub item: ReadinessItem,
    /// Where it stands.
    pub state: ReadinessState,
    /// The roles that own what is open for it, or else what is done.
    pub owner: Option<String>,
    /// What shows that it is in place.
    pub expected: String,
    /// The references that the register gives for it.
    pub evidence: Option<String>,
    /// What is not done or no longer holds: ids and titles.
    pub outstanding: Option<String>,
    /// The latest day on which something open for it is due.
    pub due: Option<NaiveDate>,
    /// The first day on which something that is done ends.
    pub expires: Option<NaiveDate>,
    /// The entries of the register that stand for it.
    pub entries: Option<String>,
    /// The briefing's name with today's, where it has another now.
    pub today: Option<String>,
    /// The routes that need it.
    pub needed_by: String,
    /// Only of coverage: the target at the latest snapshot, in percent.
    pub target: Option<Target>,
    /// Only of coverage: at how many snapshots in a row, up to the latest, the target was met.
    pub met_in_a_row: Option<i64>,
    /// Only of coverage: how many records may lose their number before the target is missed; negative: must gain one before it is met.
    pub margin: Option<i64>,
}
