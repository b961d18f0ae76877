use super::{Column, Table};
use domain::{
    Answer, calendar, percent,
    questions::{CleansingQueueRow, QueueFlowRow},
};

/// Who is in the queue, the longest waiting first.
#[must_use]
pub fn cleansing_queue(answer: &Answer<CleansingQueueRow>) -> Table {
    let line = |row: &CleansingQueueRow| {
        vec![
            row.reason.label().into(),
            row.owner.label().into(),
            row.state.label().into(),
            row.waiting.label().into(),
            percent::count(row.people).into(),
            calendar::short(row.oldest).into(),
        ]
    };
    Table {
        caption: "Records in the queue by reason, owner, state and time".to_owned(),
        columns: vec![
            Column::text("Why"),
            Column::text("Whose"),
            Column::text("State"),
            Column::text("In the queue for"),
            Column::number("Records"),
            Column::text("Oldest since"),
        ],
        rows: answer.rows.iter().map(line).collect(),
        when_empty: "Nothing is in the queue.".to_owned(),
        ..Table::default()
    }
}

/// The months of the queue, the latest first.
#[must_use]
pub fn queue_flow(answer: &Answer<QueueFlowRow>) -> Table {
    let days = |days: Option<i64>| days.map_or_else(|| "–".to_owned(), percent::count);
    let line = |row: &QueueFlowRow| {
        let mut cells = vec![calendar::month(row.month).into()];
        let counts = [
            row.entered,
            row.left,
            row.left_verified,
            row.left_closed,
            row.left_answered,
            row.left_settled,
            row.left_out_of_scope,
            row.open,
        ];
        cells.extend(counts.map(|count| percent::count(count).into()));
        cells.extend([days(row.median_days).into(), days(row.p90_days).into()]);
        cells
    };
    Table {
        caption: "Into and out of the queue by month, the latest first".to_owned(),
        columns: vec![
            Column::text("Month"),
            Column::number("Came in"),
            Column::number("Left"),
            Column::number("Verified"),
            Column::number("Closed"),
            Column::number("Answered"),
            Column::number("Settled"),
            Column::number("Out of scope"),
            Column::number("Open"),
            Column::number("Median days"),
            Column::number("90% within, days"),
        ],
        rows: answer.rows.iter().rev().map(line).collect(),
        when_empty: "Nothing has come into the queue.".to_owned(),
        ..Table::default()
    }
}
