//! Who is in scope at the extracts' date, in which state, and in which teams.

use super::{Summary, Wanted};
use crate::table::Table;
use crate::{Checked, Refusal};
use chrono::NaiveDate;
use domain::schema::{allocations, persons};
use domain::{Kind, RecordState};
use std::collections::{HashMap, HashSet};

/// What the extracts say of people, as far as a request needs it.
#[derive(Debug, Default)]
pub(super) struct Standing {
    as_at: Option<NaiveDate>,
    /// The team that is wanted, as names are compared; none: everybody.
    team: Option<String>,
    people: HashMap<String, Person>,
    /// How many people hold each number.
    holders: HashMap<[u8; 16], u32>,
    allocated: HashMap<String, Allocated>,
    rows_refused: u64,
}

#[derive(Debug)]
struct Person {
    state: RecordState,
    number: Option<[u8; 16]>,
    is_excluded: bool,
    open: Option<bool>,
    /// Whether the person's own rows name the team that is wanted.
    is_of_team: bool,
}

/// What allocations say of somebody.
#[derive(Debug, Default)]
struct Allocated {
    is_open: bool,
    /// Whether an open one is to the team that is wanted.
    is_of_team: bool,
}

impl Standing {
    /// Nobody yet; of a team, if one is named.
    pub(super) fn of(team: Option<&str>) -> Self {
        Self {
            team: team.map(name_key),
            ..Self::default()
        }
    }

    /// Takes a checked extract of people or allocations.
    pub(super) fn add(&mut self, checked: Checked) -> Result<(), Refusal> {
        if let (Some(first), Some(second)) = (self.as_at, checked.as_at)
            && first != second
        {
            return Err(Refusal::AsAtDisagrees {
                file: checked.file,
                first_source: "another extract".to_owned(),
                first,
                second_source: "this one".to_owned(),
                second,
            });
        }
        self.rows_refused += checked.rows_refused;
        if checked.kind == Kind::Snapshot {
            self.as_at = checked.as_at;
        }
        for table in &checked.tables {
            if table.file() == persons::FILE {
                self.add_people(table);
            } else {
                self.add_allocations(table);
            }
        }
        Ok(())
    }

    fn add_people(&mut self, table: &Table) {
        let texts = |column| table.texts(column);
        let flags = |column| table.flags(column);
        let rows = texts(persons::PERSON_ID)
            .zip(texts(persons::STATE))
            .zip(table.binaries(persons::NUMBER))
            .zip(texts(persons::EXCLUSION))
            .zip(flags(persons::OPEN).zip(flags(persons::ALLOCATION_OPEN)))
            .zip(texts(persons::TEAM));
        self.people.reserve(table.rows());
        for (((((id, state), number), exclusion), (open, allocation_open)), team) in rows {
            let (Some(id), Some(state)) = (id, state.and_then(RecordState::from_name)) else {
                continue;
            };
            let number = number.and_then(|number| number.try_into().ok());
            if let Some(number) = number {
                *self.holders.entry(number).or_default() += 1;
            }
            let before = self.people.remove(id).is_some_and(|person| person.is_of_team);
            let person = Person {
                state,
                number,
                is_excluded: exclusion.is_some(),
                open: open.or(allocation_open),
                is_of_team: before || self.is_wanted(team),
            };
            self.people.insert(id.to_owned(), person);
        }
    }

    fn add_allocations(&mut self, table: &Table) {
        let rows = table
            .texts(allocations::PERSON_ID)
            .zip(table.texts(allocations::TEAM))
            .zip(table.flags(allocations::OPEN));
        for ((id, team), open) in rows {
            let (Some(id), Some(open)) = (id, open) else { continue };
            let is_of_team = open && self.is_wanted(team);
            let allocated = self.allocated.entry(id.to_owned()).or_default();
            allocated.is_open |= open;
            allocated.is_of_team |= is_of_team;
        }
    }

    /// Whether a team as written is the one that is wanted.
    fn is_wanted(&self, team: Option<&str>) -> bool {
        self.team.as_ref().zip(team).is_some_and(|(wanted, team)| *wanted == name_key(team))
    }

    /// The date of the extract of people; none if there was none.
    pub(super) fn as_at(&self) -> Option<NaiveDate> {
        self.as_at
    }

    /// The people wanted with their states, and how many were left out.
    pub(super) fn choose(self, wanted: &Wanted<'_>, exempt: &HashSet<String>) -> (Vec<(String, RecordState)>, Summary) {
        let states: HashSet<RecordState> = wanted.states.iter().copied().collect();
        let mut summary = Summary {
            rows_refused: self.rows_refused,
            ..Summary::default()
        };
        let mut chosen = Vec::new();
        for (id, person) in self.people {
            let allocated = self.allocated.get(&id);
            let is_open = person.open.or(allocated.map(|allocated| allocated.is_open)).unwrap_or(true);
            let is_of_team = self.team.is_none() || person.is_of_team || allocated.is_some_and(|allocated| allocated.is_of_team);
            if person.is_excluded || !is_open || !is_of_team {
                continue;
            }
            let is_shared = person
                .number
                .as_ref()
                .is_some_and(|number| self.holders.get(number).is_some_and(|holders| *holders > 1));
            let state = if is_shared { RecordState::Shared } else { person.state };
            summary.in_scope += 1;
            if exempt.contains(&id) {
                summary.exempt += 1;
            } else if states.contains(&state) {
                chosen.push((id, state));
            } else {
                summary.other_states += 1;
            }
        }
        (chosen, summary)
    }
}

/// A team's name as it is compared: case and repeated spaces don't matter.
fn name_key(name: &str) -> String {
    crate::cells::tidy(name).to_lowercase()
}
