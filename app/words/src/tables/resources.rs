use super::{Cell, Column, Table, title};
use domain::{
    Answer, Grain, Workstream, calendar, hours, money, percent,
    questions::{BurnByOrganisationRow, BurnByRoleRow, BurnByWorkstreamRow, BurnForecastRow, BurnRow, CostPerNumberRow, PlanRevisionRow},
};

const NONE: &str = "–";

fn time(minutes: impl Into<Option<i64>>) -> Cell {
    minutes.into().map_or_else(|| NONE.to_owned(), hours::shown).into()
}

fn cost(pence: impl Into<Option<i64>>) -> Cell {
    pence.into().map_or_else(|| NONE.to_owned(), money::shown).into()
}

/// A table of columns named in order: the first so many are words, the others figures.
fn table(caption: String, words: usize, names: &[&'static str], rows: Vec<Vec<Cell>>) -> Table {
    let column = |(at, name): (usize, &&'static str)| if at < words { Column::text(*name) } else { Column::number(*name) };
    Table {
        caption,
        columns: names.iter().enumerate().map(column).collect(),
        rows,
        when_empty: "No timesheet and no plan is loaded.".to_owned(),
        ..Table::default()
    }
}

fn period<R>(answer: &Answer<R>, first: chrono::NaiveDate) -> String {
    match answer.filter.grain {
        Grain::Month => calendar::month(first),
        Grain::Week => format!("Week of {}", calendar::short(first)),
        Grain::Whole => format!("From {}", calendar::short(first)),
    }
}

/// Effort and plan by period, the latest first.
#[must_use]
pub fn burn(answer: &Answer<BurnRow>) -> Table {
    let line = |row: &BurnRow| {
        vec![
            period(answer, row.period).into(),
            time(row.actual_minutes),
            time(row.uncosted_minutes),
            cost(row.actual_pence),
            cost(row.partner_pence),
            time(row.planned_minutes),
            cost(row.planned_pence),
            cost(row.cumulative_actual_pence),
            cost(row.cumulative_planned_pence),
        ]
    };
    let names = [
        "Period",
        "Hours",
        "Uncosted hours",
        "Cost",
        "Partner's cost",
        "Planned hours",
        "Planned cost",
        "Cost so far",
        "Planned so far",
    ];
    table(
        "Effort and plan by period, the latest first".to_owned(),
        1,
        &names,
        answer.rows.iter().rev().map(line).collect(),
    )
}

/// What every row of effort by group says after its name.
fn figures(actual: (i64, i64, i64), planned: (Option<i64>, Option<i64>)) -> [Cell; 5] {
    [time(actual.0), time(actual.1), cost(actual.2), time(planned.0), cost(planned.1)]
}

const FIGURES: [&str; 5] = ["Hours", "Uncosted hours", "Cost", "Planned hours", "Planned cost"];

/// Effort by workstream: of all periods first, then by period, the latest first.
#[must_use]
pub fn burn_by_workstream(answer: &Answer<BurnByWorkstreamRow>) -> Table {
    let line = |row: &BurnByWorkstreamRow, period: String| {
        let mut cells = vec![row.workstream.label().into(), row.phase.label().into(), period.into()];
        cells.extend(figures(
            (row.actual_minutes, row.uncosted_minutes, row.actual_pence),
            (row.planned_minutes, row.planned_pence),
        ));
        cells.extend([time(row.partner_minutes), cost(row.partner_pence)]);
        cells
    };
    let totals = Workstream::ALL.iter().filter_map(|stream| {
        let of = answer.rows.iter().filter(|row| row.workstream == *stream).cloned();
        Some(line(&of.reduce(added)?, "All".to_owned()))
    });
    let periods = answer.rows.chunk_by(|one, other| one.period == other.period).rev();
    let names = [
        &["Workstream", "Kind", "Period"][..],
        &FIGURES,
        &["Partner's hours", "Partner's cost"],
    ]
    .concat();
    let rows = totals.chain(periods.flatten().map(|row| line(row, period(answer, row.period))));
    table("Effort by workstream, of all periods first".to_owned(), 3, &names, rows.collect())
}

fn added(mut sum: BurnByWorkstreamRow, row: BurnByWorkstreamRow) -> BurnByWorkstreamRow {
    let both = |one: Option<i64>, other: Option<i64>| Some(one? + other?);
    sum.actual_minutes += row.actual_minutes;
    sum.actual_pence += row.actual_pence;
    sum.uncosted_minutes += row.uncosted_minutes;
    sum.partner_minutes += row.partner_minutes;
    sum.partner_pence += row.partner_pence;
    sum.planned_minutes = both(sum.planned_minutes, row.planned_minutes);
    sum.planned_pence = both(sum.planned_pence, row.planned_pence);
    sum
}

/// Effort by role.
#[must_use]
pub fn burn_by_role(answer: &Answer<BurnByRoleRow>) -> Table {
    let line = |row: &BurnByRoleRow| {
        let mut cells = vec![row.role.as_str().into(), row.organisation.label().into()];
        cells.extend(figures(
            (row.actual_minutes, row.uncosted_minutes, row.actual_pence),
            (row.planned_minutes, row.planned_pence),
        ));
        cells
    };
    let names = [&["Role", "Organisation"][..], &FIGURES].concat();
    table(
        format!("{}, from the beginning", title(answer)),
        2,
        &names,
        answer.rows.iter().map(line).collect(),
    )
}

/// The council's effort and the partner's.
#[must_use]
pub fn burn_by_organisation(answer: &Answer<BurnByOrganisationRow>) -> Table {
    let line = |row: &BurnByOrganisationRow| {
        let mut cells = vec![row.organisation.label().into()];
        cells.extend(figures(
            (row.actual_minutes, row.uncosted_minutes, row.actual_pence),
            (row.planned_minutes, row.planned_pence),
        ));
        cells
    };
    let names = [&["Organisation"][..], &FIGURES].concat();
    table(
        format!("{}, from the beginning", title(answer)),
        1,
        &names,
        answer.rows.iter().map(line).collect(),
    )
}

/// The plan's revisions, the first plan first.
#[must_use]
pub fn plan_revisions(answer: &Answer<PlanRevisionRow>) -> Table {
    let line = |row: &PlanRevisionRow| {
        vec![
            format!("Plan {}, {}", row.revision, calendar::short(row.revised)).into(),
            row.reason.as_deref().unwrap_or("not said").into(),
            format!("{} to {}", calendar::short(row.starts), calendar::short(row.ends)).into(),
            time(row.minutes),
            cost(row.pence),
            cost(row.change_pence),
            cost(row.spent_pence),
            cost(row.to_date_pence),
            cost(row.actual_pence),
        ]
    };
    let names = [
        "Plan",
        "Why",
        "Period",
        "Hours",
        "Cost",
        "Change",
        "Spent before",
        "Expected to date",
        "Actual to date",
    ];
    table(
        "The first plan and its revisions".to_owned(),
        3,
        &names,
        answer.rows.iter().map(line).collect(),
    )
}

/// What a number costs by month, the latest first.
#[must_use]
pub fn cost_per_number(answer: &Answer<CostPerNumberRow>) -> Table {
    let line = |row: &CostPerNumberRow| {
        vec![
            calendar::month(row.month).into(),
            row.source.map_or("All", domain::NumberSource::label).into(),
            row.basis.label().into(),
            time(row.minutes),
            cost(row.pence),
            percent::count(row.gained).into(),
            row.verified.map_or_else(|| NONE.to_owned(), percent::count).into(),
            cost(row.marginal_pence),
            cost(row.average_pence),
            cost(row.marginal_pence_per_verified),
            cost(row.average_pence_per_verified),
        ]
    };
    let names = [
        "Month",
        "Source",
        "Counted by",
        "Hours",
        "Cost",
        "Gained",
        "Verified",
        "Each, this month",
        "Each, on average",
        "Each verified, this month",
        "Each verified, on average",
    ];
    let months = answer.rows.chunk_by(|one, other| one.month == other.month).rev();
    table(
        "Cost per number by month, the latest first".to_owned(),
        3,
        &names,
        months.flatten().map(line).collect(),
    )
}

/// What the target and the plan's end take.
#[must_use]
pub fn burn_forecast(answer: &Answer<BurnForecastRow>) -> Table {
    let names = [
        "What",
        "Hours, low",
        "Hours, central",
        "Hours, high",
        "Cost, low",
        "Cost, central",
        "Cost, high",
    ];
    let Some(row) = answer.rows.first() else {
        return table(title(answer), 1, &names, Vec::new());
    };
    let line = |name: &str, minutes: [Option<i64>; 3], pence: [Option<i64>; 3]| {
        let figures = minutes.map(time).into_iter().chain(pence.map(cost));
        std::iter::once(Cell::from(name.to_owned())).chain(figures).collect()
    };
    let rows = vec![
        line(
            "Still to the target",
            [row.low_minutes, row.central_minutes, row.high_minutes],
            [row.low_pence, row.central_pence, row.high_pence],
        ),
        line(
            "In all by the plan's end",
            [row.plan_end_low_minutes, row.plan_end_central_minutes, row.plan_end_high_minutes],
            [row.plan_end_low_pence, row.plan_end_central_pence, row.plan_end_high_pence],
        ),
    ];
    let to_go = row.records_to_go.map_or_else(|| "not known".to_owned(), percent::count);
    Table {
        note: Some(format!(
            "{} to go: {to_go}; in the cleansing queue: {}. Months judged: {}.",
            row.target.unwrap_or_default().label(),
            percent::count(row.queue),
            row.months
        )),
        ..table("What is left to do, from the last complete months".to_owned(), 1, &names, rows)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{answer, cells, october};
    use super::*;
    use domain::Party;

    #[test]
    fn effort_is_told_in_hours_and_pounds() {
        let row = BurnByWorkstreamRow {
            period: october(),
            workstream: Workstream::Cleansing,
            phase: Workstream::Cleansing.phase(),
            actual_minutes: 74_070,
            actual_pence: 3_703_550,
            uncosted_minutes: 90,
            partner_minutes: 0,
            partner_pence: 0,
            planned_minutes: None,
            planned_pence: None,
        };
        let table = burn_by_workstream(&answer(vec![row]));
        let told = |period| {
            [
                "Cleansing",
                "Running",
                period,
                "1,234.5",
                "1.5",
                "£37,035.50",
                "–",
                "–",
                "0",
                "£0.00",
            ]
        };
        assert_eq!(cells(&table), [told("All"), told("October 2026")]);
    }

    #[test]
    fn every_row_has_a_cell_for_every_column() {
        let role = BurnByRoleRow {
            period: october(),
            role: "Analyst".to_owned(),
            organisation: Party::Partner,
            actual_minutes: 60,
            actual_pence: 5_000,
            uncosted_minutes: 0,
            planned_minutes: Some(30),
            planned_pence: Some(1),
        };
        assert_eq!(
            cells(&burn_by_role(&answer(vec![role]))),
            [["Analyst", "Partner", "1", "0", "£50.00", "0.5", "£0.01"]]
        );
    }
}
