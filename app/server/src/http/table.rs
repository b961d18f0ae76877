//! Tables as the page takes them in.

use crate::answers;
use domain::{Filter, InvalidParameter, Question as _, page::Table, questions};
use warehouse::{AskError, Generation};
use words::tables;

/// The table of a question.
pub(super) fn made(generation: &Generation, question: &str, filter: &Filter) -> Result<Table, AskError> {
    let provenance = || {
        let coverage = generation.ask::<questions::Coverage>(filter)?;
        Ok::<_, AskError>(coverage.rows.first().map(|row| row.provenance))
    };
    macro_rules! make {
        ($($question:ident => $make:expr),+ $(,)?) => {
            match question {
                $(questions::$question::NAME => {
                    let answer = generation.ask::<questions::$question>(filter)?;
                    Ok($make(&answer))
                })+
                _ => Err(no_table(question)),
            }
        };
    }
    make! {
        Coverage => tables::coverage,
        CoverageTrend => tables::trend,
        CoverageByTeam => tables::teams,
        CoverageSpc => tables::spc,
        CaptureSpc => tables::spc,
        NetGainSpc => tables::spc,
        Forecast => tables::forecast,
        TeamFunnel => tables::team_funnel,
        TeamProcesses => tables::team_processes,
        RecordStates => tables::record_states,
        Breakdown => tables::breakdown,
        Movement => tables::movement,
        MovementByTeam => tables::movement_by_team,
        Worklist => with(provenance()?, tables::worklist),
        TraceBatches => tables::trace_batches,
        MatchRateTrend => tables::match_rate_trend,
        MatchYield => tables::match_yield,
        MatchByCompleteness => with("What was sent", tables::match_groups),
        MatchByTeam => with("Team", tables::match_groups),
        MatchByAgeBand => with("Age", tables::match_groups),
        OutcomeMix => tables::outcome_mix,
        MatchDifferences => tables::match_differences,
        NumberChecks => tables::number_checks,
        CleansingQueue => tables::cleansing_queue,
        QueueFlow => tables::queue_flow,
        Burn => tables::burn,
        BurnByWorkstream => tables::burn_by_workstream,
        BurnByRole => tables::burn_by_role,
        BurnByOrganisation => tables::burn_by_organisation,
        PlanRevisions => tables::plan_revisions,
        CostPerNumber => tables::cost_per_number,
        BurnForecast => tables::burn_forecast,
        Readiness => tables::readiness,
        Agreements => tables::agreements,
        Transfers => tables::transfers,
        RegisterDecisions => tables::register_decisions,
        Risks => tables::risks,
        Milestones => tables::milestones,
        ExemptionReasons => tables::exemption_reasons,
        Options => tables::options,
        OptionAssumptions => tables::option_assumptions,
        OptionSensitivity => tables::option_sensitivity,
        OptionProjection => tables::option_projection,
        Loads => tables::loads,
        DataIssues => tables::data_issues,
    }
}

/// A table that takes something more than the answer.
fn with<A, M>(more: M, make: impl FnOnce(&A, M) -> Table) -> impl FnOnce(&A) -> Table {
    move |answer| make(answer, more)
}

fn no_table(question: &str) -> AskError {
    match answers::known(question) {
        Ok(question) => AskError::Invalid(InvalidParameter {
            parameter: "question".to_owned(),
            reason: format!("no page shows {question}; its rows are at /api/v1/{question}"),
        }),
        Err(unknown) => unknown,
    }
}
