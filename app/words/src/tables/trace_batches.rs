use super::{Cell, Column, Table};
use crate::matching::{interval, share};
use domain::{Answer, calendar, percent, questions::TraceBatchRow};

/// Every batch, the one that came back last first.
#[must_use]
pub fn trace_batches(answer: &Answer<TraceBatchRow>) -> Table {
    Table {
        caption: "Batches, the one that came back last first".to_owned(),
        note: answer
            .rows
            .iter()
            .any(|row| row.sent.is_none())
            .then(|| "Not known: the request was not made or loaded here, and the register does not say.".to_owned()),
        columns: vec![
            Column::text("Batch"),
            Column::text("Traced by"),
            Column::text("What it is made of"),
            Column::text("Sent"),
            Column::text("Returned"),
            Column::number("Sent, people"),
            Column::number("Answered"),
            Column::number("Not answered"),
            Column::number("Match rate"),
            Column::text("95% interval"),
            Column::text("Transfer"),
        ],
        rows: answer.rows.iter().map(line).collect(),
        when_empty: "There is no batch.".to_owned(),
    }
}

fn line(row: &TraceBatchRow) -> Vec<Cell> {
    let day = |date: Option<chrono::NaiveDate>| date.map_or_else(|| "–".to_owned(), calendar::short);
    let by: Vec<_> = [
        row.service.map(|service| service.label().to_owned()),
        row.route.map(|route| route.label().to_lowercase()),
        row.organisation.clone(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let known = |count: Option<i64>| count.map_or_else(|| "not known".to_owned(), percent::count);
    vec![
        row.batch.as_str().into(),
        by.join(", ").into(),
        row.make_up.map_or("–", domain::trace::MakeUp::label).into(),
        day(row.sent_on).into(),
        day(row.returned_on).into(),
        known(row.sent).into(),
        percent::count(row.answered).into(),
        known(row.not_answered).into(),
        share(row.match_rate).into(),
        interval(row.interval_lower, row.interval_upper).into(),
        row.transfer_reference.as_deref().unwrap_or("not recorded").into(),
    ]
}
