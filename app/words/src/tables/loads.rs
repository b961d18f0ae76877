use super::{Cell, Column, SHOWN_OF_LOADS, Table, beginning};
use domain::{Answer, Exclusion, calendar, percent, questions::LoadRow};

/// What was loaded, newest first.
#[must_use]
pub fn loads(answer: &Answer<LoadRow>) -> Table {
    let (rows, note) = beginning(&answer.rows, SHOWN_OF_LOADS);
    Table {
        caption: "Loads in force, newest first".to_owned(),
        note,
        columns: vec![
            Column::text("Load"),
            Column::text("Kind"),
            Column::text("As at"),
            Column::text("File"),
            Column::text("Format"),
            Column::text("Loaded (UTC)"),
            Column::number("Rows read"),
            Column::number("Taken"),
            Column::number("Refused"),
            Column::number("People"),
            Column::number("In scope"),
            Column::text("Not in scope"),
        ],
        rows: rows.iter().map(line).collect(),
        when_empty: "Nothing is loaded.".to_owned(),
    }
}

fn line(row: &LoadRow) -> Vec<Cell> {
    vec![
        row.load.to_string().into(),
        row.kind.label().into(),
        row.as_at.map_or_else(|| "–".to_owned(), calendar::short).into(),
        row.file.as_str().into(),
        row.format.as_str().into(),
        minute(&row.loaded_at).into(),
        percent::count(row.rows_read).into(),
        percent::count(row.rows_accepted).into(),
        percent::count(row.rows_refused).into(),
        of_people(row.people),
        of_people(row.in_scope),
        excluded(row).into(),
    ]
}

fn of_people(count: Option<i64>) -> Cell {
    count.map_or_else(|| "–".into(), |count| percent::count(count).into())
}

/// `2026-11-22T16:00:00Z` as `22 Nov 2026, 16:00`.
fn minute(stamp: &str) -> String {
    let read = || Some(format!("{}, {}", calendar::short(calendar::read(stamp)?), stamp.get(11..16)?));
    read().unwrap_or_else(|| stamp.to_owned())
}

fn excluded(row: &LoadRow) -> String {
    let counts = [
        (Exclusion::Unborn, row.unborn),
        (Exclusion::Child, row.child),
        (Exclusion::Deceased, row.deceased),
        (Exclusion::Relative, row.relative),
        (Exclusion::NotOpen, row.not_open),
    ];
    let said: Vec<_> = counts
        .into_iter()
        .filter_map(|(reason, count)| Some((reason, count.filter(|count| *count > 0)?)))
        .map(|(reason, count)| format!("{}: {}", reason.label(), percent::count(count)))
        .collect();
    if said.is_empty() { "–".to_owned() } else { said.join("; ") }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{answer, cells, october};
    use super::*;
    use domain::Kind;

    fn row() -> LoadRow {
        LoadRow {
            load: 3,
            kind: Kind::Snapshot,
            as_at: Some(october()),
            file: "persons.csv".to_owned(),
            format: "CSV, comma, UTF-8".to_owned(),
            loaded_at: "2026-11-22T16:05:09Z".to_owned(),
            rows_read: 1_010,
            rows_accepted: 1_000,
            rows_refused: 10,
            people: Some(1_000),
            in_scope: Some(880),
            unborn: Some(0),
            child: Some(100),
            deceased: Some(20),
            relative: Some(0),
            not_open: None,
            sha256: "00".to_owned(),
        }
    }

    #[test]
    fn a_snapshot_says_who_is_not_in_scope_and_why() {
        let table = loads(&answer(vec![row()]));
        assert_eq!(
            cells(&table)[0],
            [
                "3",
                "Snapshot",
                "31 Oct 2026",
                "persons.csv",
                "CSV, comma, UTF-8",
                "22 Nov 2026, 16:05",
                "1,010",
                "1,000",
                "10",
                "1,000",
                "880",
                "Child: 100; Deceased: 20",
            ]
        );
    }

    #[test]
    fn a_list_that_grows_for_ever_shows_its_beginning() {
        let table = loads(&answer(vec![row(); 1_000]));
        assert_eq!(table.rows.len(), 60);
        assert_eq!(
            table.note.as_deref(),
            Some("The first 60 of 1,000 are listed here; the files to download hold all.")
        );
    }

    #[test]
    fn a_stamp_that_cannot_be_read_is_shown_as_it_is() {
        assert_eq!(minute("yesterday"), "yesterday");
    }
}
