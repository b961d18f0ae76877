//! Questions whose rows are what statistics make of a unit's figures over time.

use crate::{
    About, Answerable, Columns, Holds,
    points::{self, Dated},
};
use chrono::Days;
use domain::{
    Filter, Target, calendar,
    questions::{
        Assurance, CaptureSpc, CoverageSpc, ENOUGH_POINTS, Forecast, ForecastRow, ForecastStatus, LimitsBasis, NetGainSpc, PointType,
        SpcRow, SpcRule,
    },
};
use statistics::{
    forecast::{self, History},
    spc::{self, Guarded, Series},
};

/// What readers are told rests on as many points as limits that are no trial.
const _: () = assert!(ENOUGH_POINTS == spc::SHORT_SEGMENT);

macro_rules! dated {
    ($question:ident = $row:ident from $sql:literal noted $note:literal by $finish:path { $($field:ident: $holds:ident),+ $(,)? }) => {
        impl Answerable for $question {
            const SQL: &'static str = include_str!(concat!("../sql/questions/", $sql, ".sql"));
            const NOTE: &'static str = include_str!(concat!("../sql/questions/", $note, ".md"));
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),+];
            const HOLDS: &'static [Holds] = &[$(Holds::$holds),+];
            const READ: &'static [&'static str] = Dated::COLUMNS;
            const ABOUT: About = About::Period;
            type Read = Dated;

            fn read(columns: &Columns<'_>) -> duckdb::Result<Dated> {
                Dated::read(columns)
            }

            fn finish(read: Vec<Dated>, filter: &Filter) -> Vec<$row> {
                $finish(&points::usable(&read), filter)
            }
        }
    };
}

macro_rules! spc {
    ($($question:ident from $name:literal;)+) => {
        $(dated!($question = SpcRow from $name noted $name by chart {
            as_at: Date, numerator: Count, denominator: Count, value: Decimal, mean: Decimal, lower: Decimal, upper: Decimal,
            segment: Number, trial: Flag, rule: Text, point_type: Text, target: Percent, variation: Text, assurance: Text, basis: Text,
        });)+
    };
}
spc! {
    CoverageSpc from "coverage_spc";
    CaptureSpc from "capture_spc";
    NetGainSpc from "net_gain_spc";
}

dated!(Forecast = ForecastRow from "coverage_spc" noted "forecast" by outlook {
    status: Text, earliest: Date, central: Date, latest: Date, latest_is_beyond_horizon: Flag, records_to_go: Count, provisional: Flag,
    weekly_change_of_missing: Decimal, snapshots: Count, first_snapshot: Date, last_snapshot: Date, target: Percent, horizon: Date,
    reach_by: Date, needed_each_week: Count, fall_each_week: Decimal,
});

/// Every point judged by its XmR chart. Nothing without points.
fn chart(read: &[Dated], _: &Filter) -> Vec<SpcRow> {
    let Some(guarded) = guarded(read) else { return Vec::new() };
    let (variation, assurance, basis) = (
        guarded.variation.map(point_type),
        guarded.assurance.map(assurance),
        basis(guarded.basis),
    );
    let judged = read.iter().zip(&guarded.points);
    judged
        .map(|(row, point)| {
            let segment = &guarded.segments[point.segment];
            SpcRow {
                as_at: row.as_at,
                numerator: row.numerator,
                denominator: row.denominator,
                value: row.value(),
                mean: segment.mean,
                lower: segment.limits.map(|limits| limits.lower),
                upper: segment.limits.map(|limits| limits.upper),
                segment: point.segment as i64 + 1,
                trial: segment.is_trial,
                rule: rule(point.rule),
                point_type: point_type(point.point_type),
                target: row.target,
                variation,
                assurance,
                basis,
            }
        })
        .collect()
}

/// The chart of points; none without any.
pub(crate) fn guarded(read: &[Dated]) -> Option<Guarded> {
    let series = Series {
        target: read.last().and_then(|last| last.target).map(share),
        rebase_dates: read.iter().filter(|row| row.rebase).map(|row| row.as_at).collect(),
        ..Series::new(
            read.iter().map(|row| row.as_at).collect(),
            read.iter().map(|row| Some(row.value())).collect(),
        )
    };
    // Dates come once each and values are finite, so that only an empty series has no chart.
    spc::guarded(&series).ok()
}

/// When the target is forecast, from the last rebase on, and what it takes to reach it by the reader's date. Nothing without dates.
fn outlook(read: &[Dated], filter: &Filter) -> Vec<ForecastRow> {
    let from = read.iter().rposition(|row| row.rebase).unwrap_or(0);
    let read = &read[from..];
    let Some((last, target)) = read.last().and_then(|last| Some((last, last.target?))) else {
        return Vec::new();
    };
    let history = History {
        dates: read.iter().map(|row| row.as_at).collect(),
        numerators: read.iter().map(|row| Some(row.numerator)).collect(),
        denominators: read.iter().map(|row| row.denominator).collect(),
        target: share(target),
    };
    let Ok(found) = forecast::forecast(&history) else {
        return Vec::new();
    };
    let first = &read[read.len().saturating_sub(found.used)];
    let to_go = |row: &Dated| target.records_to_go(row.numerator, row.denominator.unwrap_or_default());
    let records_to_go = to_go(last);
    let reach_by = filter.reach_by.unwrap_or_else(|| calendar::financial_year_end(last.as_at));
    let days = (last.as_at - first.as_at).num_days();
    vec![ForecastRow {
        status: match found.status {
            forecast::Status::Achieved => ForecastStatus::Achieved,
            forecast::Status::InsufficientData => ForecastStatus::InsufficientData,
            forecast::Status::NoClearTrend => ForecastStatus::NoClearTrend,
            forecast::Status::Slowing => ForecastStatus::Slowing,
            forecast::Status::BeyondHorizon => ForecastStatus::BeyondHorizon,
            forecast::Status::Forecast => ForecastStatus::Forecast,
        },
        earliest: found.earliest_date,
        central: found.central_date,
        latest: found.latest_date,
        latest_is_beyond_horizon: found.latest_beyond_horizon,
        records_to_go,
        provisional: found.is_provisional,
        weekly_change_of_missing: found.weekly_change_of_missing,
        snapshots: found.used as i64,
        first_snapshot: first.as_at,
        last_snapshot: last.as_at,
        target,
        horizon: found
            .horizon_day
            .and_then(|day| first.as_at.checked_add_days(Days::new(day as u64))),
        reach_by,
        needed_each_week: forecast::records_each_week(records_to_go, last.as_at, reach_by),
        fall_each_week: (days > 0).then(|| (to_go(first) - records_to_go) as f64 * 7.0 / days as f64),
    }]
}

fn share(target: Target) -> f64 {
    target.basis_points() as f64 / 10_000.0
}

pub(crate) fn point_type(found: spc::PointType) -> PointType {
    match found {
        spc::PointType::SpecialCauseImprovement | spc::PointType::SpecialCauseNeutralHigh => PointType::SpecialCauseImprovement,
        spc::PointType::SpecialCauseConcern | spc::PointType::SpecialCauseNeutralLow => PointType::SpecialCauseConcern,
        spc::PointType::CommonCause => PointType::CommonCause,
    }
}

pub(crate) fn assurance(found: spc::Assurance) -> Assurance {
    match found {
        spc::Assurance::ConsistentPass => Assurance::Pass,
        spc::Assurance::ConsistentFail => Assurance::Fail,
        spc::Assurance::Inconsistent => Assurance::HitOrMiss,
    }
}

pub(crate) fn rule(found: spc::SpecialCause) -> SpcRule {
    match found {
        spc::SpecialCause::CommonCause => SpcRule::None,
        spc::SpecialCause::AboveLimit => SpcRule::AboveLimit,
        spc::SpecialCause::BelowLimit => SpcRule::BelowLimit,
        spc::SpecialCause::TrendIncreasing => SpcRule::TrendUp,
        spc::SpecialCause::TrendDecreasing => SpcRule::TrendDown,
        spc::SpecialCause::TwoInThreeAbove => SpcRule::NearUpperLimit,
        spc::SpecialCause::TwoInThreeBelow => SpcRule::NearLowerLimit,
        spc::SpecialCause::RunAbove => SpcRule::RunAbove,
        spc::SpecialCause::RunBelow => SpcRule::RunBelow,
    }
}

pub(crate) fn basis(found: spc::Basis) -> LimitsBasis {
    match found {
        spc::Basis::Limits => LimitsBasis::Limits,
        spc::Basis::UnscreenedLimits => LimitsBasis::UnscreenedLimits,
        spc::Basis::NoVariationYet => LimitsBasis::NoVariationYet,
        spc::Basis::SinglePoint => LimitsBasis::SinglePoint,
        spc::Basis::LimitsNotMeaningful | spc::Basis::NoValues => LimitsBasis::LimitsNotMeaningful,
    }
}
