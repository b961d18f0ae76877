//! The council's batches of traces: what must have been asked and answered for its records to become what they became.
//!
//! Nothing here takes part in the simulation, so that the figures are the same with it and without: it watches each month and writes
//! down who was asked about, and which answer fits what then happened to the record.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::calendar::Calendar;
use super::council::Council;
use super::numbers;
use super::person::{Number, Person, Source, Trace};
use super::story;

pub(super) mod codes;
pub(super) mod decisions;
pub(super) mod files;
pub(super) mod log;

use log::Log;

/// The batches of the story, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pass {
    /// The first matching, by the Migration Analysis Cleansing Service.
    Macs,
    /// The first pass through the partner to the Demographics Batch Service.
    First,
    /// Who was left.
    Residue,
    /// Who was left after their details had been cleansed.
    Cleansed,
    /// Every month from then on.
    Monthly,
}

const PASSES: [Pass; 5] = [Pass::Macs, Pass::First, Pass::Residue, Pass::Cleansed, Pass::Monthly];

/// Where in the story the Spine Mini Service is at hand.
const SPINE_MINI: f64 = 15.0;

/// What came back for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    Found(String),
    Confirmed,
    Different(String),
    Superseded(String),
    Invalid,
    Conflict,
    Several,
    NoMatch,
    /// A code that no record's fate asks for, and the number that comes with it.
    Code(&'static str, Option<String>),
}

/// One person of a request with the answer.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) person: Person,
    /// What the record held when the request was made.
    pub(super) number: Option<Number>,
    pub(super) answer: Answer,
    pub(super) lacks_postcode: bool,
    pub(super) lacks_forename: bool,
    pub(super) placeholder_birth: bool,
    /// Whether another surname or another postcode comes back.
    pub(super) moved: bool,
    pub(super) renamed: bool,
}

/// A request and its response.
#[derive(Debug, Clone)]
pub(super) struct Batch {
    pub(super) pass: Pass,
    pub(super) position: f64,
    pub(super) sent: NaiveDate,
    pub(super) returned: NaiveDate,
    /// By the person's id.
    pub(super) asked: BTreeMap<u64, Asked>,
    /// Who was without a number of their own when the request was made.
    open: BTreeSet<u64>,
}

/// A record as the snapshot before had it.
#[derive(Debug, Clone)]
struct Before {
    number: Option<Number>,
    trace: Trace,
    covered: bool,
}

/// Every batch so far, and the log of the Spine Mini Service.
#[derive(Debug)]
pub(super) struct Traces {
    rng: ChaCha8Rng,
    before: BTreeMap<u64, Before>,
    pub(super) batches: Vec<Batch>,
    pub(super) log: Log,
}

impl Traces {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            // Of its own: the simulation's must not move.
            rng: ChaCha8Rng::seed_from_u64(seed ^ 0x7ace),
            before: BTreeMap::new(),
            batches: Vec::new(),
            log: Log::default(),
        }
    }

    /// Takes note of a month: what its batches must have asked and been answered.
    pub(super) fn watch(&mut self, council: &Council) {
        let month = council.month;
        if month > 0 {
            let began = self.batches.len();
            for (place, pass) in passes(&council.calendar, month).into_iter().enumerate() {
                self.begin(council, pass, place);
            }
            for person in council.in_scope().filter(|person| is_asked_about(council, person)) {
                if let Some(before) = self.before.remove(&person.id) {
                    self.see(council, person, &before, began);
                }
            }
        }
        let before = |person: &Person| Before {
            number: person.number.clone(),
            trace: person.trace,
            covered: person.covered(),
        };
        self.before = council.in_scope().map(|person| (person.id, before(person))).collect();
    }

    /// What no month tells: numbers that wait to be loaded, duplicates, and one answer of every code.
    pub(super) fn finish(&mut self, council: &mut Council) -> Result<()> {
        self.leave_waiting(council)?;
        codes::promise(self, council)?;
        self.log.promise(council, &mut self.rng)
    }

    fn begin(&mut self, council: &Council, pass: Pass, place: usize) {
        // From the snapshot of the month before, early in the month; the answer is in the month's own snapshot.
        let day = u32::try_from(place).unwrap_or_default() + 2;
        let took = if pass == Pass::Monthly { 5 } else { 14 };
        self.batches.push(Batch {
            pass,
            position: council.position(),
            sent: working_day(council, day),
            returned: working_day(council, day + took),
            asked: BTreeMap::new(),
            open: self
                .before
                .iter()
                .filter(|(_, before)| !before.covered)
                .map(|(id, _)| *id)
                .collect(),
        });
    }

    /// Which answer fits what happened to a record since the snapshot before; `began` is the first batch of this month.
    fn see(&mut self, council: &Council, person: &Person, before: &Before, began: usize) {
        let source = person.number.as_ref().map(|number| number.source);
        let same = |number: &&Number| before.number.as_ref().is_some_and(|before| before.text == number.text);
        let kept = person.number.as_ref().filter(same);
        // A number that was lost and replaced within the month is new too.
        let gained = person.covered() && !(before.covered && kept.is_some());
        let by_trace = gained && matches!(source, Some(Source::Batch | Source::Macs));
        let has_log = council.position() >= SPINE_MINI;
        if gained && source == Some(Source::SpineMini) {
            self.log.found(council, person, &mut self.rng);
        }
        if by_trace && began == self.batches.len() {
            self.load_late(person, before);
            return;
        }
        let answer = if by_trace {
            let answer = if before.covered { Answer::Superseded } else { Answer::Found };
            person.number.as_ref().map(|number| answer(digits(&number.text)))
        } else if let Some(number) = kept.filter(|number| number.shared_with.is_some()) {
            self.shared(number)
        } else if kept.is_some() && person.covered() {
            match (before.trace, person.trace) {
                (Trace::NotTraced, Trace::Verified) if has_log && self.rng.random_bool(0.04) => {
                    self.log.confirmed(council, person, &mut self.rng);
                    None
                }
                (Trace::NotTraced, Trace::Verified) => Some(Answer::Confirmed),
                (Trace::NotTraced, Trace::NotTraced) => self.questioned(council),
                _ => None,
            }
        } else if !person.covered() {
            self.unanswered(council, person, before, has_log)
        } else {
            None
        };
        let Some(answer) = answer else { return };
        let today = began..self.batches.len();
        if today.is_empty() {
            return;
        }
        let id = usize::try_from(person.id).unwrap_or_default();
        let by_macs = today
            .clone()
            .find(|at| source == Some(Source::Macs) && gained && self.batches[*at].pass == Pass::Macs);
        let at = by_macs.unwrap_or(today.start + id % today.len());
        self.answer(at, person, before.number.clone(), answer);
    }

    /// A number that two records hold: the one whose it is is confirmed, the other record is somebody else.
    fn shared(&mut self, number: &Number) -> Option<Answer> {
        match self.rng.random_range(0..4) {
            0 | 1 if !number.borrowed => Some(Answer::Confirmed),
            0 if number.borrowed => Some(Answer::Conflict),
            1 => Some(Answer::Several),
            _ => None,
        }
    }

    /// A typed number that the trace didn't confirm in this month: nearly all were not asked about, a few belong to somebody else.
    fn questioned(&mut self, council: &Council) -> Option<Answer> {
        let number = numbers::stray(&mut self.rng);
        match self.rng.random_range(0..1000) {
            0..5 => Some(Answer::Different(number)),
            5..8 => Some(Answer::Superseded(number)),
            8..10 => Some(Answer::Invalid),
            10..13 => Some(Answer::Conflict),
            _ => None,
        }
        .filter(|_| council.position() >= story::TRACING)
    }

    /// A record without a number of its own: what the trace said of it, if it was asked about.
    fn unanswered(&mut self, council: &Council, person: &Person, before: &Before, has_log: bool) -> Option<Answer> {
        let is_new = before.trace == Trace::NotTraced;
        if has_log && self.rng.random_bool(0.01) {
            self.log.failed(council, person, &mut self.rng);
        }
        // Who was not found before is asked about again in some of the later batches.
        if !is_new && self.rng.random_bool(0.55) {
            return None;
        }
        match person.trace {
            Trace::NoMatch => Some(Answer::NoMatch),
            Trace::NeedsResolving if self.rng.random_bool(0.8) => Some(Answer::Several),
            Trace::NeedsResolving => Some(Answer::Conflict),
            Trace::NotTraced | Trace::Verified => None,
        }
    }

    /// A number that an earlier batch found and that only now is in the case system.
    fn load_late(&mut self, person: &Person, before: &Before) {
        let (Some(number), Some(last)) = (&person.number, self.batches.len().checked_sub(1)) else {
            return;
        };
        let text = digits(&number.text);
        if self.batches[last].open.contains(&person.id) {
            self.answer(last, person, before.number.clone(), Answer::Found(text));
            return;
        }
        // Who had a number by then that an earlier batch found, and has another now: the first was superseded.
        let earlier = self
            .batches
            .iter()
            .rev()
            .find_map(|batch| match &batch.asked.get(&person.id)?.answer {
                Answer::Found(first) => Some(first.clone()),
                _ => None,
            });
        if let Some(first) = earlier {
            let sent = Number {
                text: first,
                ..number.clone()
            };
            self.answer(last, person, Some(sent), Answer::Superseded(text));
        }
    }

    fn answer(&mut self, at: usize, person: &Person, number: Option<Number>, answer: Answer) {
        if let Some(asked) = self.batches[at].asked.get_mut(&person.id) {
            asked.answer = answer;
            return;
        }
        // What a request lacks is what most often keeps a trace from finding anybody.
        let lacking = if matches!(answer, Answer::NoMatch | Answer::Several) {
            4.0
        } else {
            1.0
        };
        let mut chance = |share: f64| self.rng.random_bool(share);
        let asked = Asked {
            person: person.clone(),
            number,
            answer,
            lacks_postcode: chance(0.07 * lacking),
            lacks_forename: chance(0.008 * lacking),
            placeholder_birth: chance(0.01 * lacking),
            moved: chance(0.09),
            renamed: chance(0.03),
        };
        self.batches[at].asked.insert(person.id, asked);
    }

    /// Numbers that the last batch found and that are not in the case system yet, and among them some of records kept twice.
    fn leave_waiting(&mut self, council: &mut Council) -> Result<()> {
        let Some(last) = self.batches.len().checked_sub(1) else {
            return Ok(());
        };
        let open = &self.batches[last].open;
        let is_asked_about = |person: &&Person| person.gainable() && person.exemption.is_none() && open.contains(&person.id);
        let waiting: Vec<Person> = council.in_scope().filter(is_asked_about).cloned().collect();
        let twice: Vec<String> = council
            .in_scope()
            .filter(|person| person.covered() && person.trace == Trace::Verified)
            .filter_map(|person| person.number.as_ref())
            .take(2)
            .map(|number| digits(&number.text))
            .collect();
        for (place, person) in waiting.iter().step_by(12).enumerate() {
            let number = match twice.get(place.wrapping_sub(3)) {
                Some(number) => number.clone(),
                None => council.issue()?,
            };
            self.answer(last, person, person.number.clone(), Answer::Found(number));
        }
        Ok(())
    }
}

impl Batch {
    /// The batch's name: the request's file without its ending.
    pub(super) fn name(&self) -> String {
        match self.pass {
            Pass::Residue => format!("MPTREQ_{}", self.stamp_sent()),
            pass => format!("trace_{}_{}", pass.word(), self.sent),
        }
    }

    /// The name of the response's file without its ending.
    pub(super) fn response_name(&self) -> String {
        match self.pass {
            Pass::Residue => format!("RESP_{}_{}141500", self.name(), self.returned.format("%Y%m%d")),
            pass => format!("trace_{}_response_{}", pass.word(), self.returned),
        }
    }

    pub(super) fn stamp_sent(&self) -> String {
        format!("{}093000", self.sent.format("%Y%m%d"))
    }
}

impl Pass {
    fn word(self) -> &'static str {
        match self {
            Self::Macs => "macs",
            Self::First => "first-pass",
            Self::Residue => "residue",
            Self::Cleansed => "cleansed-residue",
            Self::Monthly => "monthly",
        }
    }
}

/// The batches that come back in a month; a sample of few months has several in one.
fn passes(calendar: &Calendar, month: usize) -> Vec<Pass> {
    let waves = PASSES.into_iter().zip(story::WAVES);
    let mut passes: Vec<Pass> = waves
        .filter(|(_, wave)| calendar.reaching(*wave) == month)
        .map(|(pass, _)| pass)
        .collect();
    if month > calendar.reaching(story::WAVES[4]) {
        passes.push(Pass::Monthly);
    }
    passes
}

/// Whether a request may ask about a person: nobody asks about people with an agreed exemption.
fn is_asked_about(council: &Council, person: &Person) -> bool {
    person.exemption.is_none_or(|exemption| !exemption.holds(council.as_at()))
}

/// A day of the month, or the Monday after it.
pub(super) fn working_day(council: &Council, day: u32) -> NaiveDate {
    let day = council.calendar.day(council.month, day);
    match day.weekday() {
        Weekday::Sat => day + Days::new(2),
        Weekday::Sun => day + Days::new(1),
        _ => day,
    }
}

/// The ten digits without the spaces in which some are typed.
pub(super) fn digits(text: &str) -> String {
    text.chars().filter(|letter| *letter != ' ').collect()
}
