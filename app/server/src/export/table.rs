//! An answer's rows with typed cells: what XLSX and Parquet are written from.

use crate::answers::{self, Unwritable};
use chrono::NaiveDate;
use domain::{Answer, Target};
use serde_json::{Map, Value};
use warehouse::{Answerable, Holds};

/// Rows and columns; every row has a cell for every column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Table {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    /// As in the API.
    pub(crate) name: String,
    pub(crate) holds: Holds,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Nothing,
    /// Too small to be published.
    Hidden,
    Count(i64),
    Number(f64),
    /// From 0 to 1; shown so that it never looks like 100% or like the target before it is.
    Share {
        part: i64,
        of: i64,
        target: Target,
    },
    Target(Target),
    Date(NaiveDate),
    Flag(bool),
    Text(String),
}

/// Shares that the page shows beside their counts: part and whole, where the row has a target, and where it has none.
const SHARES: [(&str, &str, bool); 6] = [
    ("recorded", "in_scope", true),
    ("covered", "in_scope", true),
    ("verified", "in_scope", true),
    ("previous_covered", "previous_in_scope", true),
    ("first_covered", "first_in_scope", true),
    ("records", "in_scope", false),
];

impl Table {
    /// The rows with a cell for every column.
    pub(crate) fn of<Q: Answerable>(answer: &Answer<Q::Row>) -> Result<Self, Unwritable> {
        let mut table = Self {
            columns: Q::COLUMNS
                .iter()
                .zip(Q::HOLDS)
                .map(|(name, holds)| Column {
                    name: (*name).to_owned(),
                    holds: *holds,
                })
                .collect(),
            rows: Vec::with_capacity(answer.rows.len()),
        };
        for row in &answer.rows {
            let Value::Object(fields) = serde_json::to_value(row).map_err(Unwritable::new)? else {
                return Err(Unwritable::new("a row has no fields"));
            };
            table.rows.push(table.columns.iter().map(|column| cell(&fields, column)).collect());
        }
        Ok(table)
    }

    /// The same with a column for every share that the page shows, computed from the counts beside it.
    pub(crate) fn with_shares(mut self) -> Self {
        let target = self.position("target");
        for (part, of, judged) in SHARES {
            let (Some(part_at), Some(of_at)) = (self.position(part), self.position(of)) else {
                continue;
            };
            // Where rows have no target, a count in scope may be a change, of which there is no share.
            if judged != target.is_some() {
                continue;
            }
            self.columns.push(Column {
                name: format!("{part}_percent"),
                holds: Holds::Percent,
            });
            for row in &mut self.rows {
                let share = match (&row[part_at], &row[of_at]) {
                    (Cell::Count(part), Cell::Count(of)) if *of > 0 => Cell::Share {
                        part: *part,
                        of: *of,
                        target: match target.map(|at| &row[at]) {
                            Some(Cell::Target(target)) => *target,
                            _ => Target::from_basis_points(10_000).unwrap_or_default(),
                        },
                    },
                    _ => Cell::Nothing,
                };
                row.push(share);
            }
        }
        self
    }

    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

impl Column {
    /// The heading a reader sees: `In scope`, `Covered %`, `Planned £`, `Planned hours`.
    pub(crate) fn heading(&self) -> String {
        let name = match self.holds {
            Holds::Pence => self.name.replace("pence", "£"),
            Holds::Minutes => self.name.replace("minutes", "hours"),
            _ => self.name.replace("_percent", " %"),
        };
        words(&name)
    }
}

/// A name in words: `records_to_go` is `Records to go`.
pub(crate) fn words(name: &str) -> String {
    let mut letters = name.chars();
    let first: String = letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}", letters.as_str()).replace('_', " ")
}

fn cell(fields: &Map<String, Value>, column: &Column) -> Cell {
    let value = fields.get(&column.name).unwrap_or(&Value::Null);
    match (value, column.holds) {
        (Value::Null, _) => Cell::Nothing,
        (Value::Bool(flag), _) => Cell::Flag(*flag),
        (Value::Number(number), Holds::Percent) => Target::from_text(&number.to_string()).map_or(Cell::Nothing, Cell::Target),
        (Value::Number(number), Holds::Decimal) => number.as_f64().map_or(Cell::Nothing, Cell::Number),
        (Value::Number(number), _) => match (number.as_i64(), number.as_f64()) {
            (Some(count), _) => Cell::Count(count),
            (None, Some(number)) => Cell::Number(number),
            (None, None) => Cell::Nothing,
        },
        (Value::String(text), Holds::Date) => text.parse().map_or_else(|_| Cell::Text(text.clone()), Cell::Date),
        (Value::String(text), _) => Cell::Text(text.clone()),
        (other, _) => Cell::Text(other.to_string()),
    }
}

/// Takes an answer with what is to be said about it.
pub(crate) struct Typed;

impl answers::Use for Typed {
    type Output = Result<(Table, super::about::About), Unwritable>;

    fn answer<Q: Answerable>(self, answer: Answer<Q::Row>) -> Self::Output {
        Ok((Table::of::<Q>(&answer)?, super::about::About::of::<Q>(&answer)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::questions::{Movement, MovementRow, MovementStep, RecordStates, StateRow};
    use domain::{Filter, Question, RecordState};

    fn answer<R>(question: &str, rows: Vec<R>) -> Answer<R> {
        Answer {
            question: question.to_owned(),
            generation: 1,
            as_at: None,
            previous: None,
            filter: Filter::default(),
            rows,
            restricted: None,
            lineage: Vec::new(),
            version: String::new(),
        }
    }

    #[test]
    fn a_share_stands_beside_counts_and_never_beside_changes() {
        let day = NaiveDate::from_ymd_opt(2026, 10, 31).unwrap();
        let states = vec![StateRow {
            as_at: day,
            state: RecordState::Missing,
            records: 3,
            in_scope: 12,
        }];
        let table = Table::of::<RecordStates>(&answer(RecordStates::NAME, states))
            .unwrap()
            .with_shares();
        assert_eq!(table.rows[0][0], Cell::Date(day));
        assert!(matches!(table.rows[0][4], Cell::Share { part: 3, of: 12, .. }));
        let steps = vec![MovementRow {
            step: MovementStep::Gained,
            source: None,
            people: 4,
            in_scope: 0,
            covered: 4,
        }];
        let table = Table::of::<Movement>(&answer(Movement::NAME, steps)).unwrap();
        assert_eq!(table.clone().with_shares(), table);
    }

    #[test]
    fn headings_are_words() {
        for (name, holds, heading) in [
            ("in_scope", Holds::Count, "In scope"),
            ("covered_percent", Holds::Percent, "Covered %"),
            ("planned_pence", Holds::Pence, "Planned £"),
            ("uncosted_minutes", Holds::Minutes, "Uncosted hours"),
        ] {
            let column = Column {
                name: name.to_owned(),
                holds,
            };
            assert_eq!(column.heading(), heading);
        }
    }
}
