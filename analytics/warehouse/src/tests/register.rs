//! The register over time: what is ready, what ends, what is late, what nobody can explain.

mod entries;

use super::support::{Folder, Load, day, person, quoted, snapshot, values};
use chrono::NaiveDate;
use domain::{
    Kind, RecordState,
    questions::{Agreements, Readiness, ReadinessRow, Risks},
    register::{EntryStatus, ReadinessItem, ReadinessState, Term},
    schema,
};
use proptest::{prelude::*, test_runner::Config};

/// One entry: what the tests need of it, the rest is empty.
#[derive(Debug, Clone, Default)]
struct Row<'a> {
    id: &'a str,
    kind: &'a str,
    status: &'a str,
    due: Option<&'a str>,
    done: Option<&'a str>,
    expires: Option<&'a str>,
    review: Option<&'a str>,
    depends_on: Option<&'a str>,
    item: Option<&'a str>,
    scale: Option<(i64, i64)>,
    batch: Option<&'a str>,
}

fn register(kept_on: &str, rows: &[Row<'_>]) -> Load {
    let rows = rows.iter().map(|row| {
        let number = |number: Option<i64>| number.map_or("NULL".to_owned(), |number| number.to_string());
        [
            quoted(Some(row.id)),
            quoted(Some(row.kind)),
            quoted(Some(&format!("Title of {}", row.id))),
            quoted(Some("Owner")),
            quoted(Some(row.status)),
            quoted(row.due),
            quoted(row.done),
            quoted(row.expires),
            quoted(row.depends_on),
            quoted(row.item),
            number(row.scale.map(|(likelihood, _)| likelihood)),
            number(row.scale.map(|(_, impact)| impact)),
            quoted(row.batch),
            quoted(row.review),
        ]
        .join(", ")
    });
    let query = values(
        rows.map(|row| format!("({row})")),
        "CAST(column0 AS VARCHAR) AS id, column1 AS kind, column2 AS title, column3 AS owner, column4 AS status, CAST(column5 AS DATE) AS due, \
         CAST(NULL AS DATE) AS first_due, CAST(column6 AS DATE) AS done, CAST(column7 AS DATE) AS expires, CAST(column13 AS DATE) AS review, \
         CAST(NULL AS VARCHAR) AS evidence, \
         CAST(column8 AS VARCHAR) AS depends_on, CAST(column9 AS VARCHAR) AS item, CAST(column10 AS BIGINT) AS likelihood, \
         CAST(column11 AS BIGINT) AS impact, CAST(column12 AS VARCHAR) AS batch, CAST(NULL AS VARCHAR) AS route",
        14,
    );
    Load {
        kind: Kind::Register,
        as_at: Some(day(kept_on)),
        mended: false,
        files: vec![(schema::register::FILE, query)],
    }
}

/// That many people, of whom that many hold a number.
fn people(covered: u32, of: u32) -> Load {
    let state = |id| if id <= covered { RecordState::Valid } else { RecordState::Missing };
    let people: Vec<_> = (1..=of).map(|id| person(id, state(id), &["North"])).collect();
    snapshot("2026-10-31", &people)
}

fn at(date: &str, load: Load) -> Load {
    Load {
        as_at: Some(day(date)),
        ..load
    }
}

fn item(rows: &[ReadinessRow], item: ReadinessItem) -> &ReadinessRow {
    rows.iter().find(|row| row.item == item).unwrap()
}

#[test]
fn nothing_is_met_because_nobody_entered_anything() {
    let folder = Folder::with(&[people(19, 20)]);
    let answer = folder.ask::<Readiness>(&super::support::filter(&[]));
    assert_eq!(answer.as_at, Some(day("2026-10-31")));
    let items: Vec<_> = answer.rows.iter().map(|row| row.item).collect();
    assert_eq!(items, ReadinessItem::ALL);
    for row in &answer.rows {
        let expected = if row.item.is_computed() {
            ReadinessState::Met
        } else {
            ReadinessState::NotRecorded
        };
        assert_eq!(row.state, expected, "{}", row.item);
    }
}

#[test]
fn the_gate_is_computed_in_whole_records() {
    let folder = Folder::with(&[
        at("2026-07-31", people(20, 20)),
        at("2026-08-31", people(18, 20)),
        at("2026-09-30", people(19, 20)),
        people(20, 20),
    ]);
    for (as_at, met, margin, state) in [
        ("2026-07-31", 1, 1, ReadinessState::Met),
        ("2026-08-31", 0, -1, ReadinessState::Missing),
        ("2026-09-30", 1, 0, ReadinessState::Met),
        ("2026-10-31", 2, 1, ReadinessState::Met),
    ] {
        let rows = folder.rows::<Readiness>(&[("as_at", as_at)]);
        let gate = item(&rows, ReadinessItem::CoverageGate);
        assert_eq!(
            (gate.met_in_a_row, gate.margin, gate.state),
            (Some(met), Some(margin), state),
            "{as_at}"
        );
    }
    let rows = folder.rows::<Readiness>(&[("as_at", "2026-01-01")]);
    assert_eq!(item(&rows, ReadinessItem::CoverageGate).state, ReadinessState::NotRecorded);
}

#[test]
fn a_register_answers_without_any_snapshot() {
    let folder = Folder::with(&[register(
        "2026-10-15",
        &[
            Row {
                id: "A1",
                kind: "assurance",
                status: "done",
                done: Some("2026-06-29"),
                expires: Some("2026-10-31"),
                item: Some("dspt"),
                ..Row::default()
            },
            Row {
                id: "R1",
                kind: "risk",
                status: "in_progress",
                item: Some("network"),
                ..Row::default()
            },
        ],
    )]);
    let answer = folder.ask::<Readiness>(&super::support::filter(&[]));
    assert_eq!((answer.as_at, answer.lineage.len()), (Some(day("2026-10-15")), 1));
    assert_eq!(item(&answer.rows, ReadinessItem::CoverageGate).state, ReadinessState::NotRecorded);
    assert_eq!(
        item(&answer.rows, ReadinessItem::Network).state,
        ReadinessState::NotRecorded,
        "a risk stands for nothing"
    );
    let dspt = item(&answer.rows, ReadinessItem::Dspt);
    assert_eq!((dspt.state, dspt.entries.as_deref()), (ReadinessState::Met, Some("A1")));
    // The day after its last it has lapsed, whenever the register was loaded.
    let rows = folder.rows::<Readiness>(&[("as_at", "2026-11-01")]);
    let dspt = item(&rows, ReadinessItem::Dspt);
    assert_eq!(
        (dspt.state, dspt.outstanding.as_deref()),
        (ReadinessState::Lapsed, Some("A1 Title of A1"))
    );
    assert!(
        folder.rows::<Agreements>(&[("as_at", "2026-10-14")]).is_empty(),
        "nothing was registered then"
    );
}

#[test]
fn a_review_that_has_passed_ends_nothing() {
    let entry = |id, kind, item, expires, review| Row {
        id,
        kind,
        status: if kind == "risk" { "in_progress" } else { "done" },
        done: (kind != "risk").then_some("2026-06-01"),
        expires,
        review,
        item,
        ..Row::default()
    };
    let folder = Folder::with(&[register(
        "2026-10-15",
        &[
            entry("A1", "agreement", Some("dspt"), None, Some("2026-10-01")),
            entry("A2", "approval", Some("legal_basis"), None, Some("2026-10-01")),
            entry("A3", "agreement", Some("network"), Some("2026-10-01"), Some("2027-10-01")),
            entry("R1", "risk", None, None, Some("2026-10-01")),
            entry("R2", "risk", None, Some("2026-10-02"), None),
        ],
    )]);
    let agreements = folder.rows::<Agreements>(&[]);
    let terms: Vec<_> = agreements.iter().map(|row| (row.id.as_str(), row.term, row.review)).collect();
    assert_eq!(
        terms,
        [
            ("A3", Term::Lapsed, Some(day("2027-10-01"))),
            ("A1", Term::NoDate, Some(day("2026-10-01"))),
            ("A2", Term::NoDate, Some(day("2026-10-01"))),
        ]
    );
    let readiness = folder.rows::<Readiness>(&[]);
    for (of, state) in [
        (ReadinessItem::Dspt, ReadinessState::Met),
        (ReadinessItem::LegalBasis, ReadinessState::Met),
        (ReadinessItem::Network, ReadinessState::Lapsed),
    ] {
        assert_eq!(item(&readiness, of).state, state, "{of}");
    }
    let reviews: Vec<_> = folder.rows::<Risks>(&[]).into_iter().map(|row| row.review).collect();
    assert_eq!(reviews, [Some(day("2026-10-01")), Some(day("2026-10-02"))]);
}

/// How entries of one item may stand.
fn entry() -> impl Strategy<Value = (usize, usize, Option<i64>)> {
    (
        0..EntryStatus::ALL.len(),
        0..ReadinessItem::ALL.len(),
        proptest::option::of(-40_i64..40),
    )
}

proptest! {
    #![proptest_config(Config::with_cases(12))]

    #[test]
    fn every_item_has_one_state_and_none_is_met_without_an_entry(entries in proptest::collection::vec(entry(), 0..12), turn in 0_usize..12) {
        let as_at: NaiveDate = day("2026-10-31");
        let of_risks = |status: EntryStatus| matches!(status, EntryStatus::Realised | EntryStatus::Closed);
        let written: Vec<(String, &str, &str, Option<String>)> = entries
            .iter()
            .enumerate()
            .map(|(at, (status, item, days))| {
                let status = EntryStatus::ALL[*status];
                let status = if of_risks(status) { EntryStatus::Done } else { status };
                let expires = days.map(|days| (as_at + chrono::TimeDelta::days(days)).to_string());
                (format!("E{at}"), status.name(), ReadinessItem::ALL[*item].name(), expires)
            })
            .collect();
        let load = |written: &[(String, &str, &str, Option<String>)]| {
            let rows: Vec<_> = written
                .iter()
                .map(|(id, status, item, expires)| Row {
                    id,
                    kind: "agreement",
                    status,
                    item: Some(*item).filter(|item| *item != "coverage_gate"),
                    expires: expires.as_deref(),
                    ..Row::default()
                })
                .collect();
            Folder::with(&[people(1, 2), register("2026-10-31", &rows)])
        };
        let folder = load(&written);
        let readiness = folder.rows::<Readiness>(&[]);
        prop_assert_eq!(readiness.iter().map(|row| row.item).collect::<Vec<_>>(), ReadinessItem::ALL);
        for row in readiness.iter().filter(|row| !row.item.is_computed()) {
            prop_assert_eq!(row.entries.is_none(), row.state == ReadinessState::NotRecorded);
            let holds = |(_, status, item, expires): &&(String, &str, &str, Option<String>)| {
                *item == row.item.name() && *status == "done" && expires.as_deref().is_none_or(|expires| day(expires) >= as_at)
            };
            if row.state == ReadinessState::Met {
                prop_assert!(written.iter().any(|entry| holds(&entry)));
                prop_assert!(row.outstanding.is_none());
            }
        }
        let mut turned = written.clone();
        turned.rotate_left(turn.min(written.len()));
        turned.reverse();
        let again = load(&turned);
        prop_assert_eq!(again.rows::<Readiness>(&[]), readiness);
        prop_assert_eq!(again.rows::<Agreements>(&[]), folder.rows::<Agreements>(&[]));
    }
}
