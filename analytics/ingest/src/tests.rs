//! What files come to: every defect with the finding that it gives.

use crate::{Checked, Key, Mapping, Options, Refusal, Request, read};
use chrono::NaiveDate;
use domain::Kind;
use domain::nhs_number::Ranges;
use domain::schema::persons;
use polars::prelude::{AnyValue, DataFrame};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

mod effort;
mod encodings;
mod files;
mod history;
mod load_file;
mod people;
mod privacy;
mod properties;
mod reference;
mod register;
mod rejects;
mod traces;

/// A folder with one file in it.
struct Fixture {
    folder: TempDir,
    path: PathBuf,
}

impl Fixture {
    fn new(name: &str, content: impl AsRef<[u8]>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        Self { folder, path }
    }

    fn read(&self) -> Result<Checked, Refusal> {
        read_with(&self.path, None, Some(date(2026, 10, 31)), &options())
    }
}

fn options() -> Options {
    Options {
        ranges: Ranges { test_range_valid: true },
        ..Options::default()
    }
}

fn mapped(json: &str) -> Options {
    Options {
        mapping: serde_json::from_str::<Mapping>(json).unwrap(),
        ..options()
    }
}

fn read_with(path: &Path, kind: Option<Kind>, as_at: Option<NaiveDate>, options: &Options) -> Result<Checked, Refusal> {
    read(&Request {
        path,
        kind,
        as_at,
        options,
        key: &Key::for_tests(),
        sent: None,
        progress: &|_| {},
    })
}

/// Reads text as a file taken on 31 October 2026.
fn text(content: &str) -> Checked {
    Fixture::new("file.csv", content).read().unwrap()
}

fn refusal(name: &str, content: impl AsRef<[u8]>) -> String {
    Fixture::new(name, content).read().unwrap_err().to_string()
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// A table's rows as text, cells divided by bars, bytes as the number of them.
fn rows(checked: &Checked, file: &str) -> Vec<String> {
    rows_of(checked.tables.iter().find(|table| table.file() == file).unwrap().frame())
}

/// Some cells of each person.
fn cells(checked: &Checked, columns: &[&str]) -> Vec<String> {
    let table = checked.tables.iter().find(|table| table.file() == persons::FILE).unwrap();
    rows_of(table.frame().select(columns).unwrap())
}

fn rows_of(frame: DataFrame) -> Vec<String> {
    let cell = |value: AnyValue<'_>| match value {
        AnyValue::Null => "-".to_owned(),
        AnyValue::String(text) => text.to_owned(),
        AnyValue::StringOwned(text) => text.to_string(),
        AnyValue::Binary(bytes) => format!("{} bytes", bytes.len()),
        AnyValue::BinaryOwned(bytes) => format!("{} bytes", bytes.len()),
        other => other.to_string(),
    };
    let row = |at: usize| {
        frame
            .columns()
            .iter()
            .map(|column| cell(column.get(at).unwrap()))
            .collect::<Vec<_>>()
            .join("|")
    };
    (0..frame.height()).map(row).collect()
}

/// The people without the groups into which they fall and their only teams.
fn people_of(checked: &Checked) -> Vec<String> {
    use persons::{EXCLUSION, NUMBER, OPEN, PERSON_ID, RESTRICTED, SOURCE, STATE};
    cells(checked, &[PERSON_ID, STATE, NUMBER, SOURCE, EXCLUSION, OPEN, RESTRICTED])
}

/// The findings, one a line: `refused PERSON_ID person_id_missing 1 from 3`.
fn issues(checked: &Checked) -> Vec<String> {
    let line = |issue: &domain::Issue| {
        format!(
            "{} {} {} {} from {}",
            issue.severity, issue.column, issue.reason, issue.rows, issue.first_line
        )
    };
    checked.issues.iter().map(line).collect()
}
