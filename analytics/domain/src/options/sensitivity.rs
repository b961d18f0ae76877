//! Which assumption moves the answer most.

use super::{
    Assumed, Assumption, Figures, Route, Unit, Value,
    routes::{Outcome, outcome},
    value::ONE,
};
use crate::questions::OptionSensitivityRow;
use chrono::NaiveDate;
use std::cmp::Reverse;

/// Every assumption of every route that has a date, moved to either end of its interval, or by a fifth where it has none: by how much
/// the central date and the cost move. By route, the greatest effect first.
#[must_use]
pub fn sensitivity(figures: Figures<'_>, assumed: &Assumed) -> Vec<OptionSensitivityRow> {
    let mut rows = Vec::new();
    for route in Route::ALL.iter().copied() {
        let as_it_is = outcome(figures, route);
        let Some(central) = as_it_is.central.filter(|central| *central > figures.inputs().as_at) else {
            continue;
        };
        let mut of_route: Vec<_> = Assumption::ALL
            .iter()
            .filter(|assumption| assumption.routes().contains(&route))
            .filter_map(|assumption| moved(figures, assumed, *assumption, route, (as_it_is, central)))
            .collect();
        of_route.sort_by_key(|row| Reverse(effect(row)));
        rows.extend(of_route);
    }
    rows
}

fn moved(
    figures: Figures<'_>,
    assumed: &Assumed,
    assumption: Assumption,
    route: Route,
    (as_it_is, central): (Outcome, NaiveDate),
) -> Option<OptionSensitivityRow> {
    let figure = figures.of(assumption);
    let value = figure.value?;
    let has_interval = figure.low.is_some();
    let (low, high) = figure
        .low
        .zip(figure.high)
        .unwrap_or_else(|| by_a_fifth(figures, assumption, value));
    let at = |value| outcome(Figures::new(figures.inputs(), &assumed.with(assumption, Some(value))), route);
    let (at_low, at_high) = (at(low), at(high));
    let days = |moved: Outcome| Some((moved.central? - central).num_days());
    let pence = |moved: Outcome| Some(moved.pence? - as_it_is.pence?);
    let unit = assumption.unit();
    Some(OptionSensitivityRow {
        route,
        assumption,
        label: assumption.label().to_owned(),
        value: value.shown(unit),
        low: low.shown(unit),
        high: high.shown(unit),
        has_interval,
        days_at_low: days(at_low),
        days_at_high: days(at_high),
        is_reached_at_low: at_low.central.is_some(),
        is_reached_at_high: at_high.central.is_some(),
        pence_at_low: pence(at_low),
        pence_at_high: pence(at_high),
    })
}

/// A fifth less and a fifth more, within what it can be; of a day, a fifth of the time until then.
fn by_a_fifth(figures: Figures<'_>, assumption: Assumption, value: Value) -> (Value, Value) {
    let (least, most) = assumption.range();
    let value = value.ten_thousandths();
    let fifth = match assumption.unit() {
        Unit::Date => {
            let as_at = Value::day(figures.inputs().as_at).ten_thousandths();
            ((value - as_at).max(0) / 5).div_euclid(ONE) * ONE
        }
        _ => value / 5,
    };
    (
        Value::of(value - fifth).clamp(least, most),
        Value::of(value + fifth).clamp(least, most),
    )
}

/// What puts the target out of sight goes before every date, and a date before a cost.
fn effect(row: &OptionSensitivityRow) -> (bool, i64, i64) {
    let most = |low: Option<i64>, high: Option<i64>| low.unwrap_or(0).abs().max(high.unwrap_or(0).abs());
    (
        !(row.is_reached_at_low && row.is_reached_at_high),
        most(row.days_at_low, row.days_at_high),
        most(row.pence_at_low, row.pence_at_high),
    )
}
