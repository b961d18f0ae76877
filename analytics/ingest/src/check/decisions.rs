use super::words::Known;
use super::{Outcome, Rules, trace_words};
use crate::as_at;
use crate::cells::Row;
use crate::columns::{Field, Layout};
use crate::findings::{Fault, Findings};
use crate::reason::Reason;
use crate::table::{self, Table};
use chrono::NaiveDate;
use domain::hours;
use domain::schema::decisions as columns;
use domain::trace::Decision;
use std::collections::HashMap;

/// The rules of a file of decisions about records that a trace left open.
pub(super) struct Decisions {
    person_id: Option<usize>,
    decision: Option<usize>,
    role: Option<usize>,
    date: Option<usize>,
    hours: Option<usize>,
    /// The last day on which something can have been decided.
    latest: NaiveDate,
    decision_words: Known<Option<Decision>>,
    rows: Vec<Decided>,
    first_lines: HashMap<(String, Decision, NaiveDate), u64>,
}

struct Decided {
    person_id: String,
    decision: Decision,
    role: Option<String>,
    date: NaiveDate,
    minutes: Option<i64>,
}

impl Decisions {
    pub(super) fn new(layout: &Layout) -> Self {
        Self {
            person_id: layout.get(Field::PersonId),
            decision: layout.get(Field::Decision),
            role: layout.get(Field::Role),
            date: layout.get(Field::Date),
            hours: layout.get(Field::Hours),
            latest: as_at::latest_day(),
            decision_words: Known::default(),
            rows: Vec::new(),
            first_lines: HashMap::new(),
        }
    }
}

impl Rules for Decisions {
    fn row(&mut self, row: &Row<'_>, _: &mut Findings) -> Result<(), Fault> {
        let person_id = row.person_id(self.person_id)?;
        if trace_words::is_number(person_id) {
            return Err(Fault::new(self.person_id, Reason::PersonIdIsNumber));
        }
        let decision = match row.cell(self.decision) {
            "" => Err(Reason::DecisionMissing),
            cell => self.decision_words.read(cell, trace_words::decision).ok_or(Reason::DecisionUnknown),
        };
        let decision = decision.map_err(|reason| Fault::new(self.decision, reason))?;
        let role = trace_words::text(row, self.role)?;
        let date = row.date(self.date)?.ok_or_else(|| Fault::new(self.date, Reason::DateMissing))?;
        if date > self.latest {
            return Err(Fault::new(self.date, Reason::DateInFuture));
        }
        let minutes = match row.cell(self.hours) {
            "" => None,
            cell => Some(hours::read(cell).ok_or_else(|| Fault::new(self.hours, Reason::HoursUnreadable))?),
        };
        let key = (person_id.to_owned(), decision, date);
        if let Some(earlier) = self.first_lines.get(&key) {
            return Err(Fault::against(self.decision, Reason::DecisionTwice, *earlier));
        }
        self.first_lines.insert(key, row.line);
        self.rows.push(Decided {
            person_id: person_id.to_owned(),
            decision,
            role,
            date,
            minutes,
        });
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Findings) -> Outcome {
        let rows = || self.rows.iter();
        let written = vec![
            table::text(columns::PERSON_ID, rows().map(|row| Some(row.person_id.as_str()))),
            table::text(columns::DECISION, rows().map(|row| Some(row.decision.name()))),
            table::text(columns::ROLE, rows().map(|row| row.role.as_deref())),
            table::dates(columns::DATE, rows().map(|row| Some(row.date))),
            table::known_counts(columns::MINUTES, rows().map(|row| row.minutes)),
        ];
        vec![Table::new(columns::FILE, self.rows.len(), written)].into()
    }
}
