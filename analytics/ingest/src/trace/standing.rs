//! Who is in scope at the extracts' date, in which state, and in which teams.

use super::people::Details;
use super::{Summary, Wanted};
use crate::check::ids::Ids;
use crate::check::{People, Rows};
use crate::table::Table;
use crate::{Checked, Refusal};
use chrono::NaiveDate;
use domain::schema::allocations;
use domain::{Kind, RecordState};
use foldhash::fast::RandomState;
use rayon::slice::ParallelSliceMut as _;
use std::collections::{BTreeMap, HashSet};

/// What the extracts say of people, as far as a request needs it.
#[derive(Debug, Default)]
pub(super) struct Standing {
    as_at: Option<NaiveDate>,
    /// The team that is wanted, as names are compared; none: everybody.
    team: Option<String>,
    /// The teams with open cases, by their names as they are compared, where one is wanted.
    teams: BTreeMap<String, String>,
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

/// Those who are wanted, side by side.
#[derive(Debug, Default)]
pub(super) struct Chosen<'a> {
    pub(super) people: Vec<(&'a str, RecordState)>,
    pub(super) details: Vec<Details>,
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
    pub(super) fn add(&mut self, checked: &Checked, rows: Rows) -> Result<(), Refusal> {
        if let (Some(first), Some(second)) = (self.as_at, checked.as_at)
            && first != second
        {
            return Err(Refusal::AsAtDisagrees {
                file: checked.file.clone(),
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
        match rows {
            Rows::People(people) => self.add_people(&people),
            Rows::Tables(tables) => tables.iter().for_each(|table| self.add_allocations(table)),
        }
        Ok(())
    }

    fn add_people(&mut self, people: &People) {
        for said in people.standings() {
            self.numbers.extend(said.number);
            let is_wanted = self.is_wanted(said.team);
            let person = &mut self.somebody(said.person_id).person;
            let before = person.as_ref().is_some_and(|person| person.is_of_team);
            *person = Some(Person {
                state: said.state,
                number: said.number,
                is_excluded: said.is_excluded,
                open: said.is_open,
                is_of_team: before || is_wanted,
            });
        }
        for (id, team, is_open) in people.allocations() {
            self.add_allocation(id, Some(team), is_open);
        }
    }

    fn add_allocations(&mut self, table: &Table) {
        let rows = table
            .texts(allocations::PERSON_ID)
            .zip(table.texts(allocations::TEAM))
            .zip(table.flags(allocations::OPEN));
        for ((id, team), is_open) in rows {
            if let (Some(id), Some(is_open)) = (id, is_open) {
                self.add_allocation(id, team, is_open);
            }
        }
    }

    fn add_allocation(&mut self, id: &str, team: Option<&str>, is_open: bool) {
        let is_of_team = is_open && self.is_wanted(team);
        let allocated = self.somebody(id).allocated.get_or_insert_default();
        allocated.is_open |= is_open;
        allocated.is_of_team |= is_of_team;
    }

    /// Whether a team as written is the one that is wanted.
    fn is_wanted(&mut self, team: Option<&str>) -> bool {
        let Some((wanted, team)) = self.team.as_ref().zip(team) else {
            return false;
        };
        let key = name_key(team);
        let is_wanted = *wanted == key;
        self.teams.entry(key).or_insert_with(|| team.to_owned());
        is_wanted
    }

    /// What follows “there is no team”: why the team that is wanted is none of those with open cases; none where it is one, or where none is wanted.
    pub(super) fn no_such_team(&self) -> Option<String> {
        let wanted = self.team.as_ref().filter(|wanted| !self.teams.contains_key(*wanted))?;
        if self.teams.is_empty() {
            return Some(", for they name none at all; add the file of allocations, or leave the team out".to_owned());
        }
        let all = self.teams.len();
        let near: Vec<_> = if all <= NAMED {
            self.teams.values().map(String::as_str).collect()
        } else {
            let near = self.teams.iter().filter(|(key, _)| is_like(key, wanted));
            near.map(|(_, name)| name.as_str()).take(NAMED).collect()
        };
        Some(match (near.as_slice(), all) {
            ([], _) => format!(", and none of the {all} teams there are is like it"),
            ([only], 1) => format!("; there is {only}"),
            (near, all) if near.len() == all => format!("; there are {}", near.join(", ")),
            (near, all) => format!("; of the {all} teams there are, like it: {}", near.join(", ")),
        })
    }

    /// The date of the extract of people; none if there was none.
    pub(super) fn as_at(&self) -> Option<NaiveDate> {
        self.as_at
    }

    /// The people wanted of whom enough is known, whose details are taken away, and how many were left out.
    pub(super) fn choose(&mut self, wanted: &Wanted<'_>, exempt: &HashSet<String>) -> (Chosen<'_>, Summary) {
        let shared = self.shared();
        let mut summary = Summary {
            rows_refused: self.rows_refused,
            ..Summary::default()
        };
        let mut chosen = Chosen::default();
        for (place, somebody) in self.known.iter_mut().enumerate() {
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
            } else if !wanted.states.contains(&state) {
                summary.other_states += 1;
            } else if !somebody.details.are_enough() {
                summary.too_little += 1;
            } else {
                chosen.people.push((person_id, state));
                chosen.details.push(std::mem::take(&mut somebody.details));
            }
        }
        (chosen, summary)
    }

    /// The numbers that several rows hold.
    fn shared(&self) -> HashSet<[u8; 16], RandomState> {
        let mut numbers = self.numbers.clone();
        numbers.par_sort_unstable();
        numbers.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
    }
}

/// How many teams are named at most.
const NAMED: usize = 5;

/// Whether names as they are compared are likely to be meant for each other: one holds the other, or a letter in four is another.
fn is_like(name: &str, wanted: &str) -> bool {
    !wanted.is_empty() && (name.contains(wanted) || wanted.contains(name) || steps(name, wanted) <= wanted.chars().count().div_ceil(4))
}

/// How many letters must be changed, added or taken out to make one name of the other.
fn steps(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut before: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.chars().enumerate() {
        let mut now = vec![row + 1];
        for (place, same) in other.iter().enumerate() {
            let changed = before[place] + usize::from(letter != *same);
            now.push(changed.min(before[place + 1] + 1).min(now[place] + 1));
        }
        before = now;
    }
    before[other.len()]
}

/// A team's name as it is compared: case and repeated spaces don't matter.
fn name_key(name: &str) -> String {
    crate::cells::tidy(name).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(wanted: &str, teams: &[&str]) -> Option<String> {
        let mut standing = Standing::of(Some(wanted));
        for team in teams {
            standing.is_wanted(Some(team));
        }
        standing.no_such_team()
    }

    #[test]
    fn a_team_that_is_not_there_is_told_from_those_like_it() {
        let many = ["North", "Northfield", "South", "East", "West", "Hospital", "Review"];
        assert_eq!(said("  NORTH ", &many), None);
        for (wanted, expected) in [
            ("Nort", "; of the 7 teams there are, like it: North, Northfield"),
            ("Hopsital", "; of the 7 teams there are, like it: Hospital"),
            ("Quality", ", and none of the 7 teams there are is like it"),
        ] {
            assert_eq!(said(wanted, &many).as_deref(), Some(expected), "{wanted}");
        }
        assert_eq!(said("Nort", &["South", "North"]).as_deref(), Some("; there are North, South"));
        assert_eq!(said("Nort", &["South"]).as_deref(), Some("; there is South"));
        assert!(said("North", &[]).unwrap().contains("name none at all"));
        assert_eq!(Standing::of(None).no_such_team(), None);
    }
}
