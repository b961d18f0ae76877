//! What depends on what in the register: an order, the day by which each entry is reached, and the chain that decides the last of them.

use super::{EntryKind, EntryStatus};
use chrono::NaiveDate;
use std::collections::HashMap;

/// What is known of one entry in order to follow its dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub kind: EntryKind,
    /// How far it is.
    pub status: EntryStatus,
    /// When it is to be done.
    pub due: Option<NaiveDate>,
    /// When it was first to be done.
    pub first_due: Option<NaiveDate>,
    /// When it was done.
    pub done: Option<NaiveDate>,
    /// The ids of what has to be done before; an unknown one is left out.
    pub depends_on: Vec<String>,
}

/// What follows for one entry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outlook {
    /// The first day on which it can be reached, by its own date and by what it waits for, and not before the day it is seen from; none
    /// if it is not open, or if there is no date to go by.
    pub reached: Option<NaiveDate>,
    /// Days by which it is, or was, later than first said; negative: earlier.
    pub slipped_days: Option<i64>,
    /// Whether it is on the chain that decides when the last open milestone is reached.
    pub is_critical: bool,
}

/// What follows for each entry, seen from a day.
///
/// There are no durations in a register: the chain is the open milestone that is reached last, of what it waits for the entry that is
/// reached last, and so on. Where two are reached on one day, the first by id is taken. Risks are on no chain.
#[must_use]
pub fn follow(entries: &[Entry], as_at: NaiveDate) -> Vec<Outlook> {
    let places: HashMap<&str, usize> = entries.iter().enumerate().map(|(at, entry)| (entry.id.as_str(), at)).collect();
    let is_followed = |at: &usize| entries[*at].status.is_open() && entries[*at].kind != EntryKind::Risk;
    let mut waits_for: Vec<Vec<usize>> = entries
        .iter()
        .map(|entry| entry.depends_on.iter().filter_map(|id| places.get(id.as_str()).copied()).collect())
        .collect();
    // Only rows that were mended after their file was checked can lead back to where they began; the last step back is left out.
    let order = loop {
        match in_order(&waits_for) {
            Ok(order) => break order,
            Err(circle) => match circle[..] {
                [first, .., last] => waits_for[last].retain(|to| *to != first),
                [only] => waits_for[only].retain(|to| *to != only),
                [] => break Vec::new(),
            },
        }
    };
    let mut outlooks: Vec<Outlook> = entries.iter().map(|entry| slipped(entry, as_at)).collect();
    for at in order.into_iter().filter(is_followed) {
        let waiting = waits_for[at]
            .iter()
            .filter(|at| is_followed(at))
            .filter_map(|at| outlooks[*at].reached)
            .max();
        outlooks[at].reached = entries[at].due.map(|due| due.max(as_at)).max(waiting);
    }
    let last = |among: &mut dyn Iterator<Item = usize>, outlooks: &[Outlook]| {
        let dated = among.filter_map(|at| Some((outlooks[at].reached?, at)));
        dated
            .max_by(|(day, at), (other_day, other)| day.cmp(other_day).then_with(|| entries[*other].id.cmp(&entries[*at].id)))
            .map(|(_, at)| at)
    };
    let mut open_milestones = (0..entries.len())
        .filter(is_followed)
        .filter(|at| entries[*at].kind == EntryKind::Milestone);
    let mut next = last(&mut open_milestones, &outlooks);
    while let Some(at) = next {
        outlooks[at].is_critical = true;
        next = last(&mut waits_for[at].iter().copied().filter(is_followed), &outlooks);
    }
    outlooks
}

fn slipped(entry: &Entry, as_at: NaiveDate) -> Outlook {
    let ends = match entry.status {
        status if status.is_open() => entry.due.map(|due| due.max(as_at)),
        EntryStatus::Done | EntryStatus::Lapsed => entry.done,
        _ => None,
    };
    Outlook {
        slipped_days: ends.zip(entry.first_due).map(|(ends, first)| (ends - first).num_days()),
        ..Outlook::default()
    }
}

/// An order in which everything comes after what it depends on: places into the slice, which names for each the places of those.
///
/// # Errors
/// The places on a circle, each depending on the next and the last on the first.
pub fn in_order(depends_on: &[Vec<usize>]) -> Result<Vec<usize>, Vec<usize>> {
    let mut needed_by = vec![Vec::new(); depends_on.len()];
    let mut lacking: Vec<usize> = depends_on.iter().map(Vec::len).collect();
    for (at, needs) in depends_on.iter().enumerate() {
        for need in needs {
            needed_by[*need].push(at);
        }
    }
    let mut order: Vec<usize> = (0..lacking.len()).filter(|at| lacking[*at] == 0).collect();
    let mut done = 0;
    while let Some(at) = order.get(done).copied() {
        done += 1;
        for next in &needed_by[at] {
            lacking[*next] -= 1;
            if lacking[*next] == 0 {
                order.push(*next);
            }
        }
    }
    let Some(left) = lacking.iter().position(|lacking| *lacking > 0) else {
        return Ok(order);
    };
    // Whatever is left lacks something that is left too: going from one to the next must come back.
    let mut path = vec![left];
    loop {
        let at = path[path.len() - 1];
        let Some(next) = depends_on[at].iter().copied().find(|need| lacking[*need] > 0) else {
            return Err(path);
        };
        if let Some(start) = path.iter().position(|seen| *seen == next) {
            return Err(path.split_off(start));
        }
        path.push(next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn milestone(id: &str, status: EntryStatus, due: &str, depends_on: &[&str]) -> Entry {
        Entry {
            id: id.to_owned(),
            kind: EntryKind::Milestone,
            status,
            due: (!due.is_empty()).then(|| day(due)),
            first_due: None,
            done: None,
            depends_on: depends_on.iter().map(|id| (*id).to_owned()).collect(),
        }
    }

    #[test]
    fn the_critical_chain_is_what_is_reached_last_and_what_it_waits_for() {
        let entries = [
            milestone("a", EntryStatus::Done, "2026-09-01", &[]),
            milestone("b", EntryStatus::InProgress, "2026-10-01", &["a"]),
            milestone("c", EntryStatus::NotStarted, "2026-12-01", &["a"]),
            milestone("d", EntryStatus::NotStarted, "2026-11-15", &["b", "c", "gone"]),
            milestone("e", EntryStatus::NotStarted, "", &["b"]),
            milestone("f", EntryStatus::NotStarted, "", &[]),
        ];
        let followed = follow(&entries, day("2026-10-31"));
        let reached: Vec<_> = followed.iter().map(|outlook| outlook.reached).collect();
        // b is overdue; d can't come before c; e has no date but b's; of f nothing is known.
        let expected = [
            None,
            Some("2026-10-31"),
            Some("2026-12-01"),
            Some("2026-12-01"),
            Some("2026-10-31"),
            None,
        ];
        assert_eq!(reached, expected.map(|text| text.map(day)));
        let critical: Vec<_> = followed.iter().map(|outlook| outlook.is_critical).collect();
        // c and d are reached on one day: the chain begins at c, the first by id, which waits for nothing that is open.
        assert_eq!(critical, [false, false, true, false, false, false]);
    }

    #[test]
    fn slippage_is_counted_from_the_first_date() {
        let entry = |status, due: &str, done: Option<&str>| Entry {
            first_due: Some(day("2026-06-01")),
            done: done.map(day),
            ..milestone("a", status, due, &[])
        };
        for (entry, days) in [
            (entry(EntryStatus::Done, "2026-07-01", Some("2026-06-11")), Some(10)),
            (entry(EntryStatus::Done, "2026-07-01", Some("2026-05-31")), Some(-1)),
            (entry(EntryStatus::Done, "2026-07-01", None), None),
            (entry(EntryStatus::InProgress, "2026-12-01", None), Some(183)),
            (entry(EntryStatus::InProgress, "2026-10-01", None), Some(152)),
            (entry(EntryStatus::InProgress, "", None), None),
            (entry(EntryStatus::Withdrawn, "2026-12-01", None), None),
        ] {
            assert_eq!(
                follow(std::slice::from_ref(&entry), day("2026-10-31"))[0].slipped_days,
                days,
                "{entry:?}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn a_circle_of_any_length_is_found(length in 1_usize..300, tails in 0_usize..50) {
            // A circle behind which others wait.
            let mut depends_on: Vec<Vec<usize>> = (0..length).map(|at| vec![(at + 1) % length]).collect();
            depends_on.extend((0..tails).map(|at| vec![length + at - 1]));
            let circle = in_order(&depends_on).unwrap_err();
            proptest::prop_assert_eq!(circle.len(), length);
            for (at, place) in circle.iter().enumerate() {
                proptest::prop_assert!(depends_on[*place].contains(&circle[(at + 1) % circle.len()]));
            }
        }

        #[test]
        fn whatever_depends_only_on_earlier_things_has_an_order(edges in proptest::collection::vec((0_usize..40, 0_usize..40), 0..120)) {
            let mut depends_on = vec![Vec::new(); 40];
            edges.iter().filter(|(from, to)| to < from).for_each(|(from, to)| depends_on[*from].push(*to));
            let order = in_order(&depends_on).unwrap();
            proptest::prop_assert_eq!(order.len(), 40);
            let place = |wanted: usize| order.iter().position(|at| *at == wanted);
            for (at, needs) in depends_on.iter().enumerate() {
                proptest::prop_assert!(needs.iter().all(|need| place(*need) < place(at)));
            }
        }

        #[test]
        fn the_order_of_the_rows_changes_nothing(
            dues in proptest::collection::vec(0_u64..400, 12), edges in proptest::collection::vec((0_usize..12, 0_usize..12), 0..30), turn in 0_usize..12,
        ) {
            let as_at = day("2026-10-31");
            let id = |at: usize| format!("M{at:02}");
            let mut entries: Vec<_> = dues.iter().enumerate().map(|(at, days)| {
                let due = as_at - chrono::Days::new(100) + chrono::Days::new(*days);
                milestone(&id(at), EntryStatus::InProgress, &due.to_string(), &[])
            }).collect();
            edges.iter().filter(|(from, to)| to < from).for_each(|(from, to)| entries[*from].depends_on.push(id(*to)));
            let mut before: Vec<_> = entries.iter().map(|entry| entry.id.clone()).zip(follow(&entries, as_at)).collect();
            entries.rotate_left(turn);
            entries.reverse();
            let mut after: Vec<_> = entries.iter().map(|entry| entry.id.clone()).zip(follow(&entries, as_at)).collect();
            before.sort_by(|one, other| one.0.cmp(&other.0));
            after.sort_by(|one, other| one.0.cmp(&other.0));
            proptest::prop_assert_eq!(before, after);
        }
    }
}
