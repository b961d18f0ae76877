//! Records to go by group of people: horizontal bars, the longest first.

use crate::{
    Error, Figure, Width, caption,
    figure::Caption,
    to_go::{self, Bar},
};
use domain::{
    Answer, Dimension, Question as _, percent,
    questions::{Breakdown, BreakdownRow},
};

/// How many groups are drawn; the rest are counted beneath.
const DRAWN: usize = 25;

/// Draws how many records each group has to go, in the answer's order: most first.
///
/// # Errors
/// There are no groups.
pub fn breakdown(answer: &Answer<BreakdownRow>, width: Width) -> Result<Figure, Error> {
    let rows = &answer.rows;
    if rows.is_empty() {
        return Err(Error::Nothing("no person is in scope at this date, or only counts are known of it"));
    }
    let (drawn, rest) = rows.split_at(rows.len().min(DRAWN));
    let measure = answer.filter.measure;
    let bars: Vec<_> = drawn
        .iter()
        .map(|row| Bar::of(&row.group, row, row.records_to_go, row.target, measure))
        .collect();
    let beneath = (!rest.is_empty()).then(|| others(rest));
    to_go::figure_of(Breakdown::NAME, width, words(answer), &bars, measure, beneath)
}

fn others(rest: &[BreakdownRow]) -> String {
    let groups = percent::counted(rest.len() as i64, "more group", "more groups");
    format!("And {groups}; the table has them all.")
}

fn words(answer: &Answer<BreakdownRow>) -> Caption {
    let (rows, filter) = (&answer.rows, &answer.filter);
    let target = rows.first().map(|row| row.target).unwrap_or_default().label();
    let most = rows.first().map_or(0, |row| row.records_to_go);
    let furthest: Vec<_> = rows.iter().filter(|row| row.records_to_go == most).collect();
    let to_go = percent::records(most);
    let message = match furthest.as_slice() {
        _ if most == 0 => format!("No group has records to go to {target}"),
        [one] => format!("The group furthest from {target} is {}, with {to_go} to go", one.group),
        [one, two] => format!(
            "The groups furthest from {target} are {} and {}, with {to_go} to go each",
            one.group, two.group
        ),
        several => format!("{} groups are furthest from {target}, with {to_go} to go each", several.len()),
    };
    let by = filter.by.label().to_lowercase();
    let listed: Vec<_> = rows
        .iter()
        .take(5)
        .map(|row| format!("{} {}", row.group, percent::count(row.records_to_go)))
        .collect();
    Caption {
        headline: caption::headline(filter, &message),
        subtitle: format!(
            "Records that must gain a number for {} of each group to reach {target}, by {by}, most first, {}",
            caption::lower(filter.measure),
            caption::scope(filter)
        ),
        description: format!(
            "Bar chart of records to go by {by}, {} groups. Most to go: {}.",
            rows.len(),
            listed.join("; ")
        ),
        footer: caption::footer(answer, &format!("{}{}", caption::definition(filter.measure), remark(filter.by))),
    }
}

fn remark(by: Dimension) -> &'static str {
    match by {
        Dimension::Service => " A person with teams in two services counts in both.",
        Dimension::AgeBand => " Age on that date.",
        Dimension::TimeOpen => " Time open up to that date.",
        Dimension::SupportReason => " Reasons as the records word them.",
        Dimension::RecordState => "",
        Dimension::NumberStatus => " Status as far as traces had been answered by that date.",
    }
}
