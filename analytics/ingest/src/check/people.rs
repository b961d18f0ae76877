//! The people of a snapshot: several rows of one person are one person.

use super::allocations::{self, Allocation};
use super::ids::{Ids, Names};
use crate::findings::Findings;
use crate::reason::Reason;
use crate::table::{self, Table};
use chrono::NaiveDate;
use domain::schema::persons;
use domain::{AgeBand, Exclusion, NumberSource, RecordState, TimeOpen, calendar};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use rayon::slice::ParallelSliceMut as _;

/// What one row says of its person, and in the end what all of them say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person {
    /// The first line on which the person stands.
    pub(super) line: u64,
    pub(super) state: RecordState,
    /// The keyed hash of the number, or of the text that stands in its place; zeros if there is nothing.
    pub(super) number: [u8; 16],
    pub(super) verified: bool,
    pub(super) source: NumberSource,
    pub(super) born: Option<NaiveDate>,
    pub(super) died: Option<NaiveDate>,
    pub(super) child_flag: Option<bool>,
    /// Some: a type is given; whether every row gives that of a relative.
    pub(super) relative: Option<bool>,
    pub(super) restricted: bool,
    pub(super) open: Option<bool>,
    pub(super) opened: Option<NaiveDate>,
    /// The place of the primary support reason among those of the file.
    pub(super) reason: Option<u32>,
    /// The first team that the rows name, by its place among those of the file, and whether that allocation is open.
    pub(super) team: Option<(u32, bool)>,
}

impl Person {
    /// Fills what earlier rows left empty. One open case makes the person open, one other role makes them no mere relative.
    pub(super) fn add(&mut self, later: &Self) {
        if self.state == RecordState::Missing {
            self.state = later.state;
            self.number = later.number;
        }
        self.verified |= later.verified;
        if self.source == NumberSource::Unknown {
            self.source = later.source;
        }
        self.born = self.born.or(later.born);
        self.died = self.died.or(later.died);
        self.child_flag = self.child_flag.or(later.child_flag);
        self.relative = match (self.relative, later.relative) {
            (Some(one), Some(other)) => Some(one && other),
            (one, other) => one.or(other),
        };
        self.restricted |= later.restricted;
        self.open = match (self.open, later.open) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        };
        self.opened = match (self.opened, later.opened) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        self.reason = self.reason.or(later.reason);
    }

    /// Whether a later row gives another number.
    pub(super) fn contradicts(&self, later: &Self) -> bool {
        let given = |person: &Self| person.state != RecordState::Missing;
        given(self) && given(later) && self.number != later.number
    }

    fn state(&self) -> RecordState {
        if self.state == RecordState::Valid && self.verified {
            RecordState::Verified
        } else {
            self.state
        }
    }

    /// The hash of a usable number.
    fn number(&self) -> Option<[u8; 16]> {
        (self.state == RecordState::Valid).then_some(self.number)
    }

    fn allocation_open(&self) -> Option<bool> {
        self.team.map(|(_, open)| open)
    }

    fn age_band(&self, as_at: NaiveDate) -> Option<AgeBand> {
        AgeBand::of(calendar::age(self.born?, as_at))
    }

    fn time_open(&self, as_at: NaiveDate) -> Option<TimeOpen> {
        TimeOpen::between(self.opened?, as_at)
    }

    fn exclusion(&self, as_at: NaiveDate) -> Option<Exclusion> {
        let child = || match self.born {
            Some(born) => calendar::age(born, as_at) < 18,
            None => self.child_flag == Some(true),
        };
        if self.born.is_some_and(|born| born > as_at) {
            Some(Exclusion::Unborn)
        } else if child() {
            Some(Exclusion::Child)
        } else if self.died.is_some_and(|died| died <= as_at) {
            Some(Exclusion::Deceased)
        } else if self.relative == Some(true) {
            Some(Exclusion::Relative)
        } else if self.open == Some(false) {
            Some(Exclusion::NotOpen)
        } else {
            None
        }
    }
}

/// Where the columns stand, to say in which one something was found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places {
    pub(super) born: Option<usize>,
    pub(super) died: Option<usize>,
    pub(super) status: Option<usize>,
}

/// Warns of what only all rows of a person together can tell.
pub(super) fn warn(people: &[Person], places: Places, as_at: NaiveDate, findings: &mut Findings) {
    for person in people {
        if person.born.is_none() && person.child_flag.is_none() {
            findings.warn(places.born, Reason::NoBirthDate, person.line);
        }
        if let Some(died) = person.died {
            if died > as_at {
                findings.warn(places.died, Reason::DeathInFuture, person.line);
            }
            if person.born.is_some_and(|born| died < born) {
                findings.warn(places.died, Reason::DiedBeforeBirth, person.line);
            }
        }
        if person.verified && person.state != RecordState::Valid {
            findings.warn(places.status, Reason::VerifiedWithoutNumber, person.line);
        }
    }
}

fn half(number: [u8; 16]) -> u64 {
    let [half @ .., _, _, _, _, _, _, _, _] = number;
    u64::from_be_bytes(half)
}

/// The first halves of numbers that more than one person has, in order.
fn repeated_halves(people: &[Person]) -> Vec<u64> {
    let usable = people.par_iter().filter(|person| person.state == RecordState::Valid);
    let mut halves: Vec<u64> = usable.map(|person| half(person.number)).collect();
    halves.par_sort_unstable();
    let mut repeated: Vec<u64> = halves.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    repeated.dedup();
    repeated
}

/// The people of a snapshot, numbered by their ids.
#[derive(Debug)]
pub(crate) struct People {
    pub(super) as_at: NaiveDate,
    pub(super) ids: Ids,
    pub(super) people: Vec<Person>,
    pub(super) teams: Names,
    pub(super) reasons: Names,
    /// Those of people with several teams; none if there is no column of teams.
    pub(super) allocations: Option<Vec<Allocation>>,
}

/// What a snapshot says of a person's place in the scope.
#[derive(Debug)]
pub(crate) struct Stands<'a> {
    pub(crate) person_id: &'a str,
    pub(crate) state: RecordState,
    /// The keyed hash of a usable number.
    pub(crate) number: Option<[u8; 16]>,
    pub(crate) is_excluded: bool,
    /// Whether the case or the allocation is open; none if nothing says so.
    pub(crate) is_open: Option<bool>,
    /// The one team of an open allocation.
    pub(crate) team: Option<&'a str>,
}

impl People {
    /// Where each person stands, in the order of their ids.
    pub(crate) fn standings(&self) -> impl Iterator<Item = Stands<'_>> {
        self.people.iter().enumerate().map(|(place, person)| Stands {
            person_id: self.ids.get(place),
            state: person.state(),
            number: person.number(),
            is_excluded: person.exclusion(self.as_at).is_some(),
            is_open: person.open.or(person.allocation_open()),
            team: self.open_team(person),
        })
    }

    /// The people and teams of people with several teams, and whether the allocation is open.
    pub(crate) fn allocations(&self) -> impl Iterator<Item = (&str, &str, bool)> {
        let all = self.allocations.iter().flatten();
        all.map(|one| (self.ids.get(one.person as usize), self.teams.get(one.team), one.open))
    }

    fn open_team(&self, person: &Person) -> Option<&str> {
        let open = person.team.filter(|(_, open)| *open);
        open.map(|(place, _)| self.teams.get(place))
    }

    /// The people as [`persons`] describes them, and their allocations.
    pub(super) fn into_tables(self) -> Vec<Table> {
        let mut tables = vec![self.table()];
        if let Some(all) = self.allocations {
            tables.push(allocations::table(&self.ids, &self.teams, all));
        }
        tables
    }

    fn table(&self) -> Table {
        let (as_at, rows) = (self.as_at, self.people.iter());
        Table::in_parallel(
            persons::FILE,
            rows.len(),
            &[
                &|| table::text(persons::PERSON_ID, (0..rows.len()).map(|place| Some(self.ids.get(place)))),
                &|| table::text(persons::STATE, rows.clone().map(|person| Some(person.state().name()))),
                &|| table::bytes(persons::NUMBER, rows.clone().map(Person::number)),
                &|| table::text(persons::SOURCE, rows.clone().map(|person| Some(person.source.name()))),
                &|| {
                    let exclusions = rows.clone().map(|person| person.exclusion(as_at).map(Exclusion::name));
                    table::text(persons::EXCLUSION, exclusions)
                },
                &|| table::flags(persons::OPEN, rows.clone().map(|person| person.open)),
                &|| table::flags(persons::RESTRICTED, rows.clone().map(|person| Some(person.restricted))),
                &|| {
                    let bands = rows.clone().map(|person| person.age_band(as_at).map(AgeBand::name));
                    table::text(persons::AGE_BAND, bands)
                },
                &|| {
                    let times = rows.clone().map(|person| person.time_open(as_at).map(TimeOpen::name));
                    table::text(persons::TIME_OPEN, times)
                },
                &|| {
                    let given = rows.clone().map(|person| person.reason.map(|place| self.reasons.get(place)));
                    table::text(persons::SUPPORT_REASON, given)
                },
                &|| table::text(persons::TEAM, rows.clone().map(|person| self.open_team(person))),
                &|| table::flags(persons::ALLOCATION_OPEN, rows.clone().map(Person::allocation_open)),
                &|| {
                    let repeated = repeated_halves(&self.people);
                    let among = |person: &Person| person.number().map(|number| repeated.binary_search(&half(number)).is_ok());
                    table::flags(persons::REPEATED, rows.clone().map(among))
                },
            ],
        )
    }
}
