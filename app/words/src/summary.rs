//! What several answers come to: the sentences and big numbers at the head of a page.

use crate::{governance as project, matching as traces, options as routes, outlook, resources as work, sentence, stats};
use domain::{
    Answer,
    page::Summary,
    questions::{
        AgreementRow, BurnByWorkstreamRow, BurnForecastRow, CleansingQueueRow, CostPerNumberRow, CoverageRow, ForecastRow, MatchRateRow,
        MatchYieldRow, MilestoneRow, OptionRow, OptionSensitivityRow, QueueOutlookRow, ReadinessRow, RiskRow, SpcRow, TeamRow,
        TraceBatchRow, TransferRow,
    },
};

/// How far the council, a service or a team is, whether it is getting better, and when it will be there.
///
/// `points` are those of the coverage chart, `trend` those of the match rate. Whatever but the coverage can't be had is left out.
#[must_use]
pub fn overview(
    coverage: &Answer<CoverageRow>,
    teams: &[TeamRow],
    points: &[SpcRow],
    forecast: Option<&ForecastRow>,
    trend: &[MatchRateRow],
) -> Summary {
    let Some(row) = coverage.rows.first() else {
        return Summary::default();
    };
    let filter = &coverage.filter;
    let latest = points.last();
    let said = sentence::compose(row, teams, latest.and_then(|latest| latest.variation), filter);
    let direction = match said.furthest {
        Some(furthest) => format!("{furthest} {}", said.direction),
        None => said.direction,
    };
    let outlook = latest.zip(forecast).map(|(latest, forecast)| {
        let (process, forecast) = (outlook::process(latest), outlook::forecast(forecast, latest.variation));
        format!("{process} {forecast}")
    });
    Summary {
        verdict: Some(said.verdict),
        rest: [Some(direction), outlook, traces::last_batch(trend)]
            .into_iter()
            .flatten()
            .collect(),
        stats: stats::stats(row, filter).to_vec(),
    }
}

/// What was found in all and by the last batch, and what has not been answered for.
#[must_use]
pub fn matching(passes: &[MatchYieldRow], trend: &[MatchRateRow], batches: &[TraceBatchRow]) -> Summary {
    Summary {
        verdict: traces::found(passes),
        rest: [traces::last_batch(trend), traces::waiting(batches)]
            .into_iter()
            .flatten()
            .collect(),
        stats: traces::stats(passes, trend, batches),
    }
}

/// Whose the cleansing queue is and where it is going.
#[must_use]
pub fn queue(queue: &[CleansingQueueRow], outlook: Option<&QueueOutlookRow>) -> Summary {
    Summary {
        verdict: traces::queue(queue, outlook),
        ..Summary::default()
    }
}

/// What the target costs still, what the work has taken against its plan, and what a number costs. `streams` are those of all effort in one.
#[must_use]
pub fn resources(forecast: Option<&BurnForecastRow>, streams: &[BurnByWorkstreamRow], costs: &[CostPerNumberRow]) -> Summary {
    let rest = [
        forecast.and_then(BurnForecastRow::overrun),
        work::phases(streams),
        work::uncosted(streams),
    ];
    Summary {
        verdict: forecast.map(BurnForecastRow::sentence),
        rest: rest.into_iter().flatten().collect(),
        stats: work::stats(forecast, costs),
    }
}

/// Whether the council is ready for PDS access, what is missing by name, and what ends, has come or is late.
#[must_use]
pub fn governance(
    readiness: &[ReadinessRow],
    agreements: &[AgreementRow],
    risks: &[RiskRow],
    milestones: &[MilestoneRow],
    transfers: &[TransferRow],
) -> Summary {
    Summary {
        verdict: project::readiness(readiness),
        rest: Vec::new(),
        stats: project::stats(readiness, agreements, risks, milestones, transfers),
    }
}

/// Which route reaches the target when, at what cost, and what that hangs on.
#[must_use]
pub fn options(rows: &[OptionRow], sensitivity: &[OptionSensitivityRow]) -> Summary {
    let mut said = routes::answer(rows).into_iter().chain(routes::most(sensitivity));
    Summary {
        verdict: said.next(),
        rest: said.collect(),
        stats: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::fixture::{answer, october};
    use domain::{
        Target,
        questions::{LimitsBasis, PointType, Provenance, SpcRule},
    };

    fn coverage() -> CoverageRow {
        CoverageRow {
            as_at: october(),
            provenance: Provenance::Snapshot,
            in_scope: 100,
            recorded: Some(96),
            covered: 90,
            verified: Some(80),
            exempt: Some(0),
            target: Target::DEFAULT,
            records_to_go: 5,
            previous_as_at: None,
            previous_in_scope: None,
            previous_covered: None,
        }
    }

    fn point() -> SpcRow {
        SpcRow {
            as_at: october(),
            numerator: 90,
            denominator: Some(100),
            value: 0.9,
            mean: None,
            lower: None,
            upper: None,
            segment: 1,
            trial: false,
            rule: SpcRule::None,
            point_type: PointType::CommonCause,
            target: None,
            variation: None,
            assurance: None,
            basis: LimitsBasis::SinglePoint,
        }
    }

    #[test]
    fn what_cannot_be_had_is_left_out() {
        assert_eq!(overview(&answer(Vec::new()), &[], &[], None, &[]), Summary::default());
        let alone = overview(&answer(vec![coverage()]), &[], &[point()], None, &[]);
        assert!(alone.verdict.unwrap().starts_with("Not yet: 90.0%"));
        assert_eq!(alone.rest, ["There is no earlier snapshot to compare it with."]);
        assert_eq!(alone.stats.len(), 4);
        assert_eq!(queue(&[], None), Summary::default());
    }
}
