//! The pages: their addresses and what each asks, so that the server can send the first page's answers with the page itself.

use crate::{
    Dimension, Filter, Question as _, TeamSort,
    questions::{
        Breakdown, CaptureSpc, CleansingQueue, Coverage, CoverageByTeam, CoverageSpc, CoverageTrend, DataIssues, Forecast, Loads,
        MatchByAgeBand, MatchByCompleteness, MatchByTeam, MatchDifferences, MatchRateTrend, MatchYield, Movement, MovementByTeam,
        NetGainSpc, NumberChecks, OutcomeMix, QueueFlow, QueueOutlook, RecordStates, TeamFunnel, TeamProcesses, TraceBatches, Worklist,
    },
};
use chrono::NaiveDate;

/// One page of the dashboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Page {
    /// The council, a service, at a glance.
    Overview,
    /// All teams.
    Teams,
    /// One team.
    Team,
    /// What was sent to be traced and what came back.
    Matching,
    /// What was loaded.
    Data,
}

/// One thing that a page asks of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The question's name.
    pub question: &'static str,
    /// Whether its chart is meant rather than its rows.
    pub figure: bool,
    /// What it is asked about.
    pub filter: Filter,
}

impl Ask {
    /// The rows that answer a question.
    #[must_use]
    pub fn rows(question: &'static str, filter: &Filter) -> Self {
        Self {
            question,
            figure: false,
            filter: meant_for(question, filter),
        }
    }

    /// The chart that answers a question.
    #[must_use]
    pub fn figure(question: &'static str, filter: &Filter) -> Self {
        Self {
            question,
            figure: true,
            filter: meant_for(question, filter),
        }
    }

    /// The path and query at which the server answers.
    #[must_use]
    pub fn path(&self) -> String {
        let kind = if self.figure { "figure" } else { "api/v1" };
        format!("/{kind}/{}{}", self.question, self.filter.query())
    }
}

impl Page {
    /// Every page.
    pub const ALL: [Self; 5] = [Self::Overview, Self::Teams, Self::Team, Self::Matching, Self::Data];

    /// The page's path.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Overview => "/",
            Self::Teams => "/teams",
            Self::Team => "/team",
            Self::Matching => "/matching",
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
            Self::Data => "Data",
        }
    }

    /// Whether it is about one date and part of the council, as the filter says; the others are about everything.
    #[must_use]
    pub fn is_filtered(self) -> bool {
        !matches!(self, Self::Matching | Self::Data)
    }

    /// Everything the page asks at first, in the order in which it is read.
    #[must_use]
    pub fn asks(self, filter: &Filter) -> Vec<Ask> {
        let both = |name| [Ask::rows(name, filter), Ask::figure(name, filter)];
        let mut asks = self.choices(filter);
        match self {
            Self::Overview => {
                // Batches are of the whole council.
                if filter.team.is_none() && filter.service.is_none() {
                    asks.push(Ask::rows(MatchRateTrend::NAME, &everything(filter)));
                }
                for name in [
                    Coverage::NAME,
                    CoverageTrend::NAME,
                    CoverageByTeam::NAME,
                    Breakdown::NAME,
                    Movement::NAME,
                ] {
                    asks.extend(both(name));
                }
                if filter.team.is_none() {
                    asks.extend(both(MovementByTeam::NAME));
                }
                asks.extend(both(Forecast::NAME));
                asks.extend(PROCESSES.into_iter().flat_map(both));
                let over_time = over_time(filter);
                asks.extend([
                    Ask::rows(RecordStates::NAME, &over_time),
                    Ask::figure(RecordStates::NAME, &over_time),
                ]);
            }
            Self::Teams => {
                asks.push(Ask::rows(TeamProcesses::NAME, filter));
                asks.extend(both(CoverageByTeam::NAME));
                asks.extend(both(TeamFunnel::NAME));
            }
            // Until a team is chosen there is nothing but the choice.
            Self::Team if filter.team.is_none() => {}
            Self::Team => {
                for name in [
                    Coverage::NAME,
                    CoverageTrend::NAME,
                    RecordStates::NAME,
                    Breakdown::NAME,
                    Movement::NAME,
                ] {
                    asks.extend(both(name));
                }
                asks.extend(both(Forecast::NAME));
                asks.extend(PROCESSES.into_iter().flat_map(both));
                asks.push(Ask::rows(Worklist::NAME, filter));
            }
            Self::Matching => {
                let filter = everything(filter);
                asks.clear();
                for name in MATCHING_CHARTS {
                    asks.extend([Ask::rows(name, &filter), Ask::figure(name, &filter)]);
                }
                asks.extend(MATCHING_TABLES.map(|name| Ask::rows(name, &filter)));
            }
            Self::Data => asks.extend([Loads::NAME, DataIssues::NAME].map(|name| Ask::rows(name, &everything(filter)))),
        }
        asks.dedup();
        asks
    }

    /// What the filter bar asks to offer its choices: the dates, and the teams with their services at the chosen date.
    #[must_use]
    pub fn choices(self, filter: &Filter) -> Vec<Ask> {
        let teams = Filter {
            as_at: filter.as_at,
            ..Filter::default()
        };
        vec![
            Ask::rows(CoverageTrend::NAME, &Filter::default()),
            Ask::rows(CoverageByTeam::NAME, &teams),
        ]
    }
}

/// What is watched as a process, on the Overview and on a team's page.
const PROCESSES: [&str; 3] = [CoverageSpc::NAME, CaptureSpc::NAME, NetGainSpc::NAME];

/// What the page about matching draws.
const MATCHING_CHARTS: [&str; 6] = [
    MatchRateTrend::NAME,
    OutcomeMix::NAME,
    MatchByCompleteness::NAME,
    MatchByTeam::NAME,
    MatchByAgeBand::NAME,
    QueueFlow::NAME,
];

/// What it lists.
const MATCHING_TABLES: [&str; 6] = [
    TraceBatches::NAME,
    MatchYield::NAME,
    MatchDifferences::NAME,
    NumberChecks::NAME,
    CleansingQueue::NAME,
    QueueOutlook::NAME,
];

/// The filter without what the question has no use for, so that its answer stays the same one when that changes: the choice of
/// groups or of a date where it has none, and an order of teams by what it doesn't know.
#[must_use]
pub fn meant_for(question: &str, filter: &Filter) -> Filter {
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
        ..filter.clone()
    }
}

/// Loads and traces are the same whatever the page is about.
#[must_use]
pub fn everything(_: &Filter) -> Filter {
    Filter::default()
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
