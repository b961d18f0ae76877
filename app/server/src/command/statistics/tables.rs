//! The same results for a table: one series, one list of counts, one set of teams or one history.

use crate::cli::{Method, StatisticsArgs};
use anyhow::{Context as _, anyhow, bail};
use chrono::NaiveDate;
use csv::StringRecord;
use domain::calendar;
use serde::Serialize;
use serde_json::Value;
use statistics::{
    forecast::{self, History},
    funnel::Teams,
    spc::{self, Series},
    wilson::Counts,
};

/// The target of a forecast where none is given.
const TARGET: f64 = 0.95;

/// Reads a table and writes the method's.
pub(super) fn computed(text: &str, args: &StatisticsArgs) -> anyhow::Result<String> {
    let table = Table::read(text)?;
    match args.method {
        Method::Spc => chart(&table, args),
        Method::Wilson => intervals(&table, args.target),
        Method::Funnel => teams(&table),
        Method::Forecast => date(&table, args.target),
    }
}

/// A row per point in order of dates, judged as the page judges it.
fn chart(table: &Table, args: &StatisticsArgs) -> anyhow::Result<String> {
    let (date, value) = (table.column(&["date"])?, table.column(&["value"])?);
    let mut series = Series::new(table.dates(date)?, table.numbers(value)?);
    series.target = match args.target {
        Some(target) => Some(target),
        None => table.latest_target(&series.dates)?,
    };
    if let Some(direction) = args.improvement_direction {
        series.improvement_direction = direction.into();
    }
    for rebase in &args.rebase {
        let date = calendar::read(rebase).ok_or_else(|| anyhow!("--rebase: not a date; write it as 2026-10-31 or 31/10/2026"))?;
        series.rebase_dates.push(date);
    }
    let chart = spc::guarded(&series)?;
    let mut out =
        Out::new("date,value,target,segment,mean,lower_limit,upper_limit,is_trial,basis,side,special_cause,point_type".split(','))?;
    for point in &chart.points {
        let segment = &chart.segments[point.segment];
        out.row(&[
            cell(&point.date),
            cell(&point.value),
            cell(&chart.target),
            cell(&point.segment),
            cell(&segment.mean),
            cell(&segment.limits.map(|limits| limits.lower)),
            cell(&segment.limits.map(|limits| limits.upper)),
            cell(&segment.is_trial),
            cell(&segment.basis),
            cell(&point.side),
            cell(&point.rule),
            cell(&point.point_type),
        ])?;
    }
    out.text()
}

/// The rows as given, with the share, both intervals, and how the share stands to the target where there is one.
fn intervals(table: &Table, target: Option<f64>) -> anyhow::Result<String> {
    let (part, of) = (table.column(&["x", "numerator"])?, table.column(&["n", "denominator"])?);
    let targets = match (target, table.column(&["target"])) {
        (None, Ok(column)) => table.numbers(column)?,
        (target, _) => vec![target; table.rows.len()],
    };
    let added = ["value", "lower_95", "upper_95", "lower_998", "upper_998", "against_target"];
    let mut out = Out::new(table.headers.iter().chain(added))?;
    let counts = table.numbers(part)?.into_iter().zip(table.numbers(of)?).zip(targets);
    for (((x, n), target), given) in counts.zip(&table.rows) {
        let counts = Counts { x, n };
        let at_line = || format!("line {}", line(given));
        let row = counts.row().with_context(at_line)?;
        let share = counts.proportion().with_context(at_line)?;
        let against = share.zip(target).map(|(share, target)| share.against(target));
        out.beside(
            given,
            &[
                cell(&row.value),
                cell(&row.lower_95),
                cell(&row.upper_95),
                cell(&row.lower_998),
                cell(&row.upper_998),
                cell(&against),
            ],
        )?;
    }
    out.text()
}

/// The rows as given, with each team's limits, the reference's label and what a reader is told.
fn teams(table: &Table) -> anyhow::Result<String> {
    let (part, of) = (table.column(&["numerator", "x"])?, table.column(&["denominator", "n"])?);
    let teams = Teams {
        numerators: table.numbers(part)?,
        denominators: table.numbers(of)?,
    };
    let funnel = teams.funnel()?;
    let added = "value,average,lower_95,upper_95,lower_998,upper_998,significance,shown".split(',');
    let mut out = Out::new(table.headers.iter().chain(added))?;
    for (at, (given, team)) in table.rows.iter().zip(teams.proportions()?).enumerate() {
        out.beside(
            given,
            &[
                cell(&team.value()),
                cell(&funnel.average),
                cell(&funnel.lower_95[at]),
                cell(&funnel.upper_95[at]),
                cell(&funnel.lower_998[at]),
                cell(&funnel.upper_998[at]),
                cell(&funnel.significance[at]),
                cell(&funnel.significance[at].shown(team.of())),
            ],
        )?;
    }
    out.text()
}

/// One row with the answer.
fn date(table: &Table, target: Option<f64>) -> anyhow::Result<String> {
    let date = table.column(&["date"])?;
    let (part, of) = (table.column(&["numerator", "x"])?, table.column(&["denominator", "n"])?);
    let answer = forecast::forecast(&History {
        dates: table.dates(date)?,
        numerators: table.whole_numbers(part)?,
        denominators: table.whole_numbers(of)?,
        target: target.unwrap_or(TARGET),
    })?;
    let columns = "status,earliest_date,central_date,latest_date,latest_beyond_horizon,records_needed,weekly_change_of_missing,used,first_used,last_used,is_provisional";
    let mut out = Out::new(columns.split(','))?;
    out.row(&[
        cell(&answer.status),
        cell(&answer.earliest_date),
        cell(&answer.central_date),
        cell(&answer.latest_date),
        cell(&answer.latest_beyond_horizon),
        cell(&answer.records_needed),
        cell(&answer.weekly_change_of_missing),
        cell(&answer.used),
        cell(&answer.first_used),
        cell(&answer.last_used),
        cell(&answer.is_provisional),
    ])?;
    out.text()
}

/// A table as it is given, by name of column.
struct Table {
    headers: StringRecord,
    rows: Vec<StringRecord>,
}

impl Table {
    fn read(text: &str) -> anyhow::Result<Self> {
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        let headers = reader.headers().context("standard input is not CSV")?.clone();
        let rows = reader.records().collect::<Result<_, _>>().context("standard input is not CSV")?;
        Ok(Self { headers, rows })
    }

    /// The place of the column that has one of these names.
    fn column(&self, names: &[&str]) -> anyhow::Result<usize> {
        let place = |name: &&str| self.headers.iter().position(|header| header.eq_ignore_ascii_case(name));
        names
            .iter()
            .find_map(place)
            .ok_or_else(|| anyhow!("the input has no column {}", names[0]))
    }

    fn dates(&self, column: usize) -> anyhow::Result<Vec<NaiveDate>> {
        let dates = self.rows.iter().map(|row| {
            calendar::read(&row[column]).ok_or_else(|| self.refused(row, column, "not a date; write it as 2026-10-31 or 31/10/2026"))
        });
        dates.collect()
    }

    /// An empty cell is a missing number.
    fn cells<T: std::str::FromStr>(&self, column: usize, wanted: &str) -> anyhow::Result<Vec<Option<T>>> {
        let cells = self.rows.iter().map(|row| match &row[column] {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| self.refused(row, column, wanted)),
        });
        cells.collect()
    }

    fn numbers(&self, column: usize) -> anyhow::Result<Vec<Option<f64>>> {
        self.cells(column, "not a number")
    }

    fn whole_numbers(&self, column: usize) -> anyhow::Result<Vec<Option<i64>>> {
        self.cells(column, "not a whole number")
    }

    /// The target of the latest date that has one.
    fn latest_target(&self, dates: &[NaiveDate]) -> anyhow::Result<Option<f64>> {
        let Ok(column) = self.column(&["target"]) else {
            return Ok(None);
        };
        let targets = self.numbers(column)?;
        let dated = dates.iter().zip(targets).filter_map(|(date, target)| Some((date, target?)));
        Ok(dated.max_by_key(|(date, _)| *date).map(|(_, target)| target))
    }

    /// Says where a cell is that can't be used, not what it holds.
    fn refused(&self, row: &StringRecord, column: usize, reason: &str) -> anyhow::Error {
        anyhow!("line {}, column {}: {reason}", line(row), &self.headers[column])
    }
}

fn line(row: &StringRecord) -> u64 {
    row.position().map_or(0, csv::Position::line)
}

/// The table that is written.
struct Out(csv::Writer<Vec<u8>>);

impl Out {
    fn new<'a>(headers: impl IntoIterator<Item = &'a str>) -> anyhow::Result<Self> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(headers)?;
        Ok(Self(writer))
    }

    fn row(&mut self, cells: &[String]) -> anyhow::Result<()> {
        Ok(self.0.write_record(cells)?)
    }

    fn beside(&mut self, given: &StringRecord, cells: &[String]) -> anyhow::Result<()> {
        Ok(self.0.write_record(given.iter().chain(cells.iter().map(String::as_str)))?)
    }

    fn text(self) -> anyhow::Result<String> {
        let Ok(bytes) = self.0.into_inner() else {
            bail!("can't write the table");
        };
        Ok(String::from_utf8(bytes)?)
    }
}

/// A value as a cell: words as in JSON, numbers at their shortest, nothing for none.
fn cell(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(text)) => text,
        Ok(Value::Number(number)) => number.as_f64().map_or_else(|| number.to_string(), |number| number.to_string()),
        Ok(Value::Bool(flag)) => flag.to_string(),
        _ => String::new(),
    }
}
