//! The rows of a month's persons and allocations files.

use std::borrow::Cow;

use chrono::NaiveDate;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::council::Council;
use super::person::{Person, Role, Source, Trace};
use super::teams;

/// The columns of the case-management system's persons table that matter here, under its own names.
pub(super) const PERSONS: [&str; 18] = [
    "PERSON_ID",
    "NHS_ID",
    "NHS_NUMBER_STATUS",
    "NHS_NUMBER_SOURCE",
    "TITLE",
    "FIRST_NAME",
    "LAST_NAME",
    "DATE_OF_BIRTH",
    "DATE_OF_DEATH",
    "GENDER",
    "RESTRICTED",
    "FULL_ETHNICITY_CODE",
    "CONTEXT_FLAG",
    "PERSON_TYPE",
    "PRIMARY_SUPPORT_REASON",
    "POST_CODE",
    "CASE_STATUS",
    "CASE_START_DATE",
];

/// The columns of the allocations file.
pub(super) const ALLOCATIONS: [&str; 5] = ["PERSON_ID", "WORKER_ID", "TEAM_NAME", "START_DATE", "END_DATE"];

/// The place of the NHS number among [`PERSONS`].
pub(super) const NHS_ID: usize = 1;

/// One value, before the file's format decides how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell<'a> {
    Text(Cow<'a, str>),
    Date(NaiveDate),
    /// A day that the calendar does not have, as someone typed it: day, month, year.
    NoSuchDay(u32, u32, i32),
}

/// One row.
pub(super) type Row<'a> = Vec<Cell<'a>>;

/// The persons of a month, with a few rows that no loader may accept scattered among them.
pub(super) fn persons(council: &Council) -> Vec<Row<'_>> {
    let today = council.as_at();
    let mut rows: Vec<Row<'_>> = council.people.iter().map(|person| person_row(person, today)).collect();
    for bad in unacceptable(council) {
        let at = (bad.0 * rows.len() as f64) as usize;
        rows.insert(at, bad.1);
    }
    rows
}

/// The allocations of everyone in the persons file, ended ones included.
pub(super) fn allocations(council: &Council) -> Vec<Row<'_>> {
    let (today, changes) = (council.as_at(), council.changes);
    let mut rows = Vec::new();
    for person in &council.people {
        for allocation in &person.allocations {
            let named_on = allocation.end.unwrap_or(today);
            rows.push(vec![
                text(person.id.to_string()),
                text(format!("{}", 5000 + allocation.team * 20 + allocation.worker)),
                text(teams::name_on(allocation.team, named_on, changes)),
                Cell::Date(allocation.start),
                allocation.end.map_or_else(|| text(""), Cell::Date),
            ]);
        }
    }
    rows
}

fn person_row(person: &Person, today: NaiveDate) -> Row<'_> {
    let unborn = person.born > today;
    let number = person.number.as_ref();
    // Nobody filled it in for a few.
    let is_described = person.role == Role::Client && !person.id.is_multiple_of(23);
    vec![
        text(person.id.to_string()),
        text(number.map_or("", |number| number.text.as_str())),
        text(status(person, today)),
        text(number.map_or("", |number| source(number.source))),
        text(title(person)),
        text(person.first_name),
        text(person.last_name.as_str()),
        Cell::Date(person.born),
        person.died.map_or_else(|| text(""), Cell::Date),
        text(match person.female {
            _ if unborn => "U",
            true => "F",
            false => "M",
        }),
        text(if person.restricted { "Y" } else { "N" }),
        text(person.ethnicity),
        text(if person.role == Role::Child { "C" } else { "A" }),
        text(if person.role == Role::Relative {
            "Relative"
        } else {
            "Service user"
        }),
        text(if is_described { person.support_reason } else { "" }),
        text(person.postcode.as_str()),
        text(if person.closed { "Closed" } else { "Open" }),
        if is_described { Cell::Date(person.known_since) } else { text("") },
    ]
}

/// The NHS number status indicator code of the record.
fn status(person: &Person, today: NaiveDate) -> &'static str {
    let exempt = person.exemption.is_some_and(|exemption| exemption.holds(today));
    match (person.trace, &person.number) {
        _ if exempt => "07",
        (Trace::Verified, Some(_)) => "01",
        (Trace::NoMatch, _) => "04",
        (Trace::NeedsResolving, _) => "05",
        (_, Some(_)) => "02",
        (_, None) => "03",
    }
}

fn source(source: Source) -> &'static str {
    match source {
        Source::Manual => "manual",
        Source::Batch => "batch trace",
        Source::Macs => "MACS",
        Source::SpineMini => "Spine Mini/PDS",
        Source::Unknown => "",
    }
}

fn title(person: &Person) -> &'static str {
    match (person.role, person.female, person.id % 3) {
        (Role::Child, ..) => "",
        (_, true, 0) => "Miss",
        (_, true, 1) => "Ms",
        (_, true, _) => "Mrs",
        (_, false, _) => "Mr",
    }
}

/// Two to four rows that must be refused, and how far down the file each stands.
///
/// They belong to nobody in the council, so that refusing them changes no figure.
fn unacceptable(council: &Council) -> Vec<(f64, Row<'static>)> {
    let month = u64::try_from(council.month).unwrap_or_default();
    let mut rng = ChaCha8Rng::seed_from_u64(month ^ 0x0bad);
    let today = council.as_at();
    let count = rng.random_range(2..5);
    (0..count)
        .map(|defect| {
            let person = Person::invent(900_001 + month * 10 + defect, Role::Client, today, &mut rng);
            let row = person_row(&person, today);
            let mut row: Row<'static> = row.into_iter().map(owned).collect();
            match defect {
                0 => row[0] = text(""),
                1 => row[7] = Cell::NoSuchDay(31, 2, 1950),
                2 => row[7] = Cell::NoSuchDay(12, 13, 1948),
                _ => row[8] = Cell::NoSuchDay(30, 2, 2024),
            }
            (rng.random_range(0.05..0.95), row)
        })
        .collect()
}

fn owned(cell: Cell<'_>) -> Cell<'static> {
    match cell {
        Cell::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
        Cell::Date(date) => Cell::Date(date),
        Cell::NoSuchDay(day, month, year) => Cell::NoSuchDay(day, month, year),
    }
}

fn text<'a>(value: impl Into<Cow<'a, str>>) -> Cell<'a> {
    Cell::Text(value.into())
}
