//! Coverage up to now, the range of dates between which the target is forecast, and the line that the reader's own date would take.

mod words;

use crate::{
    Error, Figure, Width,
    axis::{Dates, Percent},
    figure::figure,
    font,
    sheet::{Scale, Sheet, Words},
    theme,
};
use chrono::{Days, Months, NaiveDate};
use domain::{
    Answer, Question as _, calendar, percent,
    questions::{Forecast, ForecastRow, SpcRow},
};

/// Draws the forecast after the points from which it was made; `points` are those of `coverage_spc` under the same filter.
///
/// # Errors
/// There is no snapshot.
pub fn forecast(answer: &Answer<ForecastRow>, points: &[SpcRow], width: Width) -> Result<Figure, Error> {
    let Some(row) = answer.rows.first() else {
        return Err(Error::Nothing("there is no snapshot to start from"));
    };
    let used: Vec<&SpcRow> = points
        .iter()
        .filter(|point| (row.first_snapshot..=row.last_snapshot).contains(&point.as_at))
        .collect();
    let Some(last) = used.last() else {
        return Err(Error::Nothing("there is no snapshot to start from"));
    };
    let (left, right) = if width.is_wide() { (48.0, 664.0) } else { (46.0, 318.0) };
    let legend = Legend::of(row, width);
    let top = legend.height + 10.0;
    let bottom = top + if width.is_wide() { 260.0 } else { 230.0 };
    let lowest = used.iter().map(|point| point.value * 100.0).fold(row.target.percent(), f64::min);
    let axis = Percent::above(lowest);
    let note = axis.note();
    let height = bottom + if note.is_some() { 66.0 } else { 42.0 };
    let end = end(row);
    let plot = Plot {
        row,
        used: &used,
        dates: Dates::new(row.first_snapshot, end, left + 6.0..right - 6.0),
        scale: Scale::new(axis.from..100.0, bottom..top),
        end,
        now: last.value * 100.0,
    };
    figure(Forecast::NAME, width, words::of(answer, row), height, |sheet| {
        legend.draw(sheet)?;
        plot.band(sheet)?;
        axis.draw(sheet, &plot.scale, left..right)?;
        plot.dates.draw(sheet, &ticks(&used, end), bottom)?;
        if let Some(note) = &note {
            sheet.write(&Words::small(note), 0.0, height - 9.0)?;
        }
        plot.draw(sheet)
    })
}

/// The last date drawn: that of the range or of the reader's date, neither so far ahead that the past could not be read.
fn end(row: &ForecastRow) -> NaiveDate {
    let after = |days| row.last_snapshot.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX);
    let behind = u64::try_from((row.last_snapshot - row.first_snapshot).num_days()).unwrap_or(0);
    let range = match row.latest_is_beyond_horizon {
        Some(true) => row.horizon,
        _ => row.latest,
    };
    let wanted = [range, row.earliest, needed(row).map(|_| row.reach_by), Some(after(behind / 6 + 7))];
    wanted
        .into_iter()
        .flatten()
        .max()
        .unwrap_or(row.last_snapshot)
        .min(after(3 * behind.max(182)))
}

/// What the reader's date takes, where it takes anything.
fn needed(row: &ForecastRow) -> Option<i64> {
    row.needed_each_week.filter(|needed| *needed > 0)
}

/// The snapshots, and after them a date a month.
fn ticks(used: &[&SpcRow], end: NaiveDate) -> Vec<NaiveDate> {
    let mut dates: Vec<NaiveDate> = used.iter().map(|point| point.as_at).collect();
    if let Some(&last) = dates.last() {
        let months = (1..).map_while(|ahead| last.checked_add_months(Months::new(ahead)));
        dates.extend(months.take_while(|date| *date <= end));
    }
    dates
}

struct Plot<'a> {
    row: &'a ForecastRow,
    used: &'a [&'a SpcRow],
    dates: Dates,
    scale: Scale,
    end: NaiveDate,
    /// The last share, in percent.
    now: f64,
}

impl Plot<'_> {
    fn target(&self) -> f64 {
        self.scale.at(self.row.target.percent())
    }

    fn start(&self) -> (f64, f64) {
        (self.dates.at(self.row.last_snapshot), self.scale.at(self.now))
    }

    /// From the last snapshot to the target, at the earliest and at the latest; cut where the drawing ends.
    fn band(&self, sheet: &mut Sheet<'_>) -> Result<(), Error> {
        let (Some(earliest), Some(latest)) = (self.row.earliest, self.row.latest) else {
            return Ok(());
        };
        let (start, target) = (self.start(), self.target());
        let early = (self.dates.at(earliest), target);
        let late = (self.dates.at(latest), target);
        let edge = self.dates.at(self.end);
        let mut corners = vec![start, early];
        if late.0 > edge {
            let share = (edge - start.0) / (late.0 - start.0);
            corners.extend([(edge, target), (edge, start.1 + share * (target - start.1))]);
        } else {
            corners.push(late);
        }
        sheet.polygon(&corners, theme::FORECAST)?;
        sheet.line(&[start, early], theme::EARLIER, 1.5)?;
        let last = corners.last().copied().unwrap_or(early);
        sheet.line(&[start, last], theme::EARLIER, 1.5)
    }

    fn draw(&self, sheet: &mut Sheet<'_>) -> Result<(), Error> {
        let (target, edge) = (self.target(), self.dates.at(self.end));
        sheet.line(
            &[(self.dates.at(self.row.first_snapshot) - 6.0, target), (edge + 6.0, target)],
            theme::TARGET,
            2.0,
        )?;
        if let Some(each_week) = needed(self.row).filter(|_| self.row.reach_by <= self.end) {
            let at = (self.dates.at(self.row.reach_by), target);
            sheet.line(&[self.start(), at], theme::MEAN, 2.0)?;
            sheet.triangle(at, 1.0, true, theme::MEAN)?;
            sheet.tell(
                at,
                format!(
                    "Needed for {} by {}: {} a week",
                    self.row.target.label(),
                    calendar::long(self.row.reach_by),
                    percent::count(each_week)
                ),
            );
        }
        let name = Words::small(format!("Target {}", self.row.target.label())).colour(theme::TARGET);
        sheet.write(&name, self.dates.at(self.row.first_snapshot), target - 11.0)?;
        let points: Vec<_> = self
            .used
            .iter()
            .map(|point| (self.dates.at(point.as_at), self.scale.at(point.value * 100.0)))
            .collect();
        sheet.line(&points, theme::MAIN, 3.0)?;
        for (point, at) in self.used.iter().zip(&points) {
            sheet.tell(*at, format!("{}: {}", calendar::long(point.as_at), shown(point, self.row)));
        }
        sheet.dot(self.start(), 5.0, theme::MAIN)?;
        for (what, date) in [
            ("At the earliest", self.row.earliest),
            ("Most likely around", self.row.central),
            ("At the latest", self.row.latest),
        ] {
            let Some(date) = date.filter(|date| *date <= self.end) else {
                continue;
            };
            let at = (self.dates.at(date), target);
            sheet.ring(at, 4.5, theme::MAIN)?;
            sheet.tell(at, format!("{what}: {}", calendar::long(date)));
        }
        Ok(())
    }
}

fn shown(point: &SpcRow, row: &ForecastRow) -> String {
    match point.denominator {
        Some(of) => percent::shown(point.numerator, of, row.target),
        None => percent::count(point.numerator),
    }
}

/// What the band and the line mean, in words above the plot.
struct Legend {
    lines: Vec<(Option<Key>, String)>,
    height: f64,
}

#[derive(Clone, Copy)]
enum Key {
    Band,
    Earliest,
    Needed,
}

const PITCH: f64 = 20.0;
const INDENT: f64 = 30.0;

impl Legend {
    fn of(row: &ForecastRow, width: Width) -> Self {
        let mut lines = Vec::new();
        let range = if row.latest.is_some() { Key::Band } else { Key::Earliest };
        for (key, text) in [(range, words::range(row)), (Key::Needed, words::needed(row))] {
            let Some(text) = text else { continue };
            let wrapped = font::wrap(&text, theme::SMALL, false, width.px() - INDENT, usize::MAX);
            lines.extend(wrapped.into_iter().enumerate().map(|(at, line)| ((at == 0).then_some(key), line)));
        }
        let height = PITCH * lines.len() as f64;
        Self { lines, height }
    }

    fn draw(&self, sheet: &mut Sheet<'_>) -> Result<(), Error> {
        for (at, (key, line)) in self.lines.iter().enumerate() {
            let y = 10.0 + PITCH * at as f64;
            match key {
                Some(Key::Band) => sheet.bar(0.0..22.0, y - 6.0..y + 6.0, theme::FORECAST)?,
                Some(Key::Earliest) => sheet.ring((11.0, y), 4.5, theme::MAIN)?,
                Some(Key::Needed) => sheet.line(&[(0.0, y), (22.0, y)], theme::MEAN, 2.0)?,
                None => {}
            }
            sheet.write(&Words::small(line.as_str()), INDENT, y)?;
        }
        Ok(())
    }
}
