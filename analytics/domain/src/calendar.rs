//! Dates as councils' files hold them and as British readers expect them.

use chrono::{Datelike as _, NaiveDate};

/// Reads a date: ISO, UK day first with `/`, `-` or `.`, `31 Jan 2026`, `20260131`, each with or without a time of day.
///
/// Never month first: an ambiguous date in an English council's file is a UK date.
#[must_use]
pub fn read(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let date = match text.find(['T', ' ']) {
        // "31 Jan 2026" has spaces and no time; a time holds a colon.
        Some(at) if text[at..].contains(':') => text[..at].trim(),
        _ => text,
    };
    let bytes = date.as_bytes();
    if bytes.len() == 8 && bytes.iter().all(u8::is_ascii_digit) {
        return valid(date[..4].parse().ok()?, date[4..6].parse().ok()?, date[6..].parse().ok()?);
    }
    let mut parts = date.split(['-', '/', '.', ' ']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let month = second.parse().ok().or_else(|| month_named(second))?;
    if first.len() == 4 {
        valid(first.parse().ok()?, month, third.parse().ok()?)
    } else if third.len() == 4 {
        valid(third.parse().ok()?, month, first.parse().ok()?)
    } else {
        None
    }
}

/// The date as the page writes it: `31 October 2026`.
#[must_use]
pub fn long(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), MONTHS[date.month0() as usize], date.year())
}

/// `October 2026`, for a day of the month.
#[must_use]
pub fn month(date: NaiveDate) -> String {
    format!("{} {}", MONTHS[date.month0() as usize], date.year())
}

/// The date where space is short: `31 Oct 2026`.
#[must_use]
pub fn short(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), &MONTHS[date.month0() as usize][..3], date.year())
}

/// The number of whole years between two dates, as ages are counted.
#[must_use]
pub fn age(born: NaiveDate, on: NaiveDate) -> i32 {
    on.year() - born.year() - i32::from((on.month(), on.day()) < (born.month(), born.day()))
}

/// The first 31 March after a date: the end of a council's financial year.
#[must_use]
pub fn financial_year_end(after: NaiveDate) -> NaiveDate {
    let end = |year| NaiveDate::from_ymd_opt(year, 3, 31).unwrap_or(NaiveDate::MAX);
    let this = end(after.year());
    if this > after { this } else { end(after.year() + 1) }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month_named(text: &str) -> Option<u32> {
    if text.len() < 3 || !text.is_ascii() {
        return None;
    }
    let at = MONTHS
        .iter()
        .position(|month| month[..3].eq_ignore_ascii_case(&text[..3]) && month.len() >= text.len())?;
    u32::try_from(at + 1).ok()
}

fn valid(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    // A year outside this range is a typing error, not somebody's date.
    (1850..=2200)
        .contains(&year)
        .then(|| NaiveDate::from_ymd_opt(year, month, day))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ymd(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn a_financial_year_ends_in_march() {
        for (after, year) in [((2026, 3, 30), 2026), ((2026, 3, 31), 2027), ((2026, 10, 31), 2027)] {
            let after = ymd(after.0, after.1, after.2).unwrap();
            assert_eq!(Some(financial_year_end(after)), ymd(year, 3, 31), "{after}");
        }
    }

    #[test]
    fn reads_dates_as_councils_write_them() {
        for text in [
            "2026-03-04",
            "04/03/2026",
            "4/3/2026",
            "04-03-2026",
            "04.03.2026",
            "4 Mar 2026",
            "04-MAR-2026",
            "4 March 2026",
            "20260304",
            "2026-03-04 00:00:00",
            "2026-03-04T00:00:00",
            "04/03/2026 13:45",
            " 2026/03/04 ",
        ] {
            assert_eq!(read(text), ymd(2026, 3, 4), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_not_a_date() {
        for text in [
            "",
            "31/02/1950",
            "04/03/26",
            "46085",
            "soon",
            "2026-13-01",
            "0001-01-01",
            "1/2/3/2026",
            "é Mar 2026",
            "4 Marchember 2026",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn ages_are_whole_years() {
        let age_on = |on| age(ymd(2008, 10, 31).unwrap(), on);
        assert_eq!(age_on(ymd(2026, 10, 30).unwrap()), 17);
        assert_eq!(age_on(ymd(2026, 10, 31).unwrap()), 18);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in ".*") {
            let _ = read(&text);
        }
    }
}
