//! Answers as tables: what is in each cell, in words; how it is drawn is the page's business.

mod breakdown;
mod coverage;
mod data_issues;
mod forecast;
mod loads;
mod match_rates;
mod movement;
mod movement_by_team;
mod queue;
mod record_states;
mod spc;
mod team_processes;
mod teams;
mod trace_batches;
mod trend;
mod worklist;

pub use breakdown::breakdown;
pub use coverage::coverage;
pub use data_issues::data_issues;
pub use forecast::forecast;
pub use loads::loads;
pub use match_rates::{match_differences, match_groups, match_rate_trend, match_yield, number_checks, outcome_mix};
pub use movement::movement;
pub use movement_by_team::movement_by_team;
pub use queue::{cleansing_queue, queue_flow};
pub use record_states::record_states;
pub use spc::spc;
pub use team_processes::team_processes;
pub use teams::teams;
pub use trace_batches::trace_batches;
pub use trend::trend;
pub use worklist::worklist;

use domain::{Target, percent};

/// A table with a header row; the first cell of every row is its header.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// What the table is about.
    pub caption: String,
    /// What a reader must know to read the cells.
    pub note: Option<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with one cell per column.
    pub rows: Vec<Vec<Cell>>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Whether its cells are figures, which are set flush right.
    pub is_number: bool,
    /// How the rows can be put in its order.
    pub sort: Option<Sort>,
}

/// A column's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// The address of the table in this order.
    pub href: String,
    /// `ascending` or `descending` where the rows are in this order now.
    pub active: Option<&'static str>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// Its text.
    pub text: String,
    /// Where the text leads.
    pub href: Option<String>,
    /// Whether the text is a status that is set off.
    pub is_tag: bool,
    /// What is drawn before the text.
    pub picture: Option<Picture>,
}

/// A small drawing in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// An `svg` element of numbers and class names alone.
    pub svg: String,
    /// What it shows, in words; none where the cell's text says the same.
    pub name: Option<String>,
}

impl Column {
    fn text(name: &'static str) -> Self {
        Self {
            name,
            is_number: false,
            sort: None,
        }
    }

    fn number(name: &'static str) -> Self {
        Self {
            name,
            is_number: true,
            sort: None,
        }
    }

    fn sorted(self, sort: Sort) -> Self {
        Self { sort: Some(sort), ..self }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}

/// A count; `not known` where only earlier counts are.
fn count(count: Option<i64>) -> Cell {
    count.map_or_else(|| "not known".into(), |count| percent::count(count).into())
}

/// A share that never shows as having reached a target which it falls short of.
fn share(part: Option<i64>, of: i64, target: Target) -> Cell {
    part.map_or_else(|| "not known".into(), |part| percent::shown(part, of, target).into())
}

/// The note under a table with cells that say `not known`.
fn not_known_note(some: bool) -> Option<String> {
    some.then(|| "Not known: counts kept before the first snapshot say only how many records were in scope and covered.".to_owned())
}

#[cfg(test)]
mod fixture {
    use super::Table;
    use chrono::NaiveDate;
    use domain::{Answer, Filter, calendar};

    pub(super) fn answer<R>(rows: Vec<R>) -> Answer<R> {
        Answer {
            question: "test".to_owned(),
            generation: 1,
            as_at: Some(october()),
            previous: calendar::read("2026-09-30"),
            filter: Filter::default(),
            rows,
            restricted: None,
            lineage: Vec::new(),
            version: "0.0.0".to_owned(),
        }
    }

    pub(super) fn october() -> NaiveDate {
        calendar::read("2026-10-31").unwrap()
    }

    /// The cells, and a check that no row is longer or shorter than the header.
    pub(super) fn cells(table: &Table) -> Vec<Vec<&str>> {
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{table:?}");
        table
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| cell.text.as_str()).collect())
            .collect()
    }
}
