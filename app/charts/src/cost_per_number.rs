//! What a number costs, month by month: the next one, and on average.

use crate::{
    Error, Figure, Width,
    amount::Amount,
    axis::{Counts, Dates},
    caption,
    figure::{Caption, figure},
    place,
    sheet::{Scale, Words},
    theme,
};
use chrono::NaiveDate;
use domain::{
    Answer, Question as _, calendar, percent,
    questions::{CostPerNumber, CostPerNumberRow, NumbersBasis},
};

/// Draws the marginal and the average cost of a number over time.
///
/// # Errors
/// No month has both effort and numbers gained.
pub fn cost_per_number(answer: &Answer<CostPerNumberRow>, width: Width) -> Result<Figure, Error> {
    let rows: Vec<_> = answer.rows.iter().filter(|row| row.source.is_none()).collect();
    let amount = Amount::of(rows.iter().filter_map(|row| row.average_pence));
    let marginal = points(&rows, |row| Some(amount.drawn(row.marginal_minutes?, row.marginal_pence?)));
    let average = points(&rows, |row| Some(amount.drawn(row.average_minutes?, row.average_pence?)));
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return Err(Error::Nothing(NOTHING));
    };
    if marginal.is_empty() && average.is_empty() {
        return Err(Error::Nothing(NOTHING));
    }
    let most = marginal.iter().chain(&average).map(|(_, value)| *value).fold(0.0, f64::max);
    let (left, right) = (
        if width.is_wide() { 62.0 } else { 54.0 },
        width.px() - if width.is_wide() { 150.0 } else { 114.0 },
    );
    let (top, bottom) = (16.0, if width.is_wide() { 266.0 } else { 246.0 });
    let counts = Counts::around(0.0, most);
    let scale = Scale::new(counts.from..counts.to, bottom..top);
    let dates = Dates::new(first.month, last.month, left + 6.0..right);
    figure(CostPerNumber::NAME, width, words(answer, &rows, amount), bottom + 42.0, |sheet| {
        counts.draw_as(sheet, &scale, left..right, |value| amount.ticked(value))?;
        let months: Vec<NaiveDate> = rows.iter().map(|row| row.month).collect();
        dates.draw(sheet, &months, bottom)?;
        let at = |(date, value): &(NaiveDate, f64)| (dates.at(*date), scale.at(*value));
        let (marginal, average): (Vec<_>, Vec<_>) = (marginal.iter().map(at).collect(), average.iter().map(at).collect());
        sheet.dashed(&average, theme::MEAN, 2.0, (7.0, 4.0))?;
        sheet.line(&marginal, theme::MAIN, 2.0)?;
        for point in &marginal {
            sheet.dot(*point, 4.0, theme::MAIN)?;
        }
        for row in &rows {
            if let (Some(minutes), Some(pence)) = (row.marginal_minutes, row.marginal_pence) {
                sheet.tell((dates.at(row.month), scale.at(amount.drawn(minutes, pence))), told(row, amount));
            }
        }
        let ends = [
            ("Next number", marginal.last(), theme::MAIN),
            ("On average", average.last(), theme::MEAN),
        ];
        let mut ends: Vec<_> = ends
            .into_iter()
            .filter_map(|(name, end, colour)| Some((name, *end?, colour)))
            .collect();
        ends.sort_by(|one, other| one.1.1.total_cmp(&other.1.1));
        let wanted: Vec<f64> = ends.iter().map(|(_, (_, y), _)| *y).collect();
        for ((name, (x, y), colour), label) in ends.into_iter().zip(place::spread(&wanted, 22.0, top, bottom)) {
            sheet.line(&[(x + 7.0, y), (right + 8.0, y), (right + 14.0, label)], colour, 1.0)?;
            sheet.write(&Words::body(name).bold().colour(colour), right + 18.0, label)?;
        }
        Ok(())
    })
}

const NOTHING: &str = "no month has both timesheets and numbers gained";

fn points(rows: &[&CostPerNumberRow], value: impl Fn(&CostPerNumberRow) -> Option<f64>) -> Vec<(NaiveDate, f64)> {
    rows.iter().filter_map(|row| Some((row.month, value(row)?))).collect()
}

fn each(row: &CostPerNumberRow, amount: Amount) -> Option<String> {
    Some(amount.told_finely(row.marginal_minutes?, row.marginal_pence?))
}

fn average(row: &CostPerNumberRow, amount: Amount) -> Option<String> {
    Some(amount.told_finely(row.average_minutes?, row.average_pence?))
}

fn told(row: &CostPerNumberRow, amount: Amount) -> String {
    let each = each(row, amount).unwrap_or_else(|| "nothing to divide by".to_owned());
    let average = average(row, amount).map_or_else(String::new, |average| format!(", {average} on average so far"));
    let numbers = match row.basis {
        NumbersBasis::Gained => "numbers gained",
        NumbersBasis::NetRise => "more records covered",
    };
    format!(
        "{}: {each} each for {} {numbers}{average}",
        calendar::month(row.month),
        percent::count(row.gained)
    )
}

fn words(answer: &Answer<CostPerNumberRow>, rows: &[&CostPerNumberRow], amount: Amount) -> Caption {
    let mut known = rows.iter().rev().filter(|row| row.marginal_minutes.is_some());
    let (last, before) = (known.next(), known.next());
    let moved = last.zip(before).map(|(last, before)| {
        let value = |row: &CostPerNumberRow| amount.drawn(row.marginal_minutes.unwrap_or(0), row.marginal_pence.unwrap_or(0));
        let verb = match value(last).total_cmp(&value(before)) {
            std::cmp::Ordering::Greater => "up from",
            std::cmp::Ordering::Less => "down from",
            std::cmp::Ordering::Equal => "the same as",
        };
        format!(
            ", {verb} {} in {}",
            each(before, amount).unwrap_or_default(),
            calendar::month(before.month)
        )
    });
    let average = rows.iter().rev().find_map(|row| average(row, amount));
    let on_average = average.map_or_else(String::new, |average| format!("; the average so far is {average}"));
    let headline = match last {
        Some(row) => format!(
            "A number took {} in {}{}{on_average}",
            each(row, amount).unwrap_or_default(),
            calendar::month(row.month),
            moved.unwrap_or_default()
        ),
        None => format!("No number was gained in any month{on_average}"),
    };
    let uncosted = rows.iter().filter_map(|row| row.uncosted_minutes).sum();
    let is_net = rows.iter().any(|row| row.basis == NumbersBasis::NetRise);
    Caption {
        subtitle: format!(
            "{} of running effort for each number gained in the month, and of all effort for each gained so far{}",
            caption::capital(amount.name()),
            amount.left_out(uncosted)
        ),
        description: format!("Two lines over {} months. {headline}.", rows.len()),
        headline,
        footer: caption::footer(
            answer,
            if is_net {
                "Before the first snapshot only counts are known: there numbers gained are by how many the covered records rose."
            } else {
                "Numbers gained are those from one snapshot to the next."
            },
        ),
    }
}
