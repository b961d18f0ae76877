//! The key figures, beside those of a month before.

use super::source;
use crate::briefing::{
    asked::Answers,
    document::{Document, Table},
};
use domain::{
    Measure, Question as _, calendar,
    percent::{count, shown, signed},
    questions::{Coverage, CoverageTrend, Ladder as _, TrendRow},
};
use words::{change::Change, figures::NOT_KNOWN};

pub(super) fn write(document: &mut Document, answers: &Answers) {
    document.section("Key figures");
    document.table(table(answers));
    if let Some(exempt) = answers.coverage.exempt.filter(|exempt| *exempt > 0) {
        let people = if exempt == 1 { "person is" } else { "people are" };
        document.paragraph(format!(
            "Of the records in scope, {} {people} agreed to be exempt; they are counted here like everybody else.",
            count(exempt)
        ));
    }
    source(document, &[Coverage::NAME, CoverageTrend::NAME]);
}

/// One line a rung of the ladder, with what is in scope above and what is to go below.
pub(super) fn table(answers: &Answers) -> Table {
    let (now, before) = (&answers.coverage, answers.before());
    let on = calendar::short(now.as_at);
    let then = before.map(|before| calendar::short(before.as_at));
    let caption = match &then {
        Some(then) => format!("Records in scope on {on} and on {then}"),
        None => format!("Records in scope on {on}"),
    };
    let mut columns = vec!["Figure".to_owned(), format!("{on}#")];
    columns.extend(then.into_iter().flat_map(|then| [format!("{then}#"), "Change#".to_owned()]));
    let mut table = Table::new(caption, &columns.iter().map(String::as_str).collect::<Vec<_>>());
    let whole = |then: fn(&TrendRow) -> i64, now: i64| {
        before.map_or_else(Default::default, |before| (count(then(before)), signed(now - then(before))))
    };
    let (then, change) = whole(|row| row.in_scope, now.in_scope);
    table.row(["Records in scope".to_owned(), count(now.in_scope), then, change]);
    for (measure, name) in [
        (Measure::Recorded, "Hold anything as a number (recorded)"),
        (Measure::Coverage, "Hold a usable number (coverage)"),
        (Measure::Verified, "Hold a number that a trace confirmed or supplied (verified)"),
    ] {
        let rung = |counted: Option<i64>, of: i64| {
            counted.map_or_else(
                || NOT_KNOWN.to_owned(),
                |counted| format!("{} ({})", count(counted), shown(counted, of, now.target)),
            )
        };
        let (then, change) = before.map_or_else(Default::default, |before| {
            let change = before
                .counted(measure)
                .zip(now.counted(measure))
                .and_then(|(then, now_counted)| Change::between((then, before.in_scope), (now_counted, now.in_scope)));
            (
                rung(before.counted(measure), before.in_scope),
                change.map_or_else(String::new, |change| format!("{} points", change.short())),
            )
        });
        table.row([name.to_owned(), rung(now.counted(measure), now.in_scope), then, change]);
    }
    let then = before.map_or_else(String::new, |before| before.target.label());
    table.row(["Target".to_owned(), now.target.label(), then, String::new()]);
    let (then, change) = whole(|row| row.records_to_go, now.records_to_go);
    table.row(["Records to go to the target".to_owned(), count(now.records_to_go), then, change]);
    table
}
