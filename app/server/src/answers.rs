//! Questions by name: the one place where a name becomes a type.

use domain::{Answer, Filter, InvalidParameter, Question, for_each_question, question};
use serde::Serialize;
use serde_json::Value;
use std::{borrow::Cow, error::Error as StdError};
use warehouse::{Answerable, AskError, Generation};

/// Does one thing with the answer to whichever question was asked.
pub trait Use {
    /// What it makes of the answer.
    type Output;

    /// Uses the answer.
    fn answer<Q: Answerable>(self, answer: Answer<Q::Row>) -> Self::Output;
}

/// Asks the question of that name.
///
/// # Errors
/// `Invalid` naming the parameter `question` if there is none of that name, else what the warehouse says.
pub fn ask<U: Use>(generation: &Generation, name: &str, filter: &Filter, using: U) -> Result<U::Output, AskError> {
    macro_rules! dispatch {
        ($($question:ty),+ $(,)?) => {
            match name {
                $(<$question as Question>::NAME => Ok(using.answer::<$question>(generation.ask::<$question>(filter)?)),)+
                _ => Err(unknown(name)),
            }
        };
    }
    for_each_question!(dispatch)
}

/// The question of that name.
///
/// # Errors
/// `Invalid` naming the parameter `question` if there is none.
pub fn known(name: &str) -> Result<&'static str, AskError> {
    question::NAMES
        .iter()
        .find(|known| **known == name)
        .copied()
        .ok_or_else(|| unknown(name))
}

/// Says which questions there are instead.
fn unknown(name: &str) -> AskError {
    AskError::Invalid(InvalidParameter {
        parameter: "question".to_owned(),
        reason: format!("“{name}” is not a question; there are {}", question::NAMES.join(", ")),
    })
}

/// Writes the answer as JSON.
pub struct Json;

impl Use for Json {
    type Output = Result<Vec<u8>, Unwritable>;

    fn answer<Q: Answerable>(self, answer: Answer<Q::Row>) -> Self::Output {
        serde_json::to_vec(&answer).map_err(Unwritable::new)
    }
}

/// Writes the rows as CSV (RFC 4180) with a header, even where there are none.
pub struct Csv;

impl Use for Csv {
    type Output = Result<Vec<u8>, Unwritable>;

    fn answer<Q: Answerable>(self, answer: Answer<Q::Row>) -> Self::Output {
        csv_rows::<Q>(&answer, |text| text.into())
    }
}

/// Writes the rows as CSV; `written` says how a text stands in its cell.
pub(crate) fn csv_rows<Q: Answerable>(answer: &Answer<Q::Row>, written: impl Fn(&str) -> Cow<'_, str>) -> Result<Vec<u8>, Unwritable> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(Q::COLUMNS).map_err(Unwritable::new)?;
    for row in &answer.rows {
        // By name: a row may hold another row, which the writer can't lay flat.
        let fields = serde_json::to_value(row).map_err(Unwritable::new)?;
        let mut record = csv::StringRecord::new();
        for name in Q::COLUMNS {
            match &fields[*name] {
                Value::Null => record.push_field(""),
                Value::String(text) => record.push_field(&written(text)),
                other => record.push_field(&other.to_string()),
            }
        }
        writer.write_record(&record).map_err(Unwritable::new)?;
    }
    writer.into_inner().map_err(Unwritable::new)
}

/// An answer that could not be written down: a fault of this software.
#[derive(Debug, thiserror::Error)]
#[error("the answer could not be written")]
pub struct Unwritable(#[source] Box<dyn StdError + Send + Sync>);

impl Unwritable {
    pub(crate) fn new(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self(error.into())
    }
}

/// A value as a JSON text, for what is not an answer.
pub(crate) fn json(value: &impl Serialize) -> Result<Vec<u8>, Unwritable> {
    serde_json::to_vec(value).map_err(Unwritable::new)
}
