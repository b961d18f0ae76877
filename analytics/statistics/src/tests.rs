mod forecast;
mod funnel;
mod properties;
mod spc;
mod spc_guarded;
mod spc_rules;
mod wilson;

use serde::de::DeserializeOwned;
use serde_json::Value;

/// A file of expected figures; the folder's own README says where they come from.
fn fixture(name: &str) -> Value {
    let path = format!("{}/../../tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The cases of one list of a fixture.
fn cases(fixture: &Value, list: &str) -> Vec<Value> {
    let cases = fixture[list].as_array().unwrap().clone();
    assert!(!cases.is_empty());
    cases
}

/// A case as the type that a user would give.
fn given<T: DeserializeOwned>(case: &Value) -> T {
    serde_json::from_value(case.clone()).unwrap_or_else(|error| panic!("{}: {error}", case["id"]))
}

/// Holds that two documents are the same, numbers within a tolerance that depends on their place and the expected number.
#[track_caller]
fn assert_same(case: &str, found: &Value, expected: &Value, tolerance: &dyn Fn(&str, f64) -> f64) {
    match (found, expected) {
        (Value::Number(found), Value::Number(expected)) => {
            let (found, expected) = (found.as_f64().unwrap(), expected.as_f64().unwrap());
            let tolerance = tolerance(case, expected);
            assert!((found - expected).abs() <= tolerance, "{case}: {found} instead of {expected}");
        }
        (Value::Array(found), Value::Array(expected)) => {
            assert_eq!(found.len(), expected.len(), "{case}");
            for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
                assert_same(&format!("{case}/{at}"), found, expected, tolerance);
            }
        }
        (Value::Object(found), Value::Object(expected)) => {
            for (key, expected) in expected {
                let found = found.get(key).unwrap_or_else(|| panic!("{case} lacks {key}"));
                assert_same(&format!("{case}/{key}"), found, expected, tolerance);
            }
        }
        _ => assert_eq!(found, expected, "{case}"),
    }
}
