use super::{Cell, Column, Table};
use domain::{Answer, calendar, percent, questions::ForecastRow};

/// What is forecast and what the reader's own date takes, a line for each figure.
#[must_use]
pub fn forecast(answer: &Answer<ForecastRow>) -> Table {
    let nothing = Table {
        when_empty: "There is no snapshot in this period to start from.".to_owned(),
        ..Table::default()
    };
    let Some(row) = answer.rows.first() else { return nothing };
    let target = row.target.label();
    let date = |date: Option<_>| date.map_or_else(|| "none can be given".to_owned(), calendar::long);
    let latest = match row.latest_is_beyond_horizon {
        Some(true) => format!("{}, further ahead than these snapshots can tell", date(row.latest)),
        _ => date(row.latest),
    };
    let a_week = |records: Option<f64>| records.map_or_else(|| "not known".to_owned(), |records| format!("{records:.1}").replace('-', "−"));
    let needed = row
        .needed_each_week
        .map_or_else(|| "the date has passed".to_owned(), percent::count);
    let line = |what: String, value: String| -> Vec<Cell> { vec![what.into(), value.into()] };
    Table {
        caption: format!("When {target} is forecast, from {}", calendar::long(row.last_snapshot)),
        note: row
            .provisional
            .then(|| "Provisional: a forecast from fewer than 20 snapshots.".to_owned()),
        columns: vec![Column::text("What"), Column::number("Value")],
        rows: vec![
            line("What can be said".to_owned(), row.status.label().to_owned()),
            line(format!("{target} at the earliest"), date(row.earliest)),
            line("Most likely around".to_owned(), date(row.central)),
            line("At the latest".to_owned(), latest),
            line("Records to go".to_owned(), percent::count(row.records_to_go)),
            line(format!("More a week for {}", calendar::long(row.reach_by)), needed),
            line("Fall a week over these snapshots".to_owned(), a_week(row.fall_each_week)),
            line(
                format!("Snapshots used, from {}", calendar::long(row.first_snapshot)),
                row.snapshots.to_string(),
            ),
        ],
        ..nothing
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{answer, cells, october};
    use super::*;
    use domain::{Target, questions::ForecastStatus};

    #[test]
    fn what_cannot_be_given_is_said() {
        let row = ForecastRow {
            status: ForecastStatus::Slowing,
            earliest: Some(october()),
            central: None,
            latest: None,
            latest_is_beyond_horizon: None,
            records_to_go: 1_354,
            provisional: true,
            weekly_change_of_missing: Some(-0.01),
            snapshots: 14,
            first_snapshot: october(),
            last_snapshot: october(),
            target: Target::DEFAULT,
            horizon: None,
            reach_by: october(),
            needed_each_week: None,
            fall_each_week: Some(-2.25),
        };
        let table = forecast(&answer(vec![row]));
        let values: Vec<_> = cells(&table).iter().map(|line| line[1]).collect();
        assert_eq!(
            values,
            [
                "Slowing",
                "31 October 2026",
                "none can be given",
                "none can be given",
                "1,354",
                "the date has passed",
                "−2.2",
                "14"
            ]
        );
        assert!(table.note.is_some());
        assert_eq!(forecast(&answer(Vec::new())).rows, Vec::<Vec<Cell>>::new());
    }
}
