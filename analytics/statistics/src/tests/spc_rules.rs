//! Cases taken from the reference's own tests, snapshots and vignettes, one function at a time.

use super::{cases, fixture, given};
use crate::spc::{ImprovementDirection, PointType, Series, assurance, guarded, is_short, reference, rules};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn the_references_own_cases_hold() {
    for case in cases(&fixture("spc_extracted_tests"), "cases") {
        let function = case["function"].as_str().unwrap();
        let found = run(function, &case["input"]);
        agree(&format!("{} {function}", case["id"]), &found, &case["expected"]);
    }
}

/// Expected figures are printed to three to seven figures, or two decimals, and name only some of the columns.
#[track_caller]
fn agree(case: &str, found: &Value, expected: &Value) {
    match (found, expected) {
        (Value::Number(found), Value::Number(expected)) if expected.is_f64() => {
            let printed = expected.to_string();
            let figures = printed.chars().filter(char::is_ascii_digit).collect::<String>();
            let figures = i32::try_from(figures.trim_start_matches('0').len()).unwrap();
            let (found, expected) = (found.as_f64().unwrap(), expected.as_f64().unwrap());
            let last = 10_f64.powi(expected.abs().log10().floor() as i32 + 1 - figures);
            assert!((found - expected).abs() <= 0.51 * last, "{case}: {found} instead of {expected}");
        }
        (Value::Array(found), Value::Array(expected)) => {
            assert_eq!(found.len(), expected.len(), "{case}");
            for (found, expected) in found.iter().zip(expected) {
                agree(case, found, expected);
            }
        }
        (Value::Object(found), Value::Object(expected)) => {
            for (key, expected) in expected {
                agree(&format!("{case} {key}"), &found[key], expected);
            }
        }
        _ => assert_eq!(found, expected, "{case}"),
    }
}

fn run(function: &str, input: &Value) -> Value {
    let list = |key: &str| input[key].as_array().unwrap().clone();
    let sides = |key: &str| list(key).iter().map(|side| side.as_i64().unwrap() as i8).collect::<Vec<_>>();
    let flags = |key: &str| list(key).iter().map(|flag| flag != 0).collect::<Vec<_>>();
    let numbers = |flags: Vec<bool>| json!(flags.into_iter().map(i32::from).collect::<Vec<_>>());
    let windows = || {
        let (close, sides) = (flags("close"), sides("side"));
        let side = |at: usize| sides.get(at).copied().unwrap_or(0);
        (rules::two_in_three_windows(close.len(), |at| close[at], side), close)
    };
    match function {
        "seven_one_side_end_flags" => numbers(rules::seven_one_side_ends(sides("side").into_iter())),
        "spread_back_over_seven" => numbers(rules::spread_back_over_seven(flags("end_flags").into_iter())),
        "seven_trend_end_flags" => {
            let values: Vec<_> = list("values").iter().map(Value::as_f64).collect();
            json!(rules::seven_trend_ends(&values))
        }
        "two_in_three_window_member" => numbers(windows().0),
        "two_in_three_flagged_points" => {
            let (members, close) = windows();
            numbers(members.into_iter().zip(close).map(|(member, close)| member && close).collect())
        }
        "assurance_type" => json!(assured(input, input)),
        "assurance_type_last_segment" => json!(assured(input, input["segments"].as_array().unwrap().last().unwrap())),
        "xmr_limits" => limits(input),
        "xmr_limits_differ" => {
            let fixed = &charted(input)["groups"][0];
            let mut unfixed = input.clone();
            unfixed["fix_after_n_points"] = Value::Null;
            let unfixed = &charted(&unfixed)["groups"][0];
            json!({
                "lpl_differs_from_unfixed": fixed["lpl"] != unfixed["lpl"],
                "upl_differs_from_unfixed": fixed["upl"] != unfixed["upl"],
            })
        }
        "rebase_group" => {
            assert!(list("rebase_flag").iter().all(|flag| flag == 0));
            charted(&json!({ "values": vec![1; input["n"].as_u64().unwrap() as usize] }))["rebase_group"].clone()
        }
        "rebase_flag" => rebase_flags(input),
        "point_type_last_two" => {
            let types = charted(input)["point_type"].as_array().unwrap().clone();
            json!(types[types.len() - 2..])
        }
        "short_group_warning" => short_groups(input),
        "target_per_row" => targets(input),
        "summary" => {
            let summaries: Vec<_> = facets(input).iter().map(|(name, facet)| summary(name, facet)).collect();
            json!(summaries)
        }
        "icons" => {
            let icons = facets(input).into_iter().map(|(_, facet)| {
                let chart = charted(&facet);
                json!({ "variation": chart["variation_icon"], "assurance": chart["assurance_icon"] })
            });
            json!(icons.collect::<Vec<_>>())
        }
        "accepts" => json!(accepts(input)),
        _ => panic!("no such function: {function}"),
    }
}

/// A series with dates, if the case gives none.
fn dated(input: &Value) -> Value {
    let mut series = input.clone();
    if series.get("dates").is_none() {
        let days = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap().iter_days();
        let count = series["values"].as_array().map_or(1, Vec::len);
        series["dates"] = json!(days.take(count).collect::<Vec<_>>());
    }
    series
}

fn charted(input: &Value) -> Value {
    serde_json::to_value(reference(&given::<Series>(&dated(input))).unwrap()).unwrap()
}

fn limits(input: &Value) -> Value {
    let chart = charted(input);
    let first = |column: &str, count: usize| json!(chart[column].as_array().unwrap()[..count]);
    let mut found = chart["groups"][0].clone();
    found["relative_to_mean_first15"] = first("relative_to_mean", 15);
    found["relative_to_mean_first14"] = first("relative_to_mean", 14);
    found["outside_limits_first8"] = first("outside_limits", 8);
    found["close_to_limits_first8"] = first("close_to_limits", 8);
    found
}

fn assured(input: &Value, limits: &Value) -> Option<crate::spc::Assurance> {
    let direction: ImprovementDirection = given(&input["improvement_direction"]);
    let limits = limits["lpl"].as_f64().zip(limits["upl"].as_f64());
    assurance(limits, input["target"].as_f64(), direction)
}

/// The rows of each facet as a series of their own, in order of facets.
fn facets(input: &Value) -> Vec<(Value, Value)> {
    let Some(names) = input.get("facets").and_then(Value::as_array) else {
        return vec![(Value::Null, input.clone())];
    };
    let of_facet = |column: &Value, name: &Value| -> Value {
        let rows = column.as_array().unwrap().iter().zip(names);
        rows.filter(|(_, facet)| *facet == name).map(|(cell, _)| cell.clone()).collect()
    };
    let mut seen: Vec<Value> = Vec::new();
    for name in names {
        if !seen.contains(name) {
            seen.push(name.clone());
        }
    }
    let facet = |name: Value| {
        let mut series = input.clone();
        for column in ["dates", "values"] {
            if input.get(column).is_some() {
                series[column] = of_facet(&input[column], &name);
            }
        }
        if let Some(key) = name.as_str() {
            for (of_one, of_each) in [("rebase_dates", "rebase_dates_by_facet"), ("target", "target_by_facet")] {
                if let Some(value) = input.get(of_each) {
                    series[of_one] = value[key].clone();
                }
            }
        }
        (name, series)
    };
    seen.into_iter().map(facet).collect()
}

fn summary(name: &Value, facet: &Value) -> Value {
    let chart = charted(facet);
    let types: Vec<PointType> = given(&chart["point_type"]);
    let count = |wanted| types.iter().filter(|found| **found == wanted).count();
    let mut found = chart["groups"][0].clone();
    found["facet"] = name.clone();
    found["common_cause"] = json!(count(PointType::CommonCause));
    found["special_cause_improvement"] = json!(count(PointType::SpecialCauseImprovement));
    found
}

fn rebase_flags(input: &Value) -> Value {
    let mut flags = Vec::new();
    for (_, mut facet) in facets(input) {
        facet["values"] = json!(vec![1; facet["dates"].as_array().unwrap().len()]);
        let groups: Vec<usize> = given(&charted(&facet)["rebase_group"]);
        let before = std::iter::once(0).chain(groups.iter().copied());
        flags.extend(groups.iter().zip(before).map(|(group, before)| group - before));
    }
    json!(flags)
}

fn short_groups(input: &Value) -> Value {
    let threshold = input["threshold"].as_u64().unwrap() as usize;
    let sizes = input["group_sizes"].as_array().unwrap();
    let flags: Vec<_> = sizes
        .iter()
        .map(|size| is_short(size.as_u64().unwrap() as usize, threshold))
        .collect();
    json!({ "warns": flags.contains(&true), "flag_per_group": flags })
}

fn targets(input: &Value) -> Value {
    let mut targets = Vec::new();
    for (name, mut facet) in facets(input) {
        let rows = input["facets"].as_array().unwrap().iter().filter(|facet| **facet == name).count();
        facet["values"] = json!(vec![1; rows]);
        let chart = guarded(&given::<Series>(&dated(&facet))).unwrap();
        targets.extend(vec![chart.target; rows]);
    }
    json!(targets)
}

fn accepts(input: &Value) -> bool {
    let mut input = input.clone();
    // Rebases by facet are given for a whole chart; here each facet is a series and has a list of its own.
    if input.get("rebase_by_facet").is_some() {
        input["rebase_dates"] = json!({ "a": ["2020-01-03"] });
    }
    if let Some(directions) = input["improvement_direction"].as_array().cloned() {
        return directions
            .into_iter()
            .all(|direction| accepts(&json!({ "improvement_direction": direction })));
    }
    if input.get("values").is_none() {
        input["values"] = json!(vec![1; 13]);
    }
    let each: BTreeSet<bool> = facets(&input)
        .iter()
        .map(|(_, facet)| serde_json::from_value::<Series>(dated(facet)).is_ok_and(|series| reference(&series).is_ok()))
        .collect();
    !each.contains(&false)
}
