//! What is to be reached by when: a row a milestone, from the day that was said first to the day that is said now.

mod words;

use crate::{
    Error, Figure, Width,
    axis::Dates,
    figure::figure,
    font,
    legend::Legend,
    sheet::{Sheet, Words},
    theme::{self, Colour},
};
use chrono::{Datelike as _, Months, NaiveDate};
use domain::{
    Answer, Question as _,
    questions::{MilestoneRow, Milestones},
};
use std::collections::HashMap;
use words::{dates, told, words};

/// How many rows are drawn, the latest, and half as many where they are narrow; the table has them all.
const DRAWN: usize = 24;

/// The room for a title where it stands left of its line.
const LONGEST_TITLE: f64 = 290.0;

/// How a mark looks; each differs from the others by its shape too.
#[derive(Clone, Copy)]
enum Shape {
    FirstDue,
    Reached,
    DueNow,
    WaitsFor,
    Critical,
}

/// Where there is little room, what waits for what is drawn of the critical chain alone, so that the last has no line to name.
const LEGEND: [(&str, Shape); 5] = [
    ("First due", Shape::FirstDue),
    ("Reached", Shape::Reached),
    ("Due now", Shape::DueNow),
    ("Critical chain", Shape::Critical),
    ("Waits for", Shape::WaitsFor),
];

/// Draws each milestone's way from its first date to the present one, what it waits for, and the critical chain.
///
/// # Errors
/// There are no milestones.
pub fn milestones(answer: &Answer<MilestoneRow>, width: Width) -> Result<Figure, Error> {
    let today = answer.as_at.or_else(|| answer.rows.iter().filter_map(stands).max());
    let (Some(today), false) = (today, answer.rows.is_empty()) else {
        return Err(Error::Nothing("the register has no milestones"));
    };
    let (drawn, named) = if width.is_wide() {
        (DRAWN, LEGEND.len())
    } else {
        (DRAWN / 2, LEGEND.len() - 1)
    };
    let hidden = answer.rows.len().saturating_sub(drawn);
    let drawn: Vec<&MilestoneRow> = answer.rows[hidden..].iter().collect();
    let layout = Layout::of(&drawn, width, today);
    let legend = Legend::of(LEGEND[..named].iter().map(|(name, _)| *name), 22.0, width);
    let top = legend.height + 34.0;
    let bottom = top + layout.pitch * drawn.len() as f64;
    let height = bottom + 44.0 + if hidden > 0 { 22.0 } else { 0.0 };
    figure(Milestones::NAME, width, words(answer, today), height, |sheet| {
        for (x, y, place) in &legend.entries {
            let (name, shape) = LEGEND[*place];
            mark(sheet, shape, (*x + 8.0, *y))?;
            sheet.write(&Words::small(name), x + 22.0, *y)?;
        }
        layout.today(sheet, today, top, bottom)?;
        layout.dependencies(sheet, &drawn, top)?;
        for (at, row) in drawn.iter().enumerate() {
            layout.row(sheet, row, today, top + layout.pitch * at as f64)?;
        }
        sheet.line(&[(layout.left, bottom), (layout.right, bottom)], theme::MUTED, 1.0)?;
        layout.dates.draw(sheet, &layout.ticks, bottom)?;
        if hidden > 0 {
            let rest = format!("And {hidden} earlier; the table has them all.");
            sheet.write(&Words::small(rest), 0.0, height - 10.0)?;
        }
        Ok(())
    })
}

/// The day on which a row stands now: reached, or to be reached.
fn stands(row: &MilestoneRow) -> Option<NaiveDate> {
    row.done.or(row.reached).or(row.due)
}

/// Draws one entry of the legend, or a mark of a row.
fn mark(sheet: &mut Sheet<'_>, shape: Shape, (x, y): (f64, f64)) -> Result<(), Error> {
    let line = |sheet: &mut Sheet<'_>, colour: Colour, width: f64| sheet.line(&[(x - 8.0, y), (x + 8.0, y)], colour, width);
    match shape {
        Shape::FirstDue => sheet.ring((x, y), 5.0, theme::MUTED),
        Shape::Reached => sheet.dot((x, y), 5.5, theme::VERIFIED),
        Shape::DueNow => sheet.polygon(&[(x, y - 7.0), (x + 7.0, y), (x, y + 7.0), (x - 7.0, y)], theme::MAIN),
        Shape::WaitsFor => line(sheet, theme::MUTED, 1.0),
        Shape::Critical => line(sheet, theme::MAIN, 4.0),
    }
}

struct Layout {
    width: Width,
    pitch: f64,
    left: f64,
    right: f64,
    dates: Dates,
    ticks: Vec<NaiveDate>,
}

impl Layout {
    fn of(rows: &[&MilestoneRow], width: Width, today: NaiveDate) -> Self {
        let days = || rows.iter().flat_map(|row| [stands(row), row.first_due]).flatten().chain([today]);
        let first = days().min().unwrap_or(today);
        let last = days().max().unwrap_or(today);
        let (left, right) = (if width.is_wide() { LONGEST_TITLE + 24.0 } else { 18.0 }, width.px() - 18.0);
        Self {
            width,
            pitch: if width.is_wide() { 44.0 } else { 80.0 },
            left,
            right,
            dates: Dates::new(first, last, left..right),
            ticks: months(first, last),
        }
    }

    /// Where a row's line runs.
    fn line(&self, y: f64) -> f64 {
        y + if self.width.is_wide() { 18.0 } else { 50.0 }
    }

    fn today(&self, sheet: &mut Sheet<'_>, today: NaiveDate, top: f64, bottom: f64) -> Result<(), Error> {
        let x = self.dates.at(today);
        sheet.line(&[(x, top - 4.0), (x, bottom)], theme::ANNOTATION, 1.0)?;
        let label = Words::small("Today");
        let half = label.width() / 2.0;
        sheet.write(&label.centred(), x.clamp(self.left + half, self.right - half), top - 14.0)
    }

    /// From what is waited for along to the day of what waits, and there down or up to its mark; of what is reached nothing waits any more.
    fn dependencies(&self, sheet: &mut Sheet<'_>, rows: &[&MilestoneRow], top: f64) -> Result<(), Error> {
        let places: HashMap<&str, usize> = rows.iter().enumerate().map(|(at, row)| (row.id.as_str(), at)).collect();
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.status.is_open()) {
            for needed in row
                .depends_on
                .iter()
                .flat_map(|ids| ids.split(", "))
                .filter_map(|id| places.get(id))
            {
                let (Some(from), Some(to)) = (stands(rows[*needed]), stands(row)) else {
                    continue;
                };
                let y = |at: usize| self.line(top + self.pitch * at as f64);
                let (from, to) = (self.dates.at(from), self.dates.at(to));
                let (shade, thick) = match row.critical && rows[*needed].critical {
                    true => (theme::MAIN, 4.0),
                    false if self.width.is_wide() => (theme::MUTED, 1.0),
                    false => continue,
                };
                sheet.line(&[(from, y(*needed)), (to, y(*needed)), (to, y(at))], shade, thick)?;
            }
        }
        Ok(())
    }

    fn row(&self, sheet: &mut Sheet<'_>, row: &MilestoneRow, today: NaiveDate, y: f64) -> Result<(), Error> {
        let room = if self.width.is_wide() { LONGEST_TITLE } else { self.right };
        let title = format!("{} {}", row.id, row.title);
        let title = Words::body(font::shorten(&title, theme::BODY, row.critical, room));
        let title = if row.critical { title.bold() } else { title };
        // Over the lines that a narrow chart has behind its words.
        sheet.write_over(&title, 0.0, y + 10.0)?;
        sheet.write_over(&Words::small(font::shorten(&dates(row), theme::SMALL, false, room)), 0.0, y + 27.0)?;
        let line = self.line(y);
        let now = stands(row).map(|day| self.dates.at(day));
        if let Some(first) = row.first_due.map(|day| self.dates.at(day)) {
            if let Some(now) = now {
                sheet.line(&[(first, line), (now, line)], theme::MAIN, 2.0)?;
            }
            mark(sheet, Shape::FirstDue, (first, line))?;
        }
        let Some(x) = now else { return Ok(()) };
        mark(sheet, if row.status.is_open() { Shape::DueNow } else { Shape::Reached }, (x, line))?;
        sheet.tell((x, line), told(row, today));
        Ok(())
    }
}

/// The first days of the months of a period, and its first day.
fn months(first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
    let begins = first.with_day(1).unwrap_or(first);
    let mut days = vec![first];
    days.extend(
        (1..)
            .map_while(|months| begins.checked_add_months(Months::new(months)))
            .take_while(|day| *day <= last),
    );
    days
}
