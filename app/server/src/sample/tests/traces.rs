//! The batches of traces fit the council's own data.

use super::*;
use crate::sample::person::{Source, Trace};
use crate::sample::traces::codes::{self, DBS, MESH, code};
use crate::sample::traces::log::SMSP;
use crate::sample::traces::{Answer, Pass, Traces, digits};

fn traced(seed: u64, people: usize, months: usize) -> (Council, Traces) {
    let mut council = Council::new(Calendar::new(months), seed, people).unwrap();
    let mut traces = Traces::new(seed);
    traces.watch(&council);
    for _ in 1..months {
        council.advance().unwrap();
        traces.watch(&council);
    }
    traces.finish(&mut council).unwrap();
    (council, traces)
}

#[test]
fn every_code_comes_back_at_least_once() {
    for seed in 1..4 {
        let (_, traces) = traced(seed, 9000, 24);
        let answered = |is_dbs: bool| -> BTreeSet<&str> {
            let batches = traces.batches.iter().filter(|batch| batch.pass.is_dbs() == is_dbs);
            batches
                .flat_map(|batch| {
                    let there = batch
                        .asked
                        .values()
                        .enumerate()
                        .filter(|(place, _)| !codes::is_left_out(batch.pass, *place));
                    there.map(|(_, asked)| code(batch.pass, asked).0)
                })
                .collect()
        };
        assert_eq!(answered(true), BTreeSet::from(DBS), "seed {seed}");
        assert_eq!(answered(false), BTreeSet::from(MESH), "seed {seed}");
        let logged: BTreeSet<&str> = traces.log.calls.iter().map(|call| call.code).collect();
        assert_eq!(logged, BTreeSet::from(SMSP), "seed {seed}");
    }
}

#[test]
fn the_batches_are_those_of_the_story() {
    let (_, traces) = traced(1, 9000, 24);
    let passes: Vec<Pass> = traces.batches.iter().map(|batch| batch.pass).collect();
    let monthly = [Pass::Monthly; 5];
    assert_eq!(passes[..4], [Pass::Macs, Pass::First, Pass::Residue, Pass::Cleansed]);
    assert_eq!(passes[4..], monthly);
    for batch in &traces.batches {
        assert!(batch.sent < batch.returned && batch.asked.len() > 100, "{:?}", batch.pass);
    }
    assert!((100..1500).contains(&traces.log.calls.len()), "{}", traces.log.calls.len());
}

#[test]
fn numbers_that_a_trace_found_are_those_of_the_records() {
    let (council, traces) = traced(1, 9000, 24);
    let found = |id: u64| {
        traces.batches.iter().rev().find_map(|batch| match &batch.asked.get(&id)?.answer {
            Answer::Found(number) | Answer::Superseded(number) => Some(number.clone()),
            _ => None,
        })
    };
    let (mut explained, mut all) = (0, 0);
    for person in council.in_scope().filter(|person| person.covered()) {
        let Some(number) = &person.number else { continue };
        if !matches!(number.source, Source::Batch | Source::Macs) {
            continue;
        }
        all += 1;
        if let Some(found) = found(person.id) {
            assert_eq!(found, digits(&number.text), "person {}", person.id);
            assert_eq!(person.trace, Trace::Verified);
            explained += 1;
        }
    }
    assert!(explained * 10 > all * 8, "{explained} of {all} numbers from batches have an answer");
    let last = traces.batches.last().unwrap();
    let is_waiting =
        |person: &&Person| !person.covered() && matches!(last.asked.get(&person.id).map(|a| &a.answer), Some(Answer::Found(_)));
    let waiting: Vec<&Person> = council.in_scope().filter(is_waiting).collect();
    assert!((20..120).contains(&waiting.len()), "{} wait to be loaded", waiting.len());
}

#[test]
fn a_small_council_has_its_batches_too() {
    for (people, months) in [(100, 2), (300, 3), (300, 36)] {
        let (_, traces) = traced(1, people, months);
        assert!(traces.batches.iter().any(|batch| batch.pass.is_dbs()), "{people}, {months}");
        assert!(traces.batches.iter().any(|batch| !batch.pass.is_dbs()), "{people}, {months}");
    }
}
