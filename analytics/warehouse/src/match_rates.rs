//! The questions about match rates: counts from the marts, with their intervals and what control charts say.

use crate::{
    About, Answerable, Columns, Holds,
    points::Dated,
    series::{self, guarded},
};
use chrono::NaiveDate;
use domain::{
    AgeBand, Filter, NOT_RECORDED, NumberSource,
    questions::{
        LimitsBasis, MatchByAgeBand, MatchByCompleteness, MatchByTeam, MatchDifferenceRow, MatchDifferences, MatchGroupRow, MatchRateRow,
        MatchRateTrend, MatchYield, MatchYieldRow, NumberCheckRow, NumberChecks, OutcomeMix, OutcomeRow, PointType, SinceLast, SpcRule,
    },
    trace::{self, Detail, MakeUp, Outcome, Service},
};
use statistics::wilson::{Confidence, Proportion};

/// The columns of a question: those of its query, and those that are worked out from them.
macro_rules! columns {
    ([$($read:ident: $holds:ident),+ $(,)?] [$($said:ident: $said_holds:ident),* $(,)?]) => {
        const COLUMNS: &'static [&'static str] = &[$(stringify!($read),)+ $(stringify!($said)),*];
        const HOLDS: &'static [Holds] = &[$(Holds::$holds,)+ $(Holds::$said_holds),*];
        const READ: &'static [&'static str] = &[$(stringify!($read)),+];
    };
}
pub(crate) use columns;

macro_rules! question {
    ($name:literal about $about:ident) => {
        const SQL: &'static str = include_str!(concat!("../sql/questions/", $name, ".sql"));
        const NOTE: &'static str = include_str!(concat!("../sql/questions/", $name, ".md"));
        const ABOUT: About = About::$about;
    };
}

/// A share with its 95% Wilson interval.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rate {
    pub(crate) value: f64,
    pub(crate) lower: f64,
    pub(crate) upper: f64,
}

impl Rate {
    /// None of nothing.
    pub(crate) fn of(part: i64, whole: i64) -> Option<Self> {
        let share = Proportion::new(part as f64, whole as f64).ok().filter(|_| whole > 0)?;
        let interval = share.interval(Confidence::P95);
        Some(Self {
            value: share.value(),
            lower: interval.lower,
            upper: interval.upper,
        })
    }

    fn since(self, before: Self) -> SinceLast {
        if self.lower > before.upper {
            SinceLast::Higher
        } else if self.upper < before.lower {
            SinceLast::Lower
        } else {
            SinceLast::Alike
        }
    }
}

/// What came back on one day in one series.
#[derive(Debug, Clone)]
pub struct Returned {
    service: Service,
    make_up: MakeUp,
    as_at: NaiveDate,
    batches: String,
    matched: i64,
    traced: i64,
}

impl Answerable for MatchRateTrend {
    question!("match_rate_trend" about Loads);
    columns! {
        [service: Text, make_up: Text, as_at: Date, batches: Text, matched: Count, traced: Count]
        [
            match_rate: Decimal, interval_lower: Decimal, interval_upper: Decimal, since_last: Text, mean: Decimal, lower: Decimal,
            upper: Decimal, trial: Flag, rule: Text, point_type: Text, variation: Text, basis: Text,
        ]
    }
    type Read = Returned;

    fn read(columns: &Columns<'_>) -> duckdb::Result<Returned> {
        Ok(Returned {
            service: columns.named("service", Service::from_name)?,
            make_up: columns.named("make_up", MakeUp::from_name)?,
            as_at: columns.date("as_at")?,
            batches: columns.text("batches")?,
            matched: columns.count("matched")?,
            traced: columns.count("traced")?,
        })
    }

    fn finish(read: Vec<Returned>, _: &Filter) -> Vec<MatchRateRow> {
        read.chunk_by(|one, other| (one.service, one.make_up) == (other.service, other.make_up))
            .flat_map(chart)
            .collect()
    }
}

/// One series, judged by its XmR chart.
fn chart(returned: &[Returned]) -> Vec<MatchRateRow> {
    let dated: Vec<_> = returned
        .iter()
        .map(|point| Dated {
            as_at: point.as_at,
            numerator: point.matched,
            denominator: Some(point.traced),
            target: None,
            rebase: false,
        })
        .collect();
    let chart = guarded(&dated);
    let mut before: Option<Rate> = None;
    let mut rows = Vec::with_capacity(returned.len());
    for (place, point) in returned.iter().enumerate() {
        let Some(rate) = Rate::of(point.matched, point.traced) else {
            continue;
        };
        let judged = chart.as_ref().map(|chart| {
            let judged = &chart.points[place];
            (judged, &chart.segments[judged.segment])
        });
        let limits = judged.and_then(|(_, segment)| segment.limits);
        rows.push(MatchRateRow {
            service: point.service,
            make_up: point.make_up,
            as_at: point.as_at,
            batches: point.batches.clone(),
            matched: point.matched,
            traced: point.traced,
            match_rate: rate.value,
            interval_lower: rate.lower,
            interval_upper: rate.upper,
            since_last: before.map(|before| rate.since(before)),
            mean: judged.and_then(|(_, segment)| segment.mean),
            lower: limits.map(|limits| limits.lower),
            upper: limits.map(|limits| limits.upper),
            trial: judged.is_some_and(|(_, segment)| segment.is_trial),
            rule: judged.map_or(SpcRule::None, |(point, _)| series::rule(point.rule)),
            point_type: judged.map_or(PointType::CommonCause, |(point, _)| series::point_type(point.point_type)),
            variation: chart.as_ref().and_then(|chart| chart.variation).map(series::point_type),
            basis: chart
                .as_ref()
                .map_or(LimitsBasis::LimitsNotMeaningful, |chart| series::basis(chart.basis)),
        });
        before = Some(rate);
    }
    rows
}

impl Answerable for MatchYield {
    question!("match_yield" about Loads);
    const COLUMNS: &'static [&'static str] = &["pass", "asked", "found", "found_in_all", "left", "share", "share_in_all"];
    const HOLDS: &'static [Holds] = &[
        Holds::Number,
        Holds::Count,
        Holds::Count,
        Holds::Count,
        Holds::Count,
        Holds::Decimal,
        Holds::Decimal,
    ];
    const READ: &'static [&'static str] = &["pass", "asked", "found", "people"];
    type Read = [i64; 4];

    fn read(columns: &Columns<'_>) -> duckdb::Result<[i64; 4]> {
        Ok([
            columns.count("pass")?,
            columns.count("asked")?,
            columns.count("found")?,
            columns.count("people")?,
        ])
    }

    fn finish(read: Vec<[i64; 4]>, _: &Filter) -> Vec<MatchYieldRow> {
        let mut found_in_all = 0;
        read.into_iter()
            .map(|[pass, asked, found, people]| {
                found_in_all += found;
                MatchYieldRow {
                    pass,
                    asked,
                    found,
                    found_in_all,
                    left: people - found_in_all,
                    share: found as f64 / people as f64,
                    share_in_all: found_in_all as f64 / people as f64,
                }
            })
            .collect()
    }
}

/// A group as it was counted.
#[derive(Debug, Clone)]
pub struct Counted {
    group: Option<String>,
    asked: i64,
    traced: i64,
    matched: i64,
}

macro_rules! groups {
    ($($question:ident from $name:literal by $finish:path;)+) => {
        $(impl Answerable for $question {
            question!($name about Loads);
            columns! {
                [group: Text, asked: Count, traced: Count, matched: Count]
                [match_rate: Decimal, interval_lower: Decimal, interval_upper: Decimal, would_gain: Count]
            }
            type Read = Counted;

            fn read(columns: &Columns<'_>) -> duckdb::Result<Counted> {
                Ok(Counted {
                    group: columns.maybe_text("group")?,
                    asked: columns.count("asked")?,
                    traced: columns.count("traced")?,
                    matched: columns.count("matched")?,
                })
            }

            fn finish(read: Vec<Counted>, _: &Filter) -> Vec<MatchGroupRow> {
                $finish(read)
            }
        })+
    };
}
groups! {
    MatchByCompleteness from "match_by_completeness" by by_completeness;
    MatchByTeam from "match_by_team" by by_team;
    MatchByAgeBand from "match_by_age_band" by by_age_band;
}

impl Counted {
    fn named(&self, group: &str) -> MatchGroupRow {
        let rate = Rate::of(self.matched, self.traced);
        MatchGroupRow {
            group: group.to_owned(),
            asked: self.asked,
            traced: self.traced,
            matched: self.matched,
            match_rate: rate.map(|rate| rate.value),
            interval_lower: rate.map(|rate| rate.lower),
            interval_upper: rate.map(|rate| rate.upper),
            would_gain: None,
        }
    }
}

/// In the order of what can be lacking; what was lacking also says what it cost.
fn by_completeness(mut read: Vec<Counted>) -> Vec<MatchGroupRow> {
    let named = |row: &Counted| row.group.as_deref().and_then(trace::completeness);
    read.sort_by_key(|row| named(row).map(|(place, _)| place));
    let complete = read.iter().find(|row| row.group.as_deref() == Some("complete"));
    let best = complete.and_then(|row| Rate::of(row.matched, row.traced));
    read.iter()
        .map(|row| {
            let is_lack = row.group.as_deref().and_then(trace::Lack::from_name).is_some();
            MatchGroupRow {
                would_gain: best
                    .filter(|_| is_lack)
                    .map(|best| ((best.value * row.traced as f64).floor() as i64 - row.matched).max(0)),
                ..row.named(named(row).map_or(NOT_RECORDED, |(_, words)| words))
            }
        })
        .collect()
}

/// Lowest rate first; a team of whom nothing came back comes last.
fn by_team(read: Vec<Counted>) -> Vec<MatchGroupRow> {
    let mut rows: Vec<_> = read
        .iter()
        .map(|row| row.named(row.group.as_deref().unwrap_or(NOT_RECORDED)))
        .collect();
    rows.sort_by(|one, other| {
        let rate = |row: &MatchGroupRow| row.match_rate.unwrap_or(f64::INFINITY);
        rate(one).total_cmp(&rate(other)).then_with(|| one.group.cmp(&other.group))
    });
    rows
}

/// Youngest first, people of unknown age last.
fn by_age_band(mut read: Vec<Counted>) -> Vec<MatchGroupRow> {
    let band = |row: &Counted| row.group.as_deref().and_then(AgeBand::from_name);
    read.sort_by_key(|row| (band(row).is_none(), band(row)));
    read.iter()
        .map(|row| row.named(band(row).map_or(NOT_RECORDED, AgeBand::label)))
        .collect()
}

impl Answerable for OutcomeMix {
    question!("outcome_mix" about Loads);
    columns! { [batch: Text, returned_on: Date, outcome: Text, code: Text, people: Count] [] }
    type Read = OutcomeRow;

    fn read(columns: &Columns<'_>) -> duckdb::Result<OutcomeRow> {
        Ok(OutcomeRow {
            batch: columns.text("batch")?,
            returned_on: columns.date("returned_on")?,
            outcome: columns.named("outcome", Outcome::from_name)?,
            code: columns.text("code")?,
            people: columns.count("people")?,
        })
    }

    fn finish(read: Vec<OutcomeRow>, _: &Filter) -> Vec<OutcomeRow> {
        read
    }
}

impl Answerable for NumberChecks {
    question!("number_checks" about Loads);
    columns! {
        [source: Text, checked: Count, confirmed: Count, superseded: Count, different: Count, not_confirmed: Count, invalid: Count]
        [error_rate: Decimal, interval_lower: Decimal, interval_upper: Decimal]
    }
    type Read = NumberCheckRow;

    fn read(columns: &Columns<'_>) -> duckdb::Result<NumberCheckRow> {
        let (checked, different, not_confirmed, invalid) = (
            columns.count("checked")?,
            columns.count("different")?,
            columns.count("not_confirmed")?,
            columns.count("invalid")?,
        );
        let rate = Rate::of(different + not_confirmed + invalid, checked);
        Ok(NumberCheckRow {
            source: columns.named("source", NumberSource::from_name)?,
            checked,
            confirmed: columns.count("confirmed")?,
            superseded: columns.count("superseded")?,
            different,
            not_confirmed,
            invalid,
            error_rate: rate.map(|rate| rate.value),
            interval_lower: rate.map(|rate| rate.lower),
            interval_upper: rate.map(|rate| rate.upper),
        })
    }

    fn finish(read: Vec<NumberCheckRow>, _: &Filter) -> Vec<NumberCheckRow> {
        read
    }
}

impl Answerable for MatchDifferences {
    question!("match_differences" about Loads);
    columns! {
        [detail: Text, compared: Count, differed: Count]
        [share: Decimal, interval_lower: Decimal, interval_upper: Decimal]
    }
    type Read = (Detail, i64, i64);

    fn read(columns: &Columns<'_>) -> duckdb::Result<Self::Read> {
        Ok((
            columns.named("detail", Detail::from_name)?,
            columns.count("compared")?,
            columns.count("differed")?,
        ))
    }

    fn finish(mut read: Vec<Self::Read>, _: &Filter) -> Vec<MatchDifferenceRow> {
        read.sort_unstable();
        let row = |(detail, compared, differed)| {
            let rate = Rate::of(differed, compared)?;
            Some(MatchDifferenceRow {
                detail,
                compared,
                differed,
                share: rate.value,
                interval_lower: rate.lower,
                interval_upper: rate.upper,
            })
        };
        read.into_iter().filter_map(row).collect()
    }
}
