use super::{Cell, Column, SHOWN_OF_LOADS, Table, beginning};
use domain::{Answer, percent, questions::DataIssueRow};

/// What was wrong with the rows of the loads in force, refusals first.
#[must_use]
pub fn data_issues(answer: &Answer<DataIssueRow>) -> Table {
    let (rows, note) = beginning(&answer.rows, SHOWN_OF_LOADS);
    Table {
        caption: "What was refused or taken with a warning, and why".to_owned(),
        note,
        columns: vec![
            Column::text("Reason"),
            Column::text("What happened"),
            Column::number("Rows"),
            Column::text("Column"),
            Column::text("File"),
            Column::number("First line"),
            Column::number("Load"),
        ],
        rows: rows.iter().map(line).collect(),
        when_empty: "Every row of every load was taken without a remark.".to_owned(),
    }
}

fn line(row: &DataIssueRow) -> Vec<Cell> {
    let column = if row.column.is_empty() { "whole row" } else { &row.column };
    vec![
        row.text.as_str().into(),
        row.severity.label().into(),
        percent::count(row.rows).into(),
        column.into(),
        row.file.as_str().into(),
        percent::count(row.first_line).into(),
        row.load.to_string().into(),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{answer, cells};
    use super::*;
    use domain::{Kind, Severity};

    #[test]
    fn an_issue_without_a_column_concerns_the_row() {
        let row = DataIssueRow {
            load: 2,
            kind: Kind::Snapshot,
            as_at: None,
            file: "persons.csv".to_owned(),
            severity: Severity::Refused,
            column: String::new(),
            reason: "row_too_short".to_owned(),
            text: "the row has fewer cells than the header".to_owned(),
            rows: 4,
            first_line: 1_002,
        };
        assert_eq!(
            cells(&data_issues(&answer(vec![row])))[0],
            [
                "the row has fewer cells than the header",
                "Refused",
                "4",
                "whole row",
                "persons.csv",
                "1,002",
                "2"
            ]
        );
    }
}
