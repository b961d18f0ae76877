//! What files about effort have in common: workstreams, organisations, hours and money in cells.

use super::trace_words;
use super::words::Known;
use crate::cells::Row;
use crate::columns::{Field, Layout};
use crate::findings::{Fault, Findings};
use crate::reason::Reason;
use domain::{Party, Workstream, hours, money};

/// What is done by whom: the columns that timesheets and plans share.
pub(super) struct Work {
    workstream: Option<usize>,
    role: Option<usize>,
    organisation: Option<usize>,
    workstream_words: Known<Option<Workstream>>,
    organisation_words: Known<Option<Party>>,
}

impl Work {
    pub(super) fn new(layout: &Layout) -> Self {
        Self {
            workstream: layout.get(Field::Workstream),
            role: layout.get(Field::Role),
            organisation: layout.get(Field::Organisation),
            workstream_words: Known::default(),
            organisation_words: Known::default(),
        }
    }

    pub(super) fn workstream(&mut self, row: &Row<'_>) -> Result<Workstream, Fault> {
        let workstream = match row.cell(self.workstream) {
            "" => Err(Reason::WorkstreamMissing),
            cell => self
                .workstream_words
                .read(cell, Workstream::from_word)
                .ok_or(Reason::WorkstreamUnknown),
        };
        workstream.map_err(|reason| Fault::new(self.workstream, reason))
    }

    /// The role; none if the cell is empty.
    pub(super) fn role(&self, row: &Row<'_>) -> Result<Option<String>, Fault> {
        trace_words::text(row, self.role)
    }

    /// The role of a row that is about one.
    pub(super) fn role_named(&self, row: &Row<'_>) -> Result<String, Fault> {
        self.role(row)?.ok_or_else(|| Fault::new(self.role, Reason::RoleMissing))
    }

    /// Whose work it is; the council's where nothing is said, with a warning.
    pub(super) fn organisation(&mut self, row: &Row<'_>, findings: &mut Findings) -> Result<Party, Fault> {
        match row.cell(self.organisation) {
            "" => {
                findings.warn(self.organisation, Reason::OrganisationAssumed, row.line);
                Ok(Party::Council)
            }
            cell => self
                .organisation_words
                .read(cell, Party::from_word)
                .ok_or_else(|| Fault::new(self.organisation, Reason::OrganisationUnknown)),
        }
    }
}

/// Hours as minutes; none if the cell is empty or holds a dash.
pub(super) fn minutes(row: &Row<'_>, column: Option<usize>) -> Result<Option<i64>, Fault> {
    let cell = row.cell(column);
    if matches!(cell, "" | "-" | "–") {
        return Ok(None);
    }
    // What a workbook's time of 00:00 is as a day.
    if matches!(cell, "1899-12-30" | "1899-12-31") {
        return Ok(Some(0));
    }
    let unreadable = if is_negative(cell) {
        Reason::HoursNegative
    } else {
        Reason::HoursUnreadable
    };
    hours::read(cell).map(Some).ok_or_else(|| Fault::new(column, unreadable))
}

/// Pounds as pence; none if the cell is empty or holds a dash.
pub(super) fn pence(row: &Row<'_>, column: Option<usize>) -> Result<Option<i64>, Fault> {
    let cell = row.cell(column);
    if matches!(cell, "" | "-" | "–") {
        return Ok(None);
    }
    let unreadable = if is_negative(cell) {
        Reason::MoneyNegative
    } else {
        Reason::MoneyUnreadable
    };
    money::read(cell).map(Some).ok_or_else(|| Fault::new(column, unreadable))
}

/// Below zero, also as accountants write it: `(12.50)`, `£-12.50`.
fn is_negative(cell: &str) -> bool {
    let cell = cell.trim_start_matches('£');
    cell.starts_with(['-', '−', '(']) && cell.contains(|letter: char| letter.is_ascii_digit())
}
