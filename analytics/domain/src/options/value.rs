use super::Unit;
use crate::{calendar, money};
use chrono::{Datelike as _, NaiveDate};

/// One figure, exact to four decimals; a day is its number in the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Value(i64);

/// What a [`Value`] counts in: a ten-thousandth.
pub(super) const ONE: i64 = 10_000;

impl Value {
    /// So many ten-thousandths.
    #[must_use]
    pub const fn of(ten_thousandths: i64) -> Self {
        Self(ten_thousandths)
    }

    /// A whole number.
    #[must_use]
    pub const fn whole(number: i64) -> Self {
        Self(number * ONE)
    }

    /// One count by another, rounded to the nearest; none where there is nothing to divide by.
    #[must_use]
    pub fn ratio(part: i64, of: i64) -> Option<Self> {
        (of > 0).then(|| Self((2 * part * ONE + of).div_euclid(2 * of)))
    }

    /// A day.
    #[must_use]
    pub fn day(date: NaiveDate) -> Self {
        Self::whole(i64::from(date.num_days_from_ce()))
    }

    /// In ten-thousandths.
    #[must_use]
    pub const fn ten_thousandths(self) -> i64 {
        self.0
    }

    /// The day, where it is one.
    #[must_use]
    pub fn date(self) -> Option<NaiveDate> {
        NaiveDate::from_num_days_from_ce_opt(i32::try_from(self.0 / ONE).ok()?)
    }

    /// Reads what somebody typed: `0.25`, `25%`, `£12.50`, `1 June 2027`; none where it is no such figure.
    #[must_use]
    pub fn read(text: &str, unit: Unit) -> Option<Self> {
        let text = text.trim();
        if unit == Unit::Date {
            return calendar::read(text).map(Self::day);
        }
        let (text, divided_by) = match text.strip_suffix('%') {
            Some(percent) if unit == Unit::Share => (percent.trim(), 100),
            _ => (text.strip_prefix('£').unwrap_or(text), 1),
        };
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let whole = &without_commas(whole)?;
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let most = if unit == Unit::Pounds { 2 } else { 4 };
        if whole.is_empty() || whole.len() > 9 || decimals.len() > most || !digits(whole) || !digits(decimals) {
            return None;
        }
        let value: i64 = format!("{whole}{decimals:0<4}").parse().ok()?;
        (value % divided_by == 0).then_some(Self(value / divided_by))
    }

    /// As it stands in an address.
    #[must_use]
    pub fn plain(self, unit: Unit) -> String {
        match (unit, self.date()) {
            (Unit::Date, Some(date)) => date.to_string(),
            _ => decimal(self.0),
        }
    }

    /// As a reader sees and types it.
    #[must_use]
    pub fn shown(self, unit: Unit) -> String {
        match (unit, self.date()) {
            (Unit::Date, Some(date)) => calendar::long(date),
            (Unit::Share, _) => format!("{}%", decimal(self.0 * 100)),
            (Unit::Pounds, _) => money::shown(self.0 * 100 / ONE),
            _ => decimal(self.0),
        }
    }
}

/// The digits of a number with a comma before every three of them, or with none; nothing where commas stand elsewhere.
fn without_commas(whole: &str) -> Option<String> {
    let (first, rest) = whole.split_once(',').map_or((whole, None), |(first, rest)| (first, Some(rest)));
    let in_place =
        rest.is_none_or(|rest| (1..=3).contains(&first.len()) && !first.starts_with('0') && rest.split(',').all(|group| group.len() == 3));
    in_place.then(|| whole.replace(',', ""))
}

/// Without zeros at the end.
fn decimal(ten_thousandths: i64) -> String {
    let text = format!("{}.{:04}", ten_thousandths / ONE, ten_thousandths % ONE);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
