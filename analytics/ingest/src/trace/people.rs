//! Who is asked about, and what an extract holds of them that a trace matches by.

use super::details::{ByDetail, DETAILS};
use super::text::{self, Alphabet};
use crate::cells::Row;
use crate::columns::{Field, Layout};
use crate::table::{ShortText, short_text};
use chrono::{Datelike as _, NaiveDate};
use domain::nhs_number::{self, NhsNumber, Ranges, Reading};
use domain::trace::Lack;
use domain::{AgeBand, Kind, RecordState, calendar};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

/// One person of a request, as the file carries them.
#[derive(Debug, Clone)]
pub(crate) struct Asked<'a> {
    pub(super) reference: &'a str,
    /// The ten digits, where the record holds a number that passes its check.
    pub(super) number: ShortText,
    pub(super) surname: &'a str,
    pub(super) forename: &'a str,
    pub(super) other_forenames: &'a str,
    pub(super) sex: &'static str,
    /// `YYYYMMDD`, or nothing.
    pub(super) born: ShortText,
    pub(super) postcode: &'a str,
}

impl Asked<'_> {
    /// What is sent of each [`domain::trace::Detail`].
    pub(crate) fn cells(&self) -> [&str; DETAILS] {
        [self.surname, self.forename, &self.born, self.sex, self.postcode]
    }
}

/// The people of a request in the order of the extracts, side by side: what is sent of them and what is kept.
#[derive(Debug, Default)]
pub(super) struct AskedAbout {
    pub(super) references: Vec<ShortText>,
    pub(super) details: Vec<Details>,
    pub(super) known: Vec<Known>,
    /// To be compared with what comes back.
    pub(super) sent: Vec<ByDetail<u16>>,
    /// Their places in the order of their references, which says nothing of the order in the case system: so files name them.
    pub(super) order: Vec<u32>,
}

impl AskedAbout {
    /// What is to be compared with what comes back, in the order in which files name people.
    pub(super) fn sent(&self) -> Vec<(ShortText, ByDetail<u16>)> {
        let of = |place: &u32| (self.references[*place as usize].clone(), self.sent[*place as usize]);
        self.order.par_iter().map(of).collect()
    }
}

/// What is kept of a person of a request.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) person_id: ShortText,
    pub(crate) state: RecordState,
    pub(crate) number: Option<[u8; 16]>,
    pub(crate) age_band: Option<AgeBand>,
    pub(crate) lacks: Lacks,
}

/// The things that a trace matches by and that one person's details lack.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lacks(u8);

impl Lacks {
    pub(super) fn contain(self, lack: Lack) -> bool {
        self.0 & bit(lack) != 0
    }

    pub(super) fn are_none(self) -> bool {
        self.0 == 0
    }
}

fn bit(lack: Lack) -> u8 {
    1 << lack as u8
}

/// One person's details as the extracts' rows give them, the first that is given of each.
#[derive(Debug, Clone, Default)]
pub(crate) struct Details {
    number: Option<NhsNumber>,
    surname: ShortText,
    forename: ShortText,
    other_forenames: ShortText,
    sex: Option<&'static str>,
    born: Option<NaiveDate>,
    postcode: Option<ShortText>,
    pub(super) replaced: bool,
}

impl Details {
    /// What a trace would match by and these lack.
    pub(crate) fn lacks(&self) -> Lacks {
        let lacks = |lack: &Lack| match lack {
            Lack::Surname => self.surname.is_empty(),
            Lack::Forename => self.forename.is_empty(),
            Lack::DateOfBirth => self.born.is_none(),
            Lack::PlaceholderDateOfBirth => self.born.is_some_and(is_placeholder),
            Lack::Sex => !self.sex.is_some_and(is_known),
            Lack::Postcode => self.postcode.is_none(),
        };
        Lacks(Lack::ALL.iter().filter(|lack| lacks(lack)).fold(0, |all, lack| all | bit(*lack)))
    }

    /// Whether a trace can find anybody by them: by number and date of birth, or by surname and date of birth.
    pub(super) fn are_enough(&self) -> bool {
        self.born.is_some() && (self.number.is_some() || !self.surname.is_empty())
    }

    /// The band of the age on a day; none where the date of birth is not known.
    pub(crate) fn age_band(&self, on: NaiveDate) -> Option<AgeBand> {
        let born = self.born.filter(|born| !is_placeholder(*born))?;
        AgeBand::of(calendar::age(born, on))
    }

    pub(crate) fn number(&self) -> Option<NhsNumber> {
        self.number
    }

    pub(crate) fn asked<'a>(&'a self, reference: &'a str) -> Asked<'a> {
        Asked {
            reference,
            number: self.number.map_or_else(ShortText::default, |number| short_text(&number.ascii())),
            surname: &self.surname,
            forename: &self.forename,
            other_forenames: &self.other_forenames,
            sex: self.sex.unwrap_or("0"),
            born: self.born.map_or_else(ShortText::default, digits),
            postcode: self.postcode.as_deref().unwrap_or_default(),
        }
    }
}

/// The day as `YYYYMMDD`.
pub(super) fn digits(day: NaiveDate) -> ShortText {
    let (year, month, day) = (day.year().unsigned_abs(), day.month(), day.day());
    let mut rest = year * 10_000 + month * 100 + day;
    let mut digits = [b'0'; 8];
    for digit in digits.iter_mut().rev() {
        *digit += (rest % 10) as u8;
        rest /= 10;
    }
    short_text(&digits)
}

/// What is typed where no date of birth is known: the first day of a century or of a spreadsheet's calendar.
fn is_placeholder(born: NaiveDate) -> bool {
    (born.month(), born.day()) == (1, 1) && matches!(born.year(), 1900 | 1901)
        || born.year() == 1899 && born.month() == 12 && born.day() >= 30
}

/// Where the details stand in one file.
pub(crate) struct Columns {
    pub(super) person_id: Option<usize>,
    number: Option<usize>,
    reference_type: Option<usize>,
    surname: Option<usize>,
    forename: Option<usize>,
    other_forenames: Option<usize>,
    sex: Option<usize>,
    born: Option<usize>,
    postcode: Option<usize>,
    ended: Option<usize>,
}

impl Columns {
    /// The columns of a file with people's details; an address that has ended is not read, a person whose allocation has ended is.
    pub(crate) fn of(layout: &Layout, kind: Option<Kind>) -> Self {
        Self {
            person_id: layout.get(Field::PersonId),
            number: layout.get(Field::NhsNumber),
            reference_type: layout.get(Field::ReferenceType),
            surname: layout.get(Field::Surname),
            forename: layout.get(Field::Forename),
            other_forenames: layout.get(Field::OtherForenames),
            sex: layout.get(Field::Sex),
            born: layout.get(Field::DateOfBirth),
            postcode: layout.get(Field::Postcode),
            ended: if kind.is_none() { layout.get(Field::AllocationEnd) } else { None },
        }
    }

    /// Whether there is anything to read, and somebody whose it is.
    pub(super) fn has_details(&self) -> bool {
        let details = [
            self.surname,
            self.forename,
            self.other_forenames,
            self.sex,
            self.born,
            self.postcode,
        ];
        self.person_id.is_some() && details.iter().any(Option::is_some)
    }

    pub(super) fn has_surname(&self) -> bool {
        self.surname.is_some()
    }

    pub(super) fn has_date_of_birth(&self) -> bool {
        self.born.is_some()
    }
}

/// How cells are read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader {
    pub(crate) as_at: NaiveDate,
    pub(crate) ranges: Ranges,
    pub(crate) alphabet: Alphabet,
}

impl Reader {
    /// Adds what a row gives of a person.
    pub(crate) fn add(self, row: &Row<'_>, columns: &Columns, person: &mut Details) {
        let has_ended = |column| matches!(row.date(column), Ok(Some(ended)) if ended <= self.as_at);
        if has_ended(columns.ended) {
            return;
        }
        let is_other_reference = columns.reference_type.is_some() && !row.cell(columns.reference_type).eq_ignore_ascii_case("nhs");
        if person.number.is_none()
            && !is_other_reference
            && let Reading::Valid(number) = nhs_number::read(row.cell(columns.number), self.ranges)
        {
            person.number = Some(number);
        }
        for (value, column) in [
            (&mut person.surname, columns.surname),
            (&mut person.forename, columns.forename),
            (&mut person.other_forenames, columns.other_forenames),
        ] {
            if value.is_empty() {
                let (carried, replaced) = self.alphabet.carried(row.cell(column));
                *value = carried.into();
                person.replaced |= replaced;
            }
        }
        person.sex = person.sex.or_else(|| sex(row.cell(columns.sex)));
        if person.born.is_none() {
            person.born = row.life_date(columns.born, self.as_at).ok().flatten();
        }
        if person.postcode.is_none() {
            person.postcode = text::postcode(row.cell(columns.postcode));
        }
    }
}

/// The NHS's code; none if the cell says nothing that has one.
pub(super) fn sex(cell: &str) -> Option<&'static str> {
    match cell {
        "" => None,
        "M" | "1" => Some("1"),
        "F" | "2" => Some("2"),
        _ => sex_in_words(cell),
    }
}

fn sex_in_words(cell: &str) -> Option<&'static str> {
    match crate::cells::plain(cell.trim_end_matches(".0")).as_str() {
        "m" | "male" | "1" => Some("1"),
        "f" | "female" | "2" => Some("2"),
        "i" | "indeterminate" | "notspecified" | "9" => Some("9"),
        "u" | "unknown" | "notknown" | "0" => Some("0"),
        _ => None,
    }
}

/// Whether the NHS's code says male or female.
pub(super) fn is_known(sex: &str) -> bool {
    matches!(sex, "1" | "2")
}
