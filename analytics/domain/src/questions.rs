//! Every question with the rows that answer it.

mod agreements;
mod annotations;
mod breakdown;
mod burn;
mod burn_forecast;
mod cleansing_queue;
mod cost_per_number;
mod course;
mod coverage;
mod coverage_by_team;
mod coverage_trend;
mod data_issues;
mod exemption_reasons;
mod flow;
mod forecast;
mod ladder;
mod loads;
mod match_rates;
mod milestones;
mod movement;
mod movement_by_team;
mod option_assumptions;
mod option_projection;
mod option_sensitivity;
mod options;
mod plan_revisions;
mod queue_flow;
mod queue_list;
mod queue_outlook;
mod readiness;
mod record_states;
mod register_decisions;
mod risks;
mod spc;
mod team_order;
mod team_processes;
mod trace_batches;
mod transfers;
mod worklist;

pub use agreements::{AgreementRow, Agreements};
pub use annotations::{AnnotationRow, Annotations};
pub use breakdown::{Breakdown, BreakdownRow};
pub use burn::{
    Burn, BurnByOrganisation, BurnByOrganisationRow, BurnByRole, BurnByRoleRow, BurnByWorkstream, BurnByWorkstreamRow, BurnRow,
    PlanCourseRow, PlanCourses,
};
pub use burn_forecast::{BurnForecast, BurnForecastRow, BurnForecastStatus};
pub use cleansing_queue::{CleansingQueue, CleansingQueueRow};
pub use cost_per_number::{CostPerNumber, CostPerNumberRow, NumbersBasis};
pub use course::Course;
pub use coverage::{Coverage, CoverageRow};
pub use coverage_by_team::{AgainstTarget, AmongTeams, CoverageByTeam, TeamFunnel, TeamRow};
pub use coverage_trend::{CoverageTrend, Provenance, TrendRow};
pub use data_issues::{DataIssueRow, DataIssues};
pub use exemption_reasons::{ExemptionReasonRow, ExemptionReasons};
pub use flow::{Flow, FlowRow};
pub use forecast::{Forecast, ForecastRow, ForecastStatus};
pub use ladder::Ladder;
pub use loads::{LoadRow, Loads};
pub use match_rates::{
    MatchByAgeBand, MatchByCompleteness, MatchByTeam, MatchDifferenceRow, MatchDifferences, MatchGroupRow, MatchRateRow, MatchRateTrend,
    MatchYield, MatchYieldRow, NumberCheckRow, NumberChecks, OutcomeMix, OutcomeRow, SinceLast,
};
pub use milestones::{MilestoneRow, Milestones};
pub use movement::{Movement, MovementRow, MovementStep};
pub use movement_by_team::{MovementByTeam, TeamMovementRow};
pub use option_assumptions::{OptionAssumptionRow, OptionAssumptions};
pub use option_projection::{OptionPhase, OptionProjection, OptionProjectionRow};
pub use option_sensitivity::{OptionSensitivity, OptionSensitivityRow};
pub use options::{OptionRow, OptionStatus, Options};
pub use plan_revisions::{PlanRevisionRow, PlanRevisions};
pub use queue_flow::{QueueFlow, QueueFlowRow};
pub use queue_list::{QueueList, QueueListRow};
pub use queue_outlook::{QueueOutlook, QueueOutlookRow, QueueStatus};
pub use readiness::{Readiness, ReadinessRow};
pub use record_states::{RecordStates, StateRow};
pub use register_decisions::{RegisterDecisionRow, RegisterDecisions};
pub use risks::{RiskRow, Risks};
pub use spc::{Assurance, CaptureSpc, CoverageSpc, ENOUGH_POINTS, LimitsBasis, NetGainSpc, PointType, SpcRow, SpcRule};
pub use team_order::OfTeam;
pub use team_processes::{Process, TeamProcessRow, TeamProcesses};
pub use trace_batches::{TraceBatchRow, TraceBatches};
pub use transfers::{TransferRow, Transfers};
pub use worklist::{Worklist, WorklistRow};
