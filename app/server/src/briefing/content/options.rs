//! The routes beside each other, and the one that the figures speak for.

use super::source;
use crate::briefing::{
    asked::Answers,
    document::{Document, Table},
};
use domain::{
    Question as _, calendar, money,
    percent::count,
    questions::{OptionAssumptions, OptionRow, OptionSensitivity, OptionStatus, Options},
};
use words::recommendation::recommend;

pub(super) fn write(document: &mut Document, answers: &Answers) {
    let Some(recommendation) = recommend(&answers.options, &answers.sensitivity, answers.forecast.as_ref()) else {
        return;
    };
    document.section("Options and recommendation");
    document.lead(recommendation.said);
    document.list(recommendation.reasons);
    document.table(table(&answers.options));
    source(document, &[Options::NAME, OptionSensitivity::NAME, OptionAssumptions::NAME]);
}

fn table(rows: &[OptionRow]) -> Table {
    let mut table = Table::new(
        "The routes beside each other",
        &["Route", "Meets the target", "In reach#", "Cost up to then#", "A month after#"],
    );
    let target = rows.first().map(|row| row.target.label()).unwrap_or_default();
    for row in rows {
        let when = match (row.status, row.earliest, row.latest) {
            (OptionStatus::Range, Some(earliest), Some(latest)) => {
                format!("{} to {}", calendar::short(earliest), calendar::short(latest))
            }
            (OptionStatus::Range, Some(earliest), None) => format!("From {}, at the worst not", calendar::short(earliest)),
            (OptionStatus::Reached, ..) => format!("{target} is met"),
            (status, ..) => status.label().to_owned(),
        };
        let cost = |pence: Option<i64>| pence.map_or_else(|| "Not known".to_owned(), money::shown);
        table.row([
            row.route.label().to_owned(),
            when,
            row.reach.map_or_else(|| "Not known".to_owned(), count),
            cost(row.pence_to_target),
            cost(row.pence_each_month),
        ]);
    }
    table
}
