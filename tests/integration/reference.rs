//! The code lists of `data/reference` say what the code does.

use super::support::{extract::records, root};
use domain::{
    Exclusion, RecordState,
    nhs_number::{Ranges, check_digit, read},
};
use std::fs;

/// The rows of a code list, its header checked.
fn list(name: &str, header: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join("data/reference").join(name)).unwrap();
    let mut rows = records(&text);
    assert_eq!(rows.remove(0).join(","), header, "{name}");
    assert!(
        rows.iter().flatten().all(|cell| !cell.trim().is_empty()),
        "{name} has an empty cell"
    );
    rows
}

/// Holds the names and labels of a list, in order, against the code's.
#[track_caller]
fn check(name: &str, expected: impl Iterator<Item = (&'static str, &'static str)>) {
    let rows = list(name, "name,label,meaning");
    let listed: Vec<(&str, &str)> = rows.iter().map(|row| (row[0].as_str(), row[1].as_str())).collect();
    assert_eq!(listed, expected.collect::<Vec<_>>(), "{name}");
}

#[test]
fn the_vocabularies_are_those_of_the_code() {
    check(
        "record_states.csv",
        RecordState::ALL.iter().map(|state| (state.name(), state.label())),
    );
    check(
        "exclusions.csv",
        Exclusion::ALL.iter().map(|exclusion| (exclusion.name(), exclusion.label())),
    );
}

/// The first number with a check digit at or after nine digits.
fn number_from(stem: u32) -> Option<String> {
    (stem..stem + 20).find_map(|stem| {
        let text = format!("{stem:09}");
        let mut digits = [0; 9];
        for (digit, letter) in digits.iter_mut().zip(text.bytes()) {
            *digit = letter - b'0';
        }
        check_digit(digits).map(|last| format!("{text}{last}"))
    })
}

#[test]
fn the_ranges_cover_every_number_once_and_are_read_as_they_say() {
    let rows = list("number_ranges.csv", "name,label,meaning,first_nine_from,first_nine_to,state");
    let mut next = 0;
    for row in &rows {
        let (from, to): (u32, u32) = (row[3].parse().unwrap(), row[4].parse().unwrap());
        assert_eq!((row[3].len(), row[4].len()), (9, 9), "{}", row[0]);
        assert_eq!(from, next, "{} does not begin where the range before it ends", row[0]);
        assert!(from < to, "{}", row[0]);
        next = to + 1;
        let ranges = Ranges {
            test_range_valid: row[0] == "test",
        };
        // Never the middle itself, which can be one digit repeated.
        for stem in [from + 1, from + (to - from) / 3 + 20, from + (to - from) / 2 + 20, to - 30] {
            let number = number_from(stem).unwrap();
            assert_eq!(read(&number, ranges).state().name(), row[5], "{} {number}", row[0]);
        }
    }
    assert_eq!(next, 1_000_000_000);
}
