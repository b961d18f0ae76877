//! Reading single cells, the same way in every kind of file.

use crate::findings::Fault;
use crate::reason::Reason;
use chrono::{Datelike as _, NaiveDate};
use csv::StringRecord;
use domain::calendar;

/// One row with its place in the file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    pub(crate) cells: &'a StringRecord,
    /// The row's place among the rows of the file, from 0.
    pub(crate) number: u64,
    /// The physical line on which it begins.
    pub(crate) line: u64,
}

impl<'a> Row<'a> {
    /// The cell without outer spaces; empty if there is none or it holds a word for nothing.
    #[inline]
    pub(crate) fn cell(&self, column: Option<usize>) -> &'a str {
        let cell = trimmed(column.and_then(|column| self.cells.get(column)).unwrap_or(""));
        if is_null(cell) { "" } else { cell }
    }

    /// The person's id: text, without the `.0` that a number column adds.
    pub(crate) fn person_id(&self, column: Option<usize>) -> Result<&'a str, Fault> {
        let cell = self.cell(column);
        let fault = |reason| Err(Fault::new(column, reason));
        let is_whole_number = cell.bytes().all(|byte| byte.is_ascii_digit());
        let id = if is_whole_number { cell } else { without_point_zero(cell) };
        if id.is_empty() {
            fault(Reason::PersonIdMissing)
        } else if id.len() > 64 {
            fault(Reason::PersonIdTooLong)
        } else if !is_whole_number && is_scientific(id) {
            fault(Reason::PersonIdDamaged)
        } else {
            Ok(id)
        }
    }

    pub(crate) fn date(&self, column: Option<usize>) -> Result<Option<NaiveDate>, Fault> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return Ok(None);
        }
        day(cell).map(Some).ok_or_else(|| Fault::new(column, Reason::DateUnreadable))
    }

    /// A date of somebody's life.
    pub(crate) fn life_date(&self, column: Option<usize>, as_at: NaiveDate) -> Result<Option<NaiveDate>, Fault> {
        let date = self.date(column)?;
        // An expected date of birth lies within nine months; anything later than a year is a typing error.
        let likely = |date: &NaiveDate| date.year() >= 1880 && (*date <= as_at || (*date - as_at).num_days() <= 366);
        if date.is_none_or(|date| likely(&date)) {
            Ok(date)
        } else {
            Err(Fault::new(column, Reason::DateUnlikely))
        }
    }

    /// A whole number of records.
    pub(crate) fn count(&self, column: Option<usize>) -> Result<i64, Fault> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return Err(Fault::new(column, Reason::CountMissing));
        }
        whole_number(cell).ok_or_else(|| Fault::new(column, Reason::CountUnreadable))
    }

    /// A team's or service's name with outer and repeated spaces removed; none if the cell is empty.
    pub(crate) fn name(&self, column: Option<usize>) -> Result<Option<String>, Fault> {
        let cell = self.cell(column);
        if cell.len() > LONGEST_NAME {
            return Err(Fault::new(column, Reason::TeamTooLong));
        }
        Ok((!cell.is_empty()).then(|| tidy(cell)))
    }
}

/// In bytes; a longer one is a note in the wrong column.
pub(crate) const LONGEST_NAME: usize = 200;

/// Removes outer and repeated white space.
pub(crate) fn tidy(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A word as it is compared: letters and digits in lower case.
pub(crate) fn plain(word: &str) -> String {
    crate::columns::plain_name(word)
}

/// Reads a date as [`calendar::read`] does; the two commonest forms without taking the text apart.
fn day(cell: &str) -> Option<NaiveDate> {
    let number = |digits: &[u8]| {
        let value = |sum: u32, digit: &u8| Some(sum * 10 + char::from(*digit).to_digit(10)?);
        digits.iter().try_fold(0, value)
    };
    let (year, month, day) = match cell.as_bytes() {
        [d @ .., b'/', m1, m2, b'/', y1, y2, y3, y4] if d.len() == 2 => (number(&[*y1, *y2, *y3, *y4])?, number(&[*m1, *m2])?, number(d)?),
        [y @ .., b'-', m1, m2, b'-', d1, d2] if y.len() == 4 => (number(y)?, number(&[*m1, *m2])?, number(&[*d1, *d2])?),
        _ => return calendar::read(cell),
    };
    let year = i32::try_from(year).ok().filter(|year| (1850..=2200).contains(year))?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Trims; nearly every cell begins and ends in a visible ASCII letter, and there are twelve million of them in a large file.
fn trimmed(cell: &str) -> &str {
    match cell.as_bytes() {
        [] => cell,
        [only] if only.is_ascii_graphic() => cell,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => cell,
        _ => cell.trim(),
    }
}

/// What databases and spreadsheets write for nothing.
fn is_null(cell: &str) -> bool {
    matches!(cell.len(), 3 | 4)
        && cell.starts_with(['N', 'n', '<', '#'])
        && ["NULL", "NONE", "NAN", "N/A", "<NA>", "#N/A"]
            .iter()
            .any(|null| cell.eq_ignore_ascii_case(null))
}

/// An id without what a spreadsheet adds to a whole number.
pub(crate) fn without_point_zero(id: &str) -> &str {
    match id.split_once('.') {
        Some((whole, zeros))
            if !zeros.is_empty()
                && zeros.bytes().all(|byte| byte == b'0')
                && !whole.is_empty()
                && whole.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            whole
        }
        _ => id,
    }
}

fn is_scientific(id: &str) -> bool {
    // With a decimal sign and a signed exponent: `12E5` can be an id, `1.2E+5` can't.
    let Some((mantissa, exponent)) = id.split_once(['e', 'E']) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some(exponent) = exponent.strip_prefix(['+', '-']) else {
        return false;
    };
    digits(exponent) && mantissa.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')) && !mantissa.is_empty()
}

fn whole_number(text: &str) -> Option<i64> {
    let text = without_point_zero(text);
    let mut groups = text.split(',');
    let first = groups.next()?;
    let rest: Vec<_> = groups.collect();
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(first) || rest.iter().any(|group| group.len() != 3 || !digits(group)) || (!rest.is_empty() && first.len() > 3) {
        return None;
    }
    // No council has more records; a longer number is an id in the wrong column.
    text.replace(',', "").parse().ok().filter(|number| *number < 1_000_000_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers() {
        for (text, number) in [
            ("0", Some(0)),
            ("608", Some(608)),
            ("608.0", Some(608)),
            ("1,234", Some(1_234)),
            ("12,345,678", Some(12_345_678)),
            ("1,23", None),
            ("-1", None),
            ("1.5", None),
            ("", None),
            ("1e3", None),
            ("9999999999999", None),
            ("1234,567", None),
        ] {
            assert_eq!(whole_number(text), number, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn days_are_read_as_everywhere(text in "[0-9]{1,4}[/-][0-9a-z]{1,3}[/-][0-9]{1,4}") {
            proptest::prop_assert_eq!(day(&text), calendar::read(&text));
        }
    }

    #[test]
    fn ids_are_repaired_or_damaged() {
        for (text, id) in [
            ("12345", Ok("12345")),
            ("12345.0", Ok("12345")),
            (" AB-1 ", Ok("AB-1")),
            ("00012", Ok("00012")),
            ("12E5", Ok("12E5")),
            ("1.5", Ok("1.5")),
            ("1.23E+05", Err(Reason::PersonIdDamaged)),
            ("", Err(Reason::PersonIdMissing)),
            ("NULL", Err(Reason::PersonIdMissing)),
        ] {
            let cells = StringRecord::from(vec![text]);
            let row = Row {
                cells: &cells,
                number: 0,
                line: 2,
            };
            assert_eq!(row.person_id(Some(0)).map_err(|fault| fault.reason), id, "{text}");
        }
    }
}
