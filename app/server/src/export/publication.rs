//! Tables under disclosure control: which counts of a question belong together, and how they are written.

use super::{
    Error, Format,
    about::About,
    table::{Cell, Column, Table, Typed},
    xlsx,
};
use crate::answers;
use domain::{
    Filter, InvalidParameter, Question, Target, TeamSort,
    disclosure::{Rule, Shown},
    questions::{Coverage, CoverageByTeam, CoverageTrend, Movement, RecordStates},
};
use serde_json::{Map, Value, json};
use warehouse::{AskError, Generation, Holds};

/// What stands for a hidden count.
const HIDDEN: &str = "*";

/// The name of the teams that are too small to stand alone.
const SMALL_TEAMS: &str = "Other small teams";

/// How the counts of a question belong together.
enum Shape {
    /// Each stands for itself, and is the total of the teams' that are published beside it.
    Singles,
    /// Those of one column add up over the teams, of which the small ones are folded.
    Teams,
    /// Those of one column add up over the rows of one date.
    Parts,
    /// The same over all rows, and a row is hidden whole.
    Steps,
}

/// A question that isn't named here is not published: nobody has said yet what its counts give away.
fn shape(question: &str) -> Option<Shape> {
    match question {
        Coverage::NAME | CoverageTrend::NAME => Some(Shape::Singles),
        CoverageByTeam::NAME => Some(Shape::Teams),
        RecordStates::NAME => Some(Shape::Parts),
        Movement::NAME => Some(Shape::Steps),
        _ => None,
    }
}

/// Makes the file of a table under disclosure control.
pub(super) fn file(generation: &Generation, question: &str, filter: &Filter, format: Format) -> Result<Vec<u8>, Error> {
    let refused = |reason: String| {
        Error::Ask(AskError::Invalid(InvalidParameter {
            parameter: "for_publication".to_owned(),
            reason,
        }))
    };
    let Some(shape) = shape(question) else {
        let reason =
            format!("{question} is not for publication; coverage, coverage_trend, coverage_by_team, record_states and movement are");
        return Err(refused(reason));
    };
    if format.is_picture() {
        return Err(refused(
            "a chart shows exact figures; publish the table as csv, xlsx or json".to_owned(),
        ));
    }
    if format == Format::Parquet {
        return Err(refused(
            "a hidden count is no number, which a column of numbers can't hold; publish csv, xlsx or json".to_owned(),
        ));
    }
    if filter.team.is_some() || filter.service.is_some() {
        let reason =
            "only the whole council is published, because a part of it could be subtracted from the whole; leave team and service out";
        return Err(refused(reason.to_owned()));
    }
    // Any other order would tell which of two rounded counts is the larger.
    let filter = Filter {
        sort: TeamSort::Team,
        ..filter.clone()
    };
    let rule = Rule::default();
    let (table, about) = answers::ask(generation, question, &filter, Typed)??;
    let totals_of = if matches!(shape, Shape::Singles) {
        teams_of_each_row(rule, generation, &filter, &table)?
    } else {
        Vec::new()
    };
    let (table, about) = (published(rule, &shape, table, &totals_of), said(about));
    match format {
        Format::Xlsx => xlsx::write(&table, &about).map_err(Error::failed),
        Format::Json => Ok(answers::json(&json(&table, &about))?),
        _ => csv(&table),
    }
}

/// Whether there are rules for its counts.
pub(super) fn is_published(question: &str) -> bool {
    shape(question).is_some()
}

/// Says how the counts were protected.
pub(super) fn said(mut about: About) -> About {
    let rule = Rule::default();
    about.facts.push((
        "For publication".to_owned(),
        format!(
            "Counts of 1 to {} are shown as {HIDDEN}, with another where a total would give one away; all others are rounded to the nearest {}, or to the next multiple where that would give a hidden one away. \
             Percentages and records to go are computed from the rounded counts, and so may differ a little from the exact ones. Teams with fewer than {} records in scope are folded into one.",
            rule.largest_hidden, rule.nearest, rule.smallest_team
        ),
    ));
    about
}

/// The teams as they are published at the date of each row.
fn teams_of_each_row(rule: Rule, generation: &Generation, filter: &Filter, table: &Table) -> Result<Vec<Table>, Error> {
    let date = table.position("as_at");
    let at = |row: &Vec<Cell>| {
        let as_at = match date.map(|date| &row[date]) {
            Some(Cell::Date(date)) => Some(*date),
            _ => filter.as_at,
        };
        let filter = Filter { as_at, ..filter.clone() };
        let (mut teams, _) = answers::ask(generation, CoverageByTeam::NAME, &filter, Typed)??;
        fold(rule, &mut teams);
        Ok(teams)
    };
    table.rows.iter().map(at).collect()
}

/// A count for itself, or as the total of that column of the teams if it is that.
fn council(rule: Rule, count: i64, teams: Option<&Table>, column: &str) -> Shown {
    let parts = teams.and_then(|teams| {
        let at = teams.position(column)?;
        let counts = teams.rows.iter().map(|row| match row[at] {
            Cell::Count(count) => Some(count),
            _ => None,
        });
        counts.collect::<Option<Vec<i64>>>()
    });
    match parts {
        Some(parts) if parts.iter().sum::<i64>() == count => rule.total(&parts),
        _ => rule.single(count),
    }
}

/// The table with every count protected, and with the shares that may be shown; of the council's counts with the teams of each row.
fn published(rule: Rule, shape: &Shape, mut table: Table, teams: &[Table]) -> Table {
    without_what_is_worked_out(&mut table);
    if matches!(shape, Shape::Teams) {
        fold(rule, &mut table);
    }
    let exact = table.with_shares();
    let counted: Vec<usize> = (0..exact.columns.len())
        .filter(|at| exact.columns[*at].holds == Holds::Count && exact.columns[*at].name != "records_to_go")
        .collect();
    let mut shown = exact.clone();
    for group in groups(shape, &exact) {
        for column in &counted {
            let cells: Vec<(usize, i64)> = group
                .iter()
                .filter_map(|row| match exact.rows[*row][*column] {
                    Cell::Count(count) => Some((*row, count)),
                    _ => None,
                })
                .collect();
            let counts: Vec<i64> = cells.iter().map(|(_, count)| *count).collect();
            let protected = match shape {
                Shape::Singles => {
                    let name = &exact.columns[*column].name;
                    let cells = cells.iter();
                    cells.map(|(row, count)| council(rule, *count, teams.get(*row), name)).collect()
                }
                _ => rule.parts(&counts),
            };
            for ((row, _), protected) in cells.iter().zip(protected) {
                shown.rows[*row][*column] = match protected {
                    Shown::Count(count) => Cell::Count(count),
                    Shown::Hidden => Cell::Hidden,
                };
            }
        }
    }
    for (row, exact) in shown.rows.iter_mut().zip(&exact.rows) {
        // What a step does to one count it does to the others.
        if matches!(shape, Shape::Steps) && counted.iter().any(|at| row[*at] == Cell::Hidden) {
            counted.iter().for_each(|at| row[*at] = Cell::Hidden);
        }
        derive(rule, &shown.columns, row, exact);
    }
    shown
}

/// Takes away columns from which a count could be worked back: shares, limits and intervals with decimals, and the verdicts they give.
fn without_what_is_worked_out(table: &mut Table) {
    const VERDICTS: [&str; 2] = ["against_target", "among_teams"];
    let kept: Vec<bool> = table
        .columns
        .iter()
        .map(|column| column.holds != Holds::Decimal && !VERDICTS.contains(&column.name.as_str()))
        .collect();
    let mut at = kept.iter();
    table.columns.retain(|_| at.next().copied().unwrap_or(true));
    for row in &mut table.rows {
        let mut at = kept.iter();
        row.retain(|_| at.next().copied().unwrap_or(true));
    }
}

/// Rows whose counts add up to a total that is published too.
fn groups(shape: &Shape, table: &Table) -> Vec<Vec<usize>> {
    let all: Vec<usize> = (0..table.rows.len()).collect();
    match shape {
        // Each row is the whole of its date: in scope is the same in all of them, and no part.
        Shape::Parts => all
            .chunk_by(|a, b| table.rows[*a].first() == table.rows[*b].first())
            .map(<[usize]>::to_vec)
            .collect(),
        Shape::Singles | Shape::Teams | Shape::Steps => vec![all],
    }
}

/// Shares and records to go from the counts that are shown, or nothing of them.
fn derive(rule: Rule, columns: &[Column], row: &mut [Cell], exact: &[Cell]) {
    let at = |name: &str| columns.iter().position(|column| column.name == name);
    let target = match at("target").map(|at| &exact[at]) {
        Some(Cell::Target(target)) => *target,
        _ => Target::DEFAULT,
    };
    let pair = |part: &str, row: &[Cell]| {
        let of = if part.starts_with("previous_") {
            "previous_in_scope"
        } else {
            "in_scope"
        };
        let figure = |at: usize| match (&exact[at], &row[at]) {
            (Cell::Count(count), Cell::Count(shown)) => Some((*count, Shown::Count(*shown))),
            (Cell::Count(count), _) => Some((*count, Shown::Hidden)),
            _ => None,
        };
        rule.share(figure(at(part)?)?, figure(at(of)?)?)
    };
    for (position, column) in columns.iter().enumerate() {
        if let Some(part) = column.name.strip_suffix("_percent")
            && let Cell::Share { target, .. } = exact[position]
        {
            row[position] = match pair(part, row) {
                Some((part, of)) => Cell::Share { part, of, target },
                None => Cell::Hidden,
            };
        }
    }
    if let Some(to_go) = at("records_to_go") {
        // Only of coverage: under another measure it would follow from a count that may be hidden here.
        row[to_go] = match pair("covered", row) {
            Some((covered, in_scope)) => Cell::Count(target.records_to_go(covered, in_scope)),
            None => Cell::Hidden,
        };
    }
}

/// Folds small teams into one row at the end.
fn fold(rule: Rule, table: &mut Table) {
    let Some(in_scope) = table.position("in_scope") else { return };
    let sizes: Vec<i64> = table
        .rows
        .iter()
        .map(|row| if let Cell::Count(count) = row[in_scope] { count } else { 0 })
        .collect();
    let mut folded = rule.folded(&sizes).into_iter();
    let (small, mut kept): (Vec<_>, Vec<_>) = std::mem::take(&mut table.rows)
        .into_iter()
        .partition(|_| folded.next() == Some(true));
    if let Some(first) = small.first() {
        let columns = table.columns.iter().zip(first).enumerate();
        let together = columns.map(|(at, (column, cell))| match (column.name.as_str(), column.holds) {
            ("team", _) => Cell::Text(SMALL_TEAMS.to_owned()),
            (_, Holds::Count) => sum(small.iter().map(|row| &row[at])),
            (_, Holds::Text) => Cell::Nothing,
            _ => cell.clone(),
        });
        kept.push(together.collect());
    }
    table.rows = kept;
}

/// Nothing where any of them is not known.
fn sum<'a>(cells: impl Iterator<Item = &'a Cell>) -> Cell {
    let counts: Option<Vec<i64>> = cells
        .map(|cell| if let Cell::Count(count) = cell { Some(*count) } else { None })
        .collect();
    counts.map_or(Cell::Nothing, |counts| Cell::Count(counts.into_iter().sum()))
}

fn csv(table: &Table) -> Result<Vec<u8>, Error> {
    let mut writer = ::csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer
        .write_record(table.columns.iter().map(|column| &column.name))
        .map_err(Error::failed)?;
    for row in &table.rows {
        let cells = row.iter().map(|cell| match value(cell) {
            Value::Null => String::new(),
            Value::String(text) => super::csv::as_text(&text).into_owned(),
            other => other.to_string(),
        });
        writer.write_record(cells).map_err(Error::failed)?;
    }
    writer.into_inner().map_err(|error| Error::failed(error.to_string()))
}

fn json(table: &Table, about: &About) -> Value {
    let row = |row: &Vec<Cell>| -> Map<String, Value> {
        let fields = table.columns.iter().zip(row);
        fields.map(|(column, cell)| (column.name.clone(), value(cell))).collect()
    };
    let facts: Map<String, Value> = about.facts.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    json!({
        "title": about.title,
        "definition": about.definition,
        "about": facts,
        "lineage": about.lineage,
        "rows": table.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

/// Shares to one decimal, as they are shown.
fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Nothing => Value::Null,
        Cell::Hidden => json!(HIDDEN),
        Cell::Count(count) => json!(count),
        Cell::Number(number) => json!(number),
        Cell::Share { part, of, target } => json!(domain::percent::shown(*part, *of, *target)),
        Cell::Target(target) => json!(target),
        Cell::Date(date) => json!(date),
        Cell::Flag(flag) => json!(flag),
        Cell::Text(text) => json!(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn teams(rows: &[(&str, i64, i64)]) -> Table {
        let column = |name: &str, holds| Column {
            name: name.to_owned(),
            holds,
        };
        let row = |(team, in_scope, covered): &(&str, i64, i64)| {
            vec![
                Cell::Text((*team).to_owned()),
                Cell::Count(*in_scope),
                Cell::Count(*covered),
                Cell::Count(Target::DEFAULT.records_to_go(*covered, *in_scope)),
                Cell::Target(Target::DEFAULT),
            ]
        };
        Table {
            columns: vec![
                column("team", Holds::Text),
                column("in_scope", Holds::Count),
                column("covered", Holds::Count),
                column("records_to_go", Holds::Count),
                column("target", Holds::Percent),
            ],
            rows: rows.iter().map(row).collect(),
        }
    }

    fn lines(table: &Table) -> Vec<String> {
        let text = String::from_utf8(csv(table).unwrap()).unwrap();
        text.lines().skip(1).map(str::to_owned).collect()
    }

    #[test]
    fn small_teams_and_small_counts_are_not_to_be_seen() {
        let table = teams(&[
            ("North", 203, 150),
            ("South", 50, 48),
            ("East", 12, 9),
            ("West", 17, 3),
            ("Hub", 90, 4),
        ]);
        let shown = published(Rule::default(), &Shape::Teams, table, &[]);
        assert_eq!(
            lines(&shown),
            [
                "North,205,150,45,95.0,73.2%",
                "South,50,50,*,95.0,*",
                "Hub,90,*,*,95.0,*",
                "Other small teams,30,*,*,95.0,*",
            ]
        );
    }

    #[test]
    fn the_council_is_rounded_so_that_its_teams_stay_hidden() {
        let table = teams(&[("North", 50, 7), ("South", 50, 7), ("East", 40, 7), ("West", 40, 7)]);
        let council = teams(&[("All", 180, 28)]);
        let shown = published(Rule::default(), &Shape::Singles, council, &[table]);
        assert_eq!(lines(&shown), ["All,180,25,146,95.0,13.9%"]);
    }
}
