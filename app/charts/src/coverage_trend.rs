//! Coverage over time against its target, with the other rungs of the ladder as thinner lines.

mod labels;
mod series;
mod words;

use crate::{
    Error, Figure, Width,
    annotations::{Annotations, Told},
    axis::{Dates, Percent},
    figure::figure,
    place::{self, Area},
    sheet::{Scale, Sheet, Words},
    target, theme,
};
use chrono::NaiveDate;
use domain::{
    Answer, Question as _, calendar, percent,
    questions::{AnnotationRow, CoverageTrend, Provenance, TrendRow},
};
use series::Series;

/// Draws coverage at every date with what happened meanwhile. Counts from a history file are dashed with hollow points and named as such.
///
/// # Errors
/// No date has records in scope.
pub fn coverage_trend(answer: &Answer<TrendRow>, annotations: &[AnnotationRow], width: Width) -> Result<Figure, Error> {
    let mut rows: Vec<&TrendRow> = answer.rows.iter().filter(|row| row.in_scope > 0).collect();
    rows.sort_by_key(|row| row.as_at);
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return Err(Error::Nothing("no date has records in scope"));
    };
    let all = series::of(&rows, answer.filter.measure);
    if all.iter().all(|series| series.points.is_empty()) {
        return Err(Error::Nothing("no date has figures for this measure"));
    }
    let axis = Percent::above(lowest(&rows, &all));
    let frame = Frame::new(width, axis.note().is_some());
    let period = first.as_at..=last.as_at;
    let happened = Annotations::within(annotations, &period, &answer.filter, frame.plot.left..frame.plot.right, 0.0);
    let frame = frame.below(happened.bottom());
    let dates = Dates::new(first.as_at, last.as_at, frame.plot.left + 6.0..frame.plot.right);
    let scale = Scale::new(axis.from..100.0, frame.plot.bottom..frame.plot.top);
    let plot = Plot {
        rows: &rows,
        all: &all,
        dates: &dates,
        scale: &scale,
        axis,
        frame: &frame,
        happened: &happened,
    };
    let caption = happened.described(words::of(answer, &rows));
    let figure = figure(CoverageTrend::NAME, width, caption, frame.height, |sheet| {
        axis.draw(sheet, &scale, frame.plot.left..frame.plot.right)?;
        let written: Vec<NaiveDate> = rows.iter().map(|row| row.as_at).collect();
        dates.draw(sheet, &written, frame.plot.bottom)?;
        if let Some(note) = axis.note() {
            sheet.write(&Words::small(note), 0.0, frame.height - 9.0)?;
        }
        happened.draw(sheet, &dates, frame.plot.top..frame.plot.bottom)?;
        plot.target(sheet)?;
        for series in &all {
            plot.series(sheet, series)?;
        }
        happened.tell(sheet, &dates, plot.told());
        plot.labels(sheet)
    })?;
    Ok(figure.with_annotations(happened.texts()))
}

/// Where things stand on the sheet.
struct Frame {
    width: Width,
    plot: Area,
    height: f64,
}

impl Frame {
    fn new(width: Width, has_note: bool) -> Self {
        let (left, right, tall) = if width.is_wide() {
            (48.0, 604.0, 300.0)
        } else {
            (46.0, 268.0, 270.0)
        };
        let plot = Area {
            left,
            top: 12.0,
            right,
            bottom: 12.0 + tall,
        };
        Self {
            width,
            plot,
            height: plot.bottom + if has_note { 66.0 } else { 42.0 },
        }
    }

    /// The same with everything further down.
    fn below(self, by: f64) -> Self {
        Self {
            plot: Area {
                top: self.plot.top + by,
                bottom: self.plot.bottom + by,
                ..self.plot
            },
            height: self.height + by,
            ..self
        }
    }

    /// Where words of the plot may stand: a little above it too.
    fn bounds(&self) -> Area {
        Area {
            top: self.plot.top - 12.0,
            ..self.plot
        }
    }
}

struct Plot<'a> {
    rows: &'a [&'a TrendRow],
    all: &'a [Series],
    dates: &'a Dates,
    scale: &'a Scale,
    axis: Percent,
    frame: &'a Frame,
    happened: &'a Annotations,
}

impl Plot<'_> {
    fn at(&self, point: &series::Point) -> (f64, f64) {
        (self.dates.at(point.date), self.scale.at(point.percent))
    }

    fn target_steps(&self) -> Vec<(f64, f64)> {
        let targets = self.rows.iter().map(|row| (self.dates.at(row.as_at), row.target));
        target::steps(targets, self.scale, self.frame.plot.left..self.frame.plot.right)
    }

    fn target(&self, sheet: &mut Sheet<'_>) -> Result<(), Error> {
        sheet.line(&self.target_steps(), theme::TARGET, 2.0)
    }

    fn series(&self, sheet: &mut Sheet<'_>, series: &Series) -> Result<(), Error> {
        for run in series.runs() {
            let colour = if run.earlier { theme::EARLIER } else { series.colour };
            let points: Vec<_> = run.points.iter().map(|point| self.at(point)).collect();
            if points.len() > 1 {
                sheet.line(&points, colour, if series.judged { 3.0 } else { 1.6 })?;
            }
        }
        self.points(sheet, series)
    }

    /// Every date can be read on the line that is judged.
    fn told(&self) -> Vec<Told> {
        let judged = self.all.iter().filter(|series| series.judged).flat_map(|series| &series.points);
        let told = judged.filter_map(|point| {
            let row = self.rows.iter().find(|row| row.as_at == point.date)?;
            let shown = percent::shown(point.count, row.in_scope, row.target);
            let text = format!(
                "{}: {shown} ({} of {}), {} to go to {}",
                calendar::long(point.date),
                percent::count(point.count),
                percent::count(row.in_scope),
                percent::count(row.records_to_go),
                row.target.label()
            );
            Some((point.date, self.at(point), text))
        });
        told.collect()
    }

    /// Points where they stand clear of each other; always at the latest date.
    fn points(&self, sheet: &mut Sheet<'_>, series: &Series) -> Result<(), Error> {
        let apart = (self.frame.plot.right - self.frame.plot.left) / self.rows.len() as f64;
        let radius = match apart {
            apart if apart >= 11.0 => 3.5,
            apart if apart >= 7.0 => 2.5,
            _ => 0.0,
        };
        let last = series.points.len().saturating_sub(1);
        for (at, point) in series.points.iter().enumerate() {
            let radius = match (series.judged, at == last) {
                (true, true) => 5.0,
                (true, false) => radius,
                (false, true) => 3.0,
                (false, false) => 0.0,
            };
            if radius == 0.0 {
                continue;
            }
            match point.provenance {
                Provenance::History => sheet.ring(self.at(point), radius, theme::EARLIER)?,
                Provenance::Snapshot => sheet.dot(self.at(point), radius, series.colour)?,
            }
        }
        Ok(())
    }

    /// Everything that a label should not cover.
    fn obstacles(&self) -> Vec<Area> {
        let mut areas = place::along(&self.target_steps());
        let dates = self.happened.lines(self.dates, self.frame.plot.top..self.frame.plot.bottom);
        areas.extend(dates.iter().flat_map(|line| place::along(line)));
        let grid = self.axis.ticks().map(|value| self.scale.at(value));
        areas.extend(grid.map(|y| Area {
            top: y - 1.0,
            bottom: y + 1.0,
            ..self.frame.plot
        }));
        for series in self.all {
            let points: Vec<_> = series.points.iter().map(|point| self.at(point)).collect();
            areas.extend(place::along(&points));
            areas.extend(points.into_iter().map(|at| place::around(at, 5.0)));
        }
        areas
    }
}

fn lowest(rows: &[&TrendRow], all: &[Series]) -> f64 {
    let values = all.iter().flat_map(|series| &series.points).map(|point| point.percent);
    values.chain(rows.iter().map(|row| row.target.percent())).fold(100.0, f64::min)
}
