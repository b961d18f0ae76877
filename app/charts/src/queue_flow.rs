//! What came into the cleansing queue and what left it, month by month.

use crate::{
    Error, Figure, Width,
    axis::{self, Counts},
    caption,
    figure::{Caption, figure},
    font,
    sheet::{Scale, Sheet, Words},
    theme::{self, Colour},
};
use domain::{
    Answer, Question as _, calendar, percent,
    questions::{QueueFlow, QueueFlowRow},
};

/// How many months are drawn, the latest; the table has them all.
const DRAWN: usize = 24;

const ENTERED: (&str, Colour) = ("Came in", theme::SHARED);
const LEFT: (&str, Colour) = ("Left", theme::VERIFIED);
const OPEN: (&str, Colour) = ("Open at the month's end", theme::MAIN);

/// Draws the months as pairs of bars, with what was open at each end.
///
/// # Errors
/// Nothing has come into the queue.
pub fn queue_flow(answer: &Answer<QueueFlowRow>, width: Width) -> Result<Figure, Error> {
    let Some(last) = answer.rows.last() else {
        return Err(Error::Nothing("nothing has come into the queue"));
    };
    let most_months = if width.is_wide() { DRAWN } else { DRAWN / 2 };
    let drawn = &answer.rows[answer.rows.len().saturating_sub(most_months)..];
    let (left, right) = (48.0, width.px() - 4.0);
    let (top, bottom) = (40.0, if width.is_wide() { 280.0 } else { 250.0 });
    let most = drawn.iter().map(|row| row.entered.max(row.left).max(row.open)).max().unwrap_or(0);
    let counts = Counts::around(0.0, most as f64);
    let scale = Scale::new(counts.from..counts.to, bottom..top);
    figure(QueueFlow::NAME, width, words(answer, last), bottom + 42.0, |sheet| {
        legend(sheet)?;
        counts.draw(sheet, &scale, left..right)?;
        let pitch = (right - left) / drawn.len() as f64;
        let bar = (pitch * 0.36).min(22.0);
        let mut open = Vec::with_capacity(drawn.len());
        for (at, row) in drawn.iter().enumerate() {
            let middle = left + pitch * (at as f64 + 0.5);
            for (count, from, colour) in [(row.entered, middle - bar, ENTERED.1), (row.left, middle, LEFT.1)] {
                sheet.bar(from..from + bar - 1.0, scale.at(count as f64)..bottom, colour)?;
            }
            open.push((middle, scale.at(row.open as f64)));
            sheet.tell((middle, scale.at(row.open as f64)), told(row));
        }
        sheet.line(&open, OPEN.1, 2.0)?;
        for at in &open {
            sheet.ring(*at, 4.0, OPEN.1)?;
        }
        let months: Vec<_> = drawn.iter().map(|row| row.month).collect();
        axis::periods(sheet, &months, left, pitch, bottom)
    })
}

fn legend(sheet: &mut Sheet<'_>) -> Result<(), Error> {
    let mut x = 0.0;
    for (name, colour) in [ENTERED, LEFT, OPEN] {
        if name == OPEN.0 {
            sheet.line(&[(x, 8.0), (x + 14.0, 8.0)], colour, 2.0)?;
            sheet.ring((x + 7.0, 8.0), 4.0, colour)?;
        } else {
            sheet.bar(x..x + 12.0, 2.0..14.0, colour)?;
        }
        sheet.write(&Words::small(name), x + 20.0, 8.0)?;
        x += 42.0 + font::width(name, theme::SMALL, false);
    }
    Ok(())
}

fn told(row: &QueueFlowRow) -> String {
    format!(
        "{}: {} came in, {} left, {} open at its end",
        calendar::month(row.month),
        percent::count(row.entered),
        percent::count(row.left),
        percent::count(row.open)
    )
}

fn words(answer: &Answer<QueueFlowRow>, last: &QueueFlowRow) -> Caption {
    let moved = match last.entered.cmp(&last.left) {
        std::cmp::Ordering::Greater => "more came into the queue than left it",
        std::cmp::Ordering::Less => "more left the queue than came into it",
        std::cmp::Ordering::Equal => "as many left the queue as came into it",
    };
    Caption {
        headline: format!(
            "In {} {moved}: {} left, {} came in; {} are open",
            calendar::month(last.month),
            percent::count(last.left),
            percent::count(last.entered),
            percent::count(last.open)
        ),
        subtitle: "Records that came into the cleansing queue and left it, by month, and those open at its end".to_owned(),
        description: format!("Bars for {} months with a line of what is open. {}.", answer.rows.len(), told(last)),
        footer: caption::footer(
            answer,
            "In the queue: records whose latest answer, or whose shared number, needs a person, and numbers that wait to be loaded.",
        ),
    }
}
