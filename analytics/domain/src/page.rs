//! The pages: their addresses and what each asks, so that the server can send the first page's answers with the page itself.

mod parts;

pub use parts::{Cell, Column, Drawing, Frame, Paragraph, Picture, Reading, Sort, Stat, Summary, Table};

use crate::{
    Dimension, Filter, Grain, Question as _, TeamSort,
    options::Assumed,
    questions::{
        Agreements, Breakdown, Burn, BurnByOrganisation, BurnByRole, BurnByWorkstream, BurnForecast, CaptureSpc, CleansingQueue,
        CostPerNumber, Coverage, CoverageByTeam, CoverageSpc, CoverageTrend, DataIssues, ExemptionReasons, Forecast, Loads, MatchByAgeBand,
        MatchByCompleteness, MatchByTeam, MatchDifferences, MatchRateTrend, MatchYield, Milestones, Movement, MovementByTeam, NetGainSpc,
        NumberChecks, OptionAssumptions, OptionProjection, OptionSensitivity, Options, OutcomeMix, PlanCourses, PlanRevisions, QueueFlow,
        Readiness, RecordStates, RegisterDecisions, Risks, TeamFunnel, TeamProcesses, TraceBatches, Transfers, Worklist,
    },
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One page of the dashboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// The council, a service, at a glance.
    Overview,
    /// All teams.
    Teams,
    /// One team.
    Team,
    /// What was sent to be traced and what came back.
    Matching,
    /// What the work takes against what was planned.
    Resources,
    /// What stands between the council and PDS access.
    Governance,
    /// The routes to the target beside each other.
    Options,
    /// What was loaded.
    Data,
}

/// One thing that is asked of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// What is to be made of the answer.
    pub part: Part,
    /// The question's name, or the summary's; none for the frame.
    pub name: &'static str,
    /// What it is asked about.
    pub filter: Filter,
}

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The rows that answer a question: what the API gives, and no page needs.
    Rows,
    /// What stands around every page: a [`Frame`].
    Frame,
    /// What several questions come to, in sentences and big numbers: a [`Summary`].
    Summary,
    /// The chart that answers a question: a [`Drawing`].
    Drawing,
    /// The table that answers a question: a [`Table`].
    Table,
}

impl Part {
    /// The beginning of the paths at which the server answers.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Rows => "/api/v1/",
            Self::Frame => "/frame",
            Self::Summary => "/summary/",
            Self::Drawing => "/figure/",
            Self::Table => "/table/",
        }
    }
}

impl Ask {
    /// The rows that answer a question.
    #[must_use]
    pub fn rows(question: &'static str, filter: &Filter) -> Self {
        Self::new(Part::Rows, question, filter)
    }

    /// Something that is made of answers.
    #[must_use]
    pub fn new(part: Part, name: &'static str, filter: &Filter) -> Self {
        Self {
            part,
            name,
            filter: meant_for(name, filter),
        }
    }

    /// The path and query at which the server answers.
    #[must_use]
    pub fn path(&self) -> String {
        let folder = self.part.folder();
        format!("{folder}{}{}", self.name, self.filter.query())
    }
}

impl Page {
    /// Every page.
    pub const ALL: [Self; 8] = [
        Self::Overview,
        Self::Teams,
        Self::Team,
        Self::Matching,
        Self::Resources,
        Self::Governance,
        Self::Options,
        Self::Data,
    ];

    /// The page's path.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Overview => "/",
            Self::Teams => "/teams",
            Self::Team => "/team",
            Self::Matching => "/matching",
            Self::Resources => "/resources",
            Self::Governance => "/governance",
            Self::Options => "/options",
            Self::Data => "/data",
        }
    }

    /// The page at a path.
    #[must_use]
    pub fn at(path: &str) -> Option<Self> {
        let path = if path == "/" { path } else { path.trim_end_matches('/') };
        Self::ALL.into_iter().find(|page| page.path() == path)
    }

    /// The page's name.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Teams => "Teams",
            Self::Team => "Team",
            Self::Matching => "Matching",
            Self::Resources => "Resources",
            Self::Governance => "Governance",
            Self::Options => "Options",
            Self::Data => "Data",
        }
    }

    /// Whether it is about one date and part of the council, as the filter says; the others are about everything.
    #[must_use]
    pub fn is_filtered(self) -> bool {
        !matches!(
            self,
            Self::Matching | Self::Resources | Self::Governance | Self::Options | Self::Data
        )
    }

    /// Everything the page asks at first.
    ///
    /// What is made of several answers comes last, when each of them has been given.
    #[must_use]
    pub fn asks(self, filter: &Filter) -> Vec<Ask> {
        let everything = everything(filter);
        let mut asks = Vec::new();
        match self {
            Self::Overview => {
                figures(&mut asks, OVERVIEW, filter);
                if filter.team.is_none() {
                    figures(&mut asks, &[CoverageByTeam::NAME, MovementByTeam::NAME], filter);
                }
                figures(&mut asks, &[RecordStates::NAME], &over_time(filter));
                asks.push(Ask::new(Part::Summary, summary::OVERVIEW, filter));
            }
            Self::Teams => {
                tables(&mut asks, &[TeamProcesses::NAME], filter);
                figures(&mut asks, &[CoverageByTeam::NAME, TeamFunnel::NAME], filter);
            }
            // Until a team is chosen there is nothing but the choice.
            Self::Team if filter.team.is_none() => {}
            Self::Team => {
                figures(&mut asks, TEAM, filter);
                tables(&mut asks, &[Worklist::NAME], filter);
                asks.push(Ask::new(Part::Summary, summary::OVERVIEW, filter));
            }
            Self::Matching => {
                figures(&mut asks, MATCHING_CHARTS, &everything);
                tables(&mut asks, MATCHING_TABLES, &everything);
                for name in [summary::MATCHING, summary::QUEUE] {
                    asks.push(Ask::new(Part::Summary, name, &everything));
                }
            }
            Self::Resources => {
                figures(&mut asks, RESOURCES_CHARTS, &over_effort(filter));
                tables(&mut asks, RESOURCES_TABLES, &in_one(filter));
                asks.push(Ask::new(Part::Summary, summary::RESOURCES, &everything));
            }
            Self::Governance => {
                figures(&mut asks, &[Milestones::NAME], &everything);
                tables(&mut asks, GOVERNANCE_TABLES, &everything);
                asks.push(Ask::new(Part::Summary, summary::GOVERNANCE, &everything));
            }
            Self::Options => {
                figures(&mut asks, &[Options::NAME, OptionProjection::NAME], filter);
                tables(&mut asks, &[OptionAssumptions::NAME, OptionSensitivity::NAME], filter);
                asks.push(Ask::new(Part::Summary, summary::OPTIONS, filter));
            }
            Self::Data => tables(&mut asks, &[Loads::NAME, DataIssues::NAME], &everything),
        }
        asks.push(Ask::new(Part::Frame, "", &self.framed(filter)));
        asks
    }

    /// The page's filter as its frame understands it: none where the page is about everything, only the date where it offers a choice.
    fn framed(self, filter: &Filter) -> Filter {
        match self {
            Self::Matching | Self::Resources | Self::Governance | Self::Options | Self::Data => everything(filter),
            Self::Team if filter.team.is_none() => Filter {
                as_at: filter.as_at,
                ..Filter::default()
            },
            _ => filter.clone(),
        }
    }
}

/// The charts of those questions with the tables behind them.
fn figures(asks: &mut Vec<Ask>, questions: &[&'static str], filter: &Filter) {
    for question in questions {
        asks.extend([Part::Table, Part::Drawing].map(|part| Ask::new(part, question, filter)));
    }
}

/// The tables of those questions.
fn tables(asks: &mut Vec<Ask>, questions: &[&'static str], filter: &Filter) {
    asks.extend(questions.iter().map(|question| Ask::new(Part::Table, question, filter)));
}

/// The names of what is summed up.
pub mod summary {
    /// How far the council, a service or a team is.
    pub const OVERVIEW: &str = "overview";
    /// What traces found.
    pub const MATCHING: &str = "matching";
    /// What waits for somebody.
    pub const QUEUE: &str = "queue";
    /// What the work takes and what the target costs still.
    pub const RESOURCES: &str = "resources";
    /// What stands between the council and PDS access.
    pub const GOVERNANCE: &str = "governance";
    /// Which route to take.
    pub const OPTIONS: &str = "options";
    /// All of them.
    pub const NAMES: &[&str] = &[OVERVIEW, MATCHING, QUEUE, RESOURCES, GOVERNANCE, OPTIONS];
}

/// What the Overview draws, whether of a council or of a team.
const OVERVIEW: &[&str] = &[
    Coverage::NAME,
    CoverageTrend::NAME,
    Breakdown::NAME,
    Movement::NAME,
    Forecast::NAME,
    CoverageSpc::NAME,
    CaptureSpc::NAME,
    NetGainSpc::NAME,
];

/// What a team's page draws.
const TEAM: &[&str] = &[
    CoverageTrend::NAME,
    RecordStates::NAME,
    Breakdown::NAME,
    Movement::NAME,
    Forecast::NAME,
    CoverageSpc::NAME,
    CaptureSpc::NAME,
    NetGainSpc::NAME,
];

/// What the page about matching draws.
const MATCHING_CHARTS: &[&str] = &[
    MatchRateTrend::NAME,
    OutcomeMix::NAME,
    MatchByCompleteness::NAME,
    MatchByTeam::NAME,
    MatchByAgeBand::NAME,
    QueueFlow::NAME,
];

/// What it lists.
const MATCHING_TABLES: &[&str] = &[
    TraceBatches::NAME,
    MatchYield::NAME,
    MatchDifferences::NAME,
    NumberChecks::NAME,
    CleansingQueue::NAME,
];

/// What the page about resources draws.
const RESOURCES_CHARTS: &[&str] = &[Burn::NAME, BurnByWorkstream::NAME, CostPerNumber::NAME];

/// What it lists.
const RESOURCES_TABLES: &[&str] = &[BurnForecast::NAME, PlanRevisions::NAME, BurnByRole::NAME, BurnByOrganisation::NAME];

/// The questions that tell effort by period.
const BY_PERIOD: [&str; 5] = [
    Burn::NAME,
    BurnByWorkstream::NAME,
    BurnByRole::NAME,
    BurnByOrganisation::NAME,
    PlanCourses::NAME,
];

/// What the page about governance lists beside the milestones.
const GOVERNANCE_TABLES: &[&str] = &[
    Readiness::NAME,
    Agreements::NAME,
    Transfers::NAME,
    Risks::NAME,
    RegisterDecisions::NAME,
    ExemptionReasons::NAME,
];

/// The filter without what the question has no use for, so that its answer stays the same one when that changes: the choice of
/// groups, of a date or of assumptions where it has none, and an order of teams by what it doesn't know.
#[must_use]
pub fn meant_for(question: &str, filter: &Filter) -> Filter {
    if TRACES.contains(&question) {
        return everything(filter);
    }
    if OPTIONS.contains(&question) {
        return Filter {
            as_at: filter.as_at,
            exemptions: filter.exemptions,
            assume: filter.assume.clone(),
            ..Filter::default()
        };
    }
    Filter {
        sort: if question != TeamProcesses::NAME && filter.sort.is_of_processes() {
            TeamSort::default()
        } else {
            filter.sort
        },
        by: if question == Breakdown::NAME {
            filter.by
        } else {
            Dimension::default()
        },
        reach_by: filter.reach_by.filter(|_| question == Forecast::NAME),
        grain: if BY_PERIOD.contains(&question) {
            filter.grain
        } else {
            Grain::default()
        },
        assume: Assumed::default(),
        ..filter.clone()
    }
}

/// The questions about batches, which are about all of them and everybody in them.
const TRACES: [&str; 9] = [
    TraceBatches::NAME,
    MatchRateTrend::NAME,
    MatchYield::NAME,
    MatchByCompleteness::NAME,
    MatchByTeam::NAME,
    MatchByAgeBand::NAME,
    OutcomeMix::NAME,
    NumberChecks::NAME,
    MatchDifferences::NAME,
];

/// The questions about the routes, which are always about the whole council and about coverage.
const OPTIONS: [&str; 4] = [
    Options::NAME,
    OptionAssumptions::NAME,
    OptionSensitivity::NAME,
    OptionProjection::NAME,
];

/// Loads and traces are the same whatever the page is about.
#[must_use]
pub fn everything(_: &Filter) -> Filter {
    Filter::default()
}

/// Effort is the council's as a whole: only how long its periods are is the reader's choice.
#[must_use]
pub fn over_effort(filter: &Filter) -> Filter {
    Filter {
        grain: filter.grain,
        ..Filter::default()
    }
}

/// All effort in one.
#[must_use]
pub fn in_one(_: &Filter) -> Filter {
    Filter {
        grain: Grain::Whole,
        ..Filter::default()
    }
}

/// The same filter over every date up to the one asked about, unless it has a period of its own.
#[must_use]
pub fn over_time(filter: &Filter) -> Filter {
    Filter {
        from: filter.from.or(NHS_BEGAN),
        to: filter.to.or(filter.as_at),
        ..filter.clone()
    }
}

/// No record of an NHS number is older.
const NHS_BEGAN: Option<NaiveDate> = NaiveDate::from_ymd_opt(1948, 7, 5);
