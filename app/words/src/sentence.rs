//! The answer to “are we at the target, who is furthest, is it getting better?”, from the figures alone.

use crate::{
    change::{Change, Direction},
    figures::hold,
};
use domain::{
    Exemptions, Filter, Measure, UNALLOCATED, calendar,
    percent::{self, records},
    questions::{CoverageRow, Ladder as _, PointType, SpcRow, TeamRow},
};

/// The three parts of the answer, in the order in which they are asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Whether the target holds.
    pub verdict: String,
    /// Who has most records to go; none for one team, or where no team is known.
    pub furthest: Option<String>,
    /// Whether it is getting better.
    pub direction: String,
}

/// Composes the answer; `teams` may be empty. `latest` is the latest point of the coverage chart, where there is one.
#[must_use]
pub fn compose(row: &CoverageRow, teams: &[TeamRow], latest: Option<&SpcRow>, filter: &Filter) -> Sentence {
    Sentence {
        verdict: verdict(row, filter),
        furthest: if filter.team.is_none() {
            furthest(teams, filter.measure)
        } else {
            None
        },
        direction: direction(row, latest, filter.measure),
    }
}

/// The change since the snapshot before, if there was one with anybody in scope.
#[must_use]
pub fn change(row: &CoverageRow, measure: Measure) -> Option<Change> {
    Change::between(
        (row.previous_covered?, row.previous_in_scope?),
        (row.counted(measure)?, row.in_scope),
    )
}

fn verdict(row: &CoverageRow, filter: &Filter) -> String {
    let on = calendar::long(row.as_at);
    let Some(counted) = row.counted(filter.measure) else {
        return format!("This cannot be said for {on}: only earlier counts are known, and they do not hold it.");
    };
    if row.in_scope == 0 {
        return format!("Nobody is in scope on {on}, so there is nothing to judge.");
    }
    let share = percent::shown(counted, row.in_scope, row.target);
    let whose = match filter.exemptions {
        Exemptions::Included => "of records in scope",
        Exemptions::Excluded => "of records in scope, less agreed exemptions,",
    };
    let said = format!("{share} {whose} {} on {on}", hold(filter.measure));
    if row.records_to_go == 0 {
        format!("Yes: {said}; the target is {}.", row.target.label())
    } else {
        format!("Not yet: {said}; {} to go to {}.", records(row.records_to_go), row.target.label())
    }
}

fn furthest(teams: &[TeamRow], measure: Measure) -> Option<String> {
    // Those without a team are somebody's records to mend, but they are not a team that could be ahead or behind.
    let judged: Vec<_> = teams
        .iter()
        .filter(|row| row.team != UNALLOCATED && row.in_scope > 0 && row.counted(measure).is_some())
        .collect();
    let reached = judged.iter().filter(|row| row.records_to_go == 0).count();
    let most = teams.iter().map(|row| row.records_to_go).max().filter(|most| *most > 0)?;
    let furthest: Vec<_> = teams.iter().filter(|row| row.records_to_go == most).collect();
    let there = match (reached, judged.len()) {
        (_, 0) => String::new(),
        (0, 1) => "The only team has not reached it. ".to_owned(),
        (0, of) => format!("None of {of} teams has reached it. "),
        (reached, of) if reached == of => "Every team has reached it. ".to_owned(),
        (1, of) => format!("1 of {of} teams has reached it. "),
        (reached, of) => format!("{reached} of {of} teams have reached it. "),
    };
    let far = match furthest.as_slice() {
        [one] if one.team == UNALLOCATED => format!("{} have furthest to go: {}.", name(one), records(most)),
        [one] => format!("{} has furthest to go: {}.", name(one), records(most)),
        [one, two] => format!("{} and {} have furthest to go: {} each.", name(one), name(two), records(most)),
        several => format!("{} teams have furthest to go: {} each.", several.len(), records(most)),
    };
    Some(format!("{there}{far}"))
}

fn name(row: &TeamRow) -> &str {
    if row.team == UNALLOCATED {
        "Records without a team"
    } else {
        &row.team
    }
}

/// A change is called better or worse only where the process does not say otherwise and has points enough to say: one month's rise can
/// be chance.
fn direction(row: &CoverageRow, latest: Option<&SpcRow>, measure: Measure) -> String {
    let (Some(change), Some(since)) = (change(row, measure), row.previous_as_at) else {
        return "There is no earlier snapshot to compare it with.".to_owned();
    };
    let (words, since) = (change.words(), calendar::long(since));
    let process = latest.filter(|latest| latest.variation.is_some()).map(SpcRow::process);
    let is_told = |point_type| process.is_none_or(|process| process == Some(point_type));
    match change.direction() {
        Direction::Up if is_told(PointType::SpecialCauseImprovement) => format!("It is getting better: {words} since {since}."),
        Direction::Down if is_told(PointType::SpecialCauseConcern) => format!("It is getting worse: {words} since {since}."),
        Direction::Up | Direction::Down => format!("It is {words} since {since}."),
        Direction::Same => format!("It has not changed since {since}."),
    }
}

#[cfg(test)]
mod tests;
