//! Which words may stand in which source files.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Question as _, question};
use warehouse::Answerable;

use super::{files, root};

/// Where the queries and the notes lie.
const QUESTIONS: &str = "analytics/warehouse/sql/questions";

/// Holds that a word stands in no Rust file outside the folders named, comments aside.
#[track_caller]
fn check_absent(word: &str, allowed: &[&str]) {
    for folder in ["analytics", "app"] {
        for (name, text) in files(folder, "rs") {
            if allowed.iter().any(|prefix| name.starts_with(prefix)) {
                continue;
            }
            let line = text
                .lines()
                .position(|line| line.contains(word) && !line.trim_start().starts_with("//"));
            assert_eq!(line.map(|at| at + 1), None, "{word:?} in {name}, at the line on the left");
        }
    }
}

#[test]
fn sql_stands_only_in_the_warehouse() {
    check_absent("SELECT ", &["analytics/warehouse/"]);
    for word in ["INSERT INTO", "CREATE TABLE", "GROUP BY", "read_parquet("] {
        check_absent(word, &["analytics/warehouse/"]);
    }
}

#[test]
fn each_great_library_is_used_by_its_owner() {
    check_absent("polars::", &["analytics/ingest/"]);
    check_absent("duckdb::", &["analytics/warehouse/", "app/xtask/"]);
    check_absent("plotters::", &["app/charts/"]);
    check_absent("axum::", &["app/server/"]);
    check_absent(
        "krilla",
        &[
            "app/server/src/pdf.rs",
            "app/server/src/export/picture/pdf.rs",
            "app/server/src/briefing/pdf",
        ],
    );
    check_absent(
        "rust_xlsxwriter::",
        &["app/server/src/export/xlsx", "app/server/src/sample", "analytics/ingest/src/tests"],
    );
    check_absent("leptos::", &["app/ui/"]);
    check_absent("statrs::", &["analytics/statistics/"]);
}

#[test]
fn domain_and_statistics_do_no_input_or_output() {
    let statistics = files("analytics/statistics/src", "rs").into_iter();
    // Its tests read their fixtures.
    let statistics = statistics.filter(|(name, _)| !name.contains("src/tests"));
    for (name, text) in files("analytics/domain/src", "rs").into_iter().chain(statistics) {
        for word in [
            "std::fs",
            "std::net",
            "std::io",
            "std::env",
            "std::process",
            "SystemTime",
            "Utc::now",
            "Local::now",
        ] {
            assert!(!text.contains(word), "{word} in {name}: it is plain data and functions");
        }
    }
}

#[test]
fn only_an_answer_that_says_so_names_people() {
    for (name, text) in files("analytics/domain/src/questions", "rs") {
        for field in ["pub person", "pub nhs_number", "pub date_of_birth", "pub name", "pub postcode"] {
            assert!(
                !text.contains(field) || text.contains("Person-level."),
                "`{field}` in {name}, which doesn't say \"Person-level.\""
            );
        }
    }
}

#[test]
fn every_question_has_its_note_and_its_golden_answer() {
    for name in question::NAMES {
        for file in [
            format!("analytics/warehouse/sql/questions/{name}.md"),
            format!("tests/golden/answers/{name}.json"),
        ] {
            assert!(root().join(&file).is_file(), "the question {name} lacks {file}");
        }
    }
    for (file, _) in files(QUESTIONS, "md") {
        let name = file.rsplit('/').next().unwrap().trim_end_matches(".md");
        assert!(question::NAMES.contains(&name), "{file} belongs to no question");
    }
}

#[test]
fn every_question_asks_one_file_and_every_file_is_asked_by_the_question_of_its_name() {
    let scripts = files(QUESTIONS, "sql");
    let mut named = BTreeSet::new();
    macro_rules! check {
        ($($question:ty),+ $(,)?) => { $(
            let (name, sql) = (<$question>::NAME, <$question as Answerable>::SQL);
            let asked: Vec<_> = scripts.iter().filter(|(_, script)| script == sql).map(|(file, _)| file).collect();
            assert_eq!(asked.len(), 1, "{name} asks {asked:?}");
            if *asked[0] == format!("{QUESTIONS}/{name}.sql") {
                named.insert(asked[0].clone());
            }
        )+ };
    }
    domain::for_each_question!(check);
    for (file, _) in &scripts {
        assert!(named.contains(file), "{file} is not what the question of its name asks");
    }
}

#[test]
fn no_question_asks_the_same_as_another_in_a_file_of_its_own() {
    let mut known = BTreeMap::new();
    for (file, script) in files(QUESTIONS, "sql") {
        let lines = script.lines().filter(|line| !line.trim_start().starts_with("--"));
        let asked: Vec<_> = lines.flat_map(str::split_whitespace).map(str::to_owned).collect();
        if let Some(other) = known.insert(asked, file.clone()) {
            panic!("{file} asks the same as {other}: name one in the other's place");
        }
    }
}

#[test]
fn no_file_has_grown_too_long() {
    for folder in ["analytics", "app", "tests"] {
        for (name, text) in files(folder, "rs") {
            let lines = text.lines().count();
            assert!(lines <= 500, "{name} has {lines} lines: split it");
        }
    }
}
