//! Bars of records to go with a share beside each, the longest first.

use crate::{
    Error, Figure, Width,
    figure::{Caption, figure},
    font,
    sheet::{Scale, Sheet, Words},
    theme,
};
use domain::{Measure, Target, percent, questions::Ladder};

/// One bar.
pub(crate) struct Bar {
    name: String,
    to_go: i64,
    share: String,
    in_scope: i64,
}

impl Bar {
    /// The bar of a row that holds the ladder.
    pub(crate) fn of(name: &str, row: &impl Ladder, to_go: i64, target: Target, measure: Measure) -> Self {
        Self {
            name: name.to_owned(),
            to_go,
            in_scope: row.in_scope(),
            share: match row.counted(measure) {
                Some(count) => percent::shown(count, row.in_scope(), target),
                None => percent::NO_PERCENT.to_owned(),
            },
        }
    }
}

/// Draws the bars, which come longest first, with a sentence beneath where there is more to say.
pub(crate) fn figure_of(
    question: &'static str,
    width: Width,
    caption: Caption,
    bars: &[Bar],
    measure: Measure,
    beneath: Option<String>,
) -> Result<Figure, Error> {
    let layout = Layout::of(bars, width);
    let height = layout.top + layout.heights.iter().sum::<f64>() + if beneath.is_none() { 4.0 } else { 34.0 };
    figure(question, width, caption, height, |sheet| {
        layout.headings(sheet, measure)?;
        let mut y = layout.top;
        for (at, bar) in bars.iter().enumerate() {
            layout.bar(sheet, at, bar, y)?;
            y += layout.heights[at];
        }
        layout.zero(sheet, y)?;
        match &beneath {
            Some(sentence) => sheet.write(&Words::small(sentence.clone()), 0.0, y + 20.0),
            None => Ok(()),
        }
    })
}

struct Layout {
    width: Width,
    top: f64,
    names: Vec<Vec<String>>,
    heights: Vec<f64>,
    left: f64,
    scale: Scale,
}

impl Layout {
    fn of(bars: &[Bar], width: Width) -> Self {
        const LONGEST_NAME: f64 = 280.0;
        let most = bars.first().map_or(0, |bar| bar.to_go).max(1) as f64;
        // The longest bar leaves room for its value, and for the column of percentages.
        let value = font::width(&percent::count(most as i64), theme::BODY, true) + 12.0;
        let (names, left, right): (Vec<_>, _, _) = if width.is_wide() {
            let names: Vec<_> = bars
                .iter()
                .map(|bar| font::balance(&bar.name, theme::BODY, false, LONGEST_NAME, 2))
                .collect();
            let widest = names
                .iter()
                .flatten()
                .map(|line| font::width(line, theme::BODY, false))
                .fold(60.0, f64::max);
            (names, widest + 14.0, width.px() - 84.0 - value)
        } else {
            let names = bars
                .iter()
                .map(|bar| font::balance(&bar.name, theme::BODY, false, width.px() - 64.0, 2))
                .collect();
            (names, 2.0, width.px() - value - 8.0)
        };
        let heights = names.iter().map(|lines| Self::height(lines.len(), width)).collect();
        Self {
            width,
            top: 28.0,
            names,
            heights,
            left,
            scale: Scale::new(0.0..most, left..right.max(left + 40.0)),
        }
    }

    fn height(lines: usize, width: Width) -> f64 {
        let words = 17.0 * lines as f64;
        if width.is_wide() { words.max(18.0) + 8.0 } else { words + 27.0 }
    }

    fn headings(&self, sheet: &mut Sheet<'_>, measure: Measure) -> Result<(), Error> {
        sheet.write(&Words::small("Records to go"), self.left, 10.0)?;
        let heading = match measure {
            Measure::Verified => "Verified",
            other => other.label(),
        };
        sheet.write(&Words::small(heading).ending(), self.width.px() - 2.0, 10.0)
    }

    fn bar(&self, sheet: &mut Sheet<'_>, at: usize, drawn: &Bar, y: f64) -> Result<(), Error> {
        let lines = &self.names[at];
        let (name_top, bar) = if self.width.is_wide() {
            let middle = y + self.heights[at] / 2.0;
            (middle - 17.0 * (lines.len() as f64 - 1.0) / 2.0, middle)
        } else {
            (y + 10.0, y + 17.0 * lines.len() as f64 + 11.0)
        };
        for (line, text) in lines.iter().enumerate() {
            sheet.write(&Words::body(text.clone()), 0.0, name_top + 17.0 * line as f64)?;
        }
        let end = self.scale.at(drawn.to_go as f64);
        sheet.bar(self.left..end, bar - 8.5..bar + 8.5, theme::MAIN)?;
        sheet.write(&Words::body(percent::count(drawn.to_go)).bold(), end + 6.0, bar)?;
        let text = format!(
            "{}: {} to go, {} of {}",
            drawn.name,
            percent::records(drawn.to_go),
            drawn.share,
            percent::records(drawn.in_scope)
        );
        sheet.tell((end, bar), text);
        let share = Words::body(drawn.share.clone()).ending();
        sheet.write(&share, self.width.px() - 2.0, if self.width.is_wide() { bar } else { y + 10.0 })
    }

    fn zero(&self, sheet: &mut Sheet<'_>, bottom: f64) -> Result<(), Error> {
        // On the narrow sheet names stand over the bars, where a line would cross them.
        if self.width.is_wide() {
            sheet.line(&[(self.left, self.top), (self.left, bottom)], theme::MUTED, 1.0)?;
        }
        Ok(())
    }
}
