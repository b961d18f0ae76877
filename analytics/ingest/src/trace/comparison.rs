//! What came back beside what was sent, detail by detail: beside the check, since to find what was sent takes as long.

use super::details::{ByDetail, ByReference, Sent, place_in};
use super::response;
use crate::cells::Row;
use crate::columns::Layout;
use crate::read::Request;
use crate::table::{self, Table};
use crate::{Key, Refusal};
use domain::schema::trace_responses as columns;
use domain::trace::{Detail, Dialect};
use rayon::iter::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};

/// Compares the rows of one response in their order.
pub(crate) struct Comparison<'a> {
    key: &'a Key,
    /// What was sent.
    known: Option<&'a ByReference>,
    reference: Option<usize>,
    /// The columns of the details, in the order of [`Detail::ALL`].
    details: ByDetail<usize>,
    /// Where the next reference is looked for first.
    next: usize,
    /// What differs, by the line of the answer; of other lines nothing is known.
    differ: Vec<(u64, ByDetail<bool>)>,
}

impl<'a> Comparison<'a> {
    /// A comparison with what was sent, which is read if it was not yet.
    pub(crate) fn of(request: &'a Request<'_>, layout: &Layout, dialect: Dialect) -> Result<Self, Refusal> {
        Ok(Self {
            key: request.key,
            known: Sent::compared(request, dialect)?,
            reference: response::reference(layout),
            details: response::details(layout),
            next: 0,
            differ: Vec::new(),
        })
    }

    /// Compares a row, which may turn out to be refused.
    pub(crate) fn look(&mut self, row: &Row<'_>) {
        let Some(known) = self.known else { return };
        let reference = row.cell(self.reference);
        if let Some(place) = known.place(reference, &mut self.next) {
            let cells = self.details.map(|column| row.cell(column));
            self.differ.push((row.line, known.differ(self.key, place, cells)));
        }
    }

    /// The answers that could be used, with what differs in each.
    pub(crate) fn complete(&mut self, answers: Table) -> Table {
        // In order already, but for a workbook that is not.
        self.differ.sort_by_key(|(line, _)| *line);
        let mut next = 0;
        let mut of_line = |line: Option<i64>| {
            let line = line.and_then(|line| u64::try_from(line).ok())?;
            let place = place_in(&self.differ, &mut next, |(compared, _)| compared.cmp(&line))?;
            Some(self.differ[place].1)
        };
        let lines = answers.whole_numbers(columns::LINE);
        let differ: Vec<ByDetail<bool>> = lines.map(|line| of_line(line).unwrap_or_default()).collect();
        let flags = |(at, detail): (usize, &Detail)| {
            let values = differ.iter().map(|differ| differ[at]);
            table::flags(&columns::differs(*detail), values)
        };
        answers.with(Detail::ALL.par_iter().enumerate().map(flags))
    }
}
