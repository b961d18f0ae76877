//! Axes: where a percentage scale starts, and which dates are written under it.

use crate::{
    Error, caption, font,
    sheet::{Scale, Sheet, Words},
    theme,
};
use chrono::{Datelike as _, NaiveDate};
use domain::percent;
use std::ops::Range;

/// A percentage scale that ends at 100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Percent {
    /// Where it starts.
    pub(crate) from: f64,
    step: f64,
}

impl Percent {
    /// The whole scale.
    pub(crate) const WHOLE: Self = Self { from: 0.0, step: 20.0 };

    /// A scale that starts a little below the lowest value, on a ten; at zero where values come near it.
    pub(crate) fn above(lowest: f64) -> Self {
        let from = ((lowest - 2.0) / 10.0).floor() * 10.0;
        match from {
            from if from < 20.0 => Self::WHOLE,
            from if from >= 90.0 => Self { from: 90.0, step: 2.0 },
            from if from >= 80.0 => Self { from, step: 5.0 },
            from => Self { from, step: 10.0 },
        }
    }

    /// Says that the scale doesn't start at zero.
    pub(crate) fn note(self) -> Option<String> {
        (self.from > 0.0).then(|| format!("The vertical axis starts at {}%, not at 0%.", self.from))
    }

    pub(crate) fn ticks(self) -> impl Iterator<Item = f64> {
        let count = ((100.0 - self.from) / self.step).round() as usize;
        (0..=count).map(move |at| self.from + self.step * at as f64)
    }

    /// Draws grid lines with their values left of them.
    pub(crate) fn draw(self, sheet: &mut Sheet<'_>, scale: &Scale, x: Range<f64>) -> Result<(), Error> {
        for value in self.ticks() {
            let y = scale.at(value);
            let colour = if value > self.from { theme::GRID } else { theme::MUTED };
            sheet.line(&[(x.start, y), (x.end, y)], colour, 1.0)?;
            sheet.write(&Words::small(format!("{value}%")).ending(), x.start - 8.0, y)?;
        }
        Ok(())
    }
}

/// A scale of counts, which may be negative.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Counts {
    /// Where it starts.
    pub(crate) from: f64,
    /// Where it ends.
    pub(crate) to: f64,
    step: f64,
}

impl Counts {
    /// A scale of at most seven whole steps that holds zero and both ends.
    pub(crate) fn around(low: f64, high: f64) -> Self {
        let (low, high) = (low.min(0.0), high.max(1.0));
        let rough = (high - low) / 6.0;
        let magnitude = 10_f64.powf(rough.max(1.0).log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .into_iter()
            .map(|times| times * magnitude)
            .find(|step| *step >= rough)
            .unwrap_or(rough);
        Self {
            from: (low / step).floor() * step,
            to: (high / step).ceil() * step,
            step,
        }
    }

    /// Draws grid lines with their values left of them; zero is stronger.
    pub(crate) fn draw(self, sheet: &mut Sheet<'_>, scale: &Scale, x: Range<f64>) -> Result<(), Error> {
        self.draw_as(sheet, scale, x, percent::count)
    }

    /// The same with values in other words.
    pub(crate) fn draw_as(self, sheet: &mut Sheet<'_>, scale: &Scale, x: Range<f64>, shown: impl Fn(i64) -> String) -> Result<(), Error> {
        let lines = ((self.to - self.from) / self.step).round() as usize;
        for value in (0..=lines).map(|at| self.from + self.step * at as f64) {
            let y = scale.at(value);
            let colour = if value == 0.0 { theme::MUTED } else { theme::GRID };
            sheet.line(&[(x.start, y), (x.end, y)], colour, 1.0)?;
            sheet.write(&Words::small(shown(value as i64)).ending(), x.start - 8.0, y)?;
        }
        Ok(())
    }
}

impl Counts {
    /// Draws ticks with their values under them, every other one where there is little room.
    pub(crate) fn draw_across(self, sheet: &mut Sheet<'_>, scale: &Scale, y: f64, is_wide: bool) -> Result<(), Error> {
        let ticks = ((self.to - self.from) / self.step).round() as usize;
        for at in (0..=ticks).step_by(if is_wide { 1 } else { 2 }) {
            let value = self.from + self.step * at as f64;
            let x = scale.at(value);
            sheet.line(&[(x, y), (x, y + 5.0)], theme::MUTED, 1.0)?;
            let words = Words::small(percent::count(value as i64));
            // The last stands within the sheet.
            let words = if value == self.to { words.ending() } else { words.centred() };
            sheet.write(&words, if value == self.to { x + 6.0 } else { x }, y + 15.0)?;
        }
        Ok(())
    }
}

/// Writes under bars which period each is: months' names where there is room, days for weeks, the year under the first and under each that
/// begins one.
pub(crate) fn periods(sheet: &mut Sheet<'_>, dates: &[NaiveDate], left: f64, pitch: f64, bottom: f64) -> Result<(), Error> {
    let are_weeks = dates.windows(2).any(|pair| (pair[1] - pair[0]).num_days() < 28);
    let step = (if are_weeks { 54.0 } else { 34.0 } / pitch).ceil().max(1.0) as usize;
    let mut year_before = String::new();
    for (at, date) in dates.iter().enumerate().step_by(step) {
        let x = left + pitch * (at as f64 + 0.5);
        let (day, month, year) = caption::parts(*date);
        let name = if are_weeks { format!("{day} {month}") } else { month };
        sheet.write(&Words::small(name).centred(), x, bottom + 14.0)?;
        if year != year_before {
            sheet.write(&Words::small(year.clone()).centred(), x, bottom + 30.0)?;
            year_before = year;
        }
    }
    Ok(())
}

/// A date scale.
pub(crate) struct Dates {
    first: NaiveDate,
    scale: Scale,
}

impl Dates {
    /// Spreads dates over px; a single date stands in the middle.
    pub(crate) fn new(first: NaiveDate, last: NaiveDate, px: Range<f64>) -> Self {
        let days = (last - first).num_days() as f64;
        let values = if days > 0.0 { 0.0..days } else { -1.0..1.0 };
        Self {
            first,
            scale: Scale::new(values, px),
        }
    }

    pub(crate) fn at(&self, date: NaiveDate) -> f64 {
        self.scale.at((date - self.first).num_days() as f64)
    }

    /// Draws ticks at some of the dates, month or day above year, horizontal and thinned until they stand clear.
    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, dates: &[NaiveDate], y: f64) -> Result<(), Error> {
        let mut year_before = String::new();
        for (date, unit) in self.ticks(dates) {
            let x = self.at(date);
            sheet.line(&[(x, y), (x, y + 5.0)], theme::MUTED, 1.0)?;
            let (day, month, year) = caption::parts(date);
            let above = match unit {
                Unit::Day => format!("{day} {month}"),
                Unit::Month => month,
                Unit::Year => year.clone(),
            };
            sheet.write(&Words::small(above).centred(), x, y + 15.0)?;
            if unit != Unit::Year && year != year_before {
                sheet.write(&Words::small(year.clone()).centred(), x, y + 31.0)?;
            }
            year_before = year;
        }
        Ok(())
    }

    /// The first date of each period, for the shortest period whose labels stand clear of each other.
    fn ticks(&self, dates: &[NaiveDate]) -> Vec<(NaiveDate, Unit)> {
        const MONTHS: [i32; 9] = [1, 2, 3, 6, 12, 24, 60, 120, 240];
        let (Some(&first), Some(&last)) = (dates.first(), dates.last()) else {
            return Vec::new();
        };
        let fits = |dates: &[NaiveDate], widest: &str| {
            let room = font::width(widest, theme::SMALL, false) + 10.0;
            dates.windows(2).all(|pair| self.at(pair[1]) - self.at(pair[0]) >= room)
        };
        if (last - first).num_days() <= 92 {
            for stride in 1..=dates.len() {
                // Counted from the end: the latest date is the one that readers look for.
                let mut chosen: Vec<_> = dates.iter().rev().step_by(stride).copied().collect();
                chosen.reverse();
                if fits(&chosen, "30 Sep") {
                    return chosen.into_iter().map(|date| (date, Unit::Day)).collect();
                }
            }
        }
        for months in MONTHS {
            let period = |date: NaiveDate| (date.year() * 12 + date.month0() as i32).div_euclid(months);
            let mut chosen: Vec<NaiveDate> = Vec::new();
            for &date in dates {
                if chosen.last().is_none_or(|&before| period(before) != period(date)) {
                    chosen.push(date);
                }
            }
            // The first period may be cut short, and its label would touch the second's.
            if chosen.len() > 2 && !fits(&chosen[..2], "2026") {
                chosen.remove(0);
            }
            if fits(&chosen, "2026") {
                let unit = if months < 12 { Unit::Month } else { Unit::Year };
                return chosen.into_iter().map(|date| (date, unit)).collect();
            }
        }
        vec![(first, Unit::Year)]
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Month,
    Year,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_scale_starts_on_a_ten_below_its_values() {
        for (lowest, from) in [
            (0.0, 0.0),
            (21.0, 0.0),
            (58.3, 50.0),
            (61.0, 50.0),
            (91.0, 80.0),
            (93.0, 90.0),
            (100.0, 90.0),
        ] {
            assert_eq!(Percent::above(lowest).from, from, "{lowest}");
        }
    }
}
