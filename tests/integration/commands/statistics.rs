use super::super::support::{Council, Done, extract, root};
use serde_json::{Value, json};
use std::{fs, io::Write as _, process::Stdio};

fn computed(line: &str, input: &str) -> Done {
    let council = Council::new();
    let mut child = council
        .command(&format!("statistics {line}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Wrong usage ends before anything is read.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    Done::from(line, &child.wait_with_output().unwrap())
}

#[track_caller]
fn done(line: &str, input: &str) -> String {
    let done = computed(line, input);
    assert_eq!((done.code, done.err.as_str()), (0, ""), "{done}");
    done.out
}

#[track_caller]
fn refused(line: &str, input: &str, reason: &str) {
    let done = computed(line, input);
    assert_eq!((done.code, done.out.as_str()), (1, ""), "{done}");
    assert_eq!(done.err, format!("nhs-coverage: {reason}\n"), "{done}");
}

fn fixture(name: &str) -> String {
    fs::read_to_string(root().join("tests/fixtures").join(format!("{name}.json"))).unwrap()
}

/// Holds that a result has everything that is expected, numbers within a tolerance.
#[track_caller]
fn assert_holds(place: &str, found: &Value, expected: &Value) {
    match (found, expected) {
        (Value::Number(found), Value::Number(expected)) => {
            let (found, expected) = (found.as_f64().unwrap(), expected.as_f64().unwrap());
            let tolerance = if place.ends_with("_day") {
                1e-4
            } else {
                1e-9 * expected.abs().max(1.0)
            };
            assert!((found - expected).abs() <= tolerance, "{place}: {found} instead of {expected}");
        }
        (Value::Array(found), Value::Array(expected)) => {
            assert_eq!(found.len(), expected.len(), "{place}");
            for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
                assert_holds(&format!("{place}/{at}"), found, expected);
            }
        }
        (Value::Object(found), Value::Object(expected)) => {
            for (key, expected) in expected.iter().filter(|(key, _)| *key != "reference_only") {
                // One set of teams has no curve in the reference.
                if key == "curve_percent" && expected.is_null() {
                    continue;
                }
                assert_holds(&format!("{place}/{key}"), found.get(key).unwrap_or(&Value::Null), expected);
            }
        }
        _ => assert_eq!(found, expected, "{place}"),
    }
}

/// Runs a fixture through the command and holds each item of a list against what is expected of it.
#[track_caller]
fn check(method: &str, name: &str, list: &str, expected: fn(&Value) -> Value) {
    let given: Value = serde_json::from_str(&fixture(name)).unwrap();
    let out: Value = serde_json::from_str(&done(method, &fixture(name))).unwrap();
    let items = out[list].as_array().unwrap();
    assert_eq!(items.len(), given[list].as_array().unwrap().len());
    for (item, given) in items.iter().zip(given[list].as_array().unwrap()) {
        assert_holds(&format!("{name} {list} {}", item["id"]), &item["result"], &expected(given));
        for (key, value) in given.as_object().unwrap() {
            assert_eq!(&item[key], value, "{key} is kept as given");
        }
    }
    for (key, value) in given.as_object().unwrap() {
        assert!(out[key] == *value || out[key][0]["result"].is_object(), "{key} is kept as given");
    }
}

#[test]
fn charts_are_those_of_the_reference() {
    for name in ["spc_random", "spc_edge_cases", "spc_decimal_ties", "spc_ae_attendances"] {
        check("spc", name, "series", |item| item["expected"].clone());
    }
}

#[test]
fn intervals_are_those_of_the_reference() {
    check("wilson", "wilson_random", "rows", |item| {
        let mut expected = item.clone();
        expected
            .as_object_mut()
            .unwrap()
            .retain(|key, _| !["id", "x", "n"].contains(&key.as_str()));
        expected
    });
}

#[test]
fn funnels_are_those_of_the_reference() {
    check("funnel", "funnel_random", "team_sets", |item| item["expected"].clone());
    check("funnel", "funnel_random", "points", |item| {
        let mut expected = item.clone();
        expected.as_object_mut().unwrap().retain(|key, _| key.contains("er_"));
        expected
    });
}

#[test]
fn forecasts_are_those_of_the_definition() {
    check("forecast", "forecast", "cases", |item| item["expected"].clone());
}

#[test]
fn a_chart_comes_with_what_a_reader_may_be_shown() {
    let missing = json!({"series": [{
        "dates": ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-06", "2024-01-07"],
        "values": [1, 2, null, 4, 5, 6, 7],
    }]});
    let out: Value = serde_json::from_str(&done("spc", &missing.to_string())).unwrap();
    let series = &out["series"][0];
    assert_eq!(series["result"], Value::Null);
    assert_eq!(
        series["result_refused"],
        "the seven points up to 2024-01-07 may be a trend, but a value among them is missing"
    );
    assert_eq!(series["guarded"]["basis"], "limits");
    assert_eq!(series["guarded"]["latest"], json!({"index": 6, "date": "2024-01-07", "value": 7.0}));
}

#[test]
fn small_teams_are_told_apart_and_shares_stand_to_a_target() {
    let teams = json!({"team_sets": [{"numerators": [0, 950, 500], "denominators": [19, 1000, 1000]}]});
    let out: Value = serde_json::from_str(&done("funnel", &teams.to_string())).unwrap();
    assert_eq!(out["team_sets"][0]["shown"], json!(["too_few_records", "high", "low"]));
    let rows = json!({"rows": [{"x": 930, "n": 1000, "target": 0.95}, {"x": null, "n": 5, "target": 0.95}]});
    let out: Value = serde_json::from_str(&done("wilson", &rows.to_string())).unwrap();
    assert_eq!(
        [&out["rows"][0]["against_target"], &out["rows"][1]["against_target"]],
        [&json!("below"), &Value::Null]
    );
}

#[test]
fn what_cannot_be_used_is_named() {
    let series = |id: &str, change: Value| {
        let mut item = json!({"id": id, "dates": ["2024-01-01", "2024-01-08"], "values": [1, 2]});
        item.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let sound = json!({"dates": ["2024-01-01"], "values": [1]});
        json!({"series": [sound, item]}).to_string()
    };
    let charts = [
        (
            json!({"values": ["1", "2"]}),
            "\"values\" must be a list of numbers, null where one is missing",
        ),
        (
            json!({"dates": ["first", "second"]}),
            "\"dates\" must be a list of dates such as \"2026-10-31\"",
        ),
        (
            json!({"dates": ["2024-01-01", "2024-01-01"]}),
            "the date 2024-01-01 comes twice; a series has one value a date",
        ),
        (
            json!({"values": [1]}),
            "the series has 2 dates and 1 values; each value needs its date",
        ),
        (json!({"dates": [], "values": []}), "the series has no rows"),
        (
            json!({"fix_after_n_points": 11}),
            "limits can't be fixed on 11 points; give at least 12",
        ),
        (
            json!({"improvement_direction": "up"}),
            "\"improvement_direction\" must be \"increase\", \"decrease\" or \"neutral\"",
        ),
        (json!({"target": [0, 1]}), "\"target\" must be a number, or null"),
    ];
    for (change, reason) in charts {
        refused("spc", &series("B", change), &format!("series 2 (B): {reason}"));
    }
    let others = [
        (
            "wilson",
            json!({"rows": [{"x": 1, "n": 0}]}),
            "row 1: the denominator is 0; it must be above 0",
        ),
        (
            "wilson",
            json!({"rows": [{"x": 2, "n": 1}]}),
            "row 1: the numerator 2 is more than the denominator 1",
        ),
        (
            "wilson",
            json!({"rows": [{"n": 1}]}),
            "row 1: \"x\" is missing; it must be a number, or null",
        ),
        ("wilson", json!({"rows": [7]}), "row 1: it is not a JSON object"),
        ("wilson", json!({"rows": 7}), "\"rows\" is not a list"),
        ("wilson", json!([]), "the input is not a JSON object with list \"rows\""),
        (
            "funnel",
            json!({"rows": []}),
            "the input has no list \"points\" or list \"team_sets\"",
        ),
        (
            "funnel",
            json!({"team_sets": [{"numerators": [1, 0], "denominators": [1, 0]}]}),
            "team set 1: team 2: the denominator is 0; it must be above 0",
        ),
        (
            "funnel",
            json!({"points": [{"average": 95, "population": 10}]}),
            "point 1: the average is 95; it must lie between 0 and 1",
        ),
        (
            "forecast",
            json!({"cases": [{"id": 7, "dates": ["2024-01-01"], "numerators": [2], "denominators": [1], "target": 0.95}]}),
            "case 1 (7): at 2024-01-01 the counts are 2 of 1; the first must lie between 0 and the second",
        ),
        (
            "forecast",
            json!({"cases": [{"dates": [], "numerators": [], "denominators": [], "target": 95}]}),
            "case 1: the target is 95; it must be a share above 0 and at most 1",
        ),
    ];
    for (method, input, reason) in others {
        refused(method, &input.to_string(), reason);
    }
    for input in ["", "{", "date,value\n"] {
        let done = computed("spc", input);
        assert_eq!((done.code, done.out.as_str()), (1, ""), "{done}");
        assert!(done.err.starts_with("nhs-coverage: standard input is not JSON: "), "{done}");
    }
}

#[test]
fn wrong_usage_is_told_from_wrong_input() {
    for line in [
        "",
        "nonsense",
        "spc --format xml",
        "spc --target high --format csv",
        "spc --target 0.95",
        "funnel --target 0.95 --format csv",
        "wilson --rebase 2024-01-01 --format csv",
    ] {
        let done = computed(line, "");
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{done}");
        assert!(!done.err.is_empty(), "{done}");
    }
}

#[test]
fn a_series_as_csv_gives_a_row_per_point() {
    let mut input = "\u{feff}Date, Value ,target\r\n".to_owned();
    // Latest first, as people keep them, in British dates.
    for day in (1..=14).rev() {
        let value = if day == 5 { String::new() } else { (80 + day % 2).to_string() };
        input += &format!("{day:02}/01/2026,{value},{}\r\n", if day > 7 { "95" } else { "90" });
    }
    let records = extract::records(&done("spc --format csv", &input));
    assert_eq!(records.len(), 15);
    let row = |at: usize| {
        records[0]
            .iter()
            .cloned()
            .zip(records[at].iter().cloned())
            .collect::<std::collections::HashMap<_, _>>()
    };
    assert_eq!((row(1)["date"].as_str(), row(1)["value"].as_str()), ("2026-01-01", "81"));
    assert_eq!((row(1)["target"].as_str(), row(1)["basis"].as_str()), ("95", "limits"));
    assert_eq!((row(5)["value"].as_str(), row(5)["side"].as_str()), ("", ""));
    assert_eq!(
        (row(14)["special_cause"].as_str(), row(14)["point_type"].as_str()),
        ("Common Cause", "common_cause")
    );
    let rebased = extract::records(&done(
        "spc --format csv --rebase 03/01/2026 --improvement-direction decrease",
        &input,
    ));
    assert_eq!((rebased[2][3].as_str(), rebased[3][3].as_str()), ("0", "1"));
    refused("spc --format csv", "date\n2026-01-01\n", "the input has no column value");
    refused(
        "spc --format csv",
        "date,value\n2026-01-01,many\n",
        "line 2, column value: not a number",
    );
    refused(
        "spc --format csv",
        "date,value\nsoon,1\n",
        "line 2, column date: not a date; write it as 2026-10-31 or 31/10/2026",
    );
    refused(
        "spc --format csv",
        "date,value\n2026-01-01,1\n01/01/2026,2\n",
        "the date 2026-01-01 comes twice; a series has one value a date",
    );
}

#[test]
fn counts_as_csv_come_back_with_columns_added() {
    let records = extract::records(&done(
        "wilson --format csv --target 0.95",
        "team,x,n\nNorth,95,100\nSouth,0,10\nWest,,5\n",
    ));
    assert_eq!(records[0][..4], ["team", "x", "n", "value"]);
    assert_eq!(records[1][..4], ["North", "95", "100", "0.95"]);
    assert!(records[1][4].starts_with("0.8882495307680"), "{}", records[1][4]);
    assert_eq!(records[1].last().unwrap(), "not_distinguishable");
    assert_eq!(records[2].last().unwrap(), "below");
    assert_eq!(records[3][3..], ["", "", "", "", "", ""]);
    refused(
        "wilson --format csv",
        "x,n\n1,2\n3,2\n",
        "line 3: the numerator 3 is more than the denominator 2",
    );
    let records = extract::records(&done(
        "funnel --format csv",
        "team,numerator,denominator\nNorth,0,3\nSouth,950,1000\nWest,1900,2000\n",
    ));
    assert_eq!(records[1][9..], ["Low (0.001)", "too_few_records"]);
    assert_eq!(records[2][9..], ["Not significant", "as_expected"]);
    refused("funnel --format csv", "numerator,denominator\n1,\n", "team 1 has no denominator");
}

#[test]
fn a_history_as_csv_gives_one_row() {
    let input = "date,numerator,denominator\n2026-01-31,94,99\n";
    let records = extract::records(&done("forecast --format csv", input));
    assert_eq!(
        (records.len(), records[1][0].as_str(), records[1][5].as_str()),
        (2, "insufficient_data", "1")
    );
    let records = extract::records(&done("forecast --format csv --target 0.9", input));
    assert_eq!(records[1][0], "achieved");
    refused(
        "forecast --format csv",
        "date,numerator,denominator\n2026-01-31,9.5,10\n",
        "line 2, column numerator: not a whole number",
    );
}
