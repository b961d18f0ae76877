use crate::{
    Question,
    options::{Assumption, Origin, Unit},
};
use serde::{Deserialize, Serialize};

/// What the choice between the routes rests on. One row per assumption.
#[derive(Debug, Clone, Copy)]
pub struct OptionAssumptions;

impl Question for OptionAssumptions {
    const NAME: &'static str = "option_assumptions";
    const TITLE: &'static str = "What the routes rest on";
    type Row = OptionAssumptionRow;
}

/// One assumption as it stands; figures as they are typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OptionAssumptionRow {
    /// By which it is changed: `assume=<assumption>:<figure>`.
    pub assumption: Assumption,
    /// What it is, in plain words.
    pub label: String,
    /// What it is measured in.
    pub unit: Unit,
    /// Where the figure comes from.
    pub origin: Origin,
    /// The figure; none where it is missing.
    pub value: Option<String>,
    /// The lower end of its 95% interval; none where it has none.
    pub low: Option<String>,
    /// The upper end.
    pub high: Option<String>,
    /// What is measured, also where the reader gave another figure.
    pub measured: Option<String>,
    /// The question and the period that comes from.
    pub measured_from: Option<String>,
    /// The least it can be.
    pub least: String,
    /// The most it can be.
    pub most: String,
    /// The routes that it can move, by their names.
    pub routes: String,
}
