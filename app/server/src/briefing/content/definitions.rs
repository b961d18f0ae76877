//! The words of a briefing.

use crate::briefing::document::{Block, Document};

/// Terms with what they mean, as the notes of the questions have them at length.
const TERMS: [(&str, &str); 8] = [
    (
        "In scope",
        "An adult, not deceased, with an open case on the date. Children, people who have died and those known only as a relative or carer are left out.",
    ),
    (
        "Coverage",
        "Records in scope that hold a usable number: ten digits, check digit right, of the NHS’s range, and on nobody else’s record.",
    ),
    ("Recorded", "Records in scope that hold anything at all as a number."),
    ("Verified", "Records in scope whose number a trace confirmed or supplied."),
    (
        "Records to go",
        "The fewest records that must still gain a usable number for the target to hold, in whole records and never from a rounded percentage.",
    ),
    (
        "Special cause",
        "A change greater than the figures’ usual variation explains, by the rules of NHS England’s Making Data Count. All else is common cause, of which no story should be told. Fewer than 13 dates are too few to tell one from the other.",
    ),
    (
        "Trace",
        "Details of people are sent to the NHS, which returns the number of whoever it finds. Match rate: found, of those about whom something came back.",
    ),
    (
        "Cleansing queue",
        "Records that a trace left open, or that share a number, until somebody settles them.",
    ),
];

pub(super) fn write(document: &mut Document) {
    document.section("Definitions");
    let terms = TERMS.map(|(term, meaning)| (term.to_owned(), meaning.to_owned()));
    document.blocks.push(Block::Definitions(terms.to_vec()));
}
