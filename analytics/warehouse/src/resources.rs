//! The questions about what numbers take: sources told apart, and what follows for the target and for the plan.

use crate::{About, Answerable, Columns, Holds};
use chrono::NaiveDate;
use domain::{
    Filter, NumberSource, Target, money,
    questions::{BurnForecast, BurnForecastRow, BurnForecastStatus, CostPerNumber, CostPerNumberRow, NumbersBasis},
};

mod outlook;

/// Where traces find numbers: the effort of extract, transfer and load is theirs.
const TRACES: [NumberSource; 3] = [NumberSource::BatchTrace, NumberSource::Macs, NumberSource::SpineMini];

/// One month in which numbers are counted, with the effort that it took.
#[derive(Debug, Clone)]
pub struct WorkedMonth {
    month: NaiveDate,
    basis: NumbersBasis,
    gained: i64,
    verified: Option<i64>,
    /// Gained and verified by source, in the order of [`NumberSource::ALL`].
    by_source: Vec<(NumberSource, i64, i64)>,
    minutes: i64,
    pence: i64,
    uncosted_minutes: i64,
    running_minutes: i64,
    running_pence: i64,
    tracing_minutes: i64,
    tracing_pence: i64,
    tracing_uncosted_minutes: i64,
    cumulative_minutes: i64,
    cumulative_pence: i64,
}

impl Answerable for CostPerNumber {
    const SQL: &'static str = include_str!("../sql/questions/cost_per_number.sql");
    const NOTE: &'static str = include_str!("../sql/questions/cost_per_number.md");
    const COLUMNS: &'static [&'static str] = &[
        "month",
        "source",
        "basis",
        "minutes",
        "pence",
        "uncosted_minutes",
        "running_minutes",
        "running_pence",
        "gained",
        "verified",
        "cumulative_minutes",
        "cumulative_pence",
        "cumulative_gained",
        "cumulative_verified",
        "marginal_minutes",
        "marginal_pence",
        "average_minutes",
        "average_pence",
        "marginal_pence_per_verified",
        "average_pence_per_verified",
    ];
    const HOLDS: &'static [Holds] = &[
        Holds::Date,
        Holds::Text,
        Holds::Text,
        Holds::Minutes,
        Holds::Pence,
        Holds::Minutes,
        Holds::Minutes,
        Holds::Pence,
        Holds::Count,
        Holds::Count,
        Holds::Minutes,
        Holds::Pence,
        Holds::Count,
        Holds::Count,
        Holds::Minutes,
        Holds::Pence,
        Holds::Minutes,
        Holds::Pence,
        Holds::Pence,
        Holds::Pence,
    ];
    const READ: &'static [&'static str] = &[
        "month",
        "basis",
        "gained",
        "gained_manual",
        "gained_batch_trace",
        "gained_macs",
        "gained_spine_mini",
        "gained_unknown",
        "verified",
        "verified_manual",
        "verified_batch_trace",
        "verified_macs",
        "verified_spine_mini",
        "verified_unknown",
        "minutes",
        "pence",
        "uncosted_minutes",
        "running_minutes",
        "running_pence",
        "tracing_minutes",
        "tracing_pence",
        "tracing_uncosted_minutes",
        "cumulative_minutes",
        "cumulative_pence",
    ];
    const ABOUT: About = About::Yield;
    type Read = WorkedMonth;

    fn read(columns: &Columns<'_>) -> duckdb::Result<WorkedMonth> {
        let of = |source: NumberSource| {
            let count = |what: &str| columns.count(&format!("{what}_{source}"));
            Ok((source, count("gained")?, count("verified")?))
        };
        Ok(WorkedMonth {
            month: columns.date("month")?,
            basis: columns.named("basis", NumbersBasis::from_name)?,
            gained: columns.count("gained")?,
            verified: columns.maybe_count("verified")?,
            by_source: NumberSource::ALL.iter().copied().map(of).collect::<duckdb::Result<_>>()?,
            minutes: columns.minutes("minutes")?,
            pence: columns.pence("pence")?,
            uncosted_minutes: columns.minutes("uncosted_minutes")?,
            running_minutes: columns.minutes("running_minutes")?,
            running_pence: columns.pence("running_pence")?,
            tracing_minutes: columns.minutes("tracing_minutes")?,
            tracing_pence: columns.pence("tracing_pence")?,
            tracing_uncosted_minutes: columns.minutes("tracing_uncosted_minutes")?,
            cumulative_minutes: columns.minutes("cumulative_minutes")?,
            cumulative_pence: columns.pence("cumulative_pence")?,
        })
    }

    fn finish(read: Vec<WorkedMonth>, filter: &Filter) -> Vec<CostPerNumberRow> {
        let mut rows = costs(&read);
        rows.retain(|row| filter.from.is_none_or(|from| row.month >= from || same_month(row.month, from)));
        rows
    }
}

fn same_month(one: NaiveDate, other: NaiveDate) -> bool {
    use chrono::Datelike as _;
    (one.year(), one.month()) == (other.year(), other.month())
}

/// Each month as a whole, then its sources.
fn costs(months: &[WorkedMonth]) -> Vec<CostPerNumberRow> {
    let mut rows = Vec::new();
    let (mut gained, mut verified) = (0, 0);
    let mut sources: Vec<BySource> = NumberSource::ALL.iter().map(|source| BySource::new(*source)).collect();
    // What traces took and no number has come of yet.
    let mut waiting = Effort::default();
    for month in months {
        gained += month.gained;
        verified += month.verified.unwrap_or(0);
        rows.push(whole(month, gained, verified));
        waiting.add(Effort {
            minutes: month.tracing_minutes,
            pence: month.tracing_pence,
            uncosted: month.tracing_uncosted_minutes,
        });
        let by_traces = |(source, gained, _): &(NumberSource, i64, i64)| if TRACES.contains(source) { *gained } else { 0 };
        let weights: Vec<i64> = month.by_source.iter().map(by_traces).collect();
        let has_traced = weights.iter().any(|weight| *weight > 0);
        let parts = if has_traced {
            std::mem::take(&mut waiting)
        } else {
            Effort::default()
        }
        .shared(&weights);
        for ((source, part), (_, gained, verified)) in sources.iter_mut().zip(parts).zip(&month.by_source) {
            source.add(part, *gained, *verified);
            if *gained > 0 || *verified > 0 {
                rows.push(source.row(month, part, *gained, *verified));
            }
        }
    }
    rows
}

fn whole(month: &WorkedMonth, cumulative_gained: i64, cumulative_verified: i64) -> CostPerNumberRow {
    let verified = month.verified.unwrap_or(0);
    CostPerNumberRow {
        month: month.month,
        source: None,
        basis: month.basis,
        minutes: Some(month.minutes),
        pence: Some(month.pence),
        uncosted_minutes: Some(month.uncosted_minutes),
        running_minutes: Some(month.running_minutes),
        running_pence: Some(month.running_pence),
        gained: month.gained,
        verified: month.verified,
        cumulative_minutes: Some(month.cumulative_minutes),
        cumulative_pence: Some(month.cumulative_pence),
        cumulative_gained,
        cumulative_verified,
        marginal_minutes: each(month.running_minutes, month.gained),
        marginal_pence: each(month.running_pence, month.gained),
        average_minutes: each(month.cumulative_minutes, cumulative_gained),
        average_pence: each(month.cumulative_pence, cumulative_gained),
        marginal_pence_per_verified: each(month.running_pence, verified),
        average_pence_per_verified: each(month.cumulative_pence, cumulative_verified),
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Effort {
    minutes: i64,
    pence: i64,
    uncosted: i64,
}

impl Effort {
    fn add(&mut self, other: Self) {
        self.minutes += other.minutes;
        self.pence += other.pence;
        self.uncosted += other.uncosted;
    }

    /// Divided by weights, so that the parts add up to it.
    fn shared(self, weights: &[i64]) -> Vec<Self> {
        let parts = |total| money::shares(total, weights);
        let (minutes, pence, uncosted) = (parts(self.minutes), parts(self.pence), parts(self.uncosted));
        let parts = minutes.into_iter().zip(pence).zip(uncosted);
        parts
            .map(|((minutes, pence), uncosted)| Self { minutes, pence, uncosted })
            .collect()
    }
}

/// What a source has come to so far.
struct BySource {
    source: NumberSource,
    effort: Effort,
    gained: i64,
    verified: i64,
}

impl BySource {
    fn new(source: NumberSource) -> Self {
        Self {
            source,
            effort: Effort::default(),
            gained: 0,
            verified: 0,
        }
    }

    fn add(&mut self, effort: Effort, gained: i64, verified: i64) {
        self.effort.add(effort);
        self.gained += gained;
        self.verified += verified;
    }

    fn row(&self, month: &WorkedMonth, part: Effort, gained: i64, verified: i64) -> CostPerNumberRow {
        let is_known = TRACES.contains(&self.source);
        let known = |amount: i64| is_known.then_some(amount);
        let known_each = |amount: i64, numbers: i64| each(amount, numbers).filter(|_| is_known);
        CostPerNumberRow {
            month: month.month,
            source: Some(self.source),
            basis: month.basis,
            minutes: known(part.minutes),
            pence: known(part.pence),
            uncosted_minutes: known(part.uncosted),
            running_minutes: known(part.minutes),
            running_pence: known(part.pence),
            gained,
            verified: month.verified.map(|_| verified),
            cumulative_minutes: known(self.effort.minutes),
            cumulative_pence: known(self.effort.pence),
            cumulative_gained: self.gained,
            cumulative_verified: self.verified,
            marginal_minutes: known_each(part.minutes, gained),
            marginal_pence: known_each(part.pence, gained),
            average_minutes: known_each(self.effort.minutes, self.gained),
            average_pence: known_each(self.effort.pence, self.gained),
            marginal_pence_per_verified: known_each(part.pence, verified),
            average_pence_per_verified: known_each(self.effort.pence, self.verified),
        }
    }
}

/// An amount for each of some numbers, half up; none for none.
fn each(amount: i64, numbers: i64) -> Option<i64> {
    (numbers > 0).then(|| (2 * amount + numbers) / (2 * numbers))
}

/// What is left to do and what one month judged took.
#[derive(Debug, Clone)]
pub struct LeftToDo {
    /// The figures that are the same beside every month, and the status that a target reached has.
    known: BurnForecastRow,
    month: Option<outlook::Judged>,
}

impl Answerable for BurnForecast {
    const SQL: &'static str = include_str!("../sql/questions/burn_forecast.sql");
    const NOTE: &'static str = include_str!("../sql/questions/burn_forecast.md");
    const COLUMNS: &'static [&'static str] = outlook::COLUMNS;
    const HOLDS: &'static [Holds] = outlook::HOLDS;
    const READ: &'static [&'static str] = outlook::READ;
    const ABOUT: About = About::Yield;
    type Read = LeftToDo;

    fn read(columns: &Columns<'_>) -> duckdb::Result<LeftToDo> {
        let month = match columns.maybe_date("month")? {
            Some(_) => Some(outlook::Judged {
                days: columns.count("days")?,
                gained: columns.count("gained")?,
                cleared: columns.count("cleared")?,
                all: (columns.minutes("minutes")?, columns.pence("pence")?),
                uncosted_minutes: columns.minutes("uncosted_minutes")?,
                tracing: (columns.minutes("tracing_minutes")?, columns.pence("tracing_pence")?),
                clearing: (columns.minutes("clearing_minutes")?, columns.pence("clearing_pence")?),
            }),
            None => None,
        };
        let target: Option<Target> = columns.maybe_target("target")?;
        Ok(LeftToDo {
            known: BurnForecastRow {
                status: BurnForecastStatus::TooLittle,
                effort_until: columns.date("effort_until")?,
                counted_at: columns.maybe_date("counted_at")?,
                target,
                records_to_go: columns.maybe_count("records_to_go")?,
                queue: columns.count("queue")?,
                months: 0,
                minutes_per_number: None,
                pence_per_number: None,
                minutes_per_queue_record: None,
                pence_per_queue_record: None,
                uncosted_minutes: 0,
                low_minutes: None,
                central_minutes: None,
                high_minutes: None,
                low_pence: None,
                central_pence: None,
                high_pence: None,
                actual_minutes: columns.minutes("actual_minutes")?,
                actual_pence: columns.pence("actual_pence")?,
                first_plan_pence: columns.maybe_pence("first_plan_pence")?,
                plan_minutes: columns.maybe_minutes("plan_minutes")?,
                plan_pence: columns.maybe_pence("plan_pence")?,
                plan_ends: columns.maybe_date("plan_ends")?,
                plan_end_low_minutes: None,
                plan_end_central_minutes: None,
                plan_end_high_minutes: None,
                plan_end_low_pence: None,
                plan_end_central_pence: None,
                plan_end_high_pence: None,
            },
            month,
        })
    }

    fn finish(read: Vec<LeftToDo>, _: &Filter) -> Vec<BurnForecastRow> {
        let months: Vec<_> = read.iter().filter_map(|row| row.month).collect();
        read.first()
            .map(|row| outlook::outlook(row.known.clone(), &months))
            .into_iter()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(number: u32, gained: [i64; 5], tracing: i64, running: i64) -> WorkedMonth {
        WorkedMonth {
            month: NaiveDate::from_ymd_opt(2026, number, 1).unwrap(),
            basis: NumbersBasis::Gained,
            gained: gained.iter().sum(),
            verified: Some(gained[1]),
            by_source: NumberSource::ALL
                .iter()
                .zip(gained)
                .map(|(source, gained)| (*source, gained, 0))
                .collect(),
            minutes: running + 60,
            pence: running * 100,
            uncosted_minutes: 0,
            running_minutes: running,
            running_pence: running * 50,
            tracing_minutes: tracing,
            tracing_pence: tracing * 50,
            tracing_uncosted_minutes: 0,
            cumulative_minutes: 0,
            cumulative_pence: 0,
        }
    }

    #[test]
    fn the_effort_of_traces_is_shared_among_them_and_waits_for_numbers() {
        let rows = costs(&[
            month(1, [5, 0, 0, 0, 0], 100, 200),
            month(2, [5, 2, 1, 0, 0], 50, 90),
            month(3, [0, 0, 0, 0, 0], 10, 10),
        ]);
        let told: Vec<_> = rows
            .iter()
            .map(|row| (row.source, row.minutes, row.gained, row.marginal_minutes))
            .collect();
        assert_eq!(
            told,
            [
                (None, Some(260), 5, Some(40)),
                (Some(NumberSource::Manual), None, 5, None),
                (None, Some(150), 8, Some(11)),
                (Some(NumberSource::Manual), None, 5, None),
                (Some(NumberSource::BatchTrace), Some(100), 2, Some(50)),
                (Some(NumberSource::Macs), Some(50), 1, Some(50)),
                (None, Some(70), 0, None),
            ]
        );
    }

    proptest::proptest! {
        #[test]
        fn sources_never_have_more_effort_than_traces_took(
            months in proptest::collection::vec(([0_i64..9, 0_i64..9, 0_i64..9, 0_i64..9, 0_i64..9], 0_i64..900), 1..12)
        ) {
            let months: Vec<_> = months.iter().zip(1..).map(|((gained, tracing), number)| month(number, *gained, *tracing, 1_000)).collect();
            let rows = costs(&months);
            let shared: i64 = rows.iter().filter(|row| row.source.is_some()).filter_map(|row| row.pence).sum();
            // What came after the last number of a trace is nobody's yet.
            let traced = |month: &WorkedMonth| month.by_source.iter().any(|(source, gained, _)| TRACES.contains(source) && *gained > 0);
            let last = months.iter().rposition(traced).map_or(0, |at| at + 1);
            proptest::prop_assert_eq!(shared, months[..last].iter().map(|month| month.tracing_pence).sum::<i64>());
        }
    }
}
