//! The XmR chart: a process with its mean, its limits, and the points that break a rule.

mod icons;
mod match_rate;
mod points;
mod rebase;
mod words;

use crate::{
    Error, Figure, Width,
    annotations::Annotations,
    axis::{Counts, Dates, Percent},
    figure::{Caption, figure},
    place,
    sheet::{Scale, Sheet, Words},
    target, theme,
};
use chrono::NaiveDate;
use domain::{
    Answer, Filter, Question, calendar, percent,
    questions::{AnnotationRow, CaptureSpc, CoverageSpc, NetGainSpc, SpcRow, SpcRule},
};
pub use match_rate::match_rate_trend;
use points::Weight;

/// Draws coverage as a process with what happened meanwhile.
///
/// # Errors
/// There are no points.
pub fn coverage_spc(answer: &Answer<SpcRow>, annotations: &[AnnotationRow], width: Width) -> Result<Figure, Error> {
    spc::<CoverageSpc>(answer, annotations, width)
}

/// Draws front-door capture as a process with what happened meanwhile.
///
/// # Errors
/// There are no points.
pub fn capture_spc(answer: &Answer<SpcRow>, annotations: &[AnnotationRow], width: Width) -> Result<Figure, Error> {
    spc::<CaptureSpc>(answer, annotations, width)
}

/// Draws the net gain of numbers as a process with what happened meanwhile.
///
/// # Errors
/// There are no points.
pub fn net_gain_spc(answer: &Answer<SpcRow>, annotations: &[AnnotationRow], width: Width) -> Result<Figure, Error> {
    spc::<NetGainSpc>(answer, annotations, width)
}

fn spc<Q: Question<Row = SpcRow>>(answer: &Answer<SpcRow>, annotations: &[AnnotationRow], width: Width) -> Result<Figure, Error> {
    let of = Process {
        question: Q::NAME,
        rows: &answer.rows,
        filter: &answer.filter,
        is_stock: Q::NAME == CoverageSpc::NAME,
    };
    of.draw(words::of::<Q>(answer, &answer.rows), annotations, width)
}

/// A process and whose it is.
struct Process<'a> {
    question: &'static str,
    rows: &'a [SpcRow],
    filter: &'a Filter,
    /// Whether it is a stock that is filled, rather than a flow.
    is_stock: bool,
}

impl Process<'_> {
    fn draw(&self, caption: Caption, annotations: &[AnnotationRow], width: Width) -> Result<Figure, Error> {
        let (rows, is_stock) = (self.rows, self.is_stock);
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
            return Err(Error::Nothing("there are no points to judge"));
        };
        let (left, right) = if width.is_wide() { (48.0, 604.0) } else { (46.0, 268.0) };
        let period = first.as_at..=last.as_at;
        let happened = Annotations::within(annotations, &period, self.filter, left..right, icons::HEIGHT);
        let top = happened.bottom() + 12.0;
        let bottom = top + if width.is_wide() { 260.0 } else { 230.0 };
        let axis = Axis::of(rows);
        let note = axis.note();
        let height = bottom + if note.is_some() { 66.0 } else { 42.0 };
        let plot = Plot {
            rows,
            dates: Dates::new(first.as_at, last.as_at, left + 6.0..right - 6.0),
            scale: axis.scale(bottom..top),
            is_share: first.denominator.is_some(),
            is_wide: width.is_wide(),
            left,
            right,
        };
        let caption = happened.described(caption);
        let figure = figure(self.question, width, caption, height, |sheet| {
            icons::draw(sheet, rows, is_stock, width)?;
            axis.draw(sheet, &plot.scale, left..right)?;
            let written: Vec<NaiveDate> = rows.iter().map(|row| row.as_at).collect();
            plot.dates.draw(sheet, &written, bottom)?;
            if let Some(note) = &note {
                sheet.write(&Words::small(note), 0.0, height - 9.0)?;
            }
            happened.draw(sheet, &plot.dates, top..bottom)?;
            plot.draw(sheet, (top, bottom))?;
            let told = rows.iter().zip(plot.points()).map(|(row, at)| (row.as_at, at, plot.said(row)));
            happened.tell(sheet, &plot.dates, told);
            Ok(())
        })?;
        // A stock that is filled moves on by itself: only a flow can have changed for good.
        let suggestion = (!is_stock).then(|| rebase::suggestion(rows, self.filter)).flatten();
        Ok(figure.with_annotations(happened.texts()).with_suggestion(suggestion))
    }
}

/// A share of 1 in percent, or a count as it is.
fn shown_as(value: f64, is_share: bool) -> f64 {
    if is_share { value * 100.0 } else { value }
}

enum Axis {
    Share(Percent),
    Count(Counts),
}

impl Axis {
    /// Wide enough for every value and limit, and for the target of a share.
    fn of(rows: &[SpcRow]) -> Self {
        let is_share = rows.first().is_some_and(|row| row.denominator.is_some());
        let values = rows
            .iter()
            .flat_map(|row| [Some(row.value), row.lower, row.upper].into_iter().flatten());
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        if is_share {
            Self::Share(Percent::above((low * 100.0).max(0.0)))
        } else {
            Self::Count(Counts::around(low, high))
        }
    }

    fn scale(&self, px: std::ops::Range<f64>) -> Scale {
        match self {
            Self::Share(percent) => Scale::new(percent.from..100.0, px),
            Self::Count(counts) => Scale::new(counts.from..counts.to, px),
        }
    }

    fn note(&self) -> Option<String> {
        match self {
            Self::Share(percent) => percent.note(),
            Self::Count(_) => None,
        }
    }

    fn draw(&self, sheet: &mut Sheet<'_>, scale: &Scale, x: std::ops::Range<f64>) -> Result<(), Error> {
        match self {
            Self::Share(percent) => percent.draw(sheet, scale, x),
            Self::Count(counts) => counts.draw(sheet, scale, x),
        }
    }
}

struct Plot<'a> {
    rows: &'a [SpcRow],
    dates: Dates,
    scale: Scale,
    is_share: bool,
    is_wide: bool,
    left: f64,
    right: f64,
}

/// What is drawn across the plot, and written at its right end.
struct Line {
    name: &'static str,
    /// Its name where there is little room.
    short: &'static str,
    colour: theme::Colour,
    width: f64,
    value: fn(&SpcRow) -> Option<f64>,
}

const LINES: [Line; 3] = [
    Line {
        name: "Upper limit",
        short: "Upper",
        colour: theme::LIMIT,
        width: 1.5,
        value: |row| row.upper,
    },
    Line {
        name: "Mean",
        short: "Mean",
        colour: theme::MEAN,
        width: 1.5,
        value: |row| row.mean.filter(|_| row.lower.is_some()),
    },
    Line {
        name: "Lower limit",
        short: "Lower",
        colour: theme::LIMIT,
        width: 1.5,
        value: |row| row.lower,
    },
];

impl Plot<'_> {
    /// Where a value stands.
    fn y(&self, value: f64) -> f64 {
        let shown = self.rows.last().map_or(value, |row| row.shown(value));
        self.scale.at(shown_as(shown, self.is_share))
    }

    fn points(&self) -> Vec<(f64, f64)> {
        self.rows.iter().map(|row| (self.dates.at(row.as_at), self.y(row.value))).collect()
    }

    fn draw(&self, sheet: &mut Sheet<'_>, (top, bottom): (f64, f64)) -> Result<(), Error> {
        for line in &LINES {
            for segment in self.rows.chunk_by(|a, b| a.segment == b.segment) {
                self.across(sheet, line, segment)?;
            }
        }
        self.target(sheet)?;
        let points = self.points();
        let weight = Weight::of((self.right - self.left) / points.len() as f64);
        // The line breaks where a rebase starts another process.
        let mut from = 0;
        for segment in self.rows.chunk_by(|a, b| a.segment == b.segment) {
            let to = from + segment.len();
            weight.line(sheet, &points[from..to])?;
            from = to;
        }
        weight.points(sheet, self.rows, &points)?;
        self.names(sheet, (top, bottom))
    }

    fn across(&self, sheet: &mut Sheet<'_>, line: &Line, segment: &[SpcRow]) -> Result<(), Error> {
        let [first, .., last] = segment else { return Ok(()) };
        let Some(y) = (line.value)(first).map(|value| self.y(value)) else {
            return Ok(());
        };
        sheet.line(
            &[(self.dates.at(first.as_at) - 4.0, y), (self.dates.at(last.as_at) + 4.0, y)],
            line.colour,
            line.width,
        )
    }

    /// Nothing where no target applies.
    fn target(&self, sheet: &mut Sheet<'_>) -> Result<(), Error> {
        let targets = self.rows.iter().map(|row| Some((self.dates.at(row.as_at), row.target?)));
        match targets.collect::<Option<Vec<_>>>() {
            Some(targets) => sheet.line(&target::steps(targets, &self.scale, self.left..self.right), theme::TARGET, 2.0),
            None => Ok(()),
        }
    }

    /// Names right of the lines, moved apart where they would touch.
    fn names(&self, sheet: &mut Sheet<'_>, (top, bottom): (f64, f64)) -> Result<(), Error> {
        let Some(last) = self.rows.last() else { return Ok(()) };
        let mut names: Vec<(f64, String, theme::Colour)> = LINES
            .iter()
            .filter_map(|line| {
                let value = (line.value)(last)?;
                let name = if self.is_wide { line.name } else { line.short };
                Some((self.y(value), format!("{name} {}", self.written(last.shown(value))), line.colour))
            })
            .collect();
        if let Some(target) = last.target {
            names.push((self.scale.at(target.percent()), format!("Target {}", target.label()), theme::TARGET));
        }
        names.sort_by(|a, b| a.0.total_cmp(&b.0));
        let wanted: Vec<f64> = names.iter().map(|(y, ..)| *y).collect();
        let placed = place::spread(&wanted, 17.0, top, bottom);
        for ((_, text, colour), y) in names.into_iter().zip(placed) {
            // A line's own grey would be too faint to read.
            let colour = if colour == theme::LIMIT { theme::MUTED } else { colour };
            sheet.write(&Words::small(text).colour(colour), self.right + 8.0, y)?;
        }
        Ok(())
    }

    fn said(&self, row: &SpcRow) -> String {
        let counts = match row.denominator {
            Some(of) => format!(" ({} of {})", percent::count(row.numerator), percent::count(of)),
            None => String::new(),
        };
        let value = if self.is_share {
            self.written(row.value)
        } else {
            percent::count(row.numerator)
        };
        let verdict = match (row.told(), row.rule) {
            (None, _) => String::new(),
            (Some(told), SpcRule::None) => format!(". {}", told.label()),
            (Some(told), rule) => format!(". {}: {}", told.label(), rule.label().to_lowercase()),
        };
        format!("{}: {value}{counts}{verdict}", calendar::long(row.as_at))
    }

    fn written(&self, value: f64) -> String {
        if self.is_share {
            format!("{:.1}%", value * 100.0)
        } else {
            format!("{value:.1}").replace('-', "−")
        }
    }
}
