//! Wilson intervals against `PHEindicatormethods`.

use super::{assert_same, cases, fixture, given};
use crate::wilson::{AgainstTarget, Confidence, Counts, InvalidCounts, Proportion, Row};
use serde_json::{Value, json};

#[test]
fn intervals_agree() {
    let fixture = fixture("wilson_random");
    for list in ["rows", "extra"] {
        for case in cases(&fixture, list) {
            let row = given::<Counts>(&case).row().unwrap();
            let mut expected = case.clone();
            expected
                .as_object_mut()
                .unwrap()
                .retain(|key, _| !["id", "x", "n"].contains(&key.as_str()));
            let found = serde_json::to_value(row).unwrap();
            assert_same(case["id"].as_str().unwrap(), &found, &expected, &|_, _| 1e-12);
        }
    }
}

#[test]
fn other_confidences_agree() {
    let confidence = Confidence::new(90.0).unwrap();
    assert_eq!(Confidence::new(0.9), Some(confidence));
    for case in cases(&fixture("wilson_random"), "rows_90_percent") {
        let share = given::<Counts>(&case).proportion().unwrap().unwrap();
        let interval = share.interval(confidence);
        let percent = json!({
            "value_percent": 100.0 * share.value(),
            "lower_90_percent": 100.0 * interval.lower,
            "upper_90_percent": 100.0 * interval.upper,
        });
        let mut expected = case.clone();
        expected.as_object_mut().unwrap().retain(|key, _| key.ends_with("percent"));
        assert_same(case["id"].as_str().unwrap(), &percent, &expected, &|_, _| 1e-10);
    }
}

#[test]
fn what_the_reference_refuses_is_refused() {
    let counts = |x: Value, n: Value| serde_json::from_value::<Counts>(json!({ "x": x, "n": n })).unwrap().row();
    for case in cases(&fixture("wilson_random"), "validation") {
        let is_rejected = match case["id"].as_str().unwrap() {
            "VW3" => counts(json!(-1), json!(10)).is_err(),
            "VW4" => counts(Value::Null, json!(10)) != Ok(Row::default()),
            "VW5" => Confidence::new(0.8).is_none() && serde_json::from_value::<Confidence>(json!(0.8)).is_err(),
            id => panic!("no such case: {id}"),
        };
        assert_eq!(is_rejected, case["rejected"], "{}", case["id"]);
    }
}

#[test]
fn counts_that_are_no_proportion_are_refused() {
    let check = |x, n, refusal| assert_eq!(Counts { x, n }.row().unwrap_err(), refusal);
    check(Some(0.0), Some(0.0), InvalidCounts::NothingToShare(0.0));
    check(Some(1.0), Some(-5.0), InvalidCounts::NothingToShare(-5.0));
    check(Some(6.0), Some(5.0), InvalidCounts::PartAboveWhole { part: 6.0, of: 5.0 });
    check(Some(-1.0), None, InvalidCounts::NegativePart(-1.0));
    check(None, Some(0.0), InvalidCounts::NothingToShare(0.0));
    check(Some(f64::NAN), Some(5.0), InvalidCounts::NotFinite);
}

#[test]
fn the_ends_of_the_scale_are_exact() {
    let share = |part, of| Proportion::new(part, of).unwrap();
    let none = share(0.0, 10.0).interval(Confidence::P95);
    let all = share(10.0, 10.0).interval(Confidence::P95);
    assert_eq!((none.lower, all.upper), (0.0, 1.0));
    assert!((all.lower - 0.722_467_2).abs() < 1e-7);
    let certain = share(5.0, 10.0).interval(Confidence::new(1.0).unwrap());
    assert_eq!((certain.lower, certain.upper), (0.0, 1.0));
}

#[test]
fn a_team_stands_to_the_target_by_its_interval() {
    let check = |part, of, stands| assert_eq!(Proportion::new(part, of).unwrap().against(0.95), stands, "{part} of {of}");
    check(950.0, 1000.0, AgainstTarget::NotDistinguishable);
    check(930.0, 1000.0, AgainstTarget::Below);
    check(970.0, 1000.0, AgainstTarget::Above);
    check(3.0, 3.0, AgainstTarget::NotDistinguishable);
}

#[test]
fn groups_are_summed_before_they_are_shared() {
    let groups = [(1.0, 2.0), (98.0, 98.0)].map(|(part, of)| Proportion::new(part, of).unwrap());
    assert_eq!(Proportion::pooled(groups).unwrap().value(), 0.99);
    assert_eq!(Proportion::pooled([]), None);
}
