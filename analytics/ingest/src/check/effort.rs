use super::effort_words::{Work, minutes, pence};
use super::{Outcome, Rules};
use crate::cells::Row;
use crate::columns::{DayColumn, Field, Layout};
use crate::findings::{Fault, Findings};
use crate::reason::Reason;
use crate::table::{self, Table};
use chrono::NaiveDate;
use domain::schema::effort as columns;
use domain::{Party, Workstream, money};

/// The rules of timesheets: a row per day or week, or a wide sheet with a column for each.
pub(super) struct Effort {
    work: Work,
    date: Option<usize>,
    week: Option<usize>,
    hours: Option<usize>,
    rate: Option<usize>,
    cost: Option<usize>,
    days: Vec<DayColumn>,
    rows: Vec<Worked>,
}

struct Worked {
    date: NaiveDate,
    days: i64,
    workstream: Workstream,
    role: Option<String>,
    organisation: Party,
    minutes: i64,
    rate: Option<i64>,
    cost: Option<i64>,
    line: u64,
}

/// Some time on some days, with the column that says so.
struct Spent {
    date: NaiveDate,
    days: i64,
    minutes: i64,
}

impl Effort {
    pub(super) fn new(layout: &Layout) -> Self {
        Self {
            work: Work::new(layout),
            date: layout.get(Field::Date),
            week: layout.get(Field::Week),
            hours: layout.get(Field::Hours),
            rate: layout.get(Field::Rate),
            cost: layout.get(Field::Cost),
            days: layout.days().to_vec(),
            rows: Vec::new(),
        }
    }

    /// When and how long, by the row's own date or week.
    fn once(&self, row: &Row<'_>, cost: Option<i64>) -> Result<Spent, Fault> {
        let (column, days) = match row.cell(self.date) {
            "" if self.week.is_some() => (self.week, 7),
            _ => (self.date, 1),
        };
        let date = row.date(column)?.ok_or_else(|| Fault::new(column, Reason::DateMissing))?;
        let minutes = minutes(row, self.hours)?;
        // A bill needs no hours.
        if minutes.is_none() && cost.is_none() {
            return Err(Fault::new(self.hours, Reason::HoursMissing));
        }
        spent(date, days, minutes.unwrap_or(0), self.hours)
    }

    /// The same from every filled cell of a wide sheet. One that can't be used refuses the row, so that mending it counts nothing twice.
    fn across(&self, row: &Row<'_>) -> Result<Vec<Spent>, Fault> {
        let mut all = Vec::new();
        for day in &self.days {
            let column = Some(day.column);
            if let Some(minutes) = minutes(row, column)? {
                all.push(spent(day.date, day.days, minutes, column)?);
            }
        }
        Ok(all)
    }
}

/// No row is more than one person, so that no day has more hours than a day has.
fn spent(date: NaiveDate, days: i64, minutes: i64, column: Option<usize>) -> Result<Spent, Fault> {
    match (minutes > days * 24 * 60, days) {
        (false, _) => Ok(Spent { date, days, minutes }),
        (true, 1) => Err(Fault::new(column, Reason::HoursAboveDay)),
        (true, _) => Err(Fault::new(column, Reason::HoursAboveWeek)),
    }
}

impl Rules for Effort {
    fn row(&mut self, row: &Row<'_>, findings: &mut Findings) -> Result<(), Fault> {
        let workstream = self.work.workstream(row)?;
        let role = self.work.role(row)?;
        let (rate, cost) = (pence(row, self.rate)?, pence(row, self.cost)?);
        let (all, costs) = if self.days.is_empty() {
            (vec![self.once(row, cost)?], vec![cost])
        } else {
            let all = self.across(row)?;
            let worked: Vec<i64> = all.iter().map(|spent| spent.minutes).collect();
            if cost.is_some_and(|cost| cost > 0) && worked.iter().sum::<i64>() == 0 {
                return Err(Fault::new(self.cost, Reason::CostWithoutHours));
            }
            // A wide row's cost is that of all its cells.
            let costs = match cost {
                Some(cost) => money::shares(cost, &worked).into_iter().map(Some).collect(),
                None => vec![None; all.len()],
            };
            (all, costs)
        };
        let organisation = self.work.organisation(row, findings)?;
        self.rows.extend(all.into_iter().zip(costs).map(|(spent, cost)| Worked {
            date: spent.date,
            days: spent.days,
            workstream,
            role: role.clone(),
            organisation,
            minutes: spent.minutes,
            rate,
            cost,
            line: row.line,
        }));
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Findings) -> Outcome {
        let rows = || self.rows.iter();
        let line = |row: &Worked| i64::try_from(row.line).unwrap_or(i64::MAX);
        let written = vec![
            table::dates(columns::DATE, rows().map(|row| Some(row.date))),
            table::counts(columns::DAYS, rows().map(|row| row.days)),
            table::text(columns::WORKSTREAM, rows().map(|row| Some(row.workstream.name()))),
            table::text(columns::ROLE, rows().map(|row| row.role.as_deref())),
            table::text(columns::ORGANISATION, rows().map(|row| Some(row.organisation.name()))),
            table::counts(columns::MINUTES, rows().map(|row| row.minutes)),
            table::known_counts(columns::RATE_PENCE, rows().map(|row| row.rate)),
            table::known_counts(columns::COST_PENCE, rows().map(|row| row.cost)),
            table::counts(columns::LINE, rows().map(line)),
        ];
        vec![Table::new(columns::FILE, self.rows.len(), written)].into()
    }
}
