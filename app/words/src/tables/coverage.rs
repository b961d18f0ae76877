use super::{Column, Table, share};
use crate::figures::NOT_KNOWN;
use domain::{
    Answer, Measure, calendar, percent,
    questions::{CoverageRow, Ladder as _},
};

/// The ladder: one row per rung, recorded first.
#[must_use]
pub fn coverage(answer: &Answer<CoverageRow>) -> Table {
    let nobody = Table {
        when_empty: "Nobody is in scope.".to_owned(),
        ..Table::default()
    };
    let Some(row) = answer.rows.first() else { return nobody };
    let rung = |measure: &Measure| {
        let counted = row.counted(*measure);
        let records = counted.map_or_else(|| NOT_KNOWN.to_owned(), percent::count);
        vec![
            measure.label().into(),
            records.into(),
            percent::count(row.in_scope).into(),
            share(counted, row.in_scope, row.target),
        ]
    };
    Table {
        caption: format!(
            "Recorded, coverage and verified on {}; target {}",
            calendar::long(row.as_at),
            row.target.label()
        ),
        columns: vec![
            Column::text("Measure"),
            Column::number("Records"),
            Column::number("Records in scope"),
            Column::number("Share"),
        ],
        rows: Measure::ALL.iter().map(rung).collect(),
        ..nobody
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{answer, cells, october};
    use super::*;
    use domain::{Target, questions::Provenance};

    #[test]
    fn unknown_rungs_say_so() {
        let row = CoverageRow {
            as_at: october(),
            provenance: Provenance::History,
            in_scope: 10_000,
            recorded: None,
            covered: 9_497,
            verified: None,
            exempt: None,
            target: Target::DEFAULT,
            records_to_go: 3,
            previous_as_at: None,
            previous_in_scope: None,
            previous_covered: None,
        };
        assert_eq!(
            cells(&coverage(&answer(vec![row]))),
            [
                ["Recorded", NOT_KNOWN, "10,000", "not known"],
                ["Coverage", "9,497", "10,000", "94.9%"],
                ["Verified coverage", NOT_KNOWN, "10,000", "not known"],
            ]
        );
    }

    #[test]
    fn no_row_is_an_empty_table() {
        assert!(coverage(&answer(Vec::new())).rows.is_empty());
    }
}
