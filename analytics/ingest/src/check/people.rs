//! The people of a snapshot: several rows of one person are one person.

use super::ids::{Ids, Names};
use crate::findings::Findings;
use crate::reason::Reason;
use crate::table::{self, Table};
use chrono::NaiveDate;
use domain::schema::persons;
use domain::{AgeBand, Exclusion, NumberSource, RecordState, TimeOpen, calendar};

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

/// The people as [`persons`] describes them.
pub(super) fn table(ids: &Ids, people: &[Person], teams: &Names, reasons: &Names, as_at: NaiveDate) -> Table {
    let usable = |person: &Person| (person.state == RecordState::Valid).then_some(person.number);
    Table::new(
        persons::FILE,
        people.len(),
        vec![
            table::text(persons::PERSON_ID, (0..ids.len()).map(|place| Some(ids.get(place)))),
            table::text(persons::STATE, people.iter().map(|person| Some(person.state().name()))),
            table::bytes(persons::NUMBER, people.iter().map(usable)),
            table::text(persons::SOURCE, people.iter().map(|person| Some(person.source.name()))),
            table::text(
                persons::EXCLUSION,
                people.iter().map(|person| person.exclusion(as_at).map(Exclusion::name)),
            ),
            table::flags(persons::OPEN, people.iter().map(|person| person.open)),
            table::flags(persons::RESTRICTED, people.iter().map(|person| Some(person.restricted))),
            table::text(
                persons::AGE_BAND,
                people.iter().map(|person| person.age_band(as_at).map(AgeBand::name)),
            ),
            table::text(
                persons::TIME_OPEN,
                people.iter().map(|person| person.time_open(as_at).map(TimeOpen::name)),
            ),
            table::text(
                persons::SUPPORT_REASON,
                people.iter().map(|person| person.reason.map(|place| reasons.get(place))),
            ),
            table::text(
                persons::TEAM,
                people
                    .iter()
                    .map(|person| person.team.filter(|(_, open)| *open).map(|(place, _)| teams.get(place))),
            ),
            table::flags(
                persons::ALLOCATION_OPEN,
                people.iter().map(|person| person.team.map(|(_, open)| open)),
            ),
        ],
    )
}
