use super::{Cell, Column, NEEDS_TWO_SNAPSHOTS, Table};
use domain::{
    Answer,
    percent::{self, signed},
    questions::{MovementRow, MovementStep},
};

/// The bridge from opening to closing; steps that nobody took are left out.
#[must_use]
pub fn movement(answer: &Answer<MovementRow>) -> Table {
    Table {
        caption: format!("Movement between two snapshots: {}", answer.filter.measure.label().to_lowercase()),
        columns: vec![
            Column::text("Step"),
            Column::number("People"),
            Column::number("Records in scope"),
            Column::number("Records that count"),
        ],
        rows: answer
            .rows
            .iter()
            .filter(|row| row.people != 0 || is_level(row.step))
            .map(line)
            .collect(),
        when_empty: NEEDS_TWO_SNAPSHOTS.to_owned(),
        ..Table::default()
    }
}

fn line(row: &MovementRow) -> Vec<Cell> {
    let write = if is_level(row.step) { percent::count } else { signed };
    let step = match row.source {
        Some(source) => format!("{}: {}", row.step.label(), source.label().to_lowercase()),
        None => row.step.label().to_owned(),
    };
    vec![
        step.into(),
        percent::count(row.people).into(),
        write(row.in_scope).into(),
        write(row.covered).into(),
    ]
}

fn is_level(step: MovementStep) -> bool {
    matches!(step, MovementStep::Opening | MovementStep::Closing)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{answer, cells};
    use super::*;
    use domain::NumberSource;

    #[test]
    fn changes_have_signs_and_levels_have_none() {
        let row = |step, source, people, in_scope, covered| MovementRow {
            step,
            source,
            people,
            in_scope,
            covered,
        };
        let table = movement(&answer(vec![
            row(MovementStep::Opening, None, 0, 0, 0),
            row(MovementStep::JoinedWithNumber, None, 0, 0, 0),
            row(MovementStep::JoinedWithoutNumber, None, 12, 12, 0),
            row(MovementStep::Gained, Some(NumberSource::BatchTrace), 7, 0, 7),
            row(MovementStep::LostNewlyShared, None, 2, 0, -2),
            row(MovementStep::Closing, None, 12, 12, 5),
        ]));
        assert_eq!(
            cells(&table),
            [
                ["Opening", "0", "0", "0"],
                ["Joined without a number", "12", "+12", "0"],
                ["Gained a number: batch trace", "7", "0", "+7"],
                ["Lost: now shared", "2", "0", "−2"],
                ["Closing", "12", "12", "5"],
            ]
        );
    }
}
