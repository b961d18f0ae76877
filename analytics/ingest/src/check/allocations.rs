use super::ids::{Ids, Names};
use super::words::{self, Known};
use super::{Outcome, Rules};
use crate::cells::{LONGEST_NAME, Row};
use crate::columns::{Field, Layout};
use crate::findings::{Fault, Findings};
use crate::reason::Reason;
use crate::table::{self, Table};
use chrono::NaiveDate;
use domain::schema::allocations;

/// One row's allocation, by the places of its person and team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Allocation {
    pub(super) person: u32,
    pub(super) team: u32,
    pub(super) open: bool,
}

/// The rules of an allocations file.
pub(super) struct Allocations {
    as_at: NaiveDate,
    person_id: Option<usize>,
    team: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
    status: Option<usize>,
    closed: Option<usize>,
    ids: Ids,
    teams: Names,
    status_words: Known<Option<bool>>,
    allocations: Vec<Allocation>,
}

impl Allocations {
    pub(super) fn new(layout: &Layout, as_at: NaiveDate) -> Self {
        Self {
            as_at,
            person_id: layout.get(Field::PersonId),
            team: layout.get(Field::Team),
            start: layout.get(Field::AllocationStart),
            end: layout.get(Field::AllocationEnd),
            status: layout.get(Field::CaseStatus),
            closed: layout.get(Field::CaseClosed),
            ids: Ids::default(),
            teams: Names::default(),
            status_words: Known::default(),
            allocations: Vec::new(),
        }
    }
}

impl Rules for Allocations {
    fn row(&mut self, row: &Row<'_>, findings: &mut Findings) -> Result<(), Fault> {
        let id = row.person_id(self.person_id)?;
        let case_open = match row.cell(self.status) {
            "" => true,
            cell => self
                .status_words
                .read(cell, words::is_open)
                .ok_or_else(|| Fault::new(self.status, Reason::StatusUnknown))?,
        };
        let case_ended = row.date(self.closed)?.is_some_and(|closed| closed <= self.as_at);
        let open = is_open(row, self.start, self.end, self.as_at)? && case_open && !case_ended;
        let team = row.cell(self.team);
        if team.len() > LONGEST_NAME {
            return Err(Fault::new(self.team, Reason::TeamTooLong));
        }
        if team.is_empty() {
            findings.warn(self.team, Reason::TeamMissing, row.line);
            return Ok(());
        }
        let (person, _) = self.ids.place(id);
        self.allocations.push(Allocation {
            person,
            team: self.teams.place(team),
            open,
        });
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Findings) -> Outcome {
        vec![table(&self.ids, &self.teams, self.allocations)].into()
    }
}

/// Whether an allocation is open: it has started, and has not ended by the snapshot's date.
pub(super) fn is_open(row: &Row<'_>, start: Option<usize>, end: Option<usize>, as_at: NaiveDate) -> Result<bool, Fault> {
    let (starts, ends) = (row.date(start)?, row.date(end)?);
    if let (Some(starts), Some(ends)) = (starts, ends)
        && ends < starts
    {
        return Err(Fault::new(end, Reason::DatesReversed));
    }
    Ok(starts.is_none_or(|start| start <= as_at) && ends.is_none_or(|end| end > as_at))
}

/// One row per person and team: open if one of their allocations is.
pub(super) fn table(ids: &Ids, teams: &Names, mut all: Vec<Allocation>) -> Table {
    all.sort_unstable_by_key(|allocation| (allocation.person, allocation.team, !allocation.open));
    all.dedup_by_key(|allocation| (allocation.person, allocation.team));
    Table::new(
        allocations::FILE,
        all.len(),
        vec![
            table::text(
                allocations::PERSON_ID,
                all.iter().map(|allocation| Some(ids.get(allocation.person as usize))),
            ),
            table::text(allocations::TEAM, all.iter().map(|allocation| Some(teams.get(allocation.team)))),
            table::flags(allocations::OPEN, all.iter().map(|allocation| Some(allocation.open))),
        ],
    )
}
