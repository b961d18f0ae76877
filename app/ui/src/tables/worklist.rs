use super::{Column, Table};
use domain::{Answer, calendar, percent, questions::WorklistRow};

/// How many people are listed on the page; a longer list is for the CSV.
const LISTED: usize = 500;

/// The records to mend, longest first.
#[must_use]
pub fn worklist(answer: &Answer<WorklistRow>) -> Table {
    let line = |row: &WorklistRow| {
        vec![
            row.person_id.as_str().into(),
            row.state.label().into(),
            row.status.label().into(),
            calendar::long(row.since).into(),
        ]
    };
    let of = answer.rows.len();
    let rest = || {
        format!(
            "The first {LISTED} of {} are listed here; the CSV holds all.",
            percent::count(i64::try_from(of).unwrap_or(i64::MAX))
        )
    };
    Table {
        caption: "Records to mend, longest first".to_owned(),
        note: (of > LISTED).then(rest),
        columns: vec![
            Column::text("Person id"),
            Column::text("Why the record does not count"),
            Column::text("NHS number status"),
            Column::text("Since the snapshot of"),
        ],
        rows: answer.rows.iter().take(LISTED).map(line).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{answer, cells, october};
    use super::*;
    use domain::{NumberStatus, RecordState};

    #[test]
    fn a_long_list_says_that_it_is_cut() {
        let row = |number| WorklistRow {
            person_id: format!("P{number}"),
            state: RecordState::CheckDigitFails,
            status: NumberStatus::NotMatched,
            since: october(),
        };
        let short = worklist(&answer(vec![row(1)]));
        assert_eq!(
            cells(&short),
            [["P1", "Check digit fails", "04 Traced: no match or several", "31 October 2026"]]
        );
        assert_eq!(short.note, None);
        let long = worklist(&answer((0..1_234).map(row).collect()));
        assert_eq!(long.rows.len(), 500);
        assert_eq!(
            long.note.as_deref(),
            Some("The first 500 of 1,234 are listed here; the CSV holds all.")
        );
    }
}
