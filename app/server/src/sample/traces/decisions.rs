//! What the council kept beside the files: the register of batches, and what people decided about records that a trace left open.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use chrono::NaiveDate;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::files::LOG;
use super::{Answer, Asked, Batch, Pass, Traces, digits};
use crate::sample::calendar::days_before;
use crate::sample::council::Council;
use crate::sample::person::Person;
use crate::sample::reference::table;

/// From here on in the story the council submits its batches itself.
const OWN_CONNECTION: f64 = 22.0;
/// The batches about which much is still to be decided.
const RECENT: usize = 3;
const PARTNER: &str = "Eastshire Community NHS Trust (made up)";

/// Writes `trace_register.csv`: which batch went how, when, and under which transfer.
pub(in crate::sample) fn write_register(dir: &Path, traces: &Traces) -> Result<PathBuf> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (place, batch) in traces.batches.iter().filter(|batch| !batch.asked.is_empty()).enumerate() {
        let service = match batch.pass {
            Pass::Macs => "MACS",
            Pass::First => "DBS",
            Pass::Residue => "MPT",
            Pass::Cleansed | Pass::Monthly => "PDS MESH",
        };
        let (route, organisation) = match batch.position {
            position if position < OWN_CONNECTION => ("partner", PARTNER),
            _ => ("own connection", "Sample council"),
        };
        rows.push(vec![
            batch.name(),
            service.to_owned(),
            route.to_owned(),
            organisation.to_owned(),
            batch.sent.to_string(),
            batch.returned.to_string(),
            format!("ST-{:04}", 17 + place),
            batch.asked.len().to_string(),
        ]);
    }
    if let (Some(first), Some(last)) = (traces.log.calls.first(), traces.log.calls.last()) {
        rows.push(vec![
            LOG.to_owned(),
            "SMSP".to_owned(),
            "own connection".to_owned(),
            "Sample council".to_owned(),
            first.day.to_string(),
            last.day.to_string(),
            String::new(),
            traces.log.calls.len().to_string(),
        ]);
    }
    let columns = [
        "BATCH",
        "SERVICE",
        "ROUTE",
        "ORGANISATION",
        "DATE_SENT",
        "DATE_RETURNED",
        "TRANSFER_REFERENCE",
        "RECORDS",
    ];
    table(&dir.join("trace_register.csv"), &columns, &rows)
}

type Decided = (NaiveDate, u64, &'static str, &'static str, &'static str);

/// Writes `decisions.csv`: who decided what about the records in the cleansing queue, by role, and how long it took.
pub(in crate::sample) fn write_decisions(dir: &Path, council: &Council, traces: &Traces, seed: u64) -> Result<PathBuf> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ 0xdec1de);
    let now: BTreeMap<u64, &Person> = council.in_scope().map(|person| (person.id, person)).collect();
    let mut decided: Vec<Decided> = Vec::new();
    for (at, batch) in traces.batches.iter().enumerate() {
        let later = &traces.batches[at + 1..];
        let is_recent = later.len() < RECENT;
        for asked in batch.asked.values() {
            let Some(decision) = decision(asked, later, now.get(&asked.person.id).copied(), is_recent, &mut rng) else {
                continue;
            };
            let id = asked.person.id;
            let day = |after: u64, rng: &mut ChaCha8Rng| batch.returned + chrono::Days::new(after + rng.random_range(0..9));
            let (role, hours) = worker(decision, &mut rng);
            if hours == "1.5" {
                let day = day(2, &mut rng);
                decided.push((day, id, "passed to social work", "Business Intelligence Analyst", "0.25"));
            }
            let day = day(12, &mut rng);
            decided.push((day, id, decision, role, hours));
        }
    }
    // What is still to come on the last day has not been decided.
    let last = days_before(council.calendar.last(), 1);
    let exempt = council.in_scope().filter_map(|person| Some((person, person.exemption?)));
    for (person, exemption) in exempt.filter(|(_, exemption)| exemption.reason == "no NHS number issued") {
        decided.push((exemption.agreed, person.id, "no number", "Social Worker", "0.5"));
    }
    decided.retain(|(day, ..)| *day <= last);
    decided.sort_unstable();
    decided.dedup_by_key(|(day, id, decision, ..)| (*day, *id, *decision));
    let rows: Vec<Vec<String>> = decided
        .into_iter()
        .map(|(day, id, decision, role, hours)| {
            [&id.to_string(), decision, role, &day.to_string(), hours]
                .map(str::to_owned)
                .to_vec()
        })
        .collect();
    table(
        &dir.join("decisions.csv"),
        &["PERSON_ID", "DECISION", "ROLE", "DATE", "HOURS"],
        &rows,
    )
}

/// What was decided about one answer, in line with what became of the record; nothing is decided yet about many.
fn decision(asked: &Asked, later: &[Batch], now: Option<&Person>, is_recent: bool, rng: &mut ChaCha8Rng) -> Option<&'static str> {
    let found_later = || {
        later.iter().any(|batch| {
            let found = batch.asked.get(&asked.person.id);
            found.is_some_and(|found| matches!(found.answer, Answer::Found(_)))
        })
    };
    let keeps = |person: &Person| match (&person.number, &asked.number) {
        (Some(now), Some(then)) => digits(&now.text) == digits(&then.text),
        _ => false,
    };
    let mut chance = |share: f64| rng.random_bool(share);
    match &asked.answer {
        Answer::NoMatch | Answer::Several if found_later() => chance(0.12).then_some("details cleansed"),
        Answer::NoMatch | Answer::Several if is_recent && chance(0.12) => {
            Some(if chance(0.6) { "passed to social work" } else { "passed to BIT" })
        }
        Answer::Several if chance(0.06) => Some("duplicate merged"),
        Answer::NoMatch if chance(0.01) => Some("no number"),
        Answer::Different(_) | Answer::Superseded(_) if is_recent => chance(0.4).then_some("number accepted"),
        Answer::Different(_) | Answer::Superseded(_) | Answer::Conflict | Answer::Invalid => {
            // About who has left nothing needs to be decided any more.
            let person = now?;
            match keeps(person) {
                true => chance(0.6).then_some("number kept"),
                false => chance(0.3).then_some("passed to the Systems Team"),
            }
        }
        _ => None,
    }
}

/// Who decides, and how long it takes with it: what a person must be asked takes longest.
fn worker(decision: &str, rng: &mut ChaCha8Rng) -> (&'static str, &'static str) {
    match decision {
        "details cleansed" => ("Business Intelligence Analyst", ["0.25", "0.5", "0:20"][rng.random_range(0..3)]),
        "number kept" | "number accepted" => match rng.random_range(0..3) {
            0 => ("Systems Officer", "0.25"),
            1 => ("Systems Officer", "0.5"),
            _ => ("Social Worker", "1.5"),
        },
        "duplicate merged" => ("Systems Officer", "1"),
        "no number" => ("Social Worker", "1.5"),
        _ => ("Business Intelligence Analyst", "0.25"),
    }
}
