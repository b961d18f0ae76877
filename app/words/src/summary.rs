//! What several answers come to: the sentences and big numbers at the head of a page.

use crate::{governance as project, matching as traces, outlook, recommendation::recommend, resources as work, sentence, stats};
use domain::{
    Answer,
    page::{Page, Paragraph, Summary},
    questions::{
        AgreementRow, BurnByWorkstreamRow, BurnForecastRow, CleansingQueueRow, CostPerNumberRow, CoverageRow, ForecastRow, MatchRateRow,
        MatchYieldRow, MilestoneRow, OptionRow, OptionSensitivityRow, PlanRevisionRow, QueueOutlookRow, ReadinessRow, RiskRow, SpcRow,
        TeamRow, TraceBatchRow, TransferRow,
    },
};

/// What is known of the work, which is the whole council's; other pages say more about each part.
#[derive(Debug, Clone, Copy, Default)]
pub struct Work<'a> {
    /// Match rates by batch.
    pub matching: &'a [MatchRateRow],
    /// The first plan and its revisions, with what the work has taken.
    pub plans: &'a [PlanRevisionRow],
    /// The checklist of PDS access.
    pub readiness: &'a [ReadinessRow],
    /// What ends when.
    pub agreements: &'a [AgreementRow],
    /// What is late.
    pub milestones: &'a [MilestoneRow],
}

impl Work<'_> {
    fn said(self) -> impl Iterator<Item = Paragraph> {
        let parts = [
            (Page::Matching, traces::last_batch(self.matching)),
            (Page::Resources, work::burn(self.plans)),
            (Page::Governance, project::blocked(self.readiness, self.agreements, self.milestones)),
        ];
        parts.into_iter().filter_map(|(page, text)| Some(Paragraph::of(page, text?)))
    }
}

/// How far the council, a service or a team is, whether it is getting better, and when it will be there.
///
/// `points` are those of the coverage chart. Whatever but the coverage can't be had is left out.
#[must_use]
pub fn overview(
    coverage: &Answer<CoverageRow>,
    teams: &[TeamRow],
    points: &[SpcRow],
    forecast: Option<&ForecastRow>,
    work: Work<'_>,
) -> Summary {
    let Some(row) = coverage.rows.first() else {
        return Summary::default();
    };
    let filter = &coverage.filter;
    let latest = points.last();
    let said = sentence::compose(row, teams, latest, filter);
    let direction = match said.furthest {
        Some(furthest) => format!("{furthest} {}", said.direction),
        None => said.direction,
    };
    let outlook = latest.zip(forecast).map(|(latest, forecast)| {
        let forecast = outlook::forecast(forecast, latest.process());
        outlook::process(points).map_or_else(|| forecast.clone(), |process| format!("{process} {forecast}"))
    });
    Summary {
        verdict: Some(said.verdict),
        rest: said_in([Some(direction), outlook]).chain(work.said()).collect(),
        stats: stats::stats(row, filter).to_vec(),
    }
}

/// What was found in all and by the last batch, and what has not been answered for.
#[must_use]
pub fn matching(passes: &[MatchYieldRow], trend: &[MatchRateRow], batches: &[TraceBatchRow]) -> Summary {
    Summary {
        verdict: traces::found(passes),
        rest: said_in([traces::last_batch(trend), traces::waiting(batches)]).collect(),
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
        rest: said_in(rest).collect(),
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

/// Which route the figures speak for, and why: what a briefing recommends.
#[must_use]
pub fn options(rows: &[OptionRow], sensitivity: &[OptionSensitivityRow], forecast: Option<&ForecastRow>) -> Summary {
    match recommend(rows, sensitivity, forecast) {
        Some(recommendation) => Summary {
            verdict: Some(recommendation.said),
            rest: recommendation.reasons.into_iter().map(Paragraph::from).collect(),
            stats: Vec::new(),
        },
        None => Summary {
            verdict: Some("Nobody is in scope.".to_owned()),
            ..Summary::default()
        },
    }
}

fn said_in<const N: usize>(parts: [Option<String>; N]) -> impl Iterator<Item = Paragraph> {
    parts.into_iter().flatten().map(Paragraph::from)
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
        assert_eq!(overview(&answer(Vec::new()), &[], &[], None, Work::default()), Summary::default());
        let alone = overview(&answer(vec![coverage()]), &[], &[point()], None, Work::default());
        assert!(alone.verdict.unwrap().starts_with("Not yet: 90.0%"));
        assert_eq!(
            alone.rest,
            [Paragraph::from("There is no earlier snapshot to compare it with.".to_owned())]
        );
        assert_eq!(alone.stats.len(), 4);
        assert_eq!(options(&[], &[], None).verdict.as_deref(), Some("Nobody is in scope."));
        assert_eq!(queue(&[], None), Summary::default());
    }
}
