//! What the register says must be in place for each route.

use chrono::NaiveDate;
use domain::{
    options::{Prerequisite, Route},
    register::{AccessRoute, EntryStatus, ItemEntries, ReadinessItem, Term},
};

/// One entry of the register that stands for an item of the checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ItemEntry {
    item: ReadinessItem,
    status: EntryStatus,
    due: Option<NaiveDate>,
    expires: Option<NaiveDate>,
}

/// Entries as the query writes them, a line for each; none if it is not such a text.
pub(super) fn entries(text: &str) -> Option<Vec<ItemEntry>> {
    let entry = |line: &str| {
        let fields: Vec<&str> = line.split(' ').collect();
        let &[item, status, due, expires] = fields.as_slice() else {
            return None;
        };
        Some(ItemEntry {
            item: ReadinessItem::from_name(item)?,
            status: EntryStatus::from_name(status)?,
            due: due.parse().ok(),
            expires: expires.parse().ok(),
        })
    };
    text.lines().map(entry).collect()
}

/// What each route needs, as the register has it; nothing where there is no register, which is no sign that all is in place.
pub(super) fn prerequisites(register: &[ItemEntry], as_at: NaiveDate) -> Vec<Prerequisite> {
    if register.is_empty() {
        return Vec::new();
    }
    let mut all = Vec::new();
    for (access, route) in [
        (AccessRoute::PartnerBatch, Route::Partner),
        (AccessRoute::OwnBatch, Route::OwnConnection),
        (AccessRoute::RealTime, Route::RealTime),
    ] {
        let needed = ReadinessItem::ALL
            .iter()
            .filter(|item| !item.is_computed() && item.needed_by().contains(&access));
        all.extend(needed.map(|item| {
            let of_item: Vec<_> = register.iter().filter(|entry| entry.item == *item).collect();
            prerequisite(route, *item, &of_item, as_at)
        }));
    }
    all
}

fn prerequisite(route: Route, item: ReadinessItem, register: &[&ItemEntry], as_at: NaiveDate) -> Prerequisite {
    let has_lapsed = |entry: &ItemEntry| !entry.status.is_open() && Term::of(entry.status, entry.expires, as_at) == Term::Lapsed;
    let count = |is: &dyn Fn(&ItemEntry) -> bool| register.iter().filter(|entry| is(entry)).count() as i64;
    let state = ItemEntries {
        done: count(&|entry| entry.status == EntryStatus::Done && !has_lapsed(entry)),
        lapsed: count(&|entry| matches!(entry.status, EntryStatus::Done | EntryStatus::Lapsed) && has_lapsed(entry)),
        begun: count(&|entry| matches!(entry.status, EntryStatus::InProgress | EntryStatus::Blocked)),
        not_started: count(&|entry| entry.status == EntryStatus::NotStarted),
        not_needed: count(&|entry| entry.status == EntryStatus::NotNeeded),
        withdrawn: count(&|entry| entry.status == EntryStatus::Withdrawn),
    }
    .state();
    let is_met = state.is_settled();
    // What nobody dated, or what has lapsed and is not sought again, has no day.
    let due: Option<Vec<NaiveDate>> = register
        .iter()
        .filter(|entry| entry.status.is_open())
        .map(|entry| entry.due)
        .collect();
    Prerequisite {
        route,
        name: if is_met {
            item.label().to_owned()
        } else {
            format!("{}, {}", item.label(), state.label().to_lowercase())
        },
        is_met,
        on: due
            .and_then(|due| due.into_iter().max())
            .filter(|_| !is_met)
            .map(|due| due.max(as_at)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_not_recorded_or_has_lapsed_has_no_day() {
        let register = entries(
            "legal_basis done - -\ndspt done 2026-06-30 2026-09-30\nnetwork in_progress 2027-02-01 -\nnetwork not_started 2027-04-01 -\n\
             batch_route in_progress 2026-01-01 -\nsmartcards not_needed - -",
        )
        .unwrap();
        let all = prerequisites(&register, day("2026-10-31"));
        let find = |route, starts: &str| all.iter().find(|one| one.route == route && one.name.starts_with(starts)).unwrap();
        let (own, real_time) = (Route::OwnConnection, Route::RealTime);
        assert!(find(own, "Legal basis").is_met && find(real_time, "Smartcards").is_met);
        assert_eq!((find(own, "Data security").is_met, find(own, "Data security").on), (false, None));
        assert_eq!(find(own, "HSCN").on, Some(day("2027-04-01")));
        assert_eq!(
            find(own, "Batch route").on,
            Some(day("2026-10-31")),
            "what is overdue is due today at the earliest"
        );
        assert_eq!(find(real_time, "PDS access request, not recorded").on, None);
        assert_eq!(prerequisites(&[], day("2026-10-31")), []);
        assert_eq!(entries("legal_basis done -"), None);
    }
}
