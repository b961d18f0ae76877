use super::{AgainstTarget, AmongTeams, Assurance, Ladder as _, PointType, Process, TeamProcessRow, TeamRow};
use crate::{Measure, TeamSort};
use std::cmp::{Ordering, Reverse};

/// A row about one team, which can be put in order among others.
pub trait OfTeam {
    /// Where the team stands.
    fn team(&self) -> &TeamRow;
    /// How it got there, where the question says so.
    fn process(&self) -> Option<&Process>;
}

impl OfTeam for TeamRow {
    fn team(&self) -> &TeamRow {
        self
    }

    fn process(&self) -> Option<&Process> {
        None
    }
}

impl OfTeam for TeamProcessRow {
    fn team(&self) -> &TeamRow {
        &self.team
    }

    fn process(&self) -> Option<&Process> {
        Some(&self.process)
    }
}

impl TeamSort {
    /// Puts teams in this order, what cannot be judged last; where it leaves two equal, by the measure's share and then by name.
    pub fn arrange<R: OfTeam>(self, rows: &mut [R], measure: Measure) {
        rows.sort_by(|one, other| {
            let (a, b) = (one.team(), other.team());
            let by_share = || by_share(a, b, measure);
            let by_place = |place: fn(&R) -> Option<usize>| last_if_none(place(one), place(other), usize::cmp).then_with(by_share);
            let by_change = |change: fn(&R, Measure) -> Option<Change>| {
                last_if_none(change(one, measure), change(other, measure), Change::cmp).then_with(by_share)
            };
            let first = match self {
                Self::RecordsToGo => Reverse(a.records_to_go).cmp(&Reverse(b.records_to_go)).then_with(by_share),
                Self::Coverage => by_share(),
                Self::Team => Ordering::Equal,
                Self::Service => a.service.cmp(&b.service),
                Self::InScope => Reverse(a.in_scope).cmp(&Reverse(b.in_scope)),
                Self::AgainstTarget => by_place(against_target),
                Self::Interval => last_if_none(a.interval_lower, b.interval_lower, f64::total_cmp).then_with(by_share),
                Self::AmongTeams => by_place(among_teams),
                Self::Change => by_change(since_before),
                Self::Course => by_change(over_course),
                Self::Variation => by_place(variation),
                Self::Assurance => by_place(assurance),
            };
            first.then_with(|| a.team.cmp(&b.team))
        });
    }

    /// Whether the order rests on what only [`TeamProcesses`](super::TeamProcesses) knows.
    #[must_use]
    pub fn is_of_processes(self) -> bool {
        matches!(self, Self::Course | Self::Variation | Self::Assurance)
    }
}

fn last_if_none<T>(a: Option<T>, b: Option<T>, compare: impl FnOnce(&T, &T) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => compare(&a, &b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

fn place<T: PartialEq>(of: T, among: &[T]) -> Option<usize> {
    among.iter().position(|value| *value == of)
}

fn against_target<R: OfTeam>(row: &R) -> Option<usize> {
    place(row.team().against_target?, AgainstTarget::ALL)
}

fn among_teams<R: OfTeam>(row: &R) -> Option<usize> {
    place(row.team().among_teams?, AmongTeams::ALL)
}

fn variation<R: OfTeam>(row: &R) -> Option<usize> {
    let from_worst = [
        PointType::SpecialCauseConcern,
        PointType::CommonCause,
        PointType::SpecialCauseImprovement,
    ];
    place(row.process()?.variation?, &from_worst)
}

fn assurance<R: OfTeam>(row: &R) -> Option<usize> {
    let from_worst = [Assurance::Fail, Assurance::HitOrMiss, Assurance::Pass];
    place(row.process()?.assurance?, &from_worst)
}

fn since_before<R: OfTeam>(row: &R, measure: Measure) -> Option<Change> {
    let row = row.team();
    Change::between(
        (row.previous_covered?, row.previous_in_scope?),
        (row.counted(measure)?, row.in_scope),
    )
}

fn over_course<R: OfTeam>(row: &R, measure: Measure) -> Option<Change> {
    let (row, process) = (row.team(), row.process()?);
    Change::between(
        (process.first_covered?, process.first_in_scope?),
        (row.counted(measure)?, row.in_scope),
    )
}

/// A movement of a share as a fraction, so that no rounding can put two teams in the wrong order.
struct Change {
    by: i128,
    of: i128,
}

impl Change {
    fn between(before: (i64, i64), now: (i64, i64)) -> Option<Self> {
        if before.1 <= 0 || now.1 <= 0 {
            return None;
        }
        let (before, now) = ((i128::from(before.0), i128::from(before.1)), (i128::from(now.0), i128::from(now.1)));
        Some(Self {
            by: now.0 * before.1 - before.0 * now.1,
            of: before.1 * now.1,
        })
    }

    fn cmp(&self, other: &Self) -> Ordering {
        match (self.by.checked_mul(other.of), other.by.checked_mul(self.of)) {
            (Some(here), Some(there)) => here.cmp(&there),
            // Only counts of billions are too large for whole numbers.
            _ => (self.by as f64 / self.of as f64).total_cmp(&(other.by as f64 / other.of as f64)),
        }
    }
}

/// The lowest share first; a team of which none is known, or with nobody in the view, comes last.
fn by_share(a: &TeamRow, b: &TeamRow, measure: Measure) -> Ordering {
    let known = |row: &TeamRow| Some((row.counted(measure)?, row.in_scope)).filter(|(_, of)| *of > 0);
    // Compared as counts, for the same reason.
    last_if_none(known(a), known(b), |(part_a, of_a), (part_b, of_b)| {
        (i128::from(*part_a) * i128::from(*of_b)).cmp(&(i128::from(*part_b) * i128::from(*of_a)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Target, questions::Course};

    /// (name, in scope, covered) with what it was before and what is said of it.
    fn row(team: &str, in_scope: i64, covered: i64, before: Option<(i64, i64)>, first: Option<(i64, i64)>) -> TeamProcessRow {
        TeamProcessRow {
            team: TeamRow {
                team: team.to_owned(),
                service: "S".to_owned(),
                in_scope,
                recorded: None,
                covered,
                verified: None,
                records_to_go: Target::DEFAULT.records_to_go(covered, in_scope),
                target: Target::DEFAULT,
                previous_in_scope: before.map(|(_, of)| of),
                previous_covered: before.map(|(part, _)| part),
                interval_lower: (in_scope > 0).then(|| covered as f64 / in_scope as f64 - 1.0 / in_scope as f64),
                interval_upper: None,
                against_target: None,
                among_teams: None,
            },
            process: Process {
                first_covered: first.map(|(part, _)| part),
                first_in_scope: first.map(|(_, of)| of),
                course: Course::default(),
                ..Process::default()
            },
        }
    }

    fn order(sort: TeamSort, mut rows: Vec<TeamProcessRow>) -> Vec<String> {
        sort.arrange(&mut rows, Measure::Coverage);
        rows.into_iter().map(|row| row.team.team).collect()
    }

    #[test]
    fn a_change_is_compared_as_counts_and_ties_go_by_share_and_name() {
        let rows = || {
            vec![
                row("up", 100, 80, Some((70, 100)), Some((10, 100))),
                row("new", 100, 1, None, None),
                row("down", 300, 100, Some((101, 300)), Some((299, 300))),
                row("same, high", 7, 6, Some((12, 14)), Some((6, 7))),
                row("same, low", 3, 1, Some((2, 6)), Some((1, 3))),
                row("nobody", 0, 0, Some((1, 1)), Some((1, 1))),
            ]
        };
        let expected = ["down", "same, low", "same, high", "up", "new", "nobody"];
        assert_eq!(order(TeamSort::Change, rows()), expected);
        assert_eq!(order(TeamSort::Course, rows()), expected);
    }

    #[test]
    fn an_interval_is_ordered_by_its_lower_end() {
        let rows = vec![
            row("wide", 2, 1, None, None),
            row("none", 0, 0, None, None),
            row("narrow", 1_000, 400, None, None),
        ];
        assert_eq!(order(TeamSort::Interval, rows), ["wide", "narrow", "none"]);
    }

    #[test]
    fn verdicts_go_from_the_worst_and_what_has_none_comes_last() {
        let said = |team: &str, variation, assurance, among_teams| {
            let mut row = row(team, 10, 5, None, None);
            (row.process.variation, row.process.assurance, row.team.among_teams) = (variation, assurance, among_teams);
            row
        };
        let rows = || {
            vec![
                said("a", None, None, None),
                said(
                    "b",
                    Some(PointType::SpecialCauseImprovement),
                    Some(Assurance::Pass),
                    Some(AmongTeams::TooFewRecords),
                ),
                said("c", Some(PointType::CommonCause), Some(Assurance::Fail), Some(AmongTeams::High998)),
                said(
                    "d",
                    Some(PointType::SpecialCauseConcern),
                    Some(Assurance::HitOrMiss),
                    Some(AmongTeams::Low95),
                ),
                said("e", Some(PointType::CommonCause), Some(Assurance::Fail), Some(AmongTeams::Low998)),
            ]
        };
        assert_eq!(order(TeamSort::Variation, rows()), ["d", "c", "e", "b", "a"]);
        assert_eq!(order(TeamSort::Assurance, rows()), ["c", "e", "d", "b", "a"]);
        assert_eq!(order(TeamSort::AmongTeams, rows()), ["e", "d", "c", "b", "a"]);
    }

    #[test]
    fn every_order_is_the_same_whatever_the_order_before() {
        let mut rows: Vec<_> = (0..40)
            .map(|id| {
                row(
                    &format!("{id:02}"),
                    id % 5,
                    id % 5 / 2,
                    (id % 3 > 0).then_some((1, id % 4)),
                    Some((0, id % 2)),
                )
            })
            .collect();
        for sort in TeamSort::ALL {
            let forwards = order(*sort, rows.clone());
            rows.reverse();
            assert_eq!(order(*sort, rows.clone()), forwards, "{sort}");
        }
    }
}
