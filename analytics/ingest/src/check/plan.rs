use super::effort_words::{Work, minutes, pence};
use super::{Outcome, Rules, trace_words};
use crate::as_at;
use crate::cells::{Row, tidy};
use crate::columns::{Field, Layout};
use crate::findings::{Fault, Findings};
use crate::read::{Request, stem};
use crate::reason::Reason;
use crate::table::{self, Table};
use chrono::NaiveDate;
use domain::schema::plan as columns;
use domain::{Party, Workstream};

/// The rules of a plan: what a revision expects of a workstream, a role and an organisation between two days.
pub(super) struct Plan {
    work: Work,
    from: Option<usize>,
    to: Option<usize>,
    hours: Option<usize>,
    cost: Option<usize>,
    revised: Option<usize>,
    reason: Option<usize>,
    /// The revision's day where the rows don't say it: the command's, or that in the file's name.
    revised_otherwise: Option<NaiveDate>,
    rows: Vec<Planned>,
}

struct Planned {
    revised: NaiveDate,
    reason: Option<String>,
    workstream: Workstream,
    role: Option<String>,
    organisation: Party,
    starts: NaiveDate,
    ends: NaiveDate,
    minutes: i64,
    cost: Option<i64>,
}

/// In characters; a longer text doesn't fit beside a figure.
const LONGEST_REASON: usize = 300;

impl Plan {
    pub(super) fn new(request: &Request<'_>, layout: &Layout) -> Self {
        Self {
            work: Work::new(layout),
            from: layout.get(Field::From),
            to: layout.get(Field::To),
            hours: layout.get(Field::Hours),
            cost: layout.get(Field::Cost),
            revised: layout.get(Field::Revised),
            reason: layout.get(Field::Reason),
            revised_otherwise: as_at::came(&stem(request.path), request.as_at),
            rows: Vec::new(),
        }
    }

    fn why(&self, row: &Row<'_>) -> Result<Option<String>, Fault> {
        let text = row.cell(self.reason);
        if text.chars().count() > LONGEST_REASON {
            return Err(Fault::new(self.reason, Reason::TextTooLong));
        }
        if trace_words::holds_number(text) {
            return Err(Fault::new(self.reason, Reason::WordsHoldNumber));
        }
        Ok((!text.is_empty()).then(|| tidy(text)))
    }
}

impl Rules for Plan {
    fn row(&mut self, row: &Row<'_>, findings: &mut Findings) -> Result<(), Fault> {
        let workstream = self.work.workstream(row)?;
        let role = self.work.role(row)?;
        let day = |column| row.date(column)?.ok_or_else(|| Fault::new(column, Reason::DateMissing));
        let (starts, ends) = (day(self.from)?, day(self.to)?);
        if ends < starts {
            return Err(Fault::new(self.to, Reason::DatesReversed));
        }
        let revised = row.date(self.revised)?.or(self.revised_otherwise);
        let revised = revised.ok_or_else(|| Fault::new(self.revised, Reason::RevisionMissing))?;
        let (minutes, cost) = (minutes(row, self.hours)?, pence(row, self.cost)?);
        if minutes.is_none() && cost.is_none() {
            return Err(Fault::new(self.hours, Reason::HoursMissing));
        }
        let reason = self.why(row)?;
        let organisation = self.work.organisation(row, findings)?;
        self.rows.push(Planned {
            revised,
            reason,
            workstream,
            role,
            organisation,
            starts,
            ends,
            minutes: minutes.unwrap_or(0),
            cost,
        });
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Findings) -> Outcome {
        let rows = || self.rows.iter();
        let written = vec![
            table::dates(columns::REVISED, rows().map(|row| Some(row.revised))),
            table::text(columns::REASON, rows().map(|row| row.reason.as_deref())),
            table::text(columns::WORKSTREAM, rows().map(|row| Some(row.workstream.name()))),
            table::text(columns::ROLE, rows().map(|row| row.role.as_deref())),
            table::text(columns::ORGANISATION, rows().map(|row| Some(row.organisation.name()))),
            table::dates(columns::STARTS, rows().map(|row| Some(row.starts))),
            table::dates(columns::ENDS, rows().map(|row| Some(row.ends))),
            table::counts(columns::MINUTES, rows().map(|row| row.minutes)),
            table::known_counts(columns::COST_PENCE, rows().map(|row| row.cost)),
        ];
        vec![Table::new(columns::FILE, self.rows.len(), written)].into()
    }
}
