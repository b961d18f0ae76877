//! The rules of each kind, row by row.

use crate::as_at::{self, Source};
use crate::cells::Row;
use crate::columns::{Field, Layout};
use crate::findings::{Fault, Findings};
use crate::pipeline::Batch;
use crate::read::Request;
use crate::reason::Reason;
use crate::table::Table;
use crate::{Refusal, source};
use chrono::NaiveDate;
use domain::trace::Dialect;
use domain::{Kind, calendar};
pub(crate) use people::People;

mod allocations;
mod annotations;
mod decisions;
mod effort;
mod effort_words;
mod exemptions;
mod history;
pub(crate) mod ids;
mod people;
mod plan;
mod rates;
mod register;
mod register_words;
mod snapshot;
mod targets;
mod teams;
mod trace_register;
mod trace_requests;
mod trace_responses;
mod trace_words;
mod words;

/// The most rows that are refused one by one, before the file is: each is remembered, to be written out and mended.
const MOST_REFUSED: usize = 1_000_000;

/// The rules of one kind of file.
trait Rules {
    /// Takes a row, or says why it can't be used.
    fn row(&mut self, row: &Row<'_>, findings: &mut Findings) -> Result<(), Fault>;

    /// Whether this is the last line of a file that closes with one of its own, which is no row.
    fn is_trailer(&self, _: &Row<'_>) -> bool {
        false
    }

    /// The ids that depend on each other in a circle, with the first of their lines: no part of such a file can stand.
    fn circle(&self) -> Option<(u64, Vec<&str>)> {
        None
    }

    /// Settles what only all rows together can tell.
    fn finish(self: Box<Self>, findings: &mut Findings) -> Outcome;
}

/// What the accepted rows of a file come to.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) rows: Rows,
    /// The first and the last date of a history.
    pub(crate) period: Option<(NaiveDate, NaiveDate)>,
}

impl From<Vec<Table>> for Outcome {
    fn from(tables: Vec<Table>) -> Self {
        Self {
            rows: Rows::Tables(tables),
            period: None,
        }
    }
}

/// The accepted rows, in the form in which they are at hand: a request asks about the people of a snapshot and needs no tables of them.
#[derive(Debug)]
pub(crate) enum Rows {
    Tables(Vec<Table>),
    People(Box<People>),
}

impl Rows {
    pub(crate) fn into_tables(self) -> Vec<Table> {
        match self {
            Self::Tables(tables) => tables,
            Self::People(people) => people.into_tables(),
        }
    }
}

/// Checks the rows of one file.
pub(crate) struct Checker<'a> {
    file: String,
    layout: &'a Layout,
    /// The cells that a row needs: up to the last column that has a name.
    needed: usize,
    width: usize,
    as_at: Option<Source>,
    as_at_column: Option<usize>,
    last_as_at: String,
    rules: Box<dyn Rules + 'a>,
    findings: Findings,
    read: u64,
}

impl<'a> Checker<'a> {
    /// A checker for the layout's kind; the first line may have said whose file of a trace it is, and the first rows may have to say at
    /// what date it was taken.
    pub(crate) fn new(
        request: &'a Request<'_>,
        layout: &'a Layout,
        dialect: Option<Dialect>,
        outside: Option<Source>,
        first: &Batch,
    ) -> Result<Self, Refusal> {
        let file = source::file_name(request.path);
        let as_at_column = layout.get(Field::AsAt);
        let as_at = outside.or_else(|| first_in_column(layout, as_at_column, first));
        if let Some(as_at) = as_at.as_ref().filter(|_| layout.kind.has_as_at()) {
            as_at::not_in_future(&file, as_at)?;
        }
        let rules: Box<dyn Rules + 'a> = match (layout.kind, &as_at) {
            (Kind::Snapshot, Some(as_at)) => Box::new(snapshot::Snapshot::new(request, layout, as_at.date)),
            (Kind::Allocations, Some(as_at)) => Box::new(allocations::Allocations::new(layout, as_at.date)),
            (Kind::Snapshot | Kind::Allocations, None) => return Err(Refusal::AsAtMissing { file }),
            (Kind::History, _) => Box::new(history::History::new(layout)),
            (Kind::Teams, _) => Box::new(teams::Teams::new(layout)),
            (Kind::Exemptions, _) => Box::new(exemptions::Exemptions::new(layout)),
            (Kind::Targets, _) => Box::new(targets::Targets::new(layout)),
            (Kind::Annotations, _) => Box::new(annotations::Annotations::new(layout)),
            (Kind::TraceResponse, _) => Box::new(trace_responses::TraceResponses::new(request, layout, dialect)?),
            (Kind::TraceRequest, _) => Box::new(trace_requests::TraceRequests::new(request, layout, dialect)?),
            (Kind::TraceRegister, _) => Box::new(trace_register::TraceRegister::new(layout)),
            (Kind::Decisions, _) => Box::new(decisions::Decisions::new(layout)),
            (Kind::Effort, _) => Box::new(effort::Effort::new(layout)),
            (Kind::Plan, _) => Box::new(plan::Plan::new(request, layout)),
            (Kind::Rates, _) => Box::new(rates::Rates::new(layout)),
            (Kind::Register, _) => Box::new(register::Register::new(layout, as_at::kept(request))),
        };
        let header = layout.header();
        Ok(Self {
            file,
            layout,
            needed: header.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1),
            width: header.len(),
            as_at: as_at.filter(|_| layout.kind.has_as_at()),
            as_at_column,
            last_as_at: String::new(),
            rules,
            findings: Findings::default(),
            read: 0,
        })
    }

    /// Checks a row: refused rows are kept count of, a contradiction about the date refuses the file.
    pub(crate) fn row(&mut self, row: &Row<'_>) -> Result<(), Refusal> {
        if self.rules.is_trailer(row) {
            return Ok(());
        }
        self.read += 1;
        let taken = match self.shape(row).and_then(|()| self.as_at_fits(row)) {
            Ok(Some(refusal)) => return Err(refusal),
            Ok(None) => self.rules.row(row, &mut self.findings),
            Err(fault) => Err(fault),
        };
        if let Err(fault) = taken {
            self.findings.refuse(row.number, row.line, fault);
            if self.findings.refused() > MOST_REFUSED {
                return Err(Refusal::BrokenAtLine {
                    file: self.file.clone(),
                    line: row.line,
                    what: format!(
                        "more than a million rows up to here can't be used. Of this one: {}. Look at the file before you load it",
                        fault.reason.text()
                    ),
                });
            }
        }
        Ok(())
    }

    /// The date at which the file was taken, of a kind that has one.
    pub(crate) fn as_at(&self) -> Option<NaiveDate> {
        self.as_at.as_ref().map(|as_at| as_at.date)
    }

    /// The date, what the accepted rows come to, what was found, and how many rows there were.
    ///
    /// # Errors
    /// If what only all rows together can tell refuses the file.
    pub(crate) fn finish(mut self) -> Result<(Option<NaiveDate>, Outcome, Findings, u64), Refusal> {
        if let Some((line, ids)) = self.rules.circle() {
            return Err(Refusal::circle(self.file, line, &ids));
        }
        let outcome = self.rules.finish(&mut self.findings);
        Ok((self.as_at.map(|as_at| as_at.date), outcome, self.findings, self.read))
    }

    fn shape(&self, row: &Row<'_>) -> Result<(), Fault> {
        if row.cells.len() < self.needed {
            return Err(Fault::new(None, Reason::TooFewCells));
        }
        // Spreadsheets leave empty cells behind the last column.
        if row.cells.len() > self.width && row.cells.iter().skip(self.width).any(|cell| !cell.trim().is_empty()) {
            return Err(Fault::new(None, Reason::TooManyCells));
        }
        Ok(())
    }

    fn as_at_fits(&mut self, row: &Row<'_>) -> Result<Option<Refusal>, Fault> {
        let cell = row.cell(self.as_at_column);
        let Some(as_at) = &self.as_at else { return Ok(None) };
        if cell.is_empty() || cell == self.last_as_at {
            return Ok(None);
        }
        let date = calendar::read(cell).ok_or_else(|| Fault::new(self.as_at_column, Reason::DateUnreadable))?;
        if date != as_at.date {
            let said_by = format!("column “{}” on line {}", self.layout.name(self.as_at_column), row.line);
            return Ok(Some(as_at::disagree(&self.file, as_at, &Source { date, said_by })));
        }
        cell.clone_into(&mut self.last_as_at);
        Ok(None)
    }
}

fn first_in_column(layout: &Layout, column: Option<usize>, first: &Batch) -> Option<Source> {
    column?;
    first.rows().find_map(|row| {
        let date = calendar::read(row.cell(column))?;
        Some(Source {
            date,
            said_by: format!("column “{}” on line {}", layout.name(column), row.line),
        })
    })
}
