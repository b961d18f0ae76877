use super::{Cell, Column, NEEDS_TWO_SNAPSHOTS, Table};
use domain::{Answer, calendar, percent, questions::TeamMovementRow};

/// What each team contributed, the greatest gain first; every line adds up.
#[must_use]
pub fn movement_by_team(answer: &Answer<TeamMovementRow>) -> Table {
    let period = match (answer.previous, answer.as_at) {
        (Some(from), Some(to)) => format!(", {} to {}", calendar::long(from), calendar::long(to)),
        _ => String::new(),
    };
    let change = |records: i64| match records {
        0 => "0".to_owned(),
        records if records > 0 => format!("+{}", percent::count(records)),
        records => percent::count(records),
    };
    let line = |row: &TeamMovementRow| {
        vec![
            Cell::team(&row.team),
            percent::count(row.opening).into(),
            change(row.gained).into(),
            change(row.lost).into(),
            change(row.people).into(),
            change(row.exemptions).into(),
            percent::count(row.closing).into(),
            change(row.change).into(),
        ]
    };
    Table {
        caption: format!("What each team contributed{period}"),
        columns: vec![
            Column::text("Team"),
            Column::number("Opening"),
            Column::number("Gained"),
            Column::number("Lost"),
            Column::number("People coming and going"),
            Column::number("Exemptions"),
            Column::number("Closing"),
            Column::number("Change"),
        ],
        rows: answer.rows.iter().map(line).collect(),
        when_empty: NEEDS_TWO_SNAPSHOTS.to_owned(),
        ..Table::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{answer, cells};
    use super::*;

    #[test]
    fn every_line_adds_up_from_left_to_right() {
        let row = TeamMovementRow {
            team: "North".to_owned(),
            opening: 1_200,
            gained: 30,
            lost: -2,
            people: -8,
            exemptions: 0,
            closing: 1_220,
            change: 20,
        };
        let table = movement_by_team(&answer(vec![row]));
        assert_eq!(cells(&table), [["North", "1,200", "+30", "−2", "−8", "0", "1,220", "+20"]]);
        assert!(table.rows[0][0].is_team);
    }
}
