//! Who is in scope at the extracts' date, in which state, and in which teams.

use super::people::Details;
use super::{Summary, Wanted};
use crate::check::ids::Ids;
use crate::table::Table;
use crate::{Checked, Refusal};
use chrono::NaiveDate;
use domain::schema::{allocations, persons};
use domain::{Kind, RecordState};
use rayon::slice::ParallelSliceMut as _;
use std::collections::HashSet;

/// What the extracts say of people, as far as a request needs it.
#[derive(Debug, Default)]
pub(super) struct Standing {
    as_at: Option<NaiveDate>,
    /// The team that is wanted, as names are compared; none: everybody.
    team: Option<String>,
    ids: Ids,
    /// What is known of each, by the places of [`Self::ids`].
    known: Vec<Somebody>,
    /// The number of each row that holds one.
    numbers: Vec<[u8; 16]>,
    rows_refused: u64,
}

/// Whom an extract names.
#[derive(Debug, Default)]
struct Somebody {
    person: Option<Person>,
    allocated: Option<Allocated>,
    details: Details,
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

/// Somebody who is wanted.
#[derive(Debug)]
pub(super) struct Chosen<'a> {
    pub(super) person_id: &'a str,
    pub(super) state: RecordState,
    pub(super) details: &'a Details,
}

impl Standing {
    /// Nobody yet; of a team, if one is named.
    pub(super) fn of(team: Option<&str>) -> Self {
        Self {
            team: team.map(name_key),
            ..Self::default()
        }
    }

    /// What the extracts say of a person's details, whom they may name for the first time.
    pub(super) fn details(&mut self, id: &str) -> &mut Details {
        &mut self.somebody(id).details
    }

    /// As [`Self::details`], of a person whom an extract named before.
    pub(super) fn known_details(&mut self, id: &str) -> Option<&mut Details> {
        let place = self.ids.find(id)?;
        self.known.get_mut(place as usize).map(|somebody| &mut somebody.details)
    }

    fn somebody(&mut self, id: &str) -> &mut Somebody {
        let (place, new) = self.ids.place(id);
        if new {
            self.known.push(Somebody::default());
        }
        &mut self.known[place as usize]
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
        for (((((id, state), number), exclusion), (open, allocation_open)), team) in rows {
            let (Some(id), Some(state)) = (id, state.and_then(RecordState::from_name)) else {
                continue;
            };
            let number = number.and_then(|number| number.try_into().ok());
            self.numbers.extend(number);
            let is_wanted = self.is_wanted(team);
            let person = &mut self.somebody(id).person;
            let before = person.as_ref().is_some_and(|person| person.is_of_team);
            *person = Some(Person {
                state,
                number,
                is_excluded: exclusion.is_some(),
                open: open.or(allocation_open),
                is_of_team: before || is_wanted,
            });
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
            let allocated = self.somebody(id).allocated.get_or_insert_default();
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

    /// The people wanted, and how many were left out.
    pub(super) fn choose(&self, wanted: &Wanted<'_>, exempt: &HashSet<String>) -> (Vec<Chosen<'_>>, Summary) {
        let shared = self.shared();
        let mut summary = Summary {
            rows_refused: self.rows_refused,
            ..Summary::default()
        };
        let mut chosen = Vec::new();
        for (place, somebody) in self.known.iter().enumerate() {
            let Some(person) = &somebody.person else { continue };
            let allocated = somebody.allocated.as_ref();
            let is_open = person.open.or(allocated.map(|allocated| allocated.is_open)).unwrap_or(true);
            let is_of_team = self.team.is_none() || person.is_of_team || allocated.is_some_and(|allocated| allocated.is_of_team);
            if person.is_excluded || !is_open || !is_of_team {
                continue;
            }
            let is_shared = person.number.is_some_and(|number| shared.contains(&number));
            let state = if is_shared { RecordState::Shared } else { person.state };
            let person_id = self.ids.get(place);
            summary.in_scope += 1;
            if exempt.contains(person_id) {
                summary.exempt += 1;
            } else if wanted.states.contains(&state) {
                chosen.push(Chosen {
                    person_id,
                    state,
                    details: &somebody.details,
                });
            } else {
                summary.other_states += 1;
            }
        }
        (chosen, summary)
    }

    /// The numbers that several rows hold.
    fn shared(&self) -> HashSet<[u8; 16]> {
        let mut numbers = self.numbers.clone();
        numbers.par_sort_unstable();
        numbers.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
    }
}

/// A team's name as it is compared: case and repeated spaces don't matter.
fn name_key(name: &str) -> String {
    crate::cells::tidy(name).to_lowercase()
}
