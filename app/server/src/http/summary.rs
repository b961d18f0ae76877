//! What several answers come to, and what stands around every page.

use super::problem::Failure;
use domain::{
    Filter, InvalidParameter,
    page::{self, Frame, Summary, summary},
    questions::{
        Agreements, BurnByWorkstream, BurnForecast, CleansingQueue, CostPerNumber, Coverage, CoverageByTeam, CoverageSpc, Forecast,
        MatchRateTrend, MatchYield, Milestones, OptionSensitivity, Options, PlanRevisions, QueueOutlook, Readiness, Risks, TraceBatches,
        Transfers,
    },
};
use warehouse::{AskError, Generation};
use words::summary::Work;

/// The summary of that name.
pub(super) fn made(generation: &Generation, name: &str, filter: &Filter) -> Result<Summary, AskError> {
    Ok(match name {
        summary::OVERVIEW => {
            let coverage = generation.ask::<Coverage>(filter)?;
            let teams = known(generation.ask::<CoverageByTeam>(filter))?.map_or_else(Vec::new, |answer| answer.rows);
            let points = known(generation.ask::<CoverageSpc>(filter))?.map_or_else(Vec::new, |answer| answer.rows);
            let forecast = known(generation.ask::<Forecast>(filter))?.and_then(|answer| answer.rows.into_iter().next());
            if filter.team.is_some() || filter.service.is_some() {
                return Ok(words::summary::overview(
                    &coverage,
                    &teams,
                    &points,
                    forecast.as_ref(),
                    Work::default(),
                ));
            }
            let everything = page::everything(filter);
            let work = Work {
                matching: &generation.ask::<MatchRateTrend>(&everything)?.rows,
                plans: &generation.ask::<PlanRevisions>(&everything)?.rows,
                readiness: &generation.ask::<Readiness>(&everything)?.rows,
                agreements: &generation.ask::<Agreements>(&everything)?.rows,
                milestones: &generation.ask::<Milestones>(&everything)?.rows,
            };
            words::summary::overview(&coverage, &teams, &points, forecast.as_ref(), work)
        }
        summary::MATCHING => {
            let passes = generation.ask::<MatchYield>(filter)?.rows;
            let trend = generation.ask::<MatchRateTrend>(filter)?.rows;
            words::summary::matching(&passes, &trend, &generation.ask::<TraceBatches>(filter)?.rows)
        }
        summary::QUEUE => {
            let queue = generation.ask::<CleansingQueue>(filter)?.rows;
            words::summary::queue(&queue, generation.ask::<QueueOutlook>(filter)?.rows.first())
        }
        summary::RESOURCES => {
            let forecast = generation.ask::<BurnForecast>(filter)?.rows;
            let streams = generation.ask::<BurnByWorkstream>(&page::in_one(filter))?.rows;
            words::summary::resources(forecast.first(), &streams, &generation.ask::<CostPerNumber>(filter)?.rows)
        }
        summary::GOVERNANCE => words::summary::governance(
            &generation.ask::<Readiness>(filter)?.rows,
            &generation.ask::<Agreements>(filter)?.rows,
            &generation.ask::<Risks>(filter)?.rows,
            &generation.ask::<Milestones>(filter)?.rows,
            &generation.ask::<Transfers>(filter)?.rows,
        ),
        summary::OPTIONS => {
            let routes = generation.ask::<Options>(filter)?.rows;
            let whole = Filter {
                as_at: filter.as_at,
                exemptions: filter.exemptions,
                ..Filter::default()
            };
            let forecast = known(generation.ask::<Forecast>(&whole))?.and_then(|answer| answer.rows.into_iter().next());
            words::summary::options(&routes, &generation.ask::<OptionSensitivity>(filter)?.rows, forecast.as_ref())
        }
        _ => return Err(unknown(name)),
    })
}

/// What stands around a page under that filter; what can be chosen is told whether or not the filter can be met.
pub(super) fn frame(generation: &Generation, filter: &Filter) -> Result<Frame, Failure> {
    let (as_at, refused) = match generation.ask::<Coverage>(filter) {
        Ok(answer) => (answer.as_at, None),
        Err(AskError::Failed(error)) => return Err(Failure::internal(error)),
        Err(refused) => (None, Some(Failure::from(refused).document())),
    };
    let date = Filter {
        as_at: filter.as_at,
        ..Filter::default()
    };
    let teams = generation
        .ask::<CoverageByTeam>(&date)
        .map_or_else(|_| Vec::new(), |answer| answer.rows);
    Ok(Frame {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        generation: generation.number(),
        as_at,
        refused,
        dates: generation.dates().to_vec(),
        teams: teams.into_iter().map(|row| (row.team, row.service)).collect(),
    })
}

/// The summary of that name, as it is known to the program.
pub(super) fn named(name: &str) -> Result<&'static str, AskError> {
    summary::NAMES
        .iter()
        .find(|known| **known == name)
        .copied()
        .ok_or_else(|| unknown(name))
}

fn unknown(name: &str) -> AskError {
    AskError::Invalid(InvalidParameter {
        parameter: "question".to_owned(),
        reason: format!("“{name}” is not a summary; there are {}", summary::NAMES.join(", ")),
    })
}

/// None where the filter can't be met by this question, though it can by another.
fn known<T>(asked: Result<T, AskError>) -> Result<Option<T>, AskError> {
    match asked {
        Ok(answer) => Ok(Some(answer)),
        Err(AskError::Invalid(_)) => Ok(None),
        Err(other) => Err(other),
    }
}
