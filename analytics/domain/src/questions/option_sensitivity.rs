use crate::{
    Question,
    options::{Assumption, Route},
};
use serde::{Deserialize, Serialize};

/// Which assumption moves the answer most. One row per route that has a date and assumption, the greatest effect first.
#[derive(Debug, Clone, Copy)]
pub struct OptionSensitivity;

impl Question for OptionSensitivity {
    const NAME: &'static str = "option_sensitivity";
    const TITLE: &'static str = "What moves the answer most";
    type Row = OptionSensitivityRow;
}

/// One assumption moved down and up, and what that does to the central date and to the cost up to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OptionSensitivityRow {
    /// The route.
    pub route: Route,
    /// The assumption.
    pub assumption: Assumption,
    /// What it is, in plain words.
    pub label: String,
    /// As it stands.
    pub value: String,
    /// As it is moved down.
    pub low: String,
    /// As it is moved up.
    pub high: String,
    /// Whether it is moved to the ends of its interval; otherwise by a fifth.
    pub has_interval: bool,
    /// By how many days the date moves with the lower figure, later above 0.
    pub days_at_low: Option<i64>,
    /// By how many days it moves with the higher one.
    pub days_at_high: Option<i64>,
    /// Whether the target is met within five years with the lower figure.
    pub is_reached_at_low: bool,
    /// Whether it is with the higher one.
    pub is_reached_at_high: bool,
    /// By how many pence the cost moves with the lower figure, dearer above 0; none where a cost is not known.
    pub pence_at_low: Option<i64>,
    /// By how many pence it moves with the higher one.
    pub pence_at_high: Option<i64>,
}
