//! Columns that are named by days or weeks: `w/c 06/10/2025`, `06-Oct-25`, `2025-10-06`, `Mon 06/10/2025`, `week ending 12/10/2025`.

use super::{Field, plain_name};
use chrono::{Datelike as _, Days, NaiveDate};
use domain::calendar;

/// A column of a wide timesheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DayColumn {
    pub(crate) column: usize,
    /// The first day that it stands for.
    pub(crate) date: NaiveDate,
    /// How many days it stands for: 1 or 7.
    pub(crate) days: i64,
}

const WEEK: i64 = 7;

/// The columns that are named by days, the earliest first. Unless a name says so, they are weeks where they lie a week or more apart.
///
/// # Errors
/// Two columns are named by one day.
pub(super) fn of(header: &[String]) -> Result<Vec<DayColumn>, (Field, String, String)> {
    let named = header.iter().enumerate();
    let mut named: Vec<(usize, NaiveDate, Option<i64>)> = named
        .filter_map(|(column, name)| read(name).map(|(date, days)| (column, date, days)))
        .collect();
    named.sort_by_key(|(column, date, _)| (*date, *column));
    if let Some(twice) = named.windows(2).find(|pair| pair[0].1 == pair[1].1) {
        return Err((Field::Date, header[twice[0].0].clone(), header[twice[1].0].clone()));
    }
    let are_weeks = named.windows(2).all(|pair| (pair[1].1 - pair[0].1).num_days() >= WEEK);
    let usual = if are_weeks { WEEK } else { 1 };
    let columns = named.into_iter().map(|(column, date, days)| DayColumn {
        column,
        date,
        days: days.unwrap_or(usual),
    });
    Ok(columns.collect())
}

/// The first day that a name stands for, and how many days, where it says so.
fn read(name: &str) -> Option<(NaiveDate, Option<i64>)> {
    let at = name.find(|letter: char| letter.is_ascii_digit())?;
    let (before, date) = name.split_at(at);
    let date = day(date)?;
    match plain_name(before).as_str() {
        "" => Some((date, None)),
        "wc" | "weekcommencing" | "wkcommencing" | "commencing" | "wb" | "weekbeginning" | "beginning" | "weekstarting" | "weekof"
        | "week" => Some((date, Some(WEEK))),
        "we" | "weekending" | "wkending" | "ending" => Some((date.checked_sub_days(Days::new(6))?, Some(WEEK))),
        "mon" | "monday" | "tue" | "tues" | "tuesday" | "wed" | "weds" | "wednesday" | "thu" | "thur" | "thurs" | "thursday" | "fri"
        | "friday" | "sat" | "saturday" | "sun" | "sunday" => Some((date, Some(1))),
        _ => None,
    }
}

/// Reads a date as [`calendar::read`] does, and one whose year has two digits as of this century.
fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let short = || {
        let at = text.rfind(['/', '-', '.', ' '])?;
        let (date, year) = (&text[..=at], &text[at + 1..]);
        let is_short = year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit());
        is_short.then(|| calendar::read(&format!("{date}20{year}"))).flatten()
    };
    // A code or an id can look like a date of another century.
    calendar::read(text)
        .or_else(short)
        .filter(|date| (2000..2100).contains(&date.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Place, date and days.
    type Seen = (usize, String, i64);

    fn columns(header: &[&str]) -> Result<Vec<Seen>, (Field, String, String)> {
        let header: Vec<_> = header.iter().map(|name| (*name).to_owned()).collect();
        Ok(of(&header)?
            .iter()
            .map(|day| (day.column, day.date.to_string(), day.days))
            .collect())
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for (name, date, days) in [
            ("w/c 06/10/2025", "2025-10-06", 7),
            ("W/C 6/10/25", "2025-10-06", 7),
            ("Week commencing 6 Oct 2025", "2025-10-06", 7),
            ("06-Oct-25", "2025-10-06", 7),
            ("2025-10-06", "2025-10-06", 7),
            ("2025-10-06 00:00:00", "2025-10-06", 7),
            ("Mon 06/10/2025", "2025-10-06", 1),
            ("w/e 12.10.2025", "2025-10-06", 7),
        ] {
            assert_eq!(columns(&["Role", name]).unwrap(), [(1, date.to_owned(), days)], "{name}");
        }
        for name in [
            "Total",
            "Role 2",
            "Quarter 1 2025/26",
            "week 12",
            "31/02/2025",
            "12345678",
            "06/10",
            "cost 2025-10-06",
        ] {
            assert_eq!(columns(&[name]).unwrap(), [], "{name}");
        }
    }

    #[test]
    fn columns_a_week_apart_are_weeks_and_others_days() {
        let days = |header: &[&str]| columns(header).unwrap().into_iter().map(|(_, _, days)| days).collect::<Vec<_>>();
        assert_eq!(days(&["13/10/2025", "06/10/2025", "27/10/2025"]), [7, 7, 7]);
        assert_eq!(days(&["06/10/2025", "07/10/2025", "13/10/2025"]), [1, 1, 1]);
        assert_eq!(days(&["06/10/2025", "w/c 13/10/2025", "14/10/2025"]), [1, 7, 1]);
    }

    #[test]
    fn one_day_in_two_columns_is_refused() {
        let (_, first, second) = columns(&["06/10/2025", "x", "06-Oct-25"]).unwrap_err();
        assert_eq!((first.as_str(), second.as_str()), ("06/10/2025", "06-Oct-25"));
    }
}
