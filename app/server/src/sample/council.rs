//! The synthetic council: its people, month by month.

use std::ops::Range;

use anyhow::Result;
use chrono::NaiveDate;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::calendar::{Calendar, days_before, months_after};
use super::numbers::{Kind, Numbers, WRONG};
use super::person::{Number, Person, Role, Source, Trace};
use super::story;
use super::teams::{self, Changes, MERGED, Part, TEAMS, TINY};

mod founding;

/// The state of the council on one month end.
#[derive(Debug)]
pub(super) struct Council {
    pub(super) calendar: Calendar,
    pub(super) changes: Changes,
    pub(super) month: usize,
    /// In ascending order of their id.
    pub(super) people: Vec<Person>,
    pub(super) rng: ChaCha8Rng,
    size_at_end: usize,
    numbers: Numbers,
    next_id: u64,
}

/// Share of people in scope who leave, die, move team or arrive unallocated, each month.
const LEAVING: f64 = 0.021;
const DYING: f64 = 0.004;
const MOVING: f64 = 0.010;
const UNALLOCATED: f64 = 0.12;
const SECOND_TEAM: f64 = 0.105;

impl Council {
    /// The council on its first month end.
    pub(super) fn new(calendar: Calendar, seed: u64, people: usize) -> Result<Self> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let changes = Changes::new(&calendar);
        let numbers = Numbers::new(&mut rng);
        let mut council = Self {
            calendar,
            changes,
            month: 0,
            people: Vec::new(),
            rng,
            size_at_end: people,
            numbers,
            next_id: 1_000_003,
        };
        council.found()?;
        council.trace();
        story::balance(&mut council)?;
        Ok(council)
    }

    /// Moves on to the next month end.
    pub(super) fn advance(&mut self) -> Result<()> {
        self.month += 1;
        let month = self.month;
        self.people.retain(|person| person.listed_until.is_none_or(|last| last >= month));
        self.close_the_dead();
        if month == self.changes.merger_month {
            self.merge();
        }
        self.leave();
        self.die();
        self.move_teams();
        self.join()?;
        self.expect_births();
        self.mend_shared();
        self.lose();
        self.trace();
        story::balance(self)
    }

    pub(super) fn as_at(&self) -> NaiveDate {
        self.calendar.as_at(self.month)
    }

    /// Where the council stands in the story, from 0 to 23.
    pub(super) fn position(&self) -> f64 {
        self.calendar.position(self.month)
    }

    pub(super) fn in_scope(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| person.in_scope())
    }

    /// Gives a person a usable number of their own, from the source that is at work in this month.
    pub(super) fn gain(&mut self, at: usize) -> Result<()> {
        let source = story::source(self.position(), &mut self.rng);
        let text = self.numbers.issue()?;
        self.people[at].give(text, source);
        Ok(())
    }

    /// A usable number that nobody has.
    pub(super) fn issue(&mut self) -> Result<String> {
        self.numbers.issue()
    }

    /// Takes a number out of a record: removed, or found to be invalid.
    pub(super) fn take(&mut self, at: usize) {
        let traced = self.position() >= story::TRACING;
        self.people[at].number = None;
        self.people[at].trace = if traced { Trace::NeedsResolving } else { Trace::NotTraced };
    }

    fn close_the_dead(&mut self) {
        for person in self.people.iter_mut().filter(|person| person.died.is_some()) {
            person.closed = true;
            if let Some(day) = person.died {
                person.end_allocations(day);
            }
        }
    }

    fn merge(&mut self) {
        let (day, last_day) = (self.changes.merger, days_before(self.changes.merger, 1));
        for person in &mut self.people {
            let mut moved = false;
            for allocation in &mut person.allocations {
                if allocation.end.is_none() && TEAMS[allocation.team].part == Part::Merging {
                    allocation.end = Some(last_day);
                    moved = true;
                }
            }
            if moved {
                person.allocate(MERGED, day, &mut self.rng);
            }
        }
    }

    fn leave(&mut self) {
        let jitter = self.rng.random_range(0.85..1.15);
        for at in self.choose_free(LEAVING * jitter) {
            let day = self.some_day();
            let listed = self.month + self.rng.random_range(0..2);
            let person = &mut self.people[at];
            person.closed = true;
            person.listed_until = Some(listed);
            person.end_allocations(day);
        }
    }

    /// The dead stay open in the month of their death, as they do in life.
    fn die(&mut self) {
        for at in self.choose_free(DYING) {
            let day = self.some_day();
            let person = &mut self.people[at];
            person.died = Some(day);
            person.listed_until = Some(self.month + 1);
        }
    }

    fn move_teams(&mut self) {
        for at in self.choose_free(MOVING) {
            let current: Vec<usize> = self.people[at].teams().collect();
            let Some(team) = self.choose_team() else { continue };
            if current.len() == 1 && current[0] != team {
                let day = self.some_day();
                self.people[at].end_allocations(day);
                self.people[at].allocate(team, day, &mut self.rng);
            }
        }
        for at in 0..self.people.len() {
            let waiting = self.people[at].free() && self.people[at].teams().next().is_none();
            if waiting && self.rng.random_bool(0.15) {
                self.place(at, 0.0);
            }
        }
    }

    fn join(&mut self) -> Result<()> {
        let wanted = self.size(self.month).saturating_sub(self.in_scope().count());
        let capture = story::capture(self.position(), &mut self.rng);
        let to_share = usize::from(self.rng.random_bool(0.8)) * (self.size_at_end / 9000);
        for joined in 0..wanted {
            let at = self.arrive(Role::Client, 0..27);
            self.place(at, UNALLOCATED);
            if joined < to_share {
                self.borrow_number(at)?;
            } else if self.rng.random_bool(0.03) {
                let kind = WRONG.choose(&mut self.rng).copied().unwrap_or(Kind::Malformed);
                if self.is_ordinary(at) {
                    self.misrecord(at, kind)?;
                }
            } else if self.rng.random_bool(capture) {
                let source = if self.rng.random_bool(0.85) {
                    Source::Manual
                } else {
                    Source::Unknown
                };
                let number = self.numbers.issue()?;
                self.people[at].give(number, source);
            }
        }
        Ok(())
    }

    /// Keeps a few unborn children on the books; those born meanwhile stay as children.
    fn expect_births(&mut self) {
        let today = self.as_at();
        let expected = self.people.iter().filter(|person| person.born > today).count();
        for _ in expected..(self.size_at_end / 2500).max(1) {
            let at = self.arrive(Role::Child, 0..27);
            let born = months_after(today, self.rng.random_range(1..6));
            self.people[at].born = born;
            self.people[at].first_name = "Unborn";
            self.place(at, 0.0);
        }
    }

    /// Finds out, for some shared numbers, whose they are; the other record loses them.
    fn mend_shared(&mut self) {
        for at in 0..self.people.len() {
            let Some(number) = &self.people[at].number else { continue };
            let mendable = number.borrowed && !self.people[at].pinned && self.rng.random_bool(0.12);
            if let (true, Some(owner)) = (mendable, number.shared_with) {
                self.take(at);
                if let Ok(owner) = self.people.binary_search_by_key(&owner, |person| person.id)
                    && let Some(number) = &mut self.people[owner].number
                {
                    number.shared_with = None;
                }
            }
        }
    }

    fn lose(&mut self) {
        let lost = (self.size_at_end / 3000).max(1);
        let mut covered: Vec<usize> = (0..self.people.len()).filter(|at| self.people[*at].free()).collect();
        covered.retain(|at| self.people[*at].covered() && self.is_ordinary(*at));
        covered.shuffle(&mut self.rng);
        for at in covered.into_iter().take(lost) {
            self.take(at);
        }
    }

    /// What the partner's traces say of the records: numbers confirmed, people not found.
    fn trace(&mut self) {
        let Some(reach) = story::trace_reach(&self.calendar, self.month) else {
            return;
        };
        for person in self.people.iter_mut().filter(|person| person.in_scope()) {
            if !self.rng.random_bool(reach) {
                continue;
            }
            match (person.covered(), person.trace) {
                (true, Trace::NotTraced) => person.trace = Trace::Verified,
                (false, Trace::NotTraced) => {
                    let unclear = self.rng.random_bool(0.25);
                    person.trace = if unclear { Trace::NeedsResolving } else { Trace::NoMatch };
                }
                _ => {}
            }
        }
    }

    fn misrecord(&mut self, at: usize, kind: Kind) -> Result<()> {
        let text = self.numbers.wrong(kind, &mut self.rng)?;
        self.people[at].number = Some(Number {
            text,
            kind,
            source: Source::Manual,
            shared_with: None,
            borrowed: false,
        });
        Ok(())
    }

    /// A joiner is recorded with the number of someone who is already there.
    fn borrow_number(&mut self, at: usize) -> Result<()> {
        let tried: Vec<usize> = (0..200).map(|_| self.rng.random_range(0..self.people.len())).collect();
        let owner = tried.into_iter().find(|other| {
            let person = &self.people[*other];
            *other != at && person.free() && person.covered() && self.is_ordinary(*other)
        });
        match owner {
            Some(owner) if self.is_ordinary(at) => self.share_number(owner, at),
            _ => Ok(()),
        }
    }

    fn share_number(&mut self, owner: usize, borrower: usize) -> Result<()> {
        if self.people[owner].number.is_none() {
            let number = self.numbers.issue()?;
            self.people[owner].give(number, Source::Manual);
        }
        let (owner_id, borrower_id) = (self.people[owner].id, self.people[borrower].id);
        if let Some(number) = &mut self.people[owner].number {
            number.shared_with = Some(borrower_id);
            let copy = Number {
                shared_with: Some(owner_id),
                borrowed: true,
                source: Source::Manual,
                ..number.clone()
            };
            self.people[borrower].number = Some(copy);
            self.people[borrower].trace = Trace::NotTraced;
        }
        Ok(())
    }

    /// Adds a person who has been known for a number of days.
    fn arrive(&mut self, role: Role, known_for: Range<u64>) -> usize {
        let today = self.as_at();
        let mut person = Person::invent(self.next_id, role, today, &mut self.rng);
        person.known_since = days_before(today, self.rng.random_range(known_for));
        self.next_id += self.rng.random_range(1..9);
        self.people.push(person);
        self.people.len() - 1
    }

    /// Allocates a person to a team, or to two, or, by chance, to none.
    fn place(&mut self, at: usize, unallocated: f64) {
        if self.rng.random_bool(unallocated) {
            return;
        }
        let start = self.start_of(at);
        let Some(team) = self.choose_team() else { return };
        self.people[at].allocate(team, start, &mut self.rng);
        let second = self
            .choose_team()
            .filter(|second| *second != team && TEAMS[*second].part != Part::Leading);
        if let Some(second) = second
            && TEAMS[team].part != Part::Leading
            && self.rng.random_bool(SECOND_TEAM)
        {
            self.people[at].allocate(second, start, &mut self.rng);
        }
    }

    fn start_of(&self, at: usize) -> NaiveDate {
        let known = self.people[at].known_since;
        // Someone who has waited is allocated in the month of the snapshot.
        let teams_before = self.people[at].allocations.is_empty() && self.month > 0;
        if teams_before {
            known.max(self.calendar.day(self.month, 2))
        } else {
            known
        }
    }

    fn choose_team(&mut self) -> Option<usize> {
        let (month, changes) = (self.month, self.changes);
        let weights = TEAMS.iter().enumerate().map(|(team, _)| teams::weight(team, month, changes));
        let mut left = self.rng.random_range(0.0..weights.clone().sum());
        weights.enumerate().find_map(|(team, weight)| {
            left -= weight;
            (left < 0.0).then_some(team)
        })
    }

    /// Some of the people to whom events may happen; at least one where there is one.
    fn choose_free(&mut self, share: f64) -> Vec<usize> {
        let mut free: Vec<usize> = (0..self.people.len())
            .filter(|at| self.people[*at].free() && !self.people[*at].teams().any(|team| team == TINY))
            .collect();
        let wanted = ((free.len() as f64 * share).round() as usize).max(1);
        free.shuffle(&mut self.rng);
        free.truncate(wanted);
        free
    }

    /// Whether a wrong or shared number may be put on the person without spoiling a team's part in the story.
    fn is_ordinary(&self, at: usize) -> bool {
        let person = &self.people[at];
        let in_special_team = person.teams().any(|team| matches!(TEAMS[team].part, Part::Leading | Part::Tiny));
        person.free() && !in_special_team && person.number.as_ref().is_none_or(|number| number.kind == Kind::Genuine)
    }

    fn some_day(&mut self) -> NaiveDate {
        let day = self.rng.random_range(2..28);
        self.calendar.day(self.month, day)
    }

    /// People in scope: the council grows by a twentieth over the story.
    fn size(&self, month: usize) -> usize {
        let grown = 0.955 + 0.045 * self.calendar.position(month) / 23.0;
        (self.size_at_end as f64 * grown).round() as usize
    }

    fn share(&self, share: f64) -> usize {
        ((self.size_at_end as f64 * share).round() as usize).max(1)
    }
}
