use super::{Column, Table, count, not_known_note, share};
use domain::{
    Answer, Measure, calendar, percent,
    questions::{Ladder as _, TrendRow},
};

/// The ladder at every date, latest first, as people look for the latest.
#[must_use]
pub fn trend(answer: &Answer<TrendRow>) -> Table {
    let line = |row: &TrendRow| {
        vec![
            calendar::long(row.as_at).into(),
            percent::count(row.in_scope).into(),
            count(row.recorded),
            count(Some(row.covered)),
            count(row.verified),
            share(row.counted(answer.filter.measure), row.in_scope, row.target),
            row.target.label().into(),
            percent::count(row.records_to_go).into(),
            row.provenance.label().into(),
        ]
    };
    Table {
        caption: format!("{} over time", answer.filter.measure.label()),
        note: not_known_note(answer.rows.iter().any(|row| row.counted(Measure::Recorded).is_none())),
        columns: vec![
            Column::text("Date"),
            Column::number("In scope"),
            Column::number("Recorded"),
            Column::number("Covered"),
            Column::number("Verified"),
            Column::number("Share"),
            Column::number("Target"),
            Column::number("Records to go"),
            Column::text("Source"),
        ],
        rows: answer.rows.iter().rev().map(line).collect(),
        when_empty: "No date in this period has figures for this measure.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{answer, cells, october};
    use super::*;
    use domain::{Target, questions::Provenance};

    #[test]
    fn the_latest_date_comes_first() {
        let row = |as_at, recorded, provenance| TrendRow {
            as_at,
            provenance,
            in_scope: 100,
            recorded,
            covered: 90,
            verified: recorded,
            target: Target::DEFAULT,
            records_to_go: 5,
        };
        let table = trend(&answer(vec![
            row(october().pred_opt().unwrap(), None, Provenance::History),
            row(october(), Some(92), Provenance::Snapshot),
        ]));
        assert_eq!(
            cells(&table),
            [
                ["31 October 2026", "100", "92", "90", "92", "90.0%", "95%", "5", "Snapshot"],
                [
                    "30 October 2026",
                    "100",
                    "not known",
                    "90",
                    "not known",
                    "90.0%",
                    "95%",
                    "5",
                    "Earlier counts"
                ],
            ]
        );
        assert!(table.note.is_some());
    }
}
