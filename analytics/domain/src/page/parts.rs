//! What a page is made of, as the server sends it: words and pictures that only have to be drawn.

use super::Page;
use crate::{Problem, TeamSort, questions::Provenance};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What stands around every page: whose software and figures they are, and what can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// The software's version.
    pub version: String,
    /// The warehouse generation that answered.
    pub generation: u64,
    /// The date of the figures; none where there are none.
    pub as_at: Option<NaiveDate>,
    /// Why no figures can be shown under the filter, if so.
    pub refused: Option<Problem>,
    /// Every date with figures, oldest first.
    pub dates: Vec<(NaiveDate, Provenance)>,
    /// The teams of that date, each with its service.
    pub teams: Vec<(String, String)>,
}

/// A page's answer in sentences, and the big numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The sentence that is read first.
    pub verdict: Option<String>,
    /// What follows it.
    pub rest: Vec<Paragraph>,
    /// The big numbers, the first the biggest.
    pub stats: Vec<Stat>,
}

/// A paragraph of a summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// What is said.
    pub text: String,
    /// The page that says more about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<Page>,
}

/// One number with what it is and what to hold it against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stat {
    /// What it is.
    pub label: String,
    /// The number.
    pub value: String,
    /// What it is of, or since when.
    pub detail: String,
}

/// A chart with its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Drawing {
    /// The message, from the figures.
    pub headline: String,
    /// What is measured, of whom, in which unit.
    pub subtitle: String,
    /// What a person who can't see the chart is told, key values included.
    pub description: String,
    /// What its numbered marks stand for.
    pub annotations: Vec<(usize, String)>,
    /// What may be worth doing about it.
    pub suggestion: Option<String>,
    /// The date, the definition in short and the loads behind the figures.
    pub footer: String,
    /// The picture for a desk's screen.
    pub svg: String,
    /// The picture for a telephone.
    pub narrow_svg: String,
    /// What can be read off the one.
    pub reading: Reading,
    /// What can be read off the other.
    pub narrow_reading: Reading,
}

/// What can be read off a picture: its size in px, and each value with where it stands.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The picture's width.
    pub width: f64,
    /// The picture's height.
    pub height: f64,
    /// Each value: from the left, from the top, in words.
    pub marks: Vec<(f64, f64, String)>,
}

/// A table with a header row; the first cell of every row is its header.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What the table is about.
    pub caption: String,
    /// What a reader must know to read the cells.
    pub note: Option<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with one cell per column.
    pub rows: Vec<Vec<Cell>>,
    /// What is said when there are no rows.
    pub when_empty: String,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Whether its cells are figures, which are set flush right.
    pub is_number: bool,
    /// How the rows can be put in its order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<Sort>,
}

/// A column's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// The order that the column's name leads to.
    pub by: TeamSort,
    /// `ascending` or `descending` where the rows are in this order now.
    pub active: Option<String>,
}

/// One cell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Its text.
    pub text: String,
    /// Whether the text is the name of a team, and leads to its page.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_team: bool,
    /// Whether the text is a status that is set off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_tag: bool,
    /// What is drawn before the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
}

/// A small drawing in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// An `svg` element of numbers and class names alone.
    pub svg: String,
    /// What it shows, in words; none where the cell's text says the same.
    pub name: Option<String>,
}

impl Paragraph {
    /// What another page says more about.
    #[must_use]
    pub fn of(page: Page, text: String) -> Self {
        Self { text, page: Some(page) }
    }
}

impl From<String> for Paragraph {
    fn from(text: String) -> Self {
        Self { text, page: None }
    }
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn text(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            is_number: false,
            sort: None,
        }
    }

    /// A column of figures.
    #[must_use]
    pub fn number(name: impl Into<String>) -> Self {
        Self {
            is_number: true,
            ..Self::text(name)
        }
    }
}

impl Cell {
    /// The name of a team, which leads to its page.
    #[must_use]
    pub fn team(name: &str) -> Self {
        Self {
            is_team: true,
            ..name.into()
        }
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
