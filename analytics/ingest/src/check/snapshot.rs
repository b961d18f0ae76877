use super::allocations::{self, Allocation};
use super::ids::{Ids, Names};
use super::people::{self, People, Person, Places};
use super::words::{self, Known, Traced};
use super::{Outcome, Rows, Rules};
use crate::cells::{LONGEST_NAME, Row};
use crate::columns::{Field, Layout};
use crate::findings::{Fault, Findings};
use crate::read::Request;
use crate::reason::Reason;
use chrono::NaiveDate;
use domain::nhs_number::{self, Reading};
use domain::{NumberSource, RecordState};

/// In bytes; the code lists' longest has 50.
const LONGEST_REASON: usize = 100;

/// The rules of a snapshot.
pub(super) struct Snapshot<'a> {
    request: &'a Request<'a>,
    as_at: NaiveDate,
    columns: Columns,
    ids: Ids,
    people: Vec<Person>,
    teams: Names,
    reasons: Names,
    /// Those of people with several teams, but for the first of each.
    allocations: Vec<Allocation>,
    status_words: Known<Option<bool>>,
    restricted_words: Known<Option<bool>>,
    flag_words: Known<Option<bool>>,
    traced_words: Known<Traced>,
    source_words: Known<Option<NumberSource>>,
    type_words: Known<bool>,
    reference_words: Known<bool>,
}

#[derive(Debug, Clone, Copy)]
struct Columns {
    person_id: Option<usize>,
    number: Option<usize>,
    reference_type: Option<usize>,
    number_status: Option<usize>,
    number_source: Option<usize>,
    team: Option<usize>,
    born: Option<usize>,
    died: Option<usize>,
    flag: Option<usize>,
    person_type: Option<usize>,
    restricted: Option<usize>,
    status: Option<usize>,
    closed: Option<usize>,
    opened: Option<usize>,
    reason: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
}

impl<'a> Snapshot<'a> {
    pub(super) fn new(request: &'a Request<'_>, layout: &Layout, as_at: NaiveDate) -> Self {
        let team = layout.get(Field::Team);
        let end = layout.get(Field::AllocationEnd);
        let columns = Columns {
            person_id: layout.get(Field::PersonId),
            number: layout.get(Field::NhsNumber),
            reference_type: layout.get(Field::ReferenceType),
            number_status: layout.get(Field::NumberStatus),
            number_source: layout.get(Field::NumberSource),
            team,
            born: layout.get(Field::DateOfBirth),
            died: layout.get(Field::DateOfDeath),
            flag: layout.get(Field::ContextFlag),
            person_type: layout.get(Field::PersonType),
            restricted: layout.get(Field::Restricted),
            status: layout.get(Field::CaseStatus),
            // Without a team, the end of an allocation is all that tells whether the case is open.
            closed: layout.get(Field::CaseClosed).or(if team.is_none() { end } else { None }),
            opened: layout.get(Field::CaseOpened),
            reason: layout.get(Field::SupportReason),
            start: layout.get(Field::AllocationStart),
            end,
        };
        Self {
            request,
            as_at,
            columns,
            ids: Ids::default(),
            people: Vec::new(),
            teams: Names::default(),
            reasons: Names::default(),
            allocations: Vec::new(),
            status_words: Known::default(),
            restricted_words: Known::default(),
            flag_words: Known::default(),
            traced_words: Known::default(),
            source_words: Known::default(),
            type_words: Known::default(),
            reference_words: Known::default(),
        }
    }

    fn number(&mut self, row: &Row<'_>, id: &str) -> Result<(RecordState, [u8; 16]), Fault> {
        let other_reference = self.columns.reference_type.is_some()
            && !self
                .reference_words
                .read(row.cell(self.columns.reference_type), |word| word == "nhs");
        let cell = if other_reference { "" } else { row.cell(self.columns.number) };
        match nhs_number::read(cell, self.request.options.ranges) {
            Reading::Valid(number) if id.bytes().filter(u8::is_ascii_digit).eq(number.ascii()) => {
                Err(Fault::new(self.columns.person_id, Reason::PersonIdIsNumber))
            }
            Reading::Valid(number) => Ok((RecordState::Valid, self.request.key.number(number))),
            Reading::Unusable(RecordState::Missing) => Ok((RecordState::Missing, [0; 16])),
            Reading::Unusable(state) => Ok((state, self.request.key.unusable(cell))),
        }
    }

    /// Whether the row says that the case is open, and whether its status and its closure date contradict each other.
    fn open(&mut self, row: &Row<'_>) -> Result<(Option<bool>, bool), Fault> {
        let columns = self.columns;
        let status = match row.cell(columns.status) {
            "" => None,
            cell => Some(
                self.status_words
                    .read(cell, words::is_open)
                    .ok_or_else(|| Fault::new(columns.status, Reason::StatusUnknown))?,
            ),
        };
        let ended = row.date(columns.closed)?.is_some_and(|closed| closed <= self.as_at);
        let open = match status {
            Some(open) => Some(open && !ended),
            None => columns.closed.map(|_| !ended),
        };
        Ok((open, status == Some(true) && ended))
    }

    /// The team that the row names, by its place, and whether that allocation is open.
    fn team(&mut self, row: &Row<'_>) -> Result<Option<(u32, bool)>, Fault> {
        let columns = self.columns;
        let team = row.cell(columns.team);
        if team.is_empty() {
            return Ok(None);
        }
        if team.len() > LONGEST_NAME {
            return Err(Fault::new(columns.team, Reason::TeamTooLong));
        }
        let open = allocations::is_open(row, columns.start, columns.end, self.as_at)?;
        Ok(Some((self.teams.place(team), open)))
    }

    /// Reads the words that can be taken with a warning.
    fn words(&mut self, row: &Row<'_>, person: &mut Person, findings: &mut Findings) {
        let columns = self.columns;
        let also_relative = &self.request.options.relative_values;
        let given = |column| Some(row.cell(column)).filter(|cell| !cell.is_empty());
        if let Some(cell) = given(columns.number_status) {
            match self.traced_words.read(cell, words::traced) {
                Traced::Verified => person.verified = true,
                Traced::No => {}
                Traced::Unknown => findings.warn(columns.number_status, Reason::NumberStatusUnknown, row.line),
            }
        }
        if let Some(cell) = given(columns.number_source) {
            match self.source_words.read(cell, words::number_source) {
                Some(source) => person.source = source,
                None => findings.warn(columns.number_source, Reason::NumberSourceUnknown, row.line),
            }
        }
        if let Some(cell) = given(columns.flag) {
            person.child_flag = self.flag_words.read(cell, words::is_child);
            if person.child_flag.is_none() {
                findings.warn(columns.flag, Reason::ContextFlagUnknown, row.line);
            }
        }
        if let Some(cell) = given(columns.restricted) {
            let restricted = self.restricted_words.read(cell, words::is_restricted);
            person.restricted = restricted != Some(false);
            if restricted.is_none() {
                findings.warn(columns.restricted, Reason::RestrictedUnknown, row.line);
            }
        }
        if let Some(cell) = given(columns.reason) {
            if cell.len() > LONGEST_REASON {
                findings.warn(columns.reason, Reason::SupportReasonTooLong, row.line);
            } else {
                person.reason = Some(self.reasons.place(cell));
            }
        }
        person.opened = match row.date(columns.opened) {
            Ok(opened) if opened.is_none_or(|opened| opened <= self.as_at) => opened,
            Ok(_) | Err(_) => {
                findings.warn(columns.opened, Reason::OpenedUnusable, row.line);
                None
            }
        };
        person.relative = given(columns.person_type).map(|cell| self.type_words.read(cell, |word| words::is_relative(word, also_relative)));
    }
}

impl Rules for Snapshot<'_> {
    fn row(&mut self, row: &Row<'_>, findings: &mut Findings) -> Result<(), Fault> {
        let columns = self.columns;
        let id = row.person_id(columns.person_id)?;
        let (state, number) = self.number(row, id)?;
        let born = row.life_date(columns.born, self.as_at)?;
        let died = row.life_date(columns.died, self.as_at)?;
        let (open, contradiction) = self.open(row)?;
        let team = self.team(row)?;
        let mut person = Person {
            line: row.line,
            state,
            number,
            verified: false,
            source: NumberSource::Unknown,
            born,
            died,
            child_flag: None,
            relative: None,
            restricted: false,
            open,
            opened: None,
            reason: None,
            team,
        };
        let (place, new) = self.ids.place(id);
        if !new
            && let Some(earlier) = self.people.get(place as usize)
            && earlier.contradicts(&person)
        {
            return Err(Fault::against(columns.number, Reason::ConflictingNumber, earlier.line));
        }
        self.words(row, &mut person, findings);
        if contradiction {
            findings.warn(columns.status, Reason::OpenAndClosed, row.line);
        }
        let Some(earlier) = self.people.get_mut(place as usize) else {
            self.people.push(person);
            return Ok(());
        };
        earlier.add(&person);
        match (&mut earlier.team, team) {
            (Some((team, open)), Some((later, later_open))) if *team == later => *open |= later_open,
            (Some(_), Some((team, open))) => self.allocations.push(Allocation { person: place, team, open }),
            (none @ None, later) => *none = later,
            (Some(_), None) => {}
        }
        Ok(())
    }

    fn finish(self: Box<Self>, findings: &mut Findings) -> Outcome {
        let Self {
            as_at,
            columns,
            ids,
            mut people,
            teams,
            reasons,
            mut allocations,
            ..
        } = *self;
        let places = Places {
            born: columns.born,
            died: columns.died,
            status: columns.number_status,
        };
        people::warn(&people, places, as_at, findings);
        let has_teams = columns.team.is_some();
        // Whoever has a second team has the first among the allocations too.
        for at in 0..allocations.len() {
            let person = allocations[at].person;
            if let Some((team, open)) = people[person as usize].team.take() {
                allocations.push(Allocation { person, team, open });
            }
        }
        let people = People {
            as_at,
            ids,
            people,
            teams,
            reasons,
            allocations: has_teams.then_some(allocations),
        };
        Outcome {
            rows: Rows::People(Box::new(people)),
            period: None,
        }
    }
}
