//! Golden answers: every question, on the committed sample, against the file of its name.

use super::support::{Council, root, served::Site, shared::committed, tree};
use domain::question;
use serde_json::Value;
use std::{env, fs};

/// The flags under which each question is asked, where it needs any.
fn flags(question: &str) -> &'static str {
    match question {
        "worklist" | "queue_list" => "--team 'Older People North'",
        _ => "",
    }
}

/// Takes out what is another in every run or release.
fn redact(answer: &mut Value) {
    match answer {
        Value::Object(fields) => {
            for (name, value) in fields {
                if name == "loaded_at" || name == "version" {
                    *value = Value::from("redacted");
                } else {
                    redact(value);
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(redact),
        _ => {}
    }
}

#[test]
fn every_answer_is_the_golden_one() {
    let loaded = committed();
    let mut differ = Vec::new();
    for question in question::NAMES {
        let mut answer = loaded.council.answer(&format!("{question} {}", flags(question)));
        redact(&mut answer);
        let text = format!("{answer:#}\n");
        let path = root().join(format!("tests/golden/answers/{question}.json"));
        if env::var_os("UPDATE_GOLDEN").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &text).unwrap();
        }
        if fs::read_to_string(&path).unwrap_or_default() != text {
            let written = loaded.council.write(&format!("{question}.json"), &text);
            differ.push(format!(
                "{question}: {}",
                first_difference(&path, &fs::read_to_string(written).unwrap())
            ));
        }
    }
    assert!(
        differ.is_empty(),
        "answers differ from tests/golden/answers; if that is meant, UPDATE_GOLDEN=1 writes them anew:\n{}",
        differ.join("\n")
    );
}

#[test]
fn the_description_of_the_api_is_the_golden_one() {
    let loaded = committed();
    let mut description = Site::open(&loaded.council.data()).get("/api/v1/openapi.json").json();
    for question in question::NAMES {
        assert!(description["paths"][format!("/api/v1/{question}")]["get"].is_object(), "{question}");
        // Every field that an answer has is described, and no other.
        let row = &description["components"]["schemas"][format!("{question}_row")]["properties"];
        let golden = fs::read_to_string(root().join(format!("tests/golden/answers/{question}.json"))).unwrap();
        let golden: Value = serde_json::from_str(&golden).unwrap();
        if let Some(fields) = golden["rows"][0].as_object() {
            assert!(fields.keys().eq(row.as_object().unwrap().keys()), "{question}");
        }
    }
    redact(&mut description["info"]);
    let text = format!("{description:#}\n");
    let path = root().join("tests/golden/openapi.json");
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap_or_default() == text,
        "the description differs from tests/golden/openapi.json; if that is meant, UPDATE_GOLDEN=1 writes it anew"
    );
}

fn first_difference(golden: &std::path::Path, text: &str) -> String {
    let golden = fs::read_to_string(golden).unwrap_or_default();
    let mut lines = golden
        .lines()
        .chain(std::iter::once(""))
        .zip(text.lines().chain(std::iter::once("")))
        .zip(1..);
    lines.find(|((golden, now), _)| golden != now).map_or_else(
        || "its end".to_owned(),
        |((golden, now), line)| format!("line {line}: golden {golden:?}, now {now:?}"),
    )
}

#[test]
fn no_golden_answer_is_without_its_question() {
    for entry in fs::read_dir(root().join("tests/golden/answers")).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(question::NAMES.contains(&stem.as_str()), "{}", path.display());
    }
}

#[test]
fn the_committed_sample_is_what_the_command_writes() {
    let council = Council::new();
    council.done("sample again --seed 1 --people 300 --months 3").says("synthetic");
    tree::assert_same(&tree::of(&root().join("data/sample")), &tree::of(&council.path("again")));
}

#[test]
fn golden_answers_hold_no_full_number_and_say_that_they_are_synthetic() {
    let sample = fs::read_to_string(root().join("data/sample/README.txt")).unwrap();
    assert!(sample.contains("SYNTHETIC"));
    for question in question::NAMES {
        let text = fs::read_to_string(root().join(format!("tests/golden/answers/{question}.json"))).unwrap();
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
        let numbers = words.filter(|word| word.len() == 10 && word.starts_with("99") && word.bytes().all(|byte| byte.is_ascii_digit()));
        assert_eq!(numbers.count(), 0, "{question}");
    }
}
