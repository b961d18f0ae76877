//! What becomes of single entries: agreements, dates, risks, decisions, transfers; and of exemptions.

use super::{Row, people, register};
use crate::tests::support::{Folder, Load, day, exemptions, quoted, values};
use domain::{
    Kind,
    questions::{Agreements, DataIssues, ExemptionReasons, Milestones, RegisterDecisions, Risks, Transfers},
    register::{ExemptionReason, Term, TransferState},
    schema,
};

#[test]
fn a_register_loaded_before_reviews_were_told_apart_is_still_read() {
    let row = Row {
        id: "A",
        kind: "agreement",
        status: "done",
        expires: Some("2027-06-30"),
        ..Row::default()
    };
    let mut load = register("2026-10-31", &[row]);
    for (_, query) in &mut load.files {
        *query = format!("SELECT * EXCLUDE (review) FROM ({query})");
    }
    let agreements = Folder::with(&[load]).rows::<Agreements>(&[]);
    let read: Vec<_> = agreements.iter().map(|row| (row.expires, row.review)).collect();
    assert_eq!(read, [(Some(day("2027-06-30")), None)]);
}

#[test]
fn agreements_end_one_after_the_other() {
    let row = |id, kind, status, expires| Row {
        id,
        kind,
        status,
        expires,
        ..Row::default()
    };
    let folder = Folder::with(&[register(
        "2026-10-31",
        &[
            row("A", "agreement", "done", Some("2027-06-30")),
            row("B", "agreement", "done", Some("2026-11-30")),
            row("C", "agreement", "in_progress", None),
            row("D", "agreement", "done", None),
            row("E", "agreement", "done", Some("2026-10-30")),
            row("F", "approval", "done", Some("2027-01-15")),
            row("G", "approval", "done", None),
            row("H", "agreement", "withdrawn", Some("2026-01-01")),
            row("I", "agreement", "lapsed", None),
        ],
    )]);
    let terms: Vec<_> = folder
        .rows::<Agreements>(&[])
        .into_iter()
        .map(|row| (row.id, row.term, row.days))
        .collect();
    let expected = [
        ("I", Term::Lapsed, None),
        ("E", Term::Lapsed, Some(-1)),
        ("B", Term::Within30Days, Some(30)),
        ("F", Term::Within90Days, Some(76)),
        ("A", Term::Later, Some(242)),
        ("D", Term::NoDate, None),
        ("C", Term::NotSigned, None),
    ];
    assert_eq!(terms, expected.map(|(id, term, days)| (id.to_owned(), term, days)));
}

#[test]
fn first_dates_are_kept_over_loads() {
    let milestone = |due, status| Row {
        id: "M1",
        kind: "milestone",
        status,
        due: Some(due),
        ..Row::default()
    };
    let folder = Folder::with(&[register("2026-04-30", &[milestone("2026-06-30", "in_progress")])]);
    // Loaded after a later one, it is still the earlier.
    folder.load(&[register("2026-10-31", &[milestone("2026-12-31", "in_progress")])]);
    folder.load(&[register("2026-08-31", &[milestone("2026-09-30", "in_progress")])]);
    let seen = |as_at: &str| {
        let rows = folder.rows::<Milestones>(&[("as_at", as_at)]);
        (rows[0].due, rows[0].first_due, rows[0].slipped_days)
    };
    let expected = |due, days| (Some(day(due)), Some(day("2026-06-30")), Some(days));
    assert_eq!(seen("2026-05-01"), expected("2026-06-30", 0));
    assert_eq!(seen("2026-09-01"), expected("2026-09-30", 92));
    assert_eq!(seen("2026-10-31"), expected("2026-12-31", 184));
    assert_eq!(
        folder.rows::<Milestones>(&[])[0].due,
        Some(day("2026-12-31")),
        "the latest day counts, not the latest load"
    );
}

#[test]
fn mended_rows_add_to_their_file_and_end_with_it() {
    let row = |id, depends_on| Row {
        id,
        kind: "milestone",
        status: "in_progress",
        due: Some("2026-12-31"),
        depends_on,
        ..Row::default()
    };
    let folder = Folder::with(&[register("2026-10-31", &[row("M1", Some("M2\nM3"))])]);
    let issues = || {
        folder
            .rows::<DataIssues>(&[])
            .into_iter()
            .filter(|row| row.reason == "dependency_unknown")
            .count()
    };
    assert_eq!(issues(), 1);
    folder.load(&[Load {
        mended: true,
        ..register("2026-11-02", &[row("M2", Some("M1")), row("M3", None)])
    }]);
    assert_eq!(issues(), 0);
    // What was mended leads back to where it began: the rest is followed all the same.
    let rows = folder.rows::<Milestones>(&[]);
    assert_eq!(rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["M1", "M2", "M3"]);
    assert!(rows.iter().all(|row| row.reached == Some(day("2026-12-31"))));
    folder.load(&[register("2026-11-03", &[row("M9", None)])]);
    assert_eq!(folder.rows::<Milestones>(&[]).len(), 1);
}

#[test]
fn milestones_bring_what_they_depend_on() {
    let folder = Folder::with(&[register(
        "2026-10-31",
        &[
            Row {
                id: "A1",
                kind: "agreement",
                status: "in_progress",
                due: Some("2027-03-31"),
                ..Row::default()
            },
            Row {
                id: "A2",
                kind: "agreement",
                status: "in_progress",
                ..Row::default()
            },
            Row {
                id: "M1",
                kind: "milestone",
                status: "not_started",
                due: Some("2027-01-31"),
                depends_on: Some("A1"),
                ..Row::default()
            },
            Row {
                id: "M2",
                kind: "milestone",
                status: "in_progress",
                due: Some("2026-09-30"),
                ..Row::default()
            },
        ],
    )]);
    let rows: Vec<_> = folder
        .rows::<Milestones>(&[])
        .into_iter()
        .map(|row| (row.id, row.reached.map(|day| day.to_string()), row.overdue, row.critical))
        .collect();
    let expected = [
        ("M2", "2026-10-31", true, false),
        ("A1", "2027-03-31", false, true),
        ("M1", "2027-03-31", false, true),
    ];
    assert_eq!(
        rows,
        expected.map(|(id, day, overdue, critical)| (id.to_owned(), Some(day.to_owned()), overdue, critical))
    );
}

#[test]
fn risks_that_have_come_stand_first() {
    let row = |id, status, scale| Row {
        id,
        kind: "risk",
        status,
        scale,
        done: (status == "realised").then_some("2026-02-01"),
        ..Row::default()
    };
    let folder = Folder::with(&[register(
        "2026-10-31",
        &[
            row("R1", "in_progress", Some((2, 3))),
            row("R2", "realised", Some((1, 2))),
            row("R3", "in_progress", None),
            row("R4", "in_progress", Some((5, 5))),
            row("R5", "closed", Some((5, 5))),
        ],
    )]);
    let rows: Vec<_> = folder
        .rows::<Risks>(&[])
        .into_iter()
        .map(|row| (row.id, row.score, row.realised_on))
        .collect();
    let expected = [
        ("R2", Some(2), Some(day("2026-02-01"))),
        ("R4", Some(25), None),
        ("R1", Some(6), None),
        ("R3", None, None),
    ];
    assert_eq!(rows, expected.map(|(id, score, on)| (id.to_owned(), score, on)));
}

#[test]
fn decisions_that_wait_stand_first() {
    let row = |id, status, due, done| Row {
        id,
        kind: "decision",
        status,
        due,
        done,
        ..Row::default()
    };
    let folder = Folder::with(&[register(
        "2026-10-31",
        &[
            row("D1", "done", None, Some("2026-01-01")),
            row("D2", "done", None, Some("2026-05-01")),
            row("D3", "not_started", Some("2027-01-01"), None),
            row("D4", "in_progress", Some("2026-12-01"), None),
        ],
    )]);
    let ids: Vec<_> = folder.rows::<RegisterDecisions>(&[]).into_iter().map(|row| row.id).collect();
    assert_eq!(ids, ["D4", "D3", "D2", "D1"]);
}

/// The register of batches: name and transfer's reference.
fn batches(rows: &[(&str, Option<&str>)]) -> Load {
    let rows = rows
        .iter()
        .map(|(batch, reference)| format!("({}, {})", quoted(Some(batch)), quoted(*reference)));
    let query = values(
        rows,
        "CAST(column0 AS VARCHAR) AS batch, CAST(NULL AS VARCHAR) AS service, CAST('partner' AS VARCHAR) AS route, \
         CAST(NULL AS VARCHAR) AS organisation, DATE '2026-09-01' AS sent, CAST(NULL AS DATE) AS returned, \
         CAST(column1 AS VARCHAR) AS transfer_reference, CAST(7 AS BIGINT) AS records",
        2,
    );
    Load {
        kind: Kind::TraceRegister,
        as_at: None,
        mended: false,
        files: vec![(schema::trace_register::FILE, query)],
    }
}

#[test]
fn a_batch_without_a_transfer_is_unexplained() {
    let transfer = |id, batch, status| Row {
        id,
        kind: "transfer",
        status,
        batch,
        done: (status == "done").then_some("2026-09-02"),
        ..Row::default()
    };
    let folder = Folder::with(&[
        people(1, 2),
        batches(&[("one", Some("ST-1")), ("two", None), ("three", None), ("four", None)]),
        register(
            "2026-10-31",
            &[
                transfer("T2", Some("TWO.csv"), "done"),
                transfer("T3", Some("three"), "in_progress"),
                transfer("T9", Some("nine"), "done"),
                transfer("T0", None, "done"),
            ],
        ),
    ]);
    let rows: Vec<_> = folder
        .rows::<Transfers>(&[])
        .into_iter()
        .map(|row| (row.batch.unwrap_or_default(), row.state, row.entries.unwrap_or_default()))
        .collect();
    let expected = [
        ("four", TransferState::Unexplained, ""),
        ("three", TransferState::Unexplained, ""),
        ("nine", TransferState::NoBatch, "T9"),
        ("", TransferState::Recorded, "T0"),
        ("one", TransferState::Recorded, ""),
        ("two", TransferState::Recorded, "T2"),
    ];
    assert_eq!(
        rows,
        expected.map(|(batch, state, entries)| (batch.to_owned(), state, entries.to_owned()))
    );
    assert!(folder.rows::<Transfers>(&[("as_at", "2026-08-31")]).is_empty());
}

#[test]
fn exemptions_are_counted_once_and_by_reason() {
    let folder = Folder::with(&[
        people(1, 4),
        exemptions(&[
            ("P1", Some("2026-01-01"), None),
            ("P1", Some("2025-01-01"), Some("2025-12-31")),
            ("P2", None, Some("2026-11-15")),
            ("P3", Some("2026-01-01"), Some("2026-10-30")),
            ("P9", Some("2026-01-01"), Some("2027-01-20")),
            ("P4", Some("2027-01-01"), None),
        ]),
    ]);
    let rows = folder.rows::<ExemptionReasons>(&[]);
    let reasons: Vec<_> = rows.iter().map(|row| row.reason).collect();
    assert_eq!(reasons, ExemptionReason::ALL);
    let objects = &rows[0];
    assert_eq!(
        (objects.people, objects.in_scope, objects.lapsed),
        (3, 2, 1),
        "P1, P2 and P9, of whom P9 is in no snapshot; P3's review has passed"
    );
    assert_eq!(
        (objects.within_30_days, objects.within_90_days, objects.later, objects.no_date),
        (1, 1, 0, 1)
    );
    assert_eq!(objects.next_review, Some(day("2026-11-15")));
    assert!(rows[1..].iter().all(|row| row.people == 0));
}
