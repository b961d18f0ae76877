//! The question about batches of traces: what was asked, what came back, and the match rate with its interval.

use crate::{
    About, Answerable, Columns, Holds,
    match_rates::{Rate, columns},
};
use domain::{
    Filter,
    questions::{TraceBatchRow, TraceBatches},
    trace::{Dialect, MakeUp, Route, Service},
};

impl Answerable for TraceBatches {
    const SQL: &'static str = include_str!("../sql/questions/trace_batches.sql");
    const NOTE: &'static str = include_str!("../sql/questions/trace_batches.md");
    columns! {
        [
            batch: Text, request_load: Number, as_at: Date, dialect: Text, service: Text, route: Text, organisation: Text, sent_on: Date,
            returned_on: Date, transfer_reference: Text, make_up: Text, first_asked: Count, sent: Count, sent_with_number: Count,
            sent_complete: Count, answered: Count, not_answered: Count, answered_again: Count, not_asked: Count, verified: Count,
            found: Count, different: Count, superseded: Count, invalid: Count, conflict: Count, several: Count, no_match: Count,
            not_traced: Count, rejected: Count, other: Count, sensitive: Count,
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
            service: columns.maybe_named("service", Service::from_name)?,
            route: columns.maybe_named("route", Route::from_name)?,
            organisation: columns.maybe_text("organisation")?,
            sent_on: columns.maybe_date("sent_on")?,
            returned_on: columns.maybe_date("returned_on")?,
            transfer_reference: columns.maybe_text("transfer_reference")?,
            make_up: columns.maybe_named("make_up", MakeUp::from_name)?,
            first_asked: columns.count("first_asked")?,
            sent: columns.maybe_count("sent")?,
            sent_with_number: columns.maybe_count("sent_with_number")?,
            sent_complete: columns.maybe_count("sent_complete")?,
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
    let Some(rate) = Rate::of(row.matched, row.traced) else {
        return;
    };
    row.match_rate = Some(rate.value);
    row.interval_lower = Some(rate.lower);
    row.interval_upper = Some(rate.upper);
}
