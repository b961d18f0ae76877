use super::{Cell, Column, Table, title};
use crate::options::{date, error_rate, hours, needed, shift};
use domain::{
    Answer, calendar, money,
    options::{Origin, Unit},
    percent,
    questions::{OptionAssumptionRow, OptionProjectionRow, OptionRow, OptionSensitivityRow},
};

/// The routes, each with everything that tells them apart.
#[must_use]
pub fn options(answer: &Answer<OptionRow>) -> Table {
    let line = |row: &OptionRow| -> Vec<Cell> {
        let of_all = |reach| format!("{} of {}", percent::count(reach), percent::count(row.without_number));
        vec![
            row.route.label().into(),
            date(row).into(),
            row.starts_on.map_or_else(|| "not known".to_owned(), calendar::long).into(),
            row.reach.map_or_else(|| "not known".to_owned(), of_all).into(),
            needed(row.minutes_to_target.map(hours), row.minutes_needs.as_deref()).into(),
            needed(row.pence_to_target.map(money::shown), row.pence_needs.as_deref()).into(),
            needed(row.minutes_each_month.map(hours), row.minutes_each_month_needs.as_deref()).into(),
            needed(row.pence_each_month.map(money::shown), row.pence_each_month_needs.as_deref()).into(),
            error_rate(row).into(),
            row.prerequisites.as_str().into(),
            row.security.as_str().into(),
            row.partner_load.as_str().into(),
        ]
    };
    let target = answer.rows.first().map(|row| row.target).unwrap_or_default().label();
    Table {
        caption: format!("Routes to {target}"),
        columns: [
            "Route",
            "Target met",
            "Can begin",
            "Records it can reach",
            "Hours to get there",
            "Cost to get there",
            "Hours a month after",
            "Cost a month after",
            "Error rate",
            "In place first",
            "Security",
            "Partner's load",
        ]
        .map(Column::text)
        .into(),
        rows: answer.rows.iter().map(line).collect(),
        when_empty: "Nobody is in scope.".to_owned(),
        ..Table::default()
    }
}

/// Every assumption as it stands, in the order of the vocabulary.
#[must_use]
pub fn option_assumptions(answer: &Answer<OptionAssumptionRow>) -> Table {
    let line = |row: &OptionAssumptionRow| -> Vec<Cell> {
        let name = match row.unit {
            Unit::Share | Unit::Date => row.label.clone(),
            unit => format!("{}, {}", row.label, unit.label()),
        };
        let figure = |figure: &Option<String>| figure.as_deref().unwrap_or_default().into();
        vec![name.into(), figure(&row.value), source(row).into(), figure(&row.measured)]
    };
    Table {
        caption: title(answer),
        columns: ["Assumption", "Figure", "Where it comes from", "Measured"].map(Column::text).into(),
        rows: answer.rows.iter().map(line).collect(),
        when_empty: "Nobody is in scope.".to_owned(),
        ..Table::default()
    }
}

/// Where a figure comes from, and what else it could be.
fn source(row: &OptionAssumptionRow) -> String {
    let interval = match (&row.low, &row.high) {
        (Some(low), Some(high)) => format!(", {low} to {high}"),
        _ => String::new(),
    };
    match (row.origin, &row.measured, &row.measured_from) {
        (Origin::Measured, _, Some(from)) => format!("Measured{interval}. {from}"),
        (Origin::Council, Some(measured), _) => format!("Council's figure. Measured: {measured}; empty the field to take it"),
        (origin, ..) => format!("{}. Give one from {} to {}", origin.label(), row.least, row.most),
    }
}

/// What each assumption does to each route that has a date.
#[must_use]
pub fn option_sensitivity(answer: &Answer<OptionSensitivityRow>) -> Table {
    let line = |row: &OptionSensitivityRow| -> Vec<Cell> {
        let moved = |to: &str, days, is_reached, pence| format!("{to}: {}", shift(days, is_reached, pence));
        vec![
            row.label.as_str().into(),
            row.route.label().into(),
            row.value.as_str().into(),
            moved(&row.low, row.days_at_low, row.is_reached_at_low, row.pence_at_low).into(),
            moved(&row.high, row.days_at_high, row.is_reached_at_high, row.pence_at_high).into(),
            if row.has_interval { "its interval" } else { "a fifth" }.into(),
        ]
    };
    Table {
        caption: "What moves the answer most, by route".to_owned(),
        columns: ["Assumption", "Route", "As it stands", "Moved down", "Moved up", "Moved by"]
            .map(Column::text)
            .into(),
        rows: answer.rows.iter().map(line).collect(),
        when_empty: "No route has a date that could move.".to_owned(),
        ..Table::default()
    }
}

/// The projected records, month by month.
#[must_use]
pub fn option_projection(answer: &Answer<OptionProjectionRow>) -> Table {
    let line = |row: &OptionProjectionRow| -> Vec<Cell> {
        let share = |count| percent::shown(count, row.in_scope, row.target);
        vec![
            calendar::long(row.month).into(),
            row.phase.label().into(),
            percent::count(row.in_scope).into(),
            percent::count(row.central).into(),
            share(row.central).into(),
            format!("{} to {}", share(row.low), share(row.high)).into(),
        ]
    };
    Table {
        caption: "Projected coverage of all routes together".to_owned(),
        columns: vec![
            Column::text("Day"),
            Column::text("Under way"),
            Column::number("In scope"),
            Column::number("With a usable number"),
            Column::number("Coverage"),
            Column::number("Range"),
        ],
        rows: answer.rows.iter().map(line).collect(),
        when_empty: "There is nothing to project: figures are missing, which the table of routes names.".to_owned(),
        ..Table::default()
    }
}
