//! What happened, as numbered marks above a plot, with their texts for below the chart.

use crate::{
    Error,
    axis::Dates,
    figure::Caption,
    place,
    sheet::{Sheet, Words},
    theme,
};
use chrono::NaiveDate;
use domain::{Filter, calendar, questions::AnnotationRow};
use std::ops::{Range, RangeInclusive};

/// What a numbered mark stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// The number in the mark, from 1 in order of date.
    pub number: usize,
    /// The day, whom it is about where that isn't the chart's own team or service, what happened, and whether limits begin anew.
    pub text: String,
}

/// The marks of one chart, in rows above its plot.
pub(crate) struct Annotations {
    dated: Vec<(NaiveDate, Annotation)>,
    /// Where the plot begins and ends.
    x: Range<f64>,
    /// Where the first row of marks begins.
    top: f64,
}

/// The height of a row, and the least distance of two marks in it.
const PITCH: f64 = 23.0;

impl Annotations {
    /// Those of the chart's period.
    pub(crate) fn within(rows: &[AnnotationRow], period: &RangeInclusive<NaiveDate>, filter: &Filter, x: Range<f64>, top: f64) -> Self {
        let mut shown: Vec<&AnnotationRow> = rows.iter().filter(|row| period.contains(&row.as_at)).collect();
        shown.sort_by_key(|row| row.as_at);
        let numbered = shown.into_iter().zip(1..).map(|(row, number)| {
            let text = text(row, filter);
            (row.as_at, Annotation { number, text })
        });
        Self {
            dated: numbered.collect(),
            x,
            top,
        }
    }

    /// Where the last row of marks ends.
    pub(crate) fn bottom(&self) -> f64 {
        self.top + PITCH * self.lanes() as f64
    }

    /// The texts, for below the chart.
    pub(crate) fn texts(&self) -> Vec<Annotation> {
        self.dated.iter().map(|(_, annotation)| annotation.clone()).collect()
    }

    /// The caption with what is annotated at the end of its description.
    pub(crate) fn described(&self, mut caption: Caption) -> Caption {
        for (_, annotation) in &self.dated {
            caption.description.push(' ');
            caption.description.push_str(&said(annotation));
        }
        caption
    }

    /// Draws each mark, and from it a line to its date and down to the foot of the plot.
    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, dates: &Dates, plot: Range<f64>) -> Result<(), Error> {
        let places = self.places(dates);
        for ((date, _), at) in self.dated.iter().zip(&places) {
            sheet.line(&[*at, (dates.at(*date), plot.start)], theme::ANNOTATION, 1.2)?;
        }
        for line in self.lines(dates, plot) {
            sheet.line(&line, theme::ANNOTATION, 1.2)?;
        }
        for ((_, annotation), at) in self.dated.iter().zip(places) {
            let words = Words::small(annotation.number.to_string())
                .bold()
                .colour(theme::ANNOTATION)
                .centred();
            sheet.ring(at, (words.width() / 2.0 + 2.0).clamp(9.0, PITCH / 2.0), theme::ANNOTATION)?;
            sheet.write(&words, at.0, at.1)?;
        }
        Ok(())
    }

    /// The lines down the plot, one for each date.
    pub(crate) fn lines(&self, dates: &Dates, plot: Range<f64>) -> Vec<[(f64, f64); 2]> {
        let days = self.dated.chunk_by(|a, b| a.0 == b.0).filter_map(<[_]>::first);
        days.map(|(date, _)| [(dates.at(*date), plot.start), (dates.at(*date), plot.end)])
            .collect()
    }

    /// Lets the marks be read between the chart's points, in order of date.
    pub(crate) fn tell(&self, sheet: &mut Sheet<'_>, dates: &Dates, points: impl IntoIterator<Item = Told>) {
        let marks = self.dated.iter().zip(self.places(dates));
        let marks = marks.map(|((date, annotation), at)| (*date, at, said(annotation)));
        let mut all: Vec<Told> = points.into_iter().chain(marks).collect();
        all.sort_by_key(|(date, ..)| *date);
        for (_, at, text) in all {
            sheet.tell(at, text);
        }
    }

    /// As many rows as it takes for the marks to stand beside each other.
    fn lanes(&self) -> usize {
        let places = ((self.x.end - self.x.start) / PITCH).floor() as usize + 1;
        self.dated.len().div_ceil(places)
    }

    /// Where the marks stand: at their dates, moved apart where they would touch, from row to row where one is too short.
    fn places(&self, dates: &Dates) -> Vec<(f64, f64)> {
        let lanes = self.lanes();
        let mut places = vec![(0.0, 0.0); self.dated.len()];
        for lane in 0..lanes {
            let of_lane = || (lane..self.dated.len()).step_by(lanes);
            let wanted: Vec<f64> = of_lane().map(|at| dates.at(self.dated[at].0)).collect();
            let y = self.top + PITCH * (lane as f64 + 0.5);
            for (at, x) in of_lane().zip(place::spread(&wanted, PITCH, self.x.start, self.x.end)) {
                places[at] = (x, y);
            }
        }
        places
    }
}

/// A date, the place at which it is read, and what is read.
pub(crate) type Told = (NaiveDate, (f64, f64), String);

fn said(annotation: &Annotation) -> String {
    let stop = if annotation.text.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("Annotation {}, {}{stop}", annotation.number, annotation.text)
}

fn text(row: &AnnotationRow, filter: &Filter) -> String {
    let unit = filter.team.as_ref().or(filter.service.as_ref());
    let about = match &row.scope {
        scope if scope.as_ref() == unit => String::new(),
        Some(name) => format!(", {name}"),
        None => ", whole council".to_owned(),
    };
    let anew = if row.rebase { " (limits calculated anew)" } else { "" };
    format!("{}{about}: {}{anew}", calendar::long(row.as_at), row.text.trim())
}
