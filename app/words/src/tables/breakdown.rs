use super::{Column, Table, count, share};
use domain::{
    Answer, Measure, calendar, percent,
    questions::{BreakdownRow, Ladder as _},
};

/// The groups, most records to go first.
#[must_use]
pub fn breakdown(answer: &Answer<BreakdownRow>) -> Table {
    let (measure, by) = (answer.filter.measure, answer.filter.by);
    let date = answer.as_at.map(|date| format!(" on {}", calendar::long(date))).unwrap_or_default();
    let counted = match measure {
        Measure::Coverage => "Covered",
        other => other.label(),
    };
    let line = |row: &BreakdownRow| {
        vec![
            row.group.as_str().into(),
            percent::count(row.records_to_go).into(),
            share(row.counted(measure), row.in_scope, row.target),
            count(row.counted(measure)),
            percent::count(row.in_scope - row.recorded).into(),
            percent::count(row.in_scope).into(),
        ]
    };
    Table {
        caption: format!("Where the missing are{date}, by {}", by.label().to_lowercase()),
        columns: vec![
            Column::text(by.label()),
            Column::number("Records to go"),
            Column::number("Share, %"),
            Column::number(counted),
            Column::number("Missing"),
            Column::number("In scope"),
        ],
        rows: answer.rows.iter().map(line).collect(),
        when_empty: "Nobody is in scope, or the figures of this date are earlier counts, which know no groups.".to_owned(),
        ..Table::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{answer, cells};
    use super::*;
    use domain::{Dimension, Target};

    #[test]
    fn each_group_says_how_many_are_missing() {
        let row = |group: &str, covered| BreakdownRow {
            group: group.to_owned(),
            in_scope: 100,
            recorded: 90,
            covered,
            verified: 10,
            target: Target::DEFAULT,
            records_to_go: Target::DEFAULT.records_to_go(covered, 100),
        };
        let mut rows = answer(vec![row("85 and over", 80), row("Not recorded", 90)]);
        rows.filter.by = Dimension::AgeBand;
        let table = breakdown(&rows);
        assert_eq!(
            cells(&table),
            [
                ["85 and over", "15", "80.0%", "80", "10", "100"],
                ["Not recorded", "5", "90.0%", "90", "10", "100"]
            ]
        );
        assert_eq!((table.columns[0].name.as_str(), table.columns[3].name.as_str()), ("Age", "Covered"));
        rows.filter.measure = Measure::Verified;
        assert_eq!(cells(&breakdown(&rows))[0][2..4], ["10.0%", "10"]);
    }
}
