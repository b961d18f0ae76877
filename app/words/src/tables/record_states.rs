use super::{Column, Table};
use domain::{Answer, Target, calendar, percent, questions::StateRow};

/// How many records are in each state; with a column for the date where there are several.
#[must_use]
pub fn record_states(answer: &Answer<StateRow>) -> Table {
    // A state's share has no target of its own; 100% keeps 99.97% from showing as everything, and that alone.
    let whole = Target::from_basis_points(10_000).unwrap_or_default();
    let first = answer.rows.first().map(|row| row.as_at);
    let several = answer.rows.iter().any(|row| Some(row.as_at) != first);
    let mut columns = vec![
        Column::text("State"),
        Column::number("Records"),
        Column::number("Share of records in scope"),
    ];
    if several {
        columns.insert(0, Column::text("Date"));
    }
    let line = |row: &StateRow| {
        let mut cells = vec![
            row.state.label().into(),
            percent::count(row.records).into(),
            percent::shown(row.records, row.in_scope, whole).into(),
        ];
        if several {
            cells.insert(0, calendar::long(row.as_at).into());
        }
        cells
    };
    let date = first
        .filter(|_| !several)
        .map(|date| format!(" on {}", calendar::long(date)))
        .unwrap_or_default();
    Table {
        caption: format!("States of the records in scope{date}"),
        columns,
        rows: answer.rows.iter().map(line).collect(),
        when_empty: "Earlier counts do not say in which state the records were.".to_owned(),
        ..Table::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{answer, cells, october};
    use super::*;
    use domain::RecordState;

    fn row(state: RecordState, records: i64) -> StateRow {
        StateRow {
            as_at: october(),
            state,
            records,
            in_scope: 200,
        }
    }

    #[test]
    fn the_date_is_said_once_or_in_every_row() {
        let one = vec![row(RecordState::Missing, 1), row(RecordState::Valid, 199)];
        let table = record_states(&answer(one.clone()));
        assert_eq!(cells(&table), [["Missing", "1", "0.5%"], ["Valid, not traced", "199", "99.5%"]]);
        assert_eq!(table.caption, "States of the records in scope on 31 October 2026");

        let mut several = one;
        several[0].as_at = october().pred_opt().unwrap();
        let table = record_states(&answer(several));
        assert_eq!(cells(&table)[0], ["30 October 2026", "Missing", "1", "0.5%"]);
        assert_eq!(table.caption, "States of the records in scope");
    }
}
