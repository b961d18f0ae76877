//! When each route meets the target: a line from the earliest to the latest date with a dot for the figures themselves, or what is said
//! instead.

use crate::{
    Error, Figure, Width,
    axis::Dates,
    caption,
    figure::{Caption, figure},
    font,
    sheet::{Sheet, Words},
    theme,
};
use chrono::{Months, NaiveDate};
use domain::{
    Answer, Question as _, calendar,
    questions::{OptionRow, OptionStatus, Options},
};

const HEIGHT: f64 = 46.0;

/// Draws the routes in their order.
///
/// # Errors
/// Nobody is in scope.
pub fn options(answer: &Answer<OptionRow>, width: Width) -> Result<Figure, Error> {
    let rows = &answer.rows;
    let Some(first) = answer.as_at.filter(|_| !rows.is_empty()) else {
        return Err(Error::Nothing("nobody is in scope"));
    };
    let last = rows.iter().filter_map(|row| row.latest.max(row.central)).max();
    // Names stand left of the lines where there is room, and over them where there isn't.
    let widest = rows
        .iter()
        .map(|row| font::width(row.route.label(), theme::BODY, false))
        .fold(0.0, f64::max);
    let left = if width.is_wide() { widest + 24.0 } else { 12.0 };
    let right = width.px() - 12.0;
    let dates = last.map(|last| Dates::new(first, last, left..right));
    let bottom = 4.0 + HEIGHT * rows.len() as f64;
    figure(
        Options::NAME,
        width,
        words(answer, rows),
        bottom + if last.is_some() { 40.0 } else { 0.0 },
        |sheet| {
            if let Some((dates, last)) = dates.as_ref().zip(last) {
                sheet.line(&[(left, bottom), (right, bottom)], theme::MUTED, 1.0)?;
                let months = (0..).map_while(|ahead| first.checked_add_months(Months::new(ahead)));
                dates.draw(sheet, &months.take_while(|month| *month <= last).collect::<Vec<_>>(), bottom)?;
            }
            for (at, row) in rows.iter().enumerate() {
                let top = 4.0 + HEIGHT * at as f64;
                let (name, line) = if width.is_wide() {
                    (top + 22.0, top + 22.0)
                } else {
                    (top + 10.0, top + 30.0)
                };
                sheet.write(&Words::body(row.route.label()), 0.0, name)?;
                match &dates {
                    Some(dates) if row.central.is_some() => range(sheet, dates, row, line, right)?,
                    _ => {
                        sheet.write(&Words::small(row.status.label()), left, line)?;
                        sheet.tell((left, line), said(row));
                    }
                }
            }
            Ok(())
        },
    )
}

/// Without a latest date the line runs on to the edge.
fn range(sheet: &mut Sheet<'_>, dates: &Dates, row: &OptionRow, y: f64, right: f64) -> Result<(), Error> {
    let at = |date: Option<NaiveDate>| date.map(|date| dates.at(date));
    let central = at(row.central).unwrap_or(right);
    let (from, to) = (at(row.earliest).unwrap_or(central), at(row.latest).unwrap_or(right));
    sheet.bar(from..to, y - 5.0..y + 5.0, theme::FORECAST)?;
    sheet.line(&[(from, y), (to, y)], theme::EARLIER, 1.5)?;
    for x in [Some(from), at(row.latest)].into_iter().flatten() {
        sheet.line(&[(x, y - 6.0), (x, y + 6.0)], theme::MAIN, 2.0)?;
    }
    sheet.dot((central, y), 6.0, theme::MAIN)?;
    sheet.tell((central, y), said(row));
    Ok(())
}

/// What is known of a route's date, in words.
fn said(row: &OptionRow) -> String {
    let name = row.route.label();
    let long = |date: Option<NaiveDate>| date.map(calendar::long).unwrap_or_default();
    match row.status {
        OptionStatus::Range => format!(
            "{name}: around {}, not before {}, {}",
            long(row.central),
            long(row.earliest),
            match row.latest {
                Some(latest) => format!("by {} at the latest", calendar::long(latest)),
                None => "and at the worst not within five years".to_owned(),
            }
        ),
        OptionStatus::Needs => format!("{name}: {}", row.date_needs.as_deref().unwrap_or("a figure is missing")),
        OptionStatus::Reached | OptionStatus::NotOnPresentEvidence => format!("{name}: {}", row.status.label().to_lowercase()),
    }
}

/// How many routes meet the target, and when the first does. Names one only where no other does: which of several the figures speak for
/// follows from more than their dates.
fn headline(rows: &[OptionRow], target: &str) -> String {
    if rows.iter().any(|row| row.status == OptionStatus::Reached) {
        return format!("{target} is met");
    }
    let dated: Vec<_> = rows.iter().filter_map(|row| Some((row.central?, row))).collect();
    match (dated.as_slice(), dated.iter().map(|(central, _)| *central).min()) {
        ([(central, only)], _) => format!(
            "{target} is met only by {}, around {}",
            only.route.within_a_sentence(),
            calendar::long(*central)
        ),
        (several, Some(first)) => format!(
            "{} of {} routes meet {target}, the first around {}",
            several.len(),
            rows.len(),
            calendar::long(first)
        ),
        _ if rows.iter().any(|row| row.status == OptionStatus::Needs) => format!("No route has a date for {target}: figures are missing"),
        _ => format!("No route meets {target} on present evidence"),
    }
}

fn words(answer: &Answer<OptionRow>, rows: &[OptionRow]) -> Caption {
    let target = rows.first().map(|row| row.target).unwrap_or_default().label();
    Caption {
        headline: headline(rows, &target),
        subtitle: format!(
            "When each route meets {target}: the date by the figures themselves, between the earliest and the latest, {}",
            caption::scope(&answer.filter)
        ),
        description: format!("A line for each route. {}.", rows.iter().map(said).collect::<Vec<_>>().join(". ")),
        footer: caption::footer(answer, "Worked out from the council's own figures; none is a benchmark."),
    }
}
