//! Coverage as all routes together would make it, with its range, against the target.

use crate::{
    Error, Figure, Width,
    axis::{Dates, Percent},
    caption,
    figure::{Caption, figure},
    place::{self, Area},
    sheet::{Scale, Sheet, Words},
    theme,
};
use domain::{
    Answer, Question as _, calendar, percent,
    questions::{OptionPhase, OptionProjection, OptionProjectionRow},
};

/// Draws the line with its band, each phase named where it begins.
///
/// # Errors
/// Figures for it are missing.
pub fn option_projection(answer: &Answer<OptionProjectionRow>, width: Width) -> Result<Figure, Error> {
    let rows = &answer.rows;
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return Err(Error::Nothing("figures are missing; the table of routes says which"));
    };
    let (left, right) = (48.0, width.px() - 12.0);
    let begun: Vec<&OptionProjectionRow> = rows
        .chunk_by(|one, other| one.phase == other.phase)
        .filter_map(<[_]>::first)
        .filter(|row| row.phase != OptionPhase::Before)
        .collect();
    // Each phase's name has a line of its own, so that names never meet.
    let top = 14.0 + NAME * begun.len() as f64;
    let bottom = top + if width.is_wide() { 240.0 } else { 220.0 };
    let drawn = |count: i64, row: &OptionProjectionRow| percent::drawn(count, row.in_scope);
    let lowest = rows.iter().map(|row| drawn(row.low, row)).fold(first.target.percent(), f64::min);
    let axis = Percent::above(lowest);
    let note = axis.note();
    let plot = Plot {
        rows,
        dates: Dates::new(first.month, last.month, left + 6.0..right),
        scale: Scale::new(axis.from..100.0, bottom..top),
    };
    let height = bottom + if note.is_some() { 66.0 } else { 42.0 };
    figure(OptionProjection::NAME, width, words(answer, first), height, |sheet| {
        plot.band(sheet)?;
        axis.draw(sheet, &plot.scale, left..right)?;
        let months: Vec<_> = rows.iter().map(|row| row.month).collect();
        plot.dates.draw(sheet, &months, bottom)?;
        if let Some(note) = &note {
            sheet.write(&Words::small(note), 0.0, height - 9.0)?;
        }
        for (at, row) in begun.iter().enumerate() {
            plot.phase(sheet, row, 10.0 + NAME * at as f64, bottom, right)?;
        }
        let begins: Vec<f64> = begun.iter().map(|row| plot.dates.at(row.month)).collect();
        let area = Area { left, top, right, bottom };
        plot.lines(sheet, area, &begins)
    })
}

/// The height of a phase's name.
const NAME: f64 = 20.0;

struct Plot<'a> {
    rows: &'a [OptionProjectionRow],
    dates: Dates,
    scale: Scale,
}

impl Plot<'_> {
    fn at(&self, row: &OptionProjectionRow, count: i64) -> (f64, f64) {
        (self.dates.at(row.month), self.scale.at(percent::drawn(count, row.in_scope)))
    }

    fn course(&self, count: impl Fn(&OptionProjectionRow) -> i64) -> Vec<(f64, f64)> {
        self.rows.iter().map(|row| self.at(row, count(row))).collect()
    }

    fn band(&self, sheet: &mut Sheet<'_>) -> Result<(), Error> {
        let (low, high) = (self.course(|row| row.low), self.course(|row| row.high));
        let around: Vec<_> = high.iter().copied().chain(low.iter().rev().copied()).collect();
        sheet.polygon(&around, theme::FORECAST)?;
        sheet.line(&low, theme::EARLIER, 1.5)?;
        sheet.line(&high, theme::EARLIER, 1.5)
    }

    fn phase(&self, sheet: &mut Sheet<'_>, row: &OptionProjectionRow, y: f64, bottom: f64, right: f64) -> Result<(), Error> {
        let x = self.dates.at(row.month);
        sheet.line(&[(x, y + 9.0), (x, bottom)], theme::ANNOTATION, 1.0)?;
        let words = Words::small(row.phase.label()).colour(theme::ANNOTATION);
        let words = if x + words.width() > right { words.ending() } else { words };
        sheet.write(&words, x, y)
    }

    /// `begins` is where phases begin.
    fn lines(&self, sheet: &mut Sheet<'_>, plot: Area, begins: &[f64]) -> Result<(), Error> {
        let target = self.rows.first().map(|row| row.target).unwrap_or_default();
        let y = self.scale.at(target.percent());
        sheet.line(&[(plot.left, y), (plot.right, y)], theme::TARGET, 2.0)?;
        let central = self.course(|row| row.central);
        sheet.line(&central, theme::MAIN, 3.0)?;
        let lines = [&central, &self.course(|row| row.low), &self.course(|row| row.high)];
        let mut obstacles: Vec<Area> = lines.into_iter().flat_map(|line| place::along(line)).collect();
        let starts = self.rows.iter().map(|row| self.dates.at(row.month));
        obstacles.extend(begins.iter().map(|begins| Area {
            left: begins - 3.0,
            right: begins + 3.0,
            ..plot
        }));
        let name = Words::small(format!("Target {}", target.label())).colour(theme::TARGET);
        let places: Vec<_> = starts
            .rev()
            .map(|from| from.min(plot.right - name.width()))
            .flat_map(|from| [y + 12.0, y - 11.0].map(|middle| ((from, middle), name.area(from, middle))))
            .collect();
        if let Some(&((from, middle), _)) = place::freest(&places, &obstacles, &plot) {
            sheet.write(&name, from, middle)?;
        }
        for (row, at) in self.rows.iter().zip(central) {
            sheet.tell(at, told(row));
        }
        Ok(())
    }
}

fn told(row: &OptionProjectionRow) -> String {
    let shown = |count| percent::shown(count, row.in_scope, row.target);
    format!(
        "{}: {}, between {} and {}; {}",
        calendar::long(row.month),
        shown(row.central),
        shown(row.low),
        shown(row.high),
        row.phase.label().to_lowercase()
    )
}

fn words(answer: &Answer<OptionProjectionRow>, first: &OptionProjectionRow) -> Caption {
    let rows = &answer.rows;
    let target = first.target.label();
    let is_met = |count: i64, row: &OptionProjectionRow| row.target.is_met(count, row.in_scope);
    let met = rows.iter().find(|row| is_met(row.central, row));
    let headline = match met {
        Some(row) if row.month == first.month => format!("{target} is met; all routes together are projected from here"),
        Some(row) => format!("All routes together meet {target} by {}", calendar::long(row.month)),
        None => {
            let last = rows.last().unwrap_or(first);
            let share = percent::shown(last.central, last.in_scope, last.target);
            format!(
                "All routes together come to {share} by {}; the target is {target}",
                calendar::long(last.month)
            )
        }
    };
    let ends: Vec<String> = [rows.first(), met, rows.last()].into_iter().flatten().map(told).collect();
    Caption {
        headline,
        subtitle: format!(
            "Projected records with a usable NHS number as a share of records in scope, with their range, {}",
            caption::scope(&answer.filter)
        ),
        description: format!("Line with a band over {} months. {}.", rows.len(), ends.join(". ")),
        footer: caption::footer(
            answer,
            "Projected from the council's own figures; the band takes all of them at the worse and at the better end of their intervals.",
        ),
    }
}
