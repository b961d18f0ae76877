//! Names on the lines themselves: the reader never has to match a colour with a key.

use super::{Plot, series::Series};
use crate::{
    Error,
    place::{self, Area},
    sheet::{Sheet, Words},
    theme,
};
use domain::{Measure, Target, percent, questions::Provenance};

impl Plot<'_> {
    pub(super) fn labels(&self, sheet: &mut Sheet<'_>) -> Result<(), Error> {
        let mut obstacles = self.obstacles();
        self.name_targets(sheet, &mut obstacles)?;
        self.name_earlier(sheet, &obstacles)?;
        self.name_lines(sheet)
    }

    /// Writes each target on its own stretch of the line, where it covers least.
    fn name_targets(&self, sheet: &mut Sheet<'_>, obstacles: &mut Vec<Area>) -> Result<(), Error> {
        let mut stretches: Vec<(Target, f64, f64)> = Vec::new();
        for row in self.rows {
            let x = self.dates.at(row.as_at);
            match stretches.last_mut() {
                Some((target, _, end)) if *target == row.target => *end = x,
                Some((_, _, end)) => {
                    *end = x;
                    stretches.push((row.target, x, x));
                }
                None => stretches.push((row.target, self.frame.plot.left, x)),
            }
        }
        let last = stretches.len().saturating_sub(1);
        for (at, (target, start, end)) in stretches.into_iter().enumerate() {
            let end = if at == last { self.frame.plot.right } else { end };
            let words = Words::body(format!("Target {}", target.label())).bold().colour(theme::TARGET);
            let width = words.width();
            if at != last && width + 8.0 > end - start {
                continue;
            }
            let line = self.scale.at(target.percent());
            let farthest = (end - width - 4.0).max(self.frame.plot.left);
            let nearest = (start + 4.0).min(farthest);
            let places = self.places(&words, (nearest, farthest), &[line - 11.0, line + 12.0]);
            if let Some(&((x, y), area)) = place::freest(&places, obstacles, &self.frame.bounds()) {
                sheet.write(&words, x, y)?;
                obstacles.push(area);
            }
        }
        Ok(())
    }

    /// Says once which part of the line comes from a history file.
    fn name_earlier(&self, sheet: &mut Sheet<'_>, obstacles: &[Area]) -> Result<(), Error> {
        let Some(judged) = self.all.last() else { return Ok(()) };
        let earlier: Vec<_> = judged
            .points
            .iter()
            .filter(|point| point.provenance == Provenance::History)
            .collect();
        let (Some(first), Some(last)) = (earlier.first(), earlier.last()) else {
            return Ok(());
        };
        let words = Words::body("Earlier counts").colour(theme::EARLIER);
        let (start, end) = (self.dates.at(first.date), self.dates.at(last.date));
        let farthest = (end - words.width()).max(start).min(self.frame.plot.right - words.width());
        let middle = earlier[earlier.len() / 2].percent;
        let line = self.scale.at(middle);
        let heights: Vec<f64> = [18.0, -18.0, 32.0, -32.0, 50.0, -50.0, 80.0, -80.0]
            .iter()
            .map(|by| line + by)
            .collect();
        let places = self.places(&words, (start.min(farthest), farthest), &heights);
        match place::freest(&places, obstacles, &self.frame.plot) {
            Some(&((x, y), _)) => sheet.write(&words, x, y),
            None => Ok(()),
        }
    }

    /// Writes each line's name and latest value right of its end, moved apart where ends are close.
    fn name_lines(&self, sheet: &mut Sheet<'_>) -> Result<(), Error> {
        let wide = self.frame.width.is_wide();
        let gap = if wide { 19.0 } else { 38.0 };
        let mut ends: Vec<(&Series, f64)> = self
            .all
            .iter()
            .filter_map(|series| Some((series, self.scale.at(series.points.last()?.percent))))
            .collect();
        ends.sort_by(|a, b| a.1.total_cmp(&b.1).then_with(|| rank(a.0.measure).cmp(&rank(b.0.measure))));
        let wanted: Vec<f64> = ends.iter().map(|&(_, y)| y).collect();
        let half = if wide { 8.0 } else { 17.0 };
        let placed = place::spread(&wanted, gap, self.frame.bounds().top + half, self.frame.plot.bottom - half + 8.0);
        for ((series, y), label) in ends.into_iter().zip(placed) {
            let Some(point) = series.points.last() else { continue };
            let Some(row) = self.rows.iter().find(|row| row.as_at == point.date) else {
                continue;
            };
            let value = percent::shown(point.count, row.in_scope, row.target);
            let right = self.frame.plot.right;
            sheet.line(
                &[(self.dates.at(point.date) + 6.0, y), (right + 8.0, y), (right + 16.0, label)],
                series.colour,
                1.0,
            )?;
            self.name(sheet, series, &value, (right + 20.0, label))?;
        }
        Ok(())
    }

    fn name(&self, sheet: &mut Sheet<'_>, series: &Series, value: &str, (x, y): (f64, f64)) -> Result<(), Error> {
        let name = match series.measure {
            Measure::Verified => "Verified",
            other => other.label(),
        };
        let write = |text: String| {
            if series.judged {
                Words::body(text).bold()
            } else {
                Words::body(text)
            }
        };
        if self.frame.width.is_wide() {
            return sheet.write(&write(format!("{name} {value}")), x, y);
        }
        sheet.write(&write(name.to_owned()), x, y - 8.5)?;
        sheet.write(&write(value.to_owned()), x, y + 8.5)
    }

    /// Places for words: at several distances along the line, at each of the heights.
    fn places(&self, words: &Words, (nearest, farthest): (f64, f64), heights: &[f64]) -> Vec<((f64, f64), Area)> {
        const STEPS: usize = 8;
        let mut places = Vec::new();
        for step in 0..=STEPS {
            let x = nearest + (farthest - nearest) * step as f64 / STEPS as f64;
            places.extend(heights.iter().map(|&y| ((x, y), words.area(x, y))));
        }
        places
    }
}

/// The order of lines that end at the same value.
fn rank(measure: Measure) -> u8 {
    match measure {
        Measure::Recorded => 0,
        Measure::Coverage => 1,
        Measure::Verified => 2,
    }
}
