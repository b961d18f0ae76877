//! Funnel limits, labels and curves against `PHEindicatormethods`.

use super::{assert_same, cases, fixture, given};
use crate::{
    funnel::{Comparison, InvalidTeams, Limits, PopulationPoint, Significance, Teams},
    wilson::InvalidCounts,
};
use serde_json::json;

#[test]
fn limits_agree() {
    for case in cases(&fixture("funnel_random"), "points") {
        let found = serde_json::to_value(given::<PopulationPoint>(&case).limits().unwrap()).unwrap();
        let mut expected = case.clone();
        expected.as_object_mut().unwrap().retain(|key, _| key.contains("er_"));
        assert_eq!(expected.as_object().unwrap().len(), 4);
        assert_same(case["id"].as_str().unwrap_or_default(), &found, &expected, &|_, _| 1e-10);
    }
}

#[test]
fn team_sets_agree() {
    for case in cases(&fixture("funnel_random"), "team_sets") {
        let found = serde_json::to_value(given::<Teams>(&case).funnel().unwrap()).unwrap();
        let mut expected = case["expected"].clone();
        expected.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        assert_same(case["id"].as_str().unwrap(), &found, &expected, &|place, _| {
            if place.contains("curve_percent") { 1e-8 } else { 1e-10 }
        });
    }
}

#[test]
fn edge_cases_agree_where_the_reference_keeps_its_digits() {
    for case in cases(&fixture("funnel_random"), "edge") {
        let found = given::<Teams>(&case).funnel().unwrap().significance;
        let expected = match case["id"].as_str().unwrap() {
            "FE1" => json!(["Not significant", "Not significant", "Not significant"]),
            _ => case["reference_significance"].clone(),
        };
        assert_eq!(json!(found), expected, "{}", case["id"]);
    }
}

#[test]
fn counts_that_cannot_be_compared_are_refused() {
    let refusal = |numerators: &[Option<f64>], denominators: &[Option<f64>]| {
        let (numerators, denominators) = (numerators.to_vec(), denominators.to_vec());
        Teams { numerators, denominators }.funnel().unwrap_err()
    };
    let counts = InvalidCounts::NothingToShare(0.0);
    assert_eq!(
        refusal(&[Some(1.0), Some(0.0)], &[Some(2.0), Some(0.0)]),
        InvalidTeams::Counts { team: 1, counts }
    );
    assert_eq!(refusal(&[None], &[Some(2.0)]).to_string(), "team 1 has no numerator");
    assert_eq!(refusal(&[Some(1.0)], &[None]).to_string(), "team 1 has no denominator");
    assert_eq!(refusal(&[], &[]), InvalidTeams::Empty);
    assert!(matches!(refusal(&[Some(1.0)], &[]), InvalidTeams::Unpaired { .. }));
    assert!(
        PopulationPoint {
            average: 0.5,
            population: 0.0
        }
        .limits()
        .is_err()
    );
    assert!(
        PopulationPoint {
            average: 1.5,
            population: 10.0
        }
        .limits()
        .is_err()
    );
}

#[test]
fn small_teams_are_not_compared() {
    assert_eq!(Significance::Low998.shown(19.0), Comparison::TooFewRecords);
    assert_eq!(Significance::Low998.shown(20.0), Comparison::Low);
    assert_eq!(Significance::High95.shown(20.0), Comparison::High);
    assert_eq!(Significance::NotSignificant.shown(20.0), Comparison::AsExpected);
}

#[test]
fn small_teams_cannot_be_high() {
    let upper = |records| {
        (
            Limits::at(0.95, records).upper_95 >= 1.0,
            Limits::at(0.95, records).upper_998 >= 1.0,
        )
    };
    assert_eq!(
        [72.0, 73.0, 181.0, 182.0].map(upper),
        [(true, true), (false, true), (false, true), (false, false)]
    );
}
