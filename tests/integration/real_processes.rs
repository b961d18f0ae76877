//! Published hospital figures give the reference package's verdicts through the whole road: from the file to the answer and the page.

use super::support::{Council, root, served::Site};
use serde_json::Value;
use std::fs;

/// The reference's cases whose counts are published, and which are charted as this software always does: screened, on all points.
/// A17 was computed unscreened, which gives the same.
const CASES: [(&str, &str); 3] = [("A06", "RHU"), ("A17", "RC1"), ("A19", "RAL")];

fn hospitals() -> Council {
    let council = Council::new();
    let case = root().join("tests/cases/ae_type_1");
    council.done(&format!(
        "load '{0}/type_1.csv' '{0}/annotations.csv' --config '{0}/nhs-coverage.toml'",
        case.display()
    ));
    council
}

fn reference() -> Vec<Value> {
    let text = fs::read_to_string(root().join("tests/fixtures/spc_ae_attendances.json")).unwrap();
    let fixtures: Value = serde_json::from_str(&text).unwrap();
    fixtures["series"].as_array().unwrap().clone()
}

/// The reference's names in ours.
fn ours(name: &str) -> &str {
    match name {
        "Common Cause" => "none",
        "Above UCL" => "above_limit",
        "Below LCL" => "below_limit",
        "7 Points Above CL" => "run_above",
        "7 Points Below CL" => "run_below",
        "2 in 3 Above CL" => "near_upper_limit",
        "2 in 3 Below CL" => "near_lower_limit",
        "7 Point Trend (Increasing)" => "trend_up",
        "7 Point Trend (Decreasing)" => "trend_down",
        "consistent_pass" => "pass",
        "consistent_fail" => "fail",
        "inconsistent" => "hit_or_miss",
        other => other,
    }
}

fn near(found: &Value, expected: &Value) -> bool {
    let (found, expected) = (found.as_f64().unwrap(), expected.as_f64().unwrap());
    (found - expected).abs() <= 1e-9 * expected.abs()
}

#[test]
fn the_reference_gives_the_same_verdicts() {
    let council = hospitals();
    let site = Site::open(&council.data());
    let reference = reference();
    for (id, organisation) in CASES {
        let series = reference.iter().find(|series| series["id"] == id).unwrap();
        let expected = &series["expected"];
        let rows = site.rows(&format!("coverage_spc?team={organisation}"));
        assert_eq!(rows.len(), 36, "{id}");
        for (at, row) in rows.iter().enumerate() {
            let segment = expected["rebase_group"][at].as_u64().unwrap();
            let group = &expected["groups"][usize::try_from(segment).unwrap()];
            assert_eq!(row["as_at"], series["dates"][at], "{id}");
            assert_eq!(row["segment"].as_u64().unwrap(), segment + 1, "{id} {at}");
            for (field, of_group) in [("mean", "cl"), ("lower", "lpl"), ("upper", "upl")] {
                assert!(near(&row[field], &group[of_group]), "{id} {at} {field}: {row} {group}");
            }
            assert!(near(&row["value"], &series["values"][at]), "{id} {at}: {row}");
            for (field, of_point) in [("rule", "special_cause_type"), ("point_type", "point_type")] {
                assert_eq!(row[field], ours(expected[of_point][at].as_str().unwrap()), "{id} {at}: {row}");
            }
            for (field, of_series) in [("variation", "variation_type"), ("assurance", "assurance_type")] {
                assert_eq!(row[field], ours(expected[of_series].as_str().unwrap()), "{id}: {row}");
            }
        }
    }
}

#[test]
fn the_page_s_chart_shows_them() {
    let council = hospitals();
    let site = Site::open(&council.data());
    let reference = reference();
    for (id, organisation) in CASES {
        let series = reference.iter().find(|series| series["id"] == id).unwrap();
        let points = series["expected"]["point_type"].as_array().unwrap();
        let special = points.iter().filter(|point| **point != "common_cause").count();
        let figure = site.get(&format!("/figure/coverage_spc?team={organisation}")).json();
        let description = figure["description"].as_str().unwrap();
        assert!(
            description.contains(&format!("36 points, {special} of them special cause")),
            "{id}: {description}"
        );
        let svg = figure["svg"].as_str().unwrap();
        let triangles = svg.matches("<polygon").count();
        assert!(triangles >= special, "{id}: {triangles} triangles for {special} special causes");
    }
}
