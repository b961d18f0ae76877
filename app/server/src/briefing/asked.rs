//! What a briefing asks, all of one generation.

use super::document::Picture;
use crate::{config::Council, export::Error, http::figure};
use charts::Width;
use chrono::{Days, NaiveDate};
use domain::{
    Filter, Lineage, Question as _,
    questions::{
        AgreementRow, Agreements, BurnByWorkstream, BurnByWorkstreamRow, BurnForecast, BurnForecastRow, CaptureSpc, CleansingQueue,
        CleansingQueueRow, CostPerNumber, CostPerNumberRow, Coverage, CoverageRow, CoverageSpc, CoverageTrend, DataIssueRow, DataIssues,
        Forecast, ForecastRow, ForecastStatus, LoadRow, Loads, MatchRateRow, MatchRateTrend, MatchYield, MatchYieldRow, MilestoneRow,
        Milestones, Movement, MovementRow, NumberCheckRow, NumberChecks, OptionRow, OptionSensitivity, OptionSensitivityRow, Options,
        PlanRevisionRow, PlanRevisions, Provenance, QueueOutlook, QueueOutlookRow, Readiness, ReadinessRow, RecordStates,
        RegisterDecisionRow, RegisterDecisions, RiskRow, Risks, SpcRow, StateRow, TeamProcessRow, TeamProcesses, TraceBatchRow,
        TraceBatches, TransferRow, Transfers, TrendRow,
    },
};
use warehouse::{AskError, Generation};

/// How far back the figures lie that the present ones are held against, at least: a month's, also of weekly snapshots.
const A_MONTH: Days = Days::new(28);

/// The rows from which everything is said.
#[derive(Debug, Clone)]
pub(crate) struct Answers {
    pub(crate) council: String,
    /// A sentence that the council wants on everything, such as that the data are synthetic.
    pub(crate) remark: String,
    pub(crate) generation: u64,
    pub(crate) version: String,
    /// The loads behind the figures at the date.
    pub(crate) lineage: Vec<Lineage>,
    pub(crate) coverage: CoverageRow,
    /// The ladder at every date up to the one asked about, which is the last.
    pub(crate) trend: Vec<TrendRow>,
    /// Most records to go first.
    pub(crate) teams: Vec<TeamProcessRow>,
    pub(crate) course: Vec<SpcRow>,
    pub(crate) capture: Vec<SpcRow>,
    pub(crate) forecast: Option<ForecastRow>,
    pub(crate) states: Vec<StateRow>,
    /// What happened since the date that the present figures are held against; empty where one of the two has counts only.
    pub(crate) movement: Vec<MovementRow>,
    /// What each pass found; only at the latest date, because it knows all answers.
    pub(crate) passes: Vec<MatchYieldRow>,
    /// Up to the date asked about.
    pub(crate) match_rates: Vec<MatchRateRow>,
    pub(crate) batches: Vec<TraceBatchRow>,
    pub(crate) queue: Vec<CleansingQueueRow>,
    pub(crate) queue_outlook: Option<QueueOutlookRow>,
    /// Only at the latest date, like the passes.
    pub(crate) checks: Vec<NumberCheckRow>,
    pub(crate) burn_forecast: Option<BurnForecastRow>,
    pub(crate) workstreams: Vec<BurnByWorkstreamRow>,
    pub(crate) plans: Vec<PlanRevisionRow>,
    pub(crate) costs: Vec<CostPerNumberRow>,
    pub(crate) readiness: Vec<ReadinessRow>,
    pub(crate) agreements: Vec<AgreementRow>,
    pub(crate) risks: Vec<RiskRow>,
    pub(crate) milestones: Vec<MilestoneRow>,
    pub(crate) transfers: Vec<TransferRow>,
    /// Decisions of the register, not those about single records.
    pub(crate) decisions: Vec<RegisterDecisionRow>,
    pub(crate) options: Vec<OptionRow>,
    pub(crate) sensitivity: Vec<OptionSensitivityRow>,
    pub(crate) loads: Vec<LoadRow>,
    pub(crate) issues: Vec<DataIssueRow>,
    /// The charts that could be drawn.
    pub(crate) pictures: Vec<Picture>,
}

impl Answers {
    /// Asks everything about the council at one date.
    ///
    /// # Errors
    /// `NoFigures` while nothing is loaded; `Invalid` if there are no figures on or before the date.
    pub(crate) fn ask(generation: &Generation, as_at: Option<NaiveDate>, council: &Council) -> Result<Self, Error> {
        let filter = Filter {
            as_at,
            ..Filter::default()
        };
        let headline = generation.ask::<Coverage>(&filter)?;
        let coverage = headline.rows.into_iter().next().ok_or(AskError::NoFigures)?;
        let on = coverage.as_at;
        let trend = generation.ask::<CoverageTrend>(&filter)?.rows;
        let latest = generation.ask::<Coverage>(&Filter::default())?.as_at;
        let known_until = if latest == Some(on) { NaiveDate::MAX } else { on };
        let is_latest = known_until > on;
        let mut answers = Self {
            council: council.name.clone(),
            remark: council.note.clone(),
            generation: headline.generation,
            version: headline.version,
            lineage: headline.lineage,
            teams: generation.ask::<TeamProcesses>(&filter)?.rows,
            course: generation.ask::<CoverageSpc>(&filter)?.rows,
            capture: generation.ask::<CaptureSpc>(&filter)?.rows,
            forecast: generation.ask::<Forecast>(&filter)?.rows.into_iter().next(),
            states: generation.ask::<RecordStates>(&filter)?.rows,
            movement: Vec::new(),
            passes: generation.ask::<MatchYield>(&filter)?.rows,
            match_rates: generation.ask::<MatchRateTrend>(&filter)?.rows,
            batches: generation.ask::<TraceBatches>(&filter)?.rows,
            queue: generation.ask::<CleansingQueue>(&filter)?.rows,
            queue_outlook: generation.ask::<QueueOutlook>(&filter)?.rows.into_iter().next(),
            checks: generation.ask::<NumberChecks>(&filter)?.rows,
            burn_forecast: generation.ask::<BurnForecast>(&filter)?.rows.into_iter().next(),
            workstreams: generation.ask::<BurnByWorkstream>(&filter)?.rows,
            plans: generation.ask::<PlanRevisions>(&filter)?.rows,
            costs: generation.ask::<CostPerNumber>(&filter)?.rows,
            readiness: generation.ask::<Readiness>(&filter)?.rows,
            agreements: generation.ask::<Agreements>(&filter)?.rows,
            risks: generation.ask::<Risks>(&filter)?.rows,
            milestones: generation.ask::<Milestones>(&filter)?.rows,
            transfers: generation.ask::<Transfers>(&filter)?.rows,
            decisions: generation.ask::<RegisterDecisions>(&filter)?.rows,
            options: generation.ask::<Options>(&filter)?.rows,
            sensitivity: generation.ask::<OptionSensitivity>(&filter)?.rows,
            loads: generation.ask::<Loads>(&filter)?.rows,
            issues: generation.ask::<DataIssues>(&filter)?.rows,
            pictures: Vec::new(),
            coverage,
            trend,
        };
        answers.match_rates.retain(|row| row.as_at <= known_until);
        answers
            .batches
            .retain(|row| row.sent_on.or(row.returned_on).is_none_or(|day| day <= known_until));
        if !is_latest {
            answers.passes.clear();
            answers.checks.clear();
        }
        if let Some(before) = answers.before()
            && [before.provenance, answers.coverage.provenance] == [Provenance::Snapshot; 2]
        {
            let between = Filter {
                from: Some(before.as_at),
                to: Some(on),
                ..Filter::default()
            };
            answers.movement = generation.ask::<Movement>(&between)?.rows;
        }
        let mut charts = vec![CoverageSpc::NAME];
        // Why there is no date is said in a sentence; a chart would say no more.
        if answers.forecast.as_ref().is_some_and(|row| row.status == ForecastStatus::Forecast) {
            charts.push(Forecast::NAME);
        }
        for question in charts {
            match figure::drawn(generation, question, &filter, [Width::Wide, Width::Narrow], "") {
                Ok(figures) => answers.pictures.push(Picture::of(figures)),
                Err(Error::Nothing(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(answers)
    }

    /// The figures that the present ones are held against: the latest that are four weeks older at least, or the ones before.
    pub(crate) fn before(&self) -> Option<&TrendRow> {
        let on = self.coverage.as_at;
        let earlier = || self.trend.iter().rev().filter(|row| row.as_at < on);
        let month = on.checked_sub_days(A_MONTH);
        earlier()
            .find(|row| month.is_some_and(|month| row.as_at <= month))
            .or_else(|| earlier().next())
    }
}
