//! The questions about traces: what came back, as shares with their intervals.

use crate::{About, Answerable, Columns, Holds};
use domain::{
    Filter,
    questions::{TraceBatchRow, TraceBatches},
    trace::Dialect,
};
use statistics::wilson::{Confidence, Proportion};

macro_rules! columns {
    ([$($read:ident: $holds:ident),+ $(,)?] [$($said:ident: $said_holds:ident),+ $(,)?]) => {
        const COLUMNS: &'static [&'static str] = &[$(stringify!($read),)+ $(stringify!($said)),+];
        const HOLDS: &'static [Holds] = &[$(Holds::$holds,)+ $(Holds::$said_holds),+];
        const READ: &'static [&'static str] = &[$(stringify!($read)),+];
    };
}

impl Answerable for TraceBatches {
    const SQL: &'static str = include_str!("../sql/questions/trace_batches.sql");
    const NOTE: &'static str = include_str!("../sql/questions/trace_batches.md");
    columns! {
        [
            batch: Text, request_load: Number, as_at: Date, dialect: Text, sent: Count, sent_with_number: Count, answered: Count, not_answered: Count, answered_again: Count, not_asked: Count, verified: Count, found: Count, different: Count, superseded: Count, invalid: Count, conflict: Count, several: Count, no_match: Count, not_traced: Count, rejected: Count, other: Count, sensitive: Count,
        ]
        [matched: Count, traced: Count, match_rate: Decimal, interval_lower: Decimal, interval_upper: Decimal]
    }
    const ABOUT: About = About::Loads;
    type Read = TraceBatchRow;

    fn read(columns: &Columns<'_>) -> duckdb::Result<TraceBatchRow> {
        Ok(TraceBatchRow {
            batch: columns.text("batch")?,
            request_load: columns.maybe_load("request_load")?,
            as_at: columns.maybe_date("as_at")?,
            dialect: columns.maybe_named("dialect", Dialect::from_name)?,
            sent: columns.maybe_count("sent")?,
            sent_with_number: columns.maybe_count("sent_with_number")?,
            answered: columns.count("answered")?,
            not_answered: columns.maybe_count("not_answered")?,
            answered_again: columns.count("answered_again")?,
            not_asked: columns.count("not_asked")?,
            verified: columns.count("verified")?,
            found: columns.count("found")?,
            different: columns.count("different")?,
            superseded: columns.count("superseded")?,
            invalid: columns.count("invalid")?,
            conflict: columns.count("conflict")?,
            several: columns.count("several")?,
            no_match: columns.count("no_match")?,
            not_traced: columns.count("not_traced")?,
            rejected: columns.count("rejected")?,
            other: columns.count("other")?,
            sensitive: columns.count("sensitive")?,
            matched: 0,
            traced: 0,
            match_rate: None,
            interval_lower: None,
            interval_upper: None,
        })
    }

    fn finish(mut read: Vec<TraceBatchRow>, _: &Filter) -> Vec<TraceBatchRow> {
        read.iter_mut().for_each(judge);
        read
    }
}

/// Adds the match rate with its interval; none while nothing says anything about a person.
fn judge(row: &mut TraceBatchRow) {
    row.matched = row.verified + row.found + row.different + row.superseded;
    row.traced = row.answered - row.rejected - row.other;
    let Some(rate) = Proportion::new(row.matched as f64, row.traced as f64)
        .ok()
        .filter(|_| row.traced > 0)
    else {
        return;
    };
    let interval = rate.interval(Confidence::P95);
    row.match_rate = Some(rate.value());
    row.interval_lower = Some(interval.lower);
    row.interval_upper = Some(interval.upper);
}
