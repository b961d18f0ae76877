use super::words::{self, Known};
use super::{Outcome, Rules, trace_words};
use crate::cells::{Row, plain, tidy};
use crate::columns::{Field, Layout};
use crate::findings::{Fault, Findings};
use crate::reason::Reason;
use crate::table::{self, Table};
use chrono::NaiveDate;
use domain::schema::annotations;
use std::collections::HashMap;

/// The rules of a file of annotations: what happened, and to which part of the council.
pub(super) struct Annotations {
    date: Option<usize>,
    scope: Option<usize>,
    text: Option<usize>,
    rebase: Option<usize>,
    rebase_words: Known<Option<bool>>,
    rows: Vec<Annotation>,
    first_lines: HashMap<Key, u64>,
}

type Key = (NaiveDate, Option<String>, String);

struct Annotation {
    date: NaiveDate,
    scope: Option<String>,
    text: String,
    rebase: bool,
    line: u64,
}

/// In characters; a longer text doesn't fit beside a chart.
const LONGEST_TEXT: usize = 300;

impl Annotations {
    pub(super) fn new(layout: &Layout) -> Self {
        Self {
            date: layout.get(Field::Date),
            scope: layout.get(Field::Scope),
            text: layout.get(Field::Text),
            rebase: layout.get(Field::Rebase),
            rebase_words: Known::default(),
            rows: Vec::new(),
            first_lines: HashMap::new(),
        }
    }
}

impl Rules for Annotations {
    fn row(&mut self, row: &Row<'_>, _: &mut Findings) -> Result<(), Fault> {
        let date = row.date(self.date)?.ok_or_else(|| Fault::new(self.date, Reason::DateMissing))?;
        let scope = row.name(self.scope)?.filter(|scope| !is_council(scope));
        let text = checked(row.cell(self.text)).map_err(|reason| Fault::new(self.text, reason))?;
        let rebase = match row.cell(self.rebase) {
            "" => Some(false),
            cell => self.rebase_words.read(cell, words::is_yes),
        };
        let rebase = rebase.ok_or_else(|| Fault::new(self.rebase, Reason::RebaseUnknown))?;
        let key = (date, scope.clone(), text.clone());
        if let Some(earlier) = self.first_lines.get(&key) {
            return Err(Fault::against(self.text, Reason::RowTwice, *earlier));
        }
        self.first_lines.insert(key, row.line);
        self.rows.push(Annotation {
            date,
            scope,
            text,
            rebase,
            line: row.line,
        });
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Findings) -> Outcome {
        let line = |row: &Annotation| i64::try_from(row.line).unwrap_or(i64::MAX);
        let columns = vec![
            table::dates(annotations::DATE, self.rows.iter().map(|row| Some(row.date))),
            table::text(annotations::SCOPE, self.rows.iter().map(|row| row.scope.as_deref())),
            table::text(annotations::TEXT, self.rows.iter().map(|row| Some(row.text.as_str()))),
            table::flags(annotations::REBASE, self.rows.iter().map(|row| Some(row.rebase))),
            table::counts(annotations::LINE, self.rows.iter().map(line)),
        ];
        vec![Table::new(annotations::FILE, self.rows.len(), columns)].into()
    }
}

fn checked(text: &str) -> Result<String, Reason> {
    if text.is_empty() {
        Err(Reason::TextMissing)
    } else if text.chars().count() > LONGEST_TEXT {
        Err(Reason::TextTooLong)
    } else if trace_words::holds_number(text) {
        Err(Reason::TextHoldsNumber)
    } else {
        Ok(tidy(text))
    }
}

fn is_council(scope: &str) -> bool {
    matches!(plain(scope).as_str(), "council" | "wholecouncil" | "thecouncil" | "all")
}
