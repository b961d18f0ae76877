//! The date at which an extract was taken, which three sources may give and all must agree on.

use crate::{Refusal, Request, read};
use chrono::{Datelike as _, Days, NaiveDate};
use domain::calendar;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// A date and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) date: NaiveDate,
    pub(crate) said_by: String,
}

/// What the flag and the file's name say.
pub(crate) fn outside(file: &str, stem: &str, flag: Option<NaiveDate>) -> Result<Option<Source>, Refusal> {
    let named = in_name(stem);
    let by_name = |date| Source {
        date,
        said_by: "the file's name".to_owned(),
    };
    match (flag, &named[..]) {
        (None, []) => Ok(None),
        (None, [date]) => Ok(Some(by_name(*date))),
        (None, [first, second, ..]) => Err(Refusal::AsAtAmbiguous {
            file: file.to_owned(),
            first: *first,
            second: *second,
        }),
        (Some(flag), named) => {
            let by_flag = Source {
                date: flag,
                said_by: "--as-at".to_owned(),
            };
            match named.first() {
                Some(first) if !named.contains(&flag) => Err(disagree(file, &by_flag, &by_name(*first))),
                _ => Ok(Some(by_flag)),
            }
        }
    }
}

/// The last day that a file may be of: some name an extract or a decision by the end of its month.
pub(crate) fn latest_day() -> NaiveDate {
    today() + Days::new(31)
}

/// Refuses an extract of a day far ahead, which would stand for the present until then.
pub(crate) fn not_in_future(file: &str, as_at: &Source) -> Result<(), Refusal> {
    if as_at.date <= latest_day() {
        return Ok(());
    }
    Err(Refusal::AsAtInFuture {
        file: file.to_owned(),
        said_by: as_at.said_by.clone(),
        date: as_at.date,
    })
}

/// The day on which a file of a trace came: the flag's, else the one in its name. Unlike an extract's it decides nothing, so that a
/// name with several days says nothing, but for an answer that is named by its request's moment and by its own.
pub(crate) fn came(stem: &str, flag: Option<NaiveDate>) -> Option<NaiveDate> {
    let of_run = |run: &str| (run.len() == 14).then(|| calendar::read(run.get(..8)?)).flatten();
    let named = || match stem.strip_prefix("RESP_MPTREQ_") {
        Some(moments) => moments.split('_').filter_map(of_run).nth(1).and_then(|date| likely(Some(date))),
        None => match in_name(stem)[..] {
            [date] => Some(date),
            _ => None,
        },
    };
    flag.or_else(named)
}

/// The day of which a register is: the flag's, else the one in its name, else the day on which it is read.
pub(crate) fn kept(request: &Request<'_>) -> NaiveDate {
    came(&read::stem(request.path), request.as_at).unwrap_or_else(today)
}

fn today() -> NaiveDate {
    let days = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs() / 86_400);
    NaiveDate::default() + Days::new(days)
}

/// Whether a file's name holds the date.
pub(crate) fn names(stem: &str, date: NaiveDate) -> bool {
    in_name(stem).contains(&date)
}

/// Whether a file's name holds a date and none of its dates is that one: whatever it holds, it is of another date.
#[must_use]
pub fn names_another_date(path: &Path, date: NaiveDate) -> bool {
    let named = in_name(&path.file_stem().unwrap_or_default().to_string_lossy());
    !named.is_empty() && !named.contains(&date)
}

/// The refusal that names both sources.
pub(crate) fn disagree(file: &str, first: &Source, second: &Source) -> Refusal {
    Refusal::AsAtDisagrees {
        file: file.to_owned(),
        first_source: first.said_by.clone(),
        first: first.date,
        second_source: second.said_by.clone(),
        second: second.date,
    }
}

/// Every different date in a file's name: `persons_2026-10-31`, `20261031`, `31-10-2026`, `31 Oct 2026`, `20261031T0930`.
fn in_name(stem: &str) -> Vec<NaiveDate> {
    let runs = runs(stem);
    let mut dates: Vec<NaiveDate> = Vec::new();
    let mut at = 0;
    while at < runs.len() {
        let (date, used) = date_at(&runs[at..]);
        if let Some(date) = date
            && !dates.contains(&date)
        {
            dates.push(date);
        }
        at += used;
    }
    dates
}

fn date_at(runs: &[&str]) -> (Option<NaiveDate>, usize) {
    // A number of eight digits, or of more with a time behind the date.
    if let [run, ..] = runs
        && run.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(run.len(), 8 | 12 | 14)
    {
        let year_first = likely(calendar::read(&run[..8]));
        let day_first = || likely(calendar::read(&format!("{}-{}-{}", &run[..2], &run[2..4], &run[4..8])));
        return (year_first.or_else(day_first), 1);
    }
    if let [first, gap, second, next_gap, third, ..] = runs
        && is_gap(gap)
        && is_gap(next_gap)
    {
        // A time glued to the date: `2026-10-31T0930`.
        let date = likely(calendar::read(&format!("{first}-{second}-{third}")));
        if date.is_some() {
            return (date, 5);
        }
    }
    if let [first, second, third, ..] = runs
        && second.bytes().all(|byte| byte.is_ascii_alphabetic())
    {
        let date = likely(calendar::read(&format!("{first}-{second}-{third}")));
        if date.is_some() {
            return (date, 3);
        }
    }
    (None, 1)
}

/// The name cut into runs of digits, of letters, and of anything else.
fn runs(stem: &str) -> Vec<&str> {
    let class = |letter: char| {
        if letter.is_ascii_digit() {
            0
        } else {
            1 + u8::from(!letter.is_ascii_alphabetic())
        }
    };
    let mut runs = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, letter) in stem.char_indices() {
        if before.is_some_and(|before| before != class(letter)) {
            runs.push(&stem[start..at]);
            start = at;
        }
        before = Some(class(letter));
    }
    runs.push(&stem[start..]);
    runs
}

fn is_gap(run: &str) -> bool {
    matches!(run, "-" | "_" | "." | " ")
}

/// A file's number can look like a date of another century.
fn likely(date: Option<NaiveDate>) -> Option<NaiveDate> {
    date.filter(|date| (1990..2100).contains(&date.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn names_are_read_as_councils_write_them() {
        for name in [
            "2026-10-31",
            "persons_2026-10-31",
            "20261031",
            "persons20261031",
            "31-10-2026",
            "31_10_2026_final",
            "persons 31.10.2026 v2",
            "31 October 2026",
            "persons_31Oct2026",
            "DM_PERSONS_20261031093000",
            "31102026",
            "2026_10_31-2026-10-31",
            "persons-2026-10-31.rejects",
        ] {
            assert_eq!(in_name(name), [ymd(2026, 10, 31)], "{name}");
        }
        for name in [
            "persons",
            "persons_2026",
            "2026-13-45",
            "12345678",
            "99999999",
            "",
            "é-1-2",
            "v1.2.3",
        ] {
            assert_eq!(in_name(name), [], "{name}");
        }
    }

    #[test]
    fn an_answer_came_at_the_second_moment_of_its_name() {
        for (name, date) in [
            ("RESP_MPTREQ_20261101120000_20261102093000", Some(ymd(2026, 11, 2))),
            ("RESP_MPTREQ_20261101120000", None),
            ("MPTREQ_20261101120000", Some(ymd(2026, 11, 1))),
            ("dbs_2026-06-04", Some(ymd(2026, 6, 4))),
            ("dbs_2026-06-04_sent_2026-06-01", None),
            ("dbs", None),
        ] {
            assert_eq!(came(name, None), date, "{name}");
            assert_eq!(came(name, Some(ymd(2026, 12, 1))), Some(ymd(2026, 12, 1)), "{name}");
        }
    }

    #[test]
    fn two_sources_must_agree() {
        let flag = Some(ymd(2026, 9, 30));
        let message = outside("x", "persons_2026-10-31", flag).unwrap_err().to_string();
        assert!(
            message.contains("--as-at says 2026-09-30") && message.contains("the file's name says 2026-10-31"),
            "{message}"
        );
        let two = "persons_2026-10-31_made_2026-11-02";
        assert!(matches!(outside("x", two, None), Err(Refusal::AsAtAmbiguous { .. })));
        assert_eq!(outside("x", two, Some(ymd(2026, 10, 31))).unwrap().unwrap().date, ymd(2026, 10, 31));
    }
}
