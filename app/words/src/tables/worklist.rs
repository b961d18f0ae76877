use super::{Column, Table, beginning};
use domain::{
    Answer, calendar, percent,
    questions::{Provenance, WorklistRow},
};

/// How many people are listed on the page; a longer list is for a file.
const LISTED: usize = 500;

/// The records to mend, longest first; `provenance` is that of the date's figures.
#[must_use]
pub fn worklist(answer: &Answer<WorklistRow>, provenance: Option<Provenance>) -> Table {
    let line = |row: &WorklistRow| {
        vec![
            row.person_id.as_str().into(),
            row.state.label().into(),
            row.status.label().into(),
            calendar::long(row.since).into(),
        ]
    };
    let (rows, rest) = beginning(&answer.rows, LISTED);
    let withheld = withheld(answer);
    let nothing = if provenance == Some(Provenance::History) {
        "Earlier counts name nobody, so there is no worklist for this date."
    } else if withheld.is_some() {
        "No other record of this team is waiting to be mended."
    } else {
        "No record of this team is waiting to be mended."
    };
    let notes: Vec<_> = [withheld, rest].into_iter().flatten().collect();
    Table {
        caption: "Records to mend, longest first".to_owned(),
        note: (!notes.is_empty()).then(|| notes.join(" ")),
        columns: vec![
            Column::text("Person id"),
            Column::text("Why the record does not count"),
            Column::text("NHS number status"),
            Column::text("Since the snapshot of"),
        ],
        rows: rows.iter().map(line).collect(),
        when_empty: nothing.to_owned(),
    }
}

/// How many are counted and not listed.
fn withheld(answer: &Answer<WorklistRow>) -> Option<String> {
    let people = answer.restricted.filter(|people| *people > 0)?;
    Some(match people {
        1 => "1 record is restricted: it is counted and not listed.".to_owned(),
        people => format!(
            "{} records are restricted: they are counted and not listed.",
            percent::count(people)
        ),
    })
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
        let short = worklist(&answer(vec![row(1)]), None);
        assert_eq!(
            cells(&short),
            [["P1", "Check digit fails", "04 Traced: no match or several", "31 October 2026"]]
        );
        assert_eq!(short.note, None);
        let long = worklist(&answer((0..1_234).map(row).collect()), None);
        assert_eq!(long.rows.len(), 500);
        assert_eq!(
            long.note.as_deref(),
            Some("The first 500 of 1,234 are listed here; the files to download hold all.")
        );
    }
    #[test]
    fn an_empty_list_says_why_it_is_empty() {
        let mut none = answer(Vec::new());
        let said = |answer: &Answer<WorklistRow>, provenance| {
            let table = worklist(answer, Some(provenance));
            (table.when_empty, table.note)
        };
        let (nothing, note) = said(&none, Provenance::Snapshot);
        assert_eq!(nothing, "No record of this team is waiting to be mended.");
        assert_eq!(note, None);
        assert!(said(&none, Provenance::History).0.contains("name nobody"));
        none.restricted = Some(2);
        let (nothing, note) = said(&none, Provenance::Snapshot);
        assert_eq!(nothing, "No other record of this team is waiting to be mended.");
        assert_eq!(note.as_deref(), Some("2 records are restricted: they are counted and not listed."));
    }
}
