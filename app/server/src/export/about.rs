//! What every file says of itself: of which date, by which definition and filter, from which loads, by which software.

use super::table::words;
use crate::answers::Unwritable;
use chrono::NaiveDate;
use domain::{Answer, Filter, Lineage, calendar};
use serde_json::Value;
use warehouse::Answerable;

/// The words around an answer.
#[derive(Debug, Clone)]
pub(crate) struct About {
    pub(crate) title: &'static str,
    pub(crate) as_at: Option<NaiveDate>,
    /// Names and values, in reading order.
    pub(crate) facts: Vec<(String, String)>,
    /// How the question is counted and what it leaves out: Markdown of paragraphs and points.
    pub(crate) definition: &'static str,
    pub(crate) lineage: Vec<Lineage>,
}

impl About {
    pub(crate) fn of<Q: Answerable>(answer: &Answer<Q::Row>) -> Result<Self, Unwritable> {
        let date = |date: Option<NaiveDate>| date.map_or_else(|| "no date".to_owned(), calendar::long);
        let mut facts = vec![("As at".to_owned(), date(answer.as_at))];
        if answer.previous.is_some() {
            facts.push(("Date before".to_owned(), date(answer.previous)));
        }
        facts.extend(filters(&answer.filter)?);
        if let Some(restricted) = answer.restricted {
            facts.push(("Restricted people counted and not listed".to_owned(), restricted.to_string()));
        }
        facts.push(("Generation of figures".to_owned(), answer.generation.to_string()));
        facts.push(("Software".to_owned(), format!("NHS Number Coverage {}", answer.version)));
        facts.push(("Question".to_owned(), Q::NAME.to_owned()));
        Ok(Self {
            title: Q::TITLE,
            as_at: answer.as_at,
            facts,
            definition: Q::NOTE,
            lineage: answer.lineage.clone(),
        })
    }

    /// The definition's paragraphs and points, one a line, without its heading and marks.
    pub(crate) fn definition_lines(&self) -> impl Iterator<Item = String> {
        let lines = self
            .definition
            .lines()
            .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        lines.map(|line| line.trim_start_matches("- ").replace(['*', '`'], ""))
    }

    /// Everything as plain text, for a file that stands beside others.
    pub(crate) fn text(&self) -> String {
        let mut text = format!("{}\n{}\n\n", self.title, "-".repeat(self.title.len()));
        for (name, value) in &self.facts {
            text.push_str(&format!("{name}: {value}\n"));
        }
        text.push_str("\nHow this is counted\n");
        for line in self.definition_lines() {
            text.push_str(&format!("- {line}\n"));
        }
        text.push_str("\nLoads behind these figures\n");
        for load in &self.lineage {
            text.push_str(&format!("- load {}: {}, SHA-256 {}\n", load.load, load.file, load.sha256));
        }
        if self.lineage.is_empty() {
            text.push_str("- every load in force\n");
        }
        text
    }
}

/// Every parameter with its value in words, the defaults included; dates that were not given are left out.
fn filters(filter: &Filter) -> Result<Vec<(String, String)>, Unwritable> {
    let Value::Object(fields) = serde_json::to_value(filter).map_err(Unwritable::new)? else {
        return Ok(Vec::new());
    };
    let said = fields.into_iter().filter_map(|(name, value)| match (name.as_str(), value) {
        ("as_at", _) | ("from" | "to", Value::Null) => None,
        (_, Value::Null) => Some((words(&name), "all".to_owned())),
        ("service" | "team", Value::String(value)) => Some((words(&name), value)),
        (_, Value::String(value)) => Some((words(&name), value.replace('_', " "))),
        (_, value) => Some((words(&name), value.to_string())),
    });
    Ok(said.collect())
}
