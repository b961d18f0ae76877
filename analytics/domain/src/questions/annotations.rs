use crate::Question;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What happened, as the council noted it. One row per event that is about the council, the service or the team, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct Annotations;

impl Question for Annotations {
    const NAME: &'static str = "annotations";
    const TITLE: &'static str = "Annotations";
    type Row = AnnotationRow;
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnotationRow {
    /// When it happened: any day, not only a snapshot's.
    pub as_at: NaiveDate,
    /// The service or team it is about, under its present name; none: the council.
    pub scope: Option<String>,
    /// What happened.
    pub text: String,
    /// Whether control limits are calculated anew from that day.
    pub rebase: bool,
    /// The load it came with.
    pub load: u32,
}
