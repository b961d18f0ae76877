//! What the choice between the routes is measured by.

use super::{
    support::{Folder, Load, Person, person, snapshot},
    traces::{register, request},
};
use domain::{
    RecordState,
    options::{Assumption, Origin},
    questions::{OptionAssumptionRow, OptionAssumptions},
};

/// Five people of North without a number, and those of them who have got one.
fn five(as_at: &str, covered: &[u32]) -> Load {
    let held = |id: u32| {
        if covered.contains(&id) {
            RecordState::Valid
        } else {
            RecordState::Missing
        }
    };
    let people: Vec<Person> = (1..=5).map(|id| person(id, held(id), &["North"])).collect();
    snapshot(as_at, &people)
}

/// A batch about some of them, and its line in the register.
struct Sent<'a> {
    batch: &'a str,
    service: &'a str,
    on: &'a str,
    about: &'a [&'a str],
}

fn pds<'a>(batch: &'a str, on: &'a str, about: &'a [&'a str]) -> Sent<'a> {
    Sent {
        batch,
        service: "pds_mesh",
        on,
        about,
    }
}

fn sent(batches: &[Sent<'_>]) -> Vec<Load> {
    let lines: Vec<_> = batches
        .iter()
        .map(|sent| (sent.batch, sent.service, "partner", sent.on, sent.on, None))
        .collect();
    let requests = batches.iter().map(|sent| {
        let people: Vec<_> = sent.about.iter().map(|person| (*person, *person, None, &[] as &[&str])).collect();
        request(sent.batch, "pds_mesh", &people)
    });
    requests.chain([register(&lines)]).collect()
}

fn asked_again(folder: &Folder, as_at: &str) -> OptionAssumptionRow {
    let rows = folder.rows::<OptionAssumptions>(&[("as_at", as_at)]);
    rows.into_iter().find(|row| row.assumption == Assumption::AskedAgain).unwrap()
}

#[test]
fn who_is_asked_about_again_is_counted_against_those_who_wait() {
    let mut loads = vec![
        five("2026-01-31", &[]),
        five("2026-02-28", &[2]),
        five("2026-03-31", &[2]),
        five("2026-04-30", &[2]),
    ];
    loads.extend(sent(&[
        pds("B1", "2026-01-05", &["P1", "P2", "P3", "P4", "P5"]),
        pds("B2", "2026-01-20", &["P1", "P2", "P3", "P4"]),
        // February: of the four who wait P1, twice, and P2; P5 is asked about for the second time; a search is no batch.
        pds("B3", "2026-02-02", &["P1", "P2", "P5"]),
        pds("B4", "2026-02-28", &["P1"]),
        Sent {
            batch: "Log",
            service: "smsp",
            on: "2026-02-10",
            about: &["P3"],
        },
        // March: P4 of P1, P3, P4 and P5; P2 has a number and waits no more. April: nobody.
        pds("B5", "2026-03-02", &["P2", "P4"]),
    ]));
    let folder = Folder::with(&loads);
    // Four who wait for 28, 31 and 30 days: 11.7 months.
    let measured = asked_again(&folder, "2026-04-30");
    assert_eq!((measured.origin, measured.value.as_deref()), (Origin::Measured, Some("25%")));
    assert_eq!(
        measured.measured_from.as_deref(),
        Some(
            "trace_batches: records asked about again from 31 January 2026 to 30 April 2026, of those asked about twice or more for a month, \
             3 of 12"
        )
    );
    assert_eq!(asked_again(&folder, "2026-02-28").value.as_deref(), Some("50%"));
    let none_yet = asked_again(&folder, "2026-01-31");
    assert_eq!((none_yet.origin, none_yet.value), (Origin::Missing, None));
}

#[test]
fn nobody_is_asked_about_again_by_more_than_all() {
    let days = ["2026-01-05", "2026-01-20", "2026-02-02"];
    let all: &[&str] = &["P1", "P2", "P3", "P4", "P5"];
    let mut loads = vec![five("2026-01-31", &[]), five("2026-02-07", &[])];
    loads.extend(sent(&days.map(|on| pds(on, on, all))));
    let folder = Folder::with(&loads);
    // All five in a week, which is 1.15 months of waiting.
    assert_eq!(asked_again(&folder, "2026-02-07").value.as_deref(), Some("100%"));
}

#[test]
fn with_one_batch_nobody_can_be_asked_about_again() {
    let mut loads = vec![five("2026-01-31", &[]), five("2026-02-28", &[])];
    loads.extend(sent(&[pds("B1", "2026-01-05", &["P1"])]));
    assert_eq!(asked_again(&Folder::with(&loads), "2026-02-28").origin, Origin::Missing);
}
