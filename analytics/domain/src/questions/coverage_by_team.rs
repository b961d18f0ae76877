use crate::{Question, Target, record::vocabulary};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How far each team is from the target. One row per team, in the filter's order; a person with two teams counts in both.
#[derive(Debug, Clone, Copy)]
pub struct CoverageByTeam;

impl Question for CoverageByTeam {
    const NAME: &'static str = "coverage_by_team";
    const TITLE: &'static str = "Coverage by team";
    type Row = TeamRow;
}

/// How the teams compare with each other, given their sizes. The rows of [`CoverageByTeam`], drawn as a funnel plot.
#[derive(Debug, Clone, Copy)]
pub struct TeamFunnel;

impl Question for TeamFunnel {
    const NAME: &'static str = "team_funnel";
    const TITLE: &'static str = "Teams beside each other (funnel plot)";
    type Row = TeamRow;
}

/// One team at one date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TeamRow {
    /// The team's present name, or `Unallocated`.
    pub team: String,
    /// Its service on that date.
    pub service: String,
    /// Records in scope.
    pub in_scope: i64,
    /// Records that hold anything; none for history.
    pub recorded: Option<i64>,
    /// Records that hold a usable number.
    pub covered: i64,
    /// Records whose number a trace confirmed or supplied; none for history.
    pub verified: Option<i64>,
    /// The fewest records that must gain a number, by the filter's measure.
    pub records_to_go: i64,
    /// The target in force, in percent.
    pub target: Target,
    /// Records in scope at the date before; none if the team was not there.
    pub previous_in_scope: Option<i64>,
    /// Records covered at the date before, by the filter's measure.
    pub previous_covered: Option<i64>,
    /// The lower end of the share's 95% Wilson interval, by the filter's measure; none where nothing is known.
    pub interval_lower: Option<f64>,
    /// Its upper end.
    pub interval_upper: Option<f64>,
    /// What the interval says of the target.
    pub against_target: Option<AgainstTarget>,
    /// Where the team stands among those of the answer; none for one team alone and for records without a team.
    pub among_teams: Option<AmongTeams>,
}

/// A team's share beside its target, given how few records it may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgainstTarget {
    /// The whole interval is below the target.
    Below,
    /// The interval holds the target.
    NotDistinguishable,
    /// The whole interval is at the target or above.
    Above,
}

vocabulary!(AgainstTarget {
    Below = "below", "Below";
    NotDistinguishable = "not_distinguishable", "Cannot be told apart";
    Above = "above", "Above";
});

/// A team's share beside those of the other teams: what chance allows a team of its size around the average of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmongTeams {
    /// Below the 99.8% limit.
    #[serde(rename = "low_998")]
    Low998,
    /// Below the 95% limit.
    #[serde(rename = "low_95")]
    Low95,
    /// Within the limits.
    AsExpected,
    /// Above the 95% limit.
    #[serde(rename = "high_95")]
    High95,
    /// Above the 99.8% limit.
    #[serde(rename = "high_998")]
    High998,
    /// Fewer than 20 records.
    TooFewRecords,
}

vocabulary!(AmongTeams {
    Low998 = "low_998", "Low (99.8% limit)";
    Low95 = "low_95", "Low (95% limit)";
    AsExpected = "as_expected", "As expected";
    High95 = "high_95", "High (95% limit)";
    High998 = "high_998", "High (99.8% limit)";
    TooFewRecords = "too_few_records", "Too few records to compare";
});
