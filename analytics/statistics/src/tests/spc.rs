//! The reference's result for every series of the fixtures.

use super::{assert_same, cases, fixture, given};
use crate::spc::{InvalidSeries, Series, reference};
use serde_json::{Value, json};

#[track_caller]
fn check(name: &str) {
    for case in cases(&fixture(name), "series") {
        let id = case["id"].as_str().unwrap();
        let found = serde_json::to_value(reference(&given::<Series>(&case)).unwrap()).unwrap();
        assert_same(id, &found, &case["expected"], &|_, expected| 1e-9 * expected.abs().max(1e-3));
        let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&found), names(&case["expected"]), "{id}");
    }
}

#[test]
fn random_series_agree() {
    check("spc_random");
}

#[test]
fn edge_cases_agree() {
    check("spc_edge_cases");
}

#[test]
fn ties_with_the_mean_agree() {
    check("spc_decimal_ties");
}

#[test]
fn real_attendances_agree() {
    check("spc_ae_attendances");
}

/// Weekly values as a user would give them.
fn weekly(values: &Value) -> Value {
    let first = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let dates: Vec<_> = first
        .iter_weeks()
        .take(values.as_array().unwrap().len())
        .map(|date| date.to_string())
        .collect();
    json!({ "dates": dates, "values": values })
}

#[test]
fn what_the_reference_refuses_is_refused() {
    let with = |key: &str, value: Value| {
        let mut case = weekly(&json!([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]));
        case[key] = value;
        case
    };
    let tries = [
        ("V01", json!({"dates": ["2024-01-01", "2024-01-01"], "values": [1, 2]})),
        ("V04", with("fix_after_n_points", json!(11))),
        ("V06", json!({"dates": ["first", "second"], "values": [1, 2]})),
        ("V07", json!({"dates": ["2024-01-01", "2024-01-08"], "values": ["1", "2"]})),
        ("V08", weekly(&json!([1, 2, 3, null, 5, 6, 7, 1, 2, 1, 2, 1, 2]))),
        ("V09", weekly(&json!([1, 2, 1, null, 1, 2, 1, 2, 1, 2, 1, 2, 1]))),
    ];
    for case in cases(&fixture("spc_edge_cases"), "validation") {
        let (_, input) = tries.iter().find(|(id, _)| case["id"] == *id).unwrap();
        let is_rejected = serde_json::from_value::<Series>(input.clone()).map_or(true, |series| reference(&series).is_err());
        assert_eq!(is_rejected, case["rejected"], "{}", case["id"]);
    }
}

#[test]
fn a_refusal_says_why() {
    let date = |day| chrono::NaiveDate::from_ymd_opt(2024, 1, day).unwrap();
    let series = |days: &[u32], values: &[Option<f64>]| Series::new(days.iter().map(|day| date(*day)).collect(), values.to_vec());
    let refusal = |series: &Series| reference(series).unwrap_err();
    assert_eq!(refusal(&series(&[], &[])), InvalidSeries::Empty);
    assert_eq!(
        refusal(&series(&[1], &[])).to_string(),
        "the series has 1 dates and 0 values; each value needs its date"
    );
    let unordered = series(&[8, 1, 8], &[Some(1.0), None, Some(2.0)]);
    assert_eq!(refusal(&unordered), InvalidSeries::RepeatedDate(date(8)));
    assert_eq!(
        refusal(&series(&[1, 2], &[Some(1.0), Some(f64::NAN)])),
        InvalidSeries::NotFinite(date(2))
    );
    let values = [Some(1.0), None, Some(2.0), Some(3.0), Some(4.0), Some(5.0), Some(6.0)];
    assert_eq!(
        refusal(&series(&[1, 2, 3, 4, 5, 6, 7], &values)),
        InvalidSeries::MissingInTrend(date(7))
    );
}
