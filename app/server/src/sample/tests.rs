//! The sample keeps its promises: the same bytes again, the story's bounds, every special row.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};

use domain::RecordState;
use domain::nhs_number::{Ranges, Reading, read};

use super::calendar::Calendar;
use super::council::Council;
use super::formats::{Guise, guises};
use super::numbers::{Kind, WRONG};
use super::person::{Person, Role};
use super::rows::{self, Cell};
use super::story::{Tally, tallies};
use super::teams::{TEAMS, TINY, exists};
use super::*;

mod traces;

/// Calls the check with the council of every month.
fn each_month(seed: u64, people: usize, months: usize, mut check: impl FnMut(&Council)) {
    let mut council = Council::new(Calendar::new(months), seed, people).unwrap();
    check(&council);
    for _ in 1..months {
        council.advance().unwrap();
        check(&council);
    }
}

fn coverage(council: &Council) -> f64 {
    let people: Vec<&Person> = council.in_scope().collect();
    100.0 * people.iter().filter(|person| person.covered()).count() as f64 / people.len() as f64
}

fn in_teams(council: &Council) -> Vec<(usize, Tally)> {
    let tallies = tallies(council);
    (0..TEAMS.len())
        .map(|team| (team, tallies[team]))
        .filter(|(_, tally)| tally.in_scope > 0)
        .collect()
}

#[test]
fn the_story_keeps_its_bounds() {
    for seed in 1..4 {
        let mut path = Vec::new();
        each_month(seed, 9000, 24, |council| {
            path.push(coverage(council));
            let tiny = tallies(council)[TINY];
            assert_eq!(tiny.in_scope, 6, "month {}", council.month + 1);
            if council.month == 23 {
                let above: Vec<&str> = in_teams(council)
                    .into_iter()
                    .filter(|(_, tally)| 20 * tally.covered >= 19 * tally.in_scope)
                    .map(|(team, _)| TEAMS[team].name)
                    .collect();
                assert_eq!(above, ["Learning Disability South", "Hospital Discharge Team"]);
                assert_eq!(in_teams(council).len(), 26);
                assert_eq!(council.in_scope().count(), 9000);
            }
        });
        let described = format!("seed {seed}: {path:.1?}");
        assert!(path[..7].iter().all(|percent| (56.0..60.0).contains(percent)), "{described}");
        assert!(path[7] > path[6] + 5.0, "{described}");
        assert!((90.0..92.0).contains(&path[23]), "{described}");
    }
}

#[test]
fn every_special_row_is_there_in_every_month() {
    for (people, months) in [(9000, 24), (300, 3), (100, 2), (300, 36)] {
        each_month(1, people, months, |council| {
            let month = format!("{people} people, month {} of {months}", council.month + 1);
            let kinds: BTreeSet<Kind> = council
                .in_scope()
                .filter_map(|person| person.number.as_ref())
                .map(|number| number.kind)
                .collect();
            assert!(WRONG.iter().all(|kind| kinds.contains(kind)), "{month}: {kinds:?}");
            let any = |what: &str, is: &dyn Fn(&Person) -> bool| {
                assert!(council.people.iter().any(is), "{month}: {what}");
            };
            let today = council.as_at();
            any("shared", &|person| {
                person.number.as_ref().is_some_and(|number| number.shared_with.is_some())
            });
            any("restricted", &|person| person.in_scope() && person.restricted);
            any("child", &|person| person.role == Role::Child && person.born <= today);
            any("unborn", &|person| person.born > today);
            any("deceased and open", &|person| person.died.is_some() && !person.closed);
            any("relative", &|person| person.role == Role::Relative);
            any("closed", &|person| person.closed && person.died.is_none());
            any("missing", &|person| person.in_scope() && person.number.is_none());
            any("exempt", &|person| person.in_scope() && person.exemption.is_some());
            any("two teams", &|person| person.in_scope() && person.teams().count() == 2);
            any("ended allocation", &|person| {
                person.allocations.iter().any(|allocation| allocation.end.is_some())
            });
            if people > 100 {
                any("no team", &|person| person.in_scope() && person.teams().count() == 0);
            }
            let refused = rows::persons(council).len() - council.people.len();
            assert!((2..=4).contains(&refused), "{month}: {refused} rows to refuse");
        });
    }
}

#[test]
fn the_text_of_every_number_says_what_the_simulation_believes() {
    let ranges = Ranges { test_range_valid: true };
    each_month(7, 3000, 24, |council| {
        let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
        for person in &council.people {
            let Some(number) = &person.number else { continue };
            let expected = match number.kind {
                Kind::Genuine => RecordState::Valid,
                Kind::CheckDigitFails => RecordState::CheckDigitFails,
                Kind::Malformed => RecordState::Malformed,
                Kind::Damaged => RecordState::Damaged,
                Kind::Placeholder => RecordState::Placeholder,
                Kind::OtherRange => RecordState::OtherRange,
            };
            assert_eq!(read(&number.text, ranges).state(), expected, "{}", number.text);
            if matches!(read(&number.text, ranges), Reading::Valid(_)) {
                *holders.entry(&number.text).or_default() += 1;
            }
        }
        for person in council.people.iter().filter(|person| person.in_scope()) {
            let alone = person
                .number
                .as_ref()
                .is_some_and(|number| holders.get(number.text.as_str()) == Some(&1));
            assert_eq!(person.covered(), alone, "person {}", person.id);
        }
    });
}

#[test]
fn allocations_are_to_teams_that_exist() {
    each_month(3, 2000, 24, |council| {
        for person in council.people.iter() {
            assert!(
                person
                    .allocations
                    .iter()
                    .all(|allocation| allocation.end.is_none_or(|end| end >= allocation.start))
            );
            assert!(person.allocations.iter().all(|allocation| allocation.start <= council.as_at()));
            if person.in_scope() {
                assert!(person.teams().all(|team| exists(team, council.month, council.changes)));
                assert_eq!(person.teams().collect::<BTreeSet<_>>().len(), person.teams().count());
            }
        }
    });
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let made = |seed| {
        let dir = tempfile::tempdir().unwrap();
        let options = Options {
            seed,
            people: 300,
            months: 5,
            ..Options::new(dir.path().to_owned())
        };
        let written = write(&options).unwrap();
        let first: Vec<Vec<u8>> = written.files.iter().map(|file| fs::read(file).unwrap()).collect();
        // A second run replaces the first: nothing of it is left over.
        assert_eq!(write(&options).unwrap().files.len(), written.files.len());
        first
    };
    assert_eq!(made(1), made(1));
    assert_ne!(made(1), made(2));
}

#[test]
fn special_months_fall_where_they_can() {
    let check = |months: usize, expected: &[Guise]| assert_eq!(guises(&Calendar::new(months)), expected, "{months} months");
    check(2, &[Guise::Workbook, Guise::Semicolons]);
    check(3, &[Guise::Workbook, Guise::Semicolons, Guise::Floats]);
    check(
        5,
        &[Guise::Workbook, Guise::Timestamps, Guise::Semicolons, Guise::Floats, Guise::Plain],
    );
    assert_eq!(
        guises(&Calendar::new(24))
            .into_iter()
            .filter(|guise| *guise == Guise::Plain)
            .count(),
        20
    );
}

#[test]
fn a_directory_with_other_extracts_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let extract = dir.path().join("persons_2026-10-31.csv");
    fs::write(&extract, "PERSON_ID\n1\n").unwrap();
    let refused = write(&Options {
        people: 100,
        months: 2,
        ..Options::new(dir.path().to_owned())
    })
    .unwrap_err();
    assert!(refused.to_string().contains("choose an empty directory"), "{refused}");
    assert_eq!(fs::read_to_string(extract).unwrap(), "PERSON_ID\n1\n");
}

#[test]
fn rows_to_refuse_belong_to_nobody() {
    each_month(1, 300, 3, |council| {
        let ids: BTreeSet<String> = council.people.iter().map(|person| person.id.to_string()).collect();
        let strangers = rows::persons(council)
            .into_iter()
            .filter(|row| !matches!(&row[0], Cell::Text(id) if ids.contains(id.as_ref())))
            .filter(|row| matches!(&row[0], Cell::Text(id) if id.is_empty()) || row.iter().any(|cell| matches!(cell, Cell::NoSuchDay(..))));
        assert!(strangers.count() >= 2);
    });
}
