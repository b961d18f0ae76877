//! What can't be counted, in words that follow from facts.

use super::{Assumption, Figures, Route, Usage, spend, value::ONE};
use crate::{calendar, percent};

/// What is asked for in the place of a figure; none where nothing is missing.
pub(super) fn needs(missing: &[Assumption]) -> Option<String> {
    let mut labels: Vec<_> = missing.iter().map(|one| one.label()).collect();
    labels.dedup();
    (!labels.is_empty()).then(|| format!("needs: {}", labels.join("; ")))
}

/// What must be in place first: what the register says, what is in use already, or that nobody said.
pub(super) fn prerequisites(figures: Figures<'_>, route: Route) -> String {
    let inputs = figures.inputs();
    let register = |route: Route| -> Option<String> {
        let of_route: Vec<_> = inputs.prerequisites.iter().filter(|one| one.route == route).collect();
        if of_route.is_empty() {
            return None;
        }
        let open: Vec<String> = of_route
            .iter()
            .filter(|one| !one.is_met)
            .map(|one| match one.on {
                Some(on) => format!("{} (due {})", one.name, calendar::long(on)),
                None => format!("{} (no date)", one.name),
            })
            .collect();
        Some(match open.as_slice() {
            [] => "Everything the register lists is in place".to_owned(),
            open => format!("Not in place: {}", open.join(", ")),
        })
    };
    let in_use = |usage: &Usage| format!("In use: {} since {}", batches(usage.batches), calendar::long(usage.first_sent));
    let batch = |route: Route| {
        let said: Vec<String> = used(figures, route).map(in_use).into_iter().chain(register(route)).collect();
        if said.is_empty() {
            "Not recorded: the register says nothing of it".to_owned()
        } else {
            said.join(". ")
        }
    };
    let gate = format!("{} must be met first", inputs.position.target.label());
    match route {
        Route::Manual => "Nothing".to_owned(),
        Route::Partner | Route::OwnConnection => batch(route),
        Route::RealTime => format!(
            "{gate}. {}",
            register(route).unwrap_or_else(|| "The rest is not recorded: the register says nothing of it".to_owned())
        ),
        Route::Combination => format!("What each needs by itself; for real time {gate}"),
    }
}

/// How much of that is not in place, the gate among it; none where nobody said.
pub(super) fn open_prerequisites(figures: Figures<'_>, route: Route) -> Option<i64> {
    let inputs = figures.inputs();
    let mut of_route = inputs.prerequisites.iter().filter(|one| one.route == route).peekable();
    match route {
        Route::Manual => Some(0),
        Route::Combination => None,
        _ if of_route.peek().is_none() => None,
        _ => {
            let gate = route == Route::RealTime && !inputs.position.is_reached();
            Some(of_route.filter(|one| !one.is_met).count() as i64 + i64::from(gate))
        }
    }
}

/// What leaves the council, and how that went so far.
pub(super) fn security(figures: Figures<'_>, route: Route) -> String {
    let sent = |route: Route| match used(figures, route) {
        Some(usage) => format!(
            "{} of {} so far have the reference of a secure transfer",
            percent::count(usage.with_reference),
            percent::count(usage.batches)
        ),
        None => "no batch has gone this way yet".to_owned(),
    };
    let through = used(figures, Route::Partner)
        .and_then(|usage| usage.organisation.as_deref())
        .unwrap_or("the partner");
    match route {
        Route::Manual => "Nothing leaves the council".to_owned(),
        Route::Partner => format!(
            "Names, dates of birth and postcodes go to {through}, to the NHS and back: {}",
            sent(route)
        ),
        Route::OwnConnection => format!("Names, dates of birth and postcodes go to the NHS and back: {}", sent(route)),
        Route::RealTime => "One person's details at a time go to the NHS, while the record is created".to_owned(),
        Route::Combination => "As through the partner until the own connection's date, then as over that".to_owned(),
    }
}

/// What the partner has to do.
pub(super) fn partner_load(figures: Figures<'_>, route: Route, batches: Option<i64>) -> String {
    if !matches!(route, Route::Partner | Route::Combination) {
        return "None".to_owned();
    }
    let Some(on_the_way) = batches else {
        return "Not known".to_owned();
    };
    if on_the_way == 0 {
        return "None on the way to the target".to_owned();
    }
    let said = self::batches(on_the_way);
    match spend::of_partner(figures, on_the_way) {
        Some(hours) => format!("{said}, {}", percent::counted((hours + ONE - 1) / ONE, "hour", "hours")),
        None => format!("{said}; its hours are not known"),
    }
}

fn batches(count: i64) -> String {
    percent::counted(count, "batch", "batches")
}

fn used<'a>(figures: Figures<'a>, route: Route) -> Option<&'a Usage> {
    figures.inputs().used.iter().find(|usage| usage.route == route)
}
