//! Every question with the rows that answer it.

mod annotations;
mod breakdown;
mod cleansing_queue;
mod course;
mod coverage;
mod coverage_by_team;
mod coverage_trend;
mod data_issues;
mod flow;
mod forecast;
mod ladder;
mod loads;
mod match_rates;
mod movement;
mod movement_by_team;
mod option_assumptions;
mod option_projection;
mod option_sensitivity;
mod options;
mod queue_flow;
mod queue_list;
mod queue_outlook;
mod record_states;
mod spc;
mod team_order;
mod team_processes;
mod trace_batches;
mod worklist;

pub use annotations::{AnnotationRow, Annotations};
pub use breakdown::{Breakdown, BreakdownRow};
pub use cleansing_queue::{CleansingQueue, CleansingQueueRow};
pub use course::Course;
pub use coverage::{Coverage, CoverageRow};
pub use coverage_by_team::{AgainstTarget, AmongTeams, CoverageByTeam, TeamFunnel, TeamRow};
pub use coverage_trend::{CoverageTrend, Provenance, TrendRow};
pub use data_issues::{DataIssueRow, DataIssues};
pub use flow::{Flow, FlowRow};
pub use forecast::{Forecast, ForecastRow, ForecastStatus};
pub use ladder::Ladder;
pub use loads::{LoadRow, Loads};
pub use match_rates::{
    MatchByAgeBand, MatchByCompleteness, MatchByTeam, MatchGroupRow, MatchRateRow, MatchRateTrend, MatchYield, MatchYieldRow,
    NumberCheckRow, NumberChecks, OutcomeMix, OutcomeRow, SinceLast,
};
pub use movement::{Movement, MovementRow, MovementStep};
pub use movement_by_team::{MovementByTeam, TeamMovementRow};
pub use option_assumptions::{OptionAssumptionRow, OptionAssumptions};
pub use option_projection::{OptionPhase, OptionProjection, OptionProjectionRow};
pub use option_sensitivity::{OptionSensitivity, OptionSensitivityRow};
pub use options::{OptionRow, OptionStatus, Options};
pub use queue_flow::{QueueFlow, QueueFlowRow};
pub use queue_list::{QueueList, QueueListRow};
pub use queue_outlook::{QueueOutlook, QueueOutlookRow, QueueStatus};
pub use record_states::{RecordStates, StateRow};
pub use spc::{Assurance, CaptureSpc, CoverageSpc, LimitsBasis, NetGainSpc, PointType, SpcRow, SpcRule};
pub use team_order::OfTeam;
pub use team_processes::{Process, TeamProcessRow, TeamProcesses};
pub use trace_batches::{TraceBatchRow, TraceBatches};
pub use worklist::{Worklist, WorklistRow};
