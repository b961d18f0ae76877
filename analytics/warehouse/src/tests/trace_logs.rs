//! The log of a Spine Mini Service: each line is a call of its own day.

use super::{
    support::{Folder, Load, day, snapshot},
    traces::{hash, holds, register, rows, verified},
};
use domain::{
    Kind,
    questions::{CleansingQueue, MatchRateTrend, MatchYield, NumberChecks, TraceBatches},
    schema,
    trace::Outcome,
};

/// A call: person, day, outcome, whether a number was sent, the number that came back.
type Call<'a> = (&'a str, &'a str, Outcome, bool, Option<u32>);

fn log(calls: &[Call<'_>]) -> Load {
    let row = |(line, (person, date, outcome, sent, number)): (usize, &Call<'_>)| {
        format!(
            "SELECT '{person}' AS reference, 'SMSP-0000' AS code, '{outcome}' AS outcome, false AS sensitive, {} AS number, \
             CAST({line} AS BIGINT) AS line, 'smsp' AS dialect, DATE '{date}' AS answered, {sent} AS sent_number",
            hash(*number)
        )
    };
    Load {
        kind: Kind::TraceResponse,
        as_at: Some(day("2026-04-30")),
        mended: false,
        files: vec![(schema::trace_responses::FILE, rows(calls.iter().enumerate().map(row).collect()))],
    }
}

#[test]
fn every_call_holds_from_its_day_and_a_failure_says_nothing() {
    let calls = [
        ("P1", "2026-02-05", Outcome::Found, false, Some(1)),
        ("P1", "2026-02-20", Outcome::Rejected, false, None),
        // Of a day's calls the last that says anything.
        ("P2", "2026-02-06", Outcome::NoMatch, false, None),
        ("P2", "2026-02-06", Outcome::Found, false, Some(2)),
        ("P2", "2026-02-06", Outcome::Rejected, false, None),
        ("P3", "2026-02-07", Outcome::NoMatch, false, None),
        ("P3", "2026-04-07", Outcome::Several, false, None),
    ];
    let folder = Folder::with(&[
        snapshot("2026-01-31", &[holds(1, None), holds(2, None), holds(3, None)]),
        snapshot("2026-02-28", &[holds(1, Some(1)), holds(2, Some(2)), holds(3, None)]),
        snapshot("2026-04-30", &[holds(1, Some(1)), holds(2, Some(2)), holds(3, None)]),
        log(&calls),
    ]);
    assert_eq!(
        (verified(&folder, "2026-02-28"), verified(&folder, "2026-04-30")),
        (Some(2), Some(2))
    );
    let waiting: Vec<_> = folder
        .rows::<CleansingQueue>(&[("as_at", "2026-02-28")])
        .into_iter()
        .map(|row| (row.reason.name(), row.people))
        .collect();
    assert_eq!(waiting, [("no_match", 1)]);
    let batch = &folder.rows::<TraceBatches>(&[])[0];
    assert_eq!((batch.answered, batch.found, batch.several, batch.rejected), (3, 2, 1, 0));
}

#[test]
fn calls_that_confirm_a_number_are_not_searches_for_one() {
    let calls = [
        ("P1", "2026-02-05", Outcome::Verified, true, Some(1)),
        ("P2", "2026-02-06", Outcome::Conflict, true, None),
        ("P3", "2026-02-07", Outcome::Found, false, Some(3)),
        ("P4", "2026-02-08", Outcome::NoMatch, false, None),
    ];
    let folder = Folder::with(&[
        snapshot(
            "2026-01-31",
            &[holds(1, Some(1)), holds(2, Some(2)), holds(3, None), holds(4, None)],
        ),
        log(&calls),
    ]);
    let rate = &folder.rows::<MatchRateTrend>(&[]);
    assert!(rate.iter().all(|point| (point.matched, point.traced) == (1, 2)), "{rate:?}");
    let passes: Vec<_> = folder
        .rows::<MatchYield>(&[])
        .into_iter()
        .map(|row| (row.asked, row.found))
        .collect();
    assert_eq!(passes, [(2, 1)]);
    let checked: i64 = folder.rows::<NumberChecks>(&[]).iter().map(|row| row.checked).sum();
    assert_eq!(checked, 2);
}

#[test]
fn a_log_s_records_are_calls_and_it_asks_nobody_in_vain() {
    let calls = [
        ("P1", "2026-02-05", Outcome::NoMatch, false, None),
        ("P1", "2026-02-06", Outcome::Found, false, Some(1)),
    ];
    let folder = Folder::with(&[
        snapshot("2026-01-31", &[holds(1, None)]),
        log(&calls),
        register(&[("log", "smsp", "own_connection", "2026-02-05", "2026-02-28", Some(2))]),
    ]);
    for batch in folder.rows::<TraceBatches>(&[]) {
        assert_eq!((batch.sent, batch.not_answered.unwrap_or_default()), (None, 0), "{batch:?}");
    }
}
