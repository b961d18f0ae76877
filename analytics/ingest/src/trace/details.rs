//! What was sent about each person, field by field, as two bytes of a keyed hash: enough to see that what came back differs.

use super::{people, text};
use crate::table::{self, ShortText, Table};
use crate::{Checked, Key, Refusal, Request};
use chrono::NaiveDate;
use domain::calendar;
use domain::schema::trace_details as columns;
use domain::trace::{Detail, Dialect};
use rayon::iter::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::path::PathBuf;
use std::sync::OnceLock;

/// How many details there are.
pub(crate) const DETAILS: usize = Detail::ALL.len();

/// One value for each [`Detail`], in the order of [`Detail::ALL`]; none where nothing is known.
pub(crate) type ByDetail<T> = [Option<T>; DETAILS];

/// What was sent in requests, with which responses are compared: read when the first of them is.
#[derive(Debug, Default)]
pub struct Sent {
    files: Vec<PathBuf>,
    tables: Vec<Table>,
    read: OnceLock<ByReference>,
}

impl Sent {
    /// What stands in files as [`domain::schema::trace_details`] describes them.
    #[must_use]
    pub fn of(files: Vec<PathBuf>) -> Self {
        Self { files, ..Self::default() }
    }

    /// Leaves out what stands in some of the files: another request takes the place of theirs.
    pub fn leave_out(&mut self, files: &[PathBuf]) {
        let before = self.files.len();
        self.files.retain(|file| !files.contains(file));
        if self.files.len() < before {
            self.read = OnceLock::new();
        }
    }

    /// Adds what was sent in a request that was read and is not written yet; nothing if the file is none.
    pub fn add(&mut self, checked: &Checked) {
        let before = self.tables.len();
        self.tables
            .extend(checked.tables.iter().filter(|table| table.file() == columns::FILE).cloned());
        if self.tables.len() > before {
            self.read = OnceLock::new();
        }
    }

    /// What is compared with the rows of a response; nothing where a log tells of calls, which no request asked for.
    pub(crate) fn compared<'a>(request: &Request<'a>, dialect: Dialect) -> Result<Option<&'a ByReference>, Refusal> {
        let sent = request.sent.filter(|_| dialect != Dialect::Smsp);
        sent.map(Self::by_reference).transpose()
    }

    fn by_reference(&self) -> Result<&ByReference, Refusal> {
        if let Some(read) = self.read.get() {
            return Ok(read);
        }
        let read = |file: &PathBuf| {
            let names = std::iter::once(columns::REFERENCE).chain(Detail::ALL.iter().map(|detail| detail.name()));
            Table::read(file, columns::FILE, names).map(Cow::Owned)
        };
        let at_hand = self.tables.iter().map(|table| Ok(Cow::Borrowed(table)));
        let sent = ByReference::of(self.files.iter().map(read).chain(at_hand))?;
        Ok(self.read.get_or_init(|| sent))
    }
}

/// The hashes of what was sent, in the order of the references under which it was: as a rule the order in which answers come back.
#[derive(Debug, Default)]
pub(crate) struct ByReference(Vec<(ShortText, ByDetail<u16>)>);

impl ByReference {
    fn of<'a>(tables: impl Iterator<Item = Result<Cow<'a, Table>, Refusal>>) -> Result<Self, Refusal> {
        let mut sent = Vec::new();
        for table in tables {
            let table = table?;
            sent.reserve(table.rows());
            let mut values: Vec<_> = Detail::ALL.iter().map(|detail| table.integers(detail.name())).collect();
            for reference in table.texts(columns::REFERENCE) {
                let mut hashes = ByDetail::default();
                for (hash, values) in hashes.iter_mut().zip(&mut values) {
                    *hash = values.next().flatten().and_then(|value| u16::try_from(value).ok());
                }
                sent.extend(reference.map(|reference| (reference.into(), hashes)));
            }
        }
        // What is in order already costs nothing.
        sent.sort_by(|(one, _), (other, _): &(ShortText, _)| one.cmp(other));
        // Elsewhere a person may have one reference in all requests: which of them is answered is not known here, so only what was the
        // same in each is compared.
        sent.dedup_by(|(later, hashes), (reference, known)| {
            if later != reference {
                return false;
            }
            for (known, hash) in known.iter_mut().zip(hashes) {
                *known = known.filter(|known| Some(*known) == *hash);
            }
            true
        });
        Ok(Self(sent))
    }

    /// How many references there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The place of a reference; `next` is where it is looked for first, and becomes the place behind it.
    pub(crate) fn place(&self, reference: &str, next: &mut usize) -> Option<usize> {
        place_in(&self.0, next, |(known, _)| known.as_str().cmp(reference))
    }

    /// Of each cell that came back under the reference at a place whether it differs from what was sent; none where either is not known.
    pub(crate) fn differ(&self, key: &Key, place: usize, cells: [&str; DETAILS]) -> ByDetail<bool> {
        let (mut differ, mut value) = (ByDetail::default(), String::new());
        let (reference, sent) = &self.0[place];
        for (at, detail) in Detail::ALL.iter().enumerate() {
            let (Some(sent), Some(value)) = (sent[at], compared(*detail, cells[at], &mut value)) else {
                continue;
            };
            let is_sent = |value: &str| key.detail(reference, detail.name(), value) == sent;
            differ[at] = Some(match detail {
                Detail::DateOfBirth if value.len() < WHOLE_DATE => !days(value).any(|day| is_sent(&day)),
                _ => !is_sent(value),
            });
        }
        differ
    }
}

/// The place in a list that is in order, looked for first at `next`, which becomes the place behind it.
pub(super) fn place_in<T>(list: &[T], next: &mut usize, order: impl Fn(&T) -> Ordering) -> Option<usize> {
    let place = match list.get(*next) {
        Some(one) if order(one).is_eq() => *next,
        _ => list.binary_search_by(order).ok()?,
    };
    *next = place + 1;
    Some(place)
}

/// The two bytes of each detail that is sent.
pub(crate) fn hashes(key: &Key, reference: &str, cells: [&str; DETAILS]) -> ByDetail<u16> {
    let (mut hashes, mut value) = (ByDetail::default(), String::new());
    for ((hash, detail), cell) in hashes.iter_mut().zip(Detail::ALL).zip(cells) {
        *hash = compared(*detail, cell, &mut value).map(|value| key.detail(reference, detail.name(), value));
    }
    hashes
}

/// The file of what was sent, one row per person.
pub(crate) fn table<'a>(people: impl ExactSizeIterator<Item = (&'a str, &'a ByDetail<u16>)> + Clone + Sync) -> Table {
    let references = || table::text(columns::REFERENCE, people.clone().map(|(reference, _)| Some(reference)));
    let hashes = |(at, detail): (usize, &Detail)| {
        let values = people.clone().map(|(_, hashes)| hashes[at].map(i64::from));
        table::maybe_integers(detail.name(), values)
    };
    Table::in_parallel(columns::FILE, people.len(), &[&references]).with(Detail::ALL.par_iter().enumerate().map(hashes))
}

/// A date of birth as digits: eight, or the six or four that are known of it; none if the cell holds no date.
pub(crate) fn born(cell: &str) -> Option<ShortText> {
    if !cell.bytes().all(|byte| byte.is_ascii_digit()) {
        return calendar::read(cell).map(people::digits);
    }
    // A time of day may follow the date.
    let digits = match cell.len() {
        4 | 6 | 8 => cell,
        12 | 14 => &cell[..8],
        _ => return None,
    };
    first_day(digits).map(|_| digits.into())
}

/// The digits of a date of which everything is known.
const WHOLE_DATE: usize = 8;

/// The detail in the one form in which it is compared, put together in `value`; none if the cell says nothing of it.
fn compared<'a>(detail: Detail, cell: &str, value: &'a mut String) -> Option<&'a str> {
    value.clear();
    match detail {
        Detail::Surname => add_letters(cell, value),
        Detail::Forename => add_letters(cell.split_whitespace().next()?, value),
        Detail::DateOfBirth => value.push_str(&born(cell)?),
        Detail::Sex => value.push_str(people::sex(cell).filter(|code| people::is_known(code))?),
        Detail::Postcode => value.push_str(&text::postcode(cell)?),
    }
    (!value.is_empty()).then_some(value)
}

/// Adds the letters and digits of a name only, in capitals and with accents taken off.
fn add_letters(name: &str, value: &mut String) {
    let plain = if name.is_ascii() {
        name.into()
    } else {
        Cow::from(deunicode::deunicode(name))
    };
    let letters = plain.bytes().filter(u8::is_ascii_alphanumeric);
    value.extend(letters.map(|letter| char::from(letter.to_ascii_uppercase())));
}

/// Every day whose date begins with these digits, as eight digits.
fn days(digits: &str) -> impl Iterator<Item = ShortText> {
    let days = first_day(digits).into_iter().flat_map(|first| first.iter_days());
    days.map(people::digits).take_while(move |day| day.starts_with(digits))
}

/// The first day whose date begins with these digits; none if no date does.
fn first_day(digits: &str) -> Option<NaiveDate> {
    let part = |from, to| digits.get(from..to).map_or(Ok(1), str::parse::<u32>);
    match (digits.get(..4).map(str::parse), part(4, 6), part(6, 8)) {
        (Some(Ok(year)), Ok(month), Ok(day)) => NaiveDate::from_ymd_opt(year, month, day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFERENCE: &str = "ABCDEFGHJKLMNPQR";

    #[test]
    fn a_detail_differs_where_what_it_says_does() {
        let key = Key::for_tests();
        for (detail, sent, returned, differs) in [
            (Detail::Surname, "O'Neill", "ONEILL", Some(false)),
            (Detail::Surname, "Müller", "MULLER", Some(false)),
            (Detail::Surname, "Smith-Jones", "SMITH JONES", Some(false)),
            (Detail::Surname, "Smith", "JONES", Some(true)),
            (Detail::Surname, "Smith", "", None),
            (Detail::Surname, "", "SMITH", None),
            (Detail::Surname, "-", "SMITH", None),
            (Detail::Forename, "Zoë Marie", "ZOE", Some(false)),
            (Detail::Forename, "Zoë", "ZOE ANN", Some(false)),
            (Detail::Forename, "Zoë", "ANN ZOE", Some(true)),
            (Detail::DateOfBirth, "19500312", "19500312", Some(false)),
            (Detail::DateOfBirth, "19500312", "1950-03-12", Some(false)),
            (Detail::DateOfBirth, "19500312", "195003121130", Some(false)),
            (Detail::DateOfBirth, "19500312", "19501203", Some(true)),
            (Detail::DateOfBirth, "19500312", "1950", Some(false)),
            (Detail::DateOfBirth, "19500312", "195003", Some(false)),
            (Detail::DateOfBirth, "19500312", "195004", Some(true)),
            (Detail::DateOfBirth, "19500312", "1951", Some(true)),
            (Detail::DateOfBirth, "19500312", "19500231", None),
            (Detail::DateOfBirth, "19500312", "195013", None),
            (Detail::DateOfBirth, "19500312", "withheld", None),
            (Detail::Sex, "2", "F", Some(false)),
            (Detail::Sex, "2", "1", Some(true)),
            (Detail::Sex, "2", "9", None),
            (Detail::Sex, "0", "1", None),
            (Detail::Postcode, "M1 1AE", "m11ae", Some(false)),
            (Detail::Postcode, "M1 1AE", "M1 1AF", Some(true)),
            (Detail::Postcode, "M1 1AE", "ZZ99 3VZ", None),
        ] {
            let at = Detail::ALL.iter().position(|known| *known == detail).unwrap();
            let cells = |cell| {
                let mut cells = [""; DETAILS];
                cells[at] = cell;
                cells
            };
            let folder = tempfile::tempdir().unwrap();
            let hashes = hashes(&key, REFERENCE, cells(sent));
            table([(REFERENCE, &hashes)].into_iter()).write(folder.path()).unwrap();
            let sent = Sent::of(vec![folder.path().join(columns::FILE)]);
            let read = sent.by_reference().unwrap();
            let place = read.place(REFERENCE, &mut 0).unwrap();
            let differ = read.differ(&key, place, cells(returned));
            assert_eq!(differ[at], differs, "{detail:?}: {sent:?}, {returned:?}");
            assert_eq!(differ.iter().flatten().count(), usize::from(differs.is_some()));
            assert_eq!(read.place("ANOTHERREFERENCE", &mut 0), None);
        }
    }

    #[test]
    fn of_a_reference_in_several_requests_what_was_the_same_in_each_is_compared() {
        let key = Key::for_tests();
        let requests = [["GREEN", "ANN", "19500312", "2", ""], ["GREEN", "ANNE", "19500312", "2", "M1 1AE"]];
        let tables = requests.map(|cells| table([("101", &hashes(&key, "101", cells))].into_iter()));
        let sent = ByReference::of(tables.iter().map(|table| Ok(Cow::Borrowed(table)))).unwrap();
        assert_eq!(sent.len(), 1);
        let differ = sent.differ(&key, 0, ["BROWN", "ANNE", "19500312", "", "M1 1AE"]);
        assert_eq!(differ, [Some(true), None, Some(false), None, None]);
    }

    #[test]
    fn a_reference_is_found_in_any_order() {
        let nothing = ByDetail::default();
        let rows = ["C", "A", "B", "A"].map(|reference| (reference, &nothing));
        let sent = ByReference::of(std::iter::once(Ok(Cow::Owned(table(rows.into_iter()))))).unwrap();
        let mut next = 0;
        for (reference, place) in [
            ("A", Some(0)),
            ("B", Some(1)),
            ("D", None),
            ("C", Some(2)),
            ("A", Some(0)),
            ("C", Some(2)),
            ("", None),
        ] {
            assert_eq!(sent.place(reference, &mut next), place, "{reference}");
        }
    }

    #[test]
    fn the_same_detail_is_another_hash_in_another_field_or_of_another_person() {
        let key = Key::for_tests();
        let first = key.detail(REFERENCE, "surname", "GREEN");
        assert_ne!(first, key.detail(REFERENCE, "forename", "GREEN"));
        assert_ne!(first, key.detail("ABCDEFGHJKLMNPQS", "surname", "GREEN"));
    }
}
