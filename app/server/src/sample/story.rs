//! The story: what coverage does from month to month, and how records come to follow it.

use anyhow::Result;
use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::calendar::{Calendar, STORY_MONTHS, first_of_month};
use super::council::Council;
use super::person::Source;
use super::teams::{Part, TEAMS};

/// Coverage in per cent at each month of the story: seven months of typing, then waves of traces, then ever slower cleansing.
const COVERAGE: [f64; STORY_MONTHS] = [
    58.0, 58.4, 58.9, 58.3, 58.7, 59.1, 58.6, 66.4, 67.5, 67.9, 73.6, 74.7, 75.1, 79.7, 80.8, 81.2, 84.6, 85.6, 86.2, 88.2, 89.0, 89.8,
    90.6, 91.2,
];

/// The month in which tracing begins.
pub(super) const TRACING: f64 = 7.0;

/// When each wave of traces comes back: the first match, three batches, the residue.
pub(super) const WAVES: [f64; 5] = [TRACING, 10.0, 13.0, 16.0, 19.0];

/// A team, or the people without one.
type Group = Option<usize>;

/// People in scope and those among them who are covered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) in_scope: usize,
    pub(super) covered: usize,
}

impl Tally {
    fn percent(self) -> f64 {
        100.0 * self.covered as f64 / self.in_scope.max(1) as f64
    }
}

/// Where a number gained at this point of the story comes from.
pub(super) fn source(position: f64, rng: &mut ChaCha8Rng) -> Source {
    let chance: f64 = rng.random_range(0.0..1.0);
    match position {
        p if p < TRACING => {
            if chance < 0.92 {
                Source::Manual
            } else {
                Source::Unknown
            }
        }
        p if p < WAVES[1] => {
            if chance < 0.85 {
                Source::Macs
            } else {
                Source::Manual
            }
        }
        p if p < 15.0 => {
            if chance < 0.82 {
                Source::Batch
            } else {
                Source::Manual
            }
        }
        _ if chance < 0.72 => Source::Batch,
        _ if chance < 0.86 => Source::SpineMini,
        _ => Source::Manual,
    }
}

/// The share of joiners who come with a usable number: better once referrals ask for it, but for one bad month.
pub(super) fn capture(position: f64, rng: &mut ChaCha8Rng) -> f64 {
    let usual = match position {
        p if p < TRACING => 0.46,
        p if p < 14.0 => 0.52,
        p if (16.0..17.0).contains(&p) => 0.36,
        _ => 0.64,
    };
    usual + rng.random_range(-0.04..0.04)
}

/// The share of records on which a trace gives its verdict in this month, if tracing has begun.
pub(super) fn trace_reach(calendar: &Calendar, month: usize) -> Option<f64> {
    let returned = WAVES.iter().any(|wave| calendar.reaching(*wave) == month);
    match calendar.position(month) {
        p if p < TRACING => None,
        _ if returned => Some(0.5),
        _ => Some(0.06),
    }
}

/// Lets records gain (or lose) numbers until every team stands where the story wants it.
///
/// Only the two leading teams may stand above 95%, so that the first screen has an answer that can be checked by eye.
pub(super) fn balance(council: &mut Council) -> Result<()> {
    let members = members(council);
    let wanted = wanted(council, &members);
    let mut tallies = tallies(council);
    for ((group, people), wanted) in members.iter().zip(&wanted) {
        let mut uncovered: Vec<usize> = people.iter().copied().filter(|at| council.people[*at].gainable()).collect();
        uncovered.shuffle(&mut council.rng);
        // An empty field is what a trace fills: wrong numbers wait for cleansing, and newcomers for the next batch.
        let month_began = first_of_month(council.as_at());
        uncovered.sort_by_cached_key(|at| {
            let person = &council.people[*at];
            (
                person.known_since >= month_began,
                person.number.is_some() && council.rng.random_bool(0.7),
            )
        });
        for at in uncovered {
            if tallies[slot(*group)].covered >= *wanted {
                break;
            }
            let elsewhere: Vec<usize> = groups_of(council, at).filter(|other| other != group).map(slot).collect();
            if elsewhere
                .iter()
                .all(|other| tallies[*other].covered < most(*other, tallies[*other].in_scope))
            {
                council.gain(at)?;
                tallies[slot(*group)].covered += 1;
                elsewhere.iter().for_each(|other| tallies[*other].covered += 1);
            }
        }
        let most = most(slot(*group), tallies[slot(*group)].in_scope);
        for at in people {
            if tallies[slot(*group)].covered <= most {
                break;
            }
            if council.people[*at].free() && council.people[*at].covered() {
                groups_of(council, *at).for_each(|group| tallies[slot(group)].covered -= 1);
                council.take(*at);
            }
        }
    }
    Ok(())
}

/// The tally of every team by its index, and last that of the people without one.
pub(super) fn tallies(council: &Council) -> Vec<Tally> {
    let mut tallies = vec![Tally::default(); TEAMS.len() + 1];
    for at in 0..council.people.len() {
        let person = &council.people[at];
        if person.in_scope() {
            for group in groups_of(council, at) {
                tallies[slot(group)].in_scope += 1;
                tallies[slot(group)].covered += usize::from(person.covered());
            }
        }
    }
    tallies
}

/// Coverage of a team in per cent in the year before the first snapshot, `months` before it.
pub(super) fn before(now: Tally, months: usize, rng: &mut ChaCha8Rng) -> f64 {
    now.percent() - 0.12 * months as f64 + rng.random_range(-0.9..0.9)
}

/// How far, in percentage points, the sum of the teams stands above the council, which counts people of two teams once.
pub(super) fn counted_twice(council: &Council) -> f64 {
    let (mut teams, mut once) = (Tally::default(), Tally::default());
    for tally in tallies(council).into_iter().take(TEAMS.len()) {
        teams.in_scope += tally.in_scope;
        teams.covered += tally.covered;
    }
    for person in council.in_scope() {
        once.in_scope += 1;
        once.covered += usize::from(person.covered());
    }
    teams.percent() - once.percent()
}

fn members(council: &Council) -> Vec<(Group, Vec<usize>)> {
    let mut members: Vec<(Group, Vec<usize>)> = (0..TEAMS.len()).map(Some).chain([None]).map(|group| (group, Vec::new())).collect();
    for at in (0..council.people.len()).filter(|at| council.people[*at].in_scope()) {
        for group in groups_of(council, at) {
            members[slot(group)].1.push(at);
        }
    }
    members
}

/// How many people of each group the story wants covered.
fn wanted(council: &mut Council, members: &[(Group, Vec<usize>)]) -> Vec<usize> {
    let position = council.position();
    let done = position / (STORY_MONTHS as f64 - 1.0);
    let offset = |group: &Group| match group {
        Some(team) => TEAMS[*team].start + (TEAMS[*team].end - TEAMS[*team].start) * done,
        None => -10.0,
    };
    let everyone: usize = members.iter().map(|(_, people)| people.len()).sum();
    let mean = members
        .iter()
        .map(|(group, people)| offset(group) * people.len() as f64)
        .sum::<f64>()
        / everyone.max(1) as f64;
    let noise = if position < TRACING { 0.3 } else { 0.1 };
    let council_wide = coverage(position) - mean + council.rng.random_range(-noise..noise);
    let last = council.month + 1 == council.calendar.months();
    members
        .iter()
        .map(|(group, people)| {
            let percent = council_wide + offset(group) + council.rng.random_range(-0.6..0.6);
            let wanted = (people.len() as f64 * percent / 100.0).round() as usize;
            let leading = group.is_some_and(|team| TEAMS[team].part == Part::Leading);
            let least = if last && leading { 19 * people.len() / 20 + 1 } else { 0 };
            wanted.max(least).min(most(slot(*group), people.len()))
        })
        .collect()
}

fn coverage(position: f64) -> f64 {
    let before = (position.floor() as usize).min(STORY_MONTHS - 1);
    let after = (before + 1).min(STORY_MONTHS - 1);
    COVERAGE[before] + (COVERAGE[after] - COVERAGE[before]) * (position - before as f64)
}

/// The most people that a group may have covered.
fn most(slot: usize, in_scope: usize) -> usize {
    let leading = TEAMS.get(slot).is_some_and(|team| team.part == Part::Leading);
    if leading {
        in_scope
    } else {
        (19 * in_scope).saturating_sub(1) / 20
    }
}

fn groups_of(council: &Council, at: usize) -> impl Iterator<Item = Group> {
    let mut teams: Vec<Group> = council.people[at].teams().map(Some).collect();
    if teams.is_empty() {
        teams.push(None);
    }
    teams.into_iter()
}

fn slot(group: Group) -> usize {
    group.unwrap_or(TEAMS.len())
}
