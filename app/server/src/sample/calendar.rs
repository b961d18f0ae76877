//! The month ends of the sample, and where each stands in the story.

use chrono::{Datelike, Days, Months, NaiveDate};

/// How many months the story takes when it is told at its own pace.
pub(super) const STORY_MONTHS: usize = 24;

/// The month ends of the snapshots, oldest first.
///
/// The story is written for [`STORY_MONTHS`] months; a shorter or longer sample tells the same story faster or slower.
#[derive(Debug, Clone)]
pub(super) struct Calendar {
    month_ends: Vec<NaiveDate>,
}

impl Calendar {
    pub(super) fn new(months: usize) -> Self {
        let last = date(2026, 10, 31);
        let month_ends = (0..months).rev().map(|back| months_before(last, back)).collect();
        Self { month_ends }
    }

    pub(super) fn months(&self) -> usize {
        self.month_ends.len()
    }

    pub(super) fn month_ends(&self) -> impl Iterator<Item = NaiveDate> {
        self.month_ends.iter().copied()
    }

    pub(super) fn as_at(&self, month: usize) -> NaiveDate {
        self.month_ends[month.min(self.months() - 1)]
    }

    pub(super) fn first(&self) -> NaiveDate {
        self.as_at(0)
    }

    pub(super) fn last(&self) -> NaiveDate {
        self.as_at(self.months() - 1)
    }

    /// A day of the month that is never its last, so that "ended by the snapshot's date" has one answer.
    pub(super) fn day(&self, month: usize, day: u32) -> NaiveDate {
        self.as_at(month).with_day(day.clamp(1, 27)).unwrap_or_else(|| self.as_at(month))
    }

    /// Where a month stands in the story, from 0 to 23.
    pub(super) fn position(&self, month: usize) -> f64 {
        if self.months() < 2 {
            return STORY_MONTHS as f64 - 1.0;
        }
        month as f64 * (STORY_MONTHS as f64 - 1.0) / (self.months() as f64 - 1.0)
    }

    /// The first month that has reached a point of the story.
    pub(super) fn reaching(&self, position: f64) -> usize {
        (0..self.months())
            .find(|month| self.position(*month) >= position - 1e-9)
            .unwrap_or(self.months() - 1)
    }

    /// The month ends of the year before the first snapshot, oldest first.
    pub(super) fn year_before(&self) -> impl Iterator<Item = NaiveDate> {
        let first = self.first();
        (1..=12).rev().map(move |back| month_end(months_before(first, back)))
    }
}

/// The day, or the calendar's first where there is no such day.
pub(super) fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

pub(super) fn months_before(date: NaiveDate, months: usize) -> NaiveDate {
    let months = u32::try_from(months).unwrap_or(u32::MAX);
    date.checked_sub_months(Months::new(months)).unwrap_or_default()
}

pub(super) fn months_after(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_add_months(Months::new(months)).unwrap_or_default()
}

pub(super) fn days_before(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_sub_days(Days::new(days)).unwrap_or_default()
}

pub(super) fn first_of_month(date: NaiveDate) -> NaiveDate {
    date.with_day(1).unwrap_or(date)
}

fn month_end(date: NaiveDate) -> NaiveDate {
    days_before(months_after(first_of_month(date), 1), 1)
}
