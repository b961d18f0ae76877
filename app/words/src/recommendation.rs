//! Which route the figures speak for, and why.

use crate::options::{date, hours, needed, shift};
use chrono::NaiveDate;
use domain::{
    calendar, money,
    options::Route,
    percent::count,
    questions::{ForecastRow, OptionRow, OptionSensitivityRow, OptionStatus},
};

/// What follows from the figures of the routes and from nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recommendation {
    /// The route; none where the figures speak for no one.
    pub route: Option<Route>,
    /// The route with what decides, in a sentence.
    pub said: String,
    /// When, at what cost, how far, what first, what of the others, what moves it most, and why the forecast has another date.
    pub reasons: Vec<String>,
}

/// How much later a route may meet the target and still count as equally soon: the batches of a month.
const ALIKE_DAYS: i64 = 31;

/// The single route that meets the target first. Of those within a month of it, the one with the fewest things still to be put in place,
/// where not recorded is never in place; of these the one that costs least, where all of their costs are known. Where no single route
/// meets it, all together if they do. None where there is nobody to count.
#[must_use]
pub fn recommend(rows: &[OptionRow], sensitivity: &[OptionSensitivityRow], forecast: Option<&ForecastRow>) -> Option<Recommendation> {
    let target = rows.first()?.target.label();
    if rows.iter().any(|row| row.status == OptionStatus::Reached) {
        return Some(kept(rows, &target));
    }
    let mut recommendation = by_the_figures(rows, sensitivity, &target)?;
    let chosen = rows.iter().find(|row| Some(row.route) == recommendation.route);
    recommendation
        .reasons
        .extend(forecast.and_then(|forecast| apart_from_forecast(rows, chosen, forecast.central?)));
    Some(recommendation)
}

/// Why a route has another date than the forecast, or none; nothing where they are alike, or where figures are missing for a date.
fn apart_from_forecast(rows: &[OptionRow], chosen: Option<&OptionRow>, forecast: NaiveDate) -> Option<String> {
    let around = calendar::long(forecast);
    let Some((route, central)) = chosen.and_then(|row| Some((row.route, row.central?))) else {
        let is_known = rows.iter().all(|row| row.status != OptionStatus::Needs);
        return is_known.then(|| {
            format!(
                "The forecast has a date all the same (around {around}): it goes on as coverage rose over its snapshots; the routes slow \
                 down as fewer numbers are left to find."
            )
        });
    };
    let days = (central - forecast).num_days();
    if days.abs() <= ALIKE_DAYS {
        return None;
    }
    if days < 0 {
        return Some(format!(
            "Why sooner than the forecast (around {around}): that goes on as coverage rose over its snapshots, with what was in use then; \
             the route is taken as in use from the day on which it can begin."
        ));
    }
    let batches = if route == Route::Manual { "" } else { ", first batches among them" };
    Some(format!(
        "Why later than the forecast (around {around}): that goes on as coverage rose over its snapshots{batches}; this goes on as people \
         joined and left in the last year, and slows down as fewer numbers are left to find."
    ))
}

/// What must be there before a route can be taken; of all together, how much each of its steps waits for.
fn in_place_first(chosen: &OptionRow, rows: &[OptionRow]) -> String {
    if chosen.route != Route::Combination {
        return format!("In place first: {}.", chosen.prerequisites.trim_end_matches('.'));
    }
    let waits = |route: Route| {
        let open = rows.iter().find(|row| row.route == route)?.open_prerequisites?;
        match open {
            0 => None,
            1 => Some(format!("1 thing for {}", route.within_a_sentence())),
            open => Some(format!("{} things for {}", count(open), route.within_a_sentence())),
        }
    };
    let steps = [Route::Partner, Route::OwnConnection, Route::RealTime];
    let mut said: Vec<String> = steps.into_iter().filter_map(waits).collect();
    said.push(format!("{} before real time", chosen.target.label()));
    format!("In place first: {}.", said.join(", "))
}

fn by_the_figures(rows: &[OptionRow], sensitivity: &[OptionSensitivityRow], target: &str) -> Option<Recommendation> {
    let dated: Vec<(&OptionRow, NaiveDate)> = rows
        .iter()
        .filter(|row| row.route != Route::Combination)
        .filter_map(|row| Some((row, row.central?)))
        .collect();
    let Some(first) = dated.iter().map(|(_, central)| *central).min() else {
        return Some(no_single(rows, sensitivity, target));
    };
    let alike: Vec<_> = dated
        .iter()
        .filter(|(_, central)| (*central - first).num_days() <= ALIKE_DAYS)
        .collect();
    let open = |row: &OptionRow| row.open_prerequisites.unwrap_or(i64::MAX);
    let fewest = alike.iter().map(|(row, _)| open(row)).min()?;
    let ready: Vec<_> = alike.iter().filter(|(row, _)| open(row) == fewest).collect();
    let by_readiness = ready.len() < alike.len();
    let by_cost = ready.len() > 1 && ready.iter().all(|(row, _)| row.pence_to_target.is_some());
    let (chosen, _) = ready
        .iter()
        .min_by_key(|(row, central)| (row.pence_to_target.filter(|_| by_cost), *central))?;
    let within = format!("of the routes that meet {target} within a month of each other it");
    let why = match (by_readiness, by_cost) {
        (true, true) => format!("{within} is among those that wait for least, and costs least of them"),
        (true, false) => format!("{within} waits for least to be put in place"),
        (false, true) => format!("{within} costs least"),
        (false, false) => format!("it meets {target} first"),
    };
    Some(spoken_for(chosen, &why, rows, sensitivity))
}

/// Where no route alone meets the target: all together if they do, else none.
fn no_single(rows: &[OptionRow], sensitivity: &[OptionSensitivityRow], target: &str) -> Recommendation {
    match rows.iter().find(|row| row.central.is_some()) {
        Some(together) => {
            let why = format!("no route alone has a date for {target} on present evidence");
            spoken_for(together, &why, rows, sensitivity)
        }
        None => Recommendation {
            route: None,
            said: format!("The figures speak for no route: none has a date for {target} on present evidence."),
            reasons: rows.iter().map(|row| format!("{}: {}.", row.route.label(), date(row))).collect(),
        },
    }
}

fn spoken_for(chosen: &OptionRow, why: &str, rows: &[OptionRow], sensitivity: &[OptionSensitivityRow]) -> Recommendation {
    let reasons = [
        Some(format!("When: {}.", date(chosen))),
        Some(format!("What it takes{}.", takes(chosen))),
        Some(format!(
            "How far it reaches: {} of {} records without a usable number.",
            chosen.reach.map_or_else(|| "not known how many".to_owned(), count),
            count(chosen.without_number)
        )),
        Some(in_place_first(chosen, rows)),
        Some(others(rows, chosen)),
        moves_most(chosen, sensitivity),
    ];
    Recommendation {
        route: Some(chosen.route),
        said: format!("The figures speak for {}: {why}.", chosen.route.within_a_sentence()),
        reasons: reasons.into_iter().flatten().collect(),
    }
}

/// Once the target is met, what costs least to keep it.
fn kept(rows: &[OptionRow], target: &str) -> Recommendation {
    let cheapest = rows
        .iter()
        .filter(|row| row.route != Route::Combination && row.pence_each_month.is_some());
    let cheapest = cheapest.min_by_key(|row| row.pence_each_month);
    let said = match cheapest.and_then(|row| Some((row, row.pence_each_month?))) {
        Some((row, pence)) => format!(
            "{target} is met; of the routes that keep it, {} costs least: {} a month.",
            row.route.within_a_sentence(),
            money::shown(pence)
        ),
        None => format!("{target} is met; what it costs to keep it can’t be given yet."),
    };
    let missing = rows.iter().filter(|row| row.pence_each_month.is_none());
    let missing = missing.map(|row| format!("{}: {}.", row.route.label(), needed(None, row.pence_each_month_needs.as_deref())));
    Recommendation {
        route: cheapest.map(|row| row.route),
        said,
        reasons: missing.collect(),
    }
}

fn takes(row: &OptionRow) -> String {
    let to_target = match (row.minutes_to_target, row.pence_to_target) {
        (Some(minutes), Some(pence)) => format!("{} and {} up to then", hours(minutes), money::shown(pence)),
        (Some(minutes), None) => format!(
            "{} up to then; its cost {}",
            hours(minutes),
            needed(None, row.pence_needs.as_deref())
        ),
        _ => {
            let needs = needed(None, row.minutes_needs.as_deref().or(row.pence_needs.as_deref()));
            return format!(" is not known yet; it {needs}");
        }
    };
    match row.pence_each_month {
        Some(pence) => format!(": {to_target}, and {} a month to stay there", money::shown(pence)),
        None => format!(": {to_target}"),
    }
}

fn others(rows: &[OptionRow], chosen: &OptionRow) -> String {
    let mut said: Vec<(String, Vec<&str>)> = Vec::new();
    for row in rows.iter().filter(|row| row.route != chosen.route) {
        let (date, route) = (date(row), row.route.within_a_sentence());
        match said.iter_mut().find(|(of_others, _)| *of_others == date) {
            Some((_, routes)) => routes.push(route),
            None => said.push((date, vec![route])),
        }
    }
    let said: Vec<String> = said.iter().map(|(date, routes)| format!("{} {date}", routes.join(", "))).collect();
    format!("The others: {}.", said.join("; "))
}

fn moves_most(chosen: &OptionRow, rows: &[OptionSensitivityRow]) -> Option<String> {
    let first = rows.iter().find(|row| row.route == chosen.route)?;
    Some(format!(
        "What moves it most: “{}”, taken as {}: at {}, {}; at {}, {}.",
        first.label,
        first.value,
        first.low,
        shift(first.days_at_low, first.is_reached_at_low, first.pence_at_low),
        first.high,
        shift(first.days_at_high, first.is_reached_at_high, first.pence_at_high)
    ))
}

#[cfg(test)]
mod tests;
