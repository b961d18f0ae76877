//! The rows that the case system takes, written while the response is read a second time: no detail is kept in between.

use super::super::{details, people, response, text};
use super::{Answer, Person, Private, WhyNot};
use crate::cells::{Row, tidy};
use crate::columns::{Field, Layout};
use crate::read::{self, Opened};
use crate::{Key, Request, pipeline};
use csv::Writer;
use domain::nhs_number::{self, NhsNumber, Reading};
use domain::trace::Detail;
use std::collections::HashMap;
use std::io;
use std::path::PathBuf;

/// The first line. A detail and the address stand in a row only where they change, or where the record lacks them.
pub(super) const COLUMNS: [&str; 14] = [
    "PERSON_ID",
    "NHS_NUMBER",
    "OUTCOME",
    "SURNAME",
    "FORENAME",
    "DATE_OF_BIRTH",
    "SEX",
    "POSTCODE",
    "ADDRESS_LINE1",
    "ADDRESS_LINE2",
    "ADDRESS_LINE3",
    "ADDRESS_LINE4",
    "ADDRESS_LINE5",
    "DATE_OF_DEATH",
];

const ADDRESS: [Field; 5] = [
    Field::AddressLine1,
    Field::AddressLine2,
    Field::AddressLine3,
    Field::AddressLine4,
    Field::AddressLine5,
];

/// Why the rows of a response could not all be written.
pub(super) enum Failed {
    Write(io::Error),
    /// The response is not the file that was judged any more.
    Changed(PathBuf),
}

/// Writes the rows of the people whose answer is in this response and safe to load.
pub(super) fn write(request: Request<'_>, file: usize, people: &mut [Person], writer: &mut Writer<Private>) -> Result<(), Failed> {
    let changed = || Failed::Changed(request.path.to_owned());
    let loaded = |person: &Person| person.answer.filter(|answer| answer.file == file && person.why_not.is_none());
    let mut waiting: HashMap<u64, usize> = people
        .iter()
        .enumerate()
        .filter_map(|(place, person)| Some((loaded(person)?.line, place)))
        .collect();
    let Opened { source, layout, .. } = read::open(&request).map_err(|_| changed())?;
    let columns = Columns::of(&layout);
    let mut failed = None;
    let read = pipeline::run(&source, |batch| {
        for row in batch.rows() {
            if failed.is_some() {
                break;
            }
            let Some(person) = waiting.remove(&row.line).map(|place| &mut people[place]) else {
                continue;
            };
            failed = columns.write(&row, request, person, writer).err();
        }
        (request.progress)(batch.rows_so_far());
        Ok(())
    });
    match failed {
        Some(failed) => Err(failed),
        None if read.is_err() || !waiting.is_empty() => Err(changed()),
        None => Ok(()),
    }
}

/// Where a response holds what is loaded.
struct Columns {
    matched: Option<usize>,
    details: details::ByDetail<usize>,
    address: [Option<usize>; 5],
    died: Option<usize>,
}

impl Columns {
    fn of(layout: &Layout) -> Self {
        Self {
            matched: layout.get(Field::MatchedNumber),
            details: response::details(layout),
            address: ADDRESS.map(|line| layout.get(line)),
            died: layout.get(Field::DateOfDeath),
        }
    }

    fn write(&self, row: &Row<'_>, request: Request<'_>, person: &mut Person, writer: &mut Writer<Private>) -> Result<(), Failed> {
        let changed = || Failed::Changed(request.path.to_owned());
        let answer = person.answer.ok_or_else(changed)?;
        let number = self.number(row, request, request.key, &answer).ok_or_else(changed)?;
        let (details, died) = (self.changes(row, person, &answer), iso(row.cell(self.died)).unwrap_or_default());
        (person.changed, person.died) = (details.iter().any(|detail| !detail.is_empty()), !died.is_empty());
        if person.has_number_already() && !person.changed && !person.died {
            let of_birth = answer.differs(Detail::DateOfBirth);
            person.why_not = Some(if of_birth {
                WhyNot::PartOfBirthDate
            } else {
                WhyNot::NothingChanged
            });
            return Ok(());
        }
        let number = number.ascii().map(char::from).iter().collect::<String>();
        let known = [person.id.as_str(), &number, answer.outcome.name()];
        let address = self.address.map(|line| match details.last() {
            Some(postcode) if !postcode.is_empty() => tidy(row.cell(line)),
            _ => String::new(),
        });
        let cells = details.iter().chain(&address).chain([&died]).map(String::as_str);
        let cells = known.into_iter().chain(cells);
        writer.write_record(cells).map_err(|error| Failed::Write(error.into()))
    }

    /// The number, if it is still the one that was judged.
    fn number(&self, row: &Row<'_>, request: Request<'_>, key: &Key, answer: &Answer) -> Option<NhsNumber> {
        match nhs_number::read(row.cell(self.matched), request.options.ranges) {
            Reading::Valid(number) => Some(number).filter(|number| answer.number == Some(key.number(*number))),
            Reading::Unusable(_) => None,
        }
    }

    /// Each detail that changes or was lacking as the case system takes it, in the order of [`Detail::ALL`]; the postcode is the last. An
    /// address of a sensitive person is withheld, so none is given.
    fn changes(&self, row: &Row<'_>, person: &Person, answer: &Answer) -> Vec<String> {
        let value = |((detail, column), lacks): ((&Detail, &Option<usize>), &bool)| {
            let cell = row.cell(*column);
            let changes = *lacks || answer.differs(*detail);
            if !changes || answer.sensitive && *detail == Detail::Postcode {
                return String::new();
            }
            match detail {
                Detail::Surname | Detail::Forename => tidy(cell),
                Detail::DateOfBirth => iso(cell).unwrap_or_default(),
                Detail::Sex => match people::sex(cell) {
                    Some("1") => "M".to_owned(),
                    Some("2") => "F".to_owned(),
                    _ => String::new(),
                },
                Detail::Postcode => text::postcode(cell).map(String::from).unwrap_or_default(),
            }
        };
        Detail::ALL.iter().zip(&self.details).zip(&person.lacks).map(value).collect()
    }
}

/// A whole date; none if only a part of it came back.
fn iso(cell: &str) -> Option<String> {
    let digits = details::born(cell).filter(|digits| digits.len() == 8)?;
    Some(format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
}
