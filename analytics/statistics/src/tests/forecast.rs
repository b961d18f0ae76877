//! FTT-1 against its reference vectors.

use super::{assert_same, cases, fixture, given};
use crate::forecast::{Goal, History, InvalidHistory, Status, forecast, records_each_week};
use chrono::{Days, NaiveDate};

#[test]
fn every_case_agrees() {
    for case in cases(&fixture("forecast"), "cases") {
        let found = serde_json::to_value(forecast(&given::<History>(&case)).unwrap()).unwrap();
        let mut expected = case["expected"].clone();
        expected.as_object_mut().unwrap().remove("reference_only");
        assert_same(case["id"].as_str().unwrap(), &found, &expected, &|place, expected| {
            if place.ends_with("_day") && !place.ends_with("per_day") {
                1e-4
            } else {
                1e-9 * expected.abs().max(1e-6)
            }
        });
    }
}

fn first() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 5).unwrap()
}

fn weekly(covered: &[i64], records: i64, target: f64) -> History {
    History {
        dates: first().iter_weeks().take(covered.len()).collect(),
        numerators: covered.iter().copied().map(Some).collect(),
        denominators: vec![Some(records); covered.len()],
        target,
    }
}

fn rising() -> Vec<i64> {
    (0..20).map(|week| 800 + 5 * week + [0, 3, -2, 1][week as usize % 4]).collect()
}

#[test]
fn what_is_no_history_is_refused() {
    let mut twice = weekly(&rising(), 1000, 0.95);
    twice.dates[4] = twice.dates[3];
    assert_eq!(forecast(&twice), Err(InvalidHistory::RepeatedDate(twice.dates[3])));
    let mut unpaired = weekly(&rising(), 1000, 0.95);
    unpaired.numerators.pop();
    assert!(matches!(forecast(&unpaired), Err(InvalidHistory::Unpaired { .. })));
    assert!(matches!(forecast(&weekly(&[11], 10, 0.95)), Err(InvalidHistory::Counts { .. })));
    assert!(matches!(forecast(&weekly(&[-1], 10, 0.95)), Err(InvalidHistory::Counts { .. })));
    for target in [0.0, -0.5, 1.01, 95.0, f64::NAN] {
        assert!(
            matches!(forecast(&weekly(&rising(), 1000, target)), Err(InvalidHistory::Goal(_))),
            "{target}"
        );
    }
}

#[test]
fn without_snapshots_nothing_is_needed_or_known() {
    for history in [weekly(&[], 10, 0.95), weekly(&[0, 0], 0, 0.95)] {
        let answer = forecast(&history).unwrap();
        assert_eq!(
            (answer.status, answer.records_needed, answer.used),
            (Status::InsufficientData, None, 0)
        );
    }
}

#[test]
fn few_snapshots_make_a_forecast_provisional() {
    for (count, is_provisional) in [(12, true), (19, true), (20, false)] {
        let answer = forecast(&weekly(&rising()[..count], 1000, 0.92)).unwrap();
        assert_eq!((answer.used, answer.is_provisional), (count, is_provisional));
    }
}

#[test]
fn a_target_of_all_records_lies_beyond_every_horizon() {
    let answer = forecast(&weekly(&rising(), 1000, 1.0)).unwrap();
    assert_eq!((answer.status, answer.records_needed), (Status::BeyondHorizon, Some(104)));
    assert_eq!((answer.central_date, answer.latest_day), (None, None));
    assert!(answer.shapes.unwrap().straight.central_day.is_some());
}

#[test]
fn the_weekly_change_is_that_of_the_share_missing() {
    let missing = |week: i32| 100_000_000.0 * 0.5 * 0.97_f64.powi(week);
    let covered: Vec<i64> = (0..26).map(|week| 100_000_000 - missing(week).round() as i64).collect();
    let change = forecast(&weekly(&covered, 100_000_000, 0.95))
        .unwrap()
        .weekly_change_of_missing
        .unwrap();
    assert!((change + 0.03).abs() < 1e-6, "{change}");
}

#[test]
fn records_needed_are_exact() {
    let needed = |share: f64, covered, records| Goal::new(share).unwrap().records_needed(covered, records);
    assert_eq!(needed(0.95, 94, 99), 1);
    assert_eq!(needed(0.95, 95, 100), 0);
    assert_eq!(needed(0.95, 0, 20), 19);
    assert_eq!(needed(0.07, 0, 100), 7, "0.07 × 100 is 7.000000000000001 in floating point");
    assert_eq!(needed(1.0, 0, i64::MAX), i64::MAX);
    assert_eq!(Goal::new(0.95).unwrap().share(), 0.95);
}

#[test]
fn a_date_that_the_reader_picks_gives_records_each_week() {
    let each_week = |needed, days| records_each_week(needed, first(), first() + Days::new(days));
    assert_eq!(each_week(100, 70), Some(10));
    assert_eq!(each_week(101, 70), Some(11));
    assert_eq!(each_week(5, 1), Some(35));
    assert_eq!(each_week(0, 30), Some(0));
    assert_eq!(each_week(5, 0), None);
    assert_eq!(records_each_week(5, first(), first() - Days::new(7)), None);
}
