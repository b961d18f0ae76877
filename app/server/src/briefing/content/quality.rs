//! How far the figures can be relied on, and the files behind them.

use super::source;
use crate::briefing::{
    asked::Answers,
    document::{Document, Table},
};
use domain::{
    Question as _, RecordState, Severity, calendar,
    percent::count,
    questions::{DataIssues, LoadRow, Loads, Provenance, RecordStates},
};

pub(super) fn write(document: &mut Document, answers: &Answers) {
    document.section("Data quality");
    document.list(points(answers));
    document.table(table(answers));
    source(document, &[Loads::NAME, DataIssues::NAME, RecordStates::NAME]);
}

fn points(answers: &Answers) -> Vec<String> {
    [
        refused(answers),
        warned(answers),
        unusable(answers),
        left_out(answers),
        counts_only(answers),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The loads behind the figures at the date.
fn behind(answers: &Answers) -> impl Iterator<Item = &LoadRow> {
    let is_behind = move |row: &&LoadRow| answers.lineage.iter().any(|lineage| lineage.load == row.load);
    answers.loads.iter().filter(is_behind)
}

fn refused(answers: &Answers) -> Option<String> {
    let read: i64 = behind(answers).map(|row| row.rows_read).sum();
    let refused: i64 = behind(answers).map(|row| row.rows_refused).sum();
    (read > 0).then(|| match refused {
        0 => format!("Of {} rows in the files below, none was refused.", count(read)),
        refused => format!(
            "Of {} rows in the files below, {} were refused and are in no figure; each stands with its reason in a file of rejects.",
            count(read),
            count(refused)
        ),
    })
}

fn warned(answers: &Answers) -> Option<String> {
    let numbers: Vec<u32> = behind(answers).map(|row| row.load).collect();
    let rows: i64 = answers
        .issues
        .iter()
        .filter(|row| row.severity == Severity::Warning && numbers.contains(&row.load))
        .map(|row| row.rows)
        .sum();
    (rows > 0).then(|| {
        format!(
            "{} findings did not stop a row from being counted; the Data page lists them by column and reason.",
            count(rows)
        )
    })
}

/// Numbers that stand on a record and can't be used, by what is wrong.
fn unusable(answers: &Answers) -> Option<String> {
    let wrong: Vec<String> = answers
        .states
        .iter()
        .filter(|row| !row.state.is_covered() && row.state != RecordState::Missing && row.records > 0)
        .map(|row| format!("{} {}", count(row.records), row.state.label().to_lowercase()))
        .collect();
    (!wrong.is_empty()).then(|| format!("Numbers on record that can’t be used: {}.", wrong.join(", ")))
}

fn left_out(answers: &Answers) -> Option<String> {
    let people = |of: fn(&LoadRow) -> Option<i64>| -> i64 { behind(answers).filter_map(of).sum() };
    let groups = [
        (people(|row| row.child), "children"),
        (people(|row| row.deceased), "who have died"),
        (people(|row| row.relative), "known only as a relative or carer"),
        (people(|row| row.not_open), "without an open case"),
        (people(|row| row.unborn), "not yet born"),
    ];
    let said: Vec<String> = groups
        .iter()
        .filter(|(people, _)| *people > 0)
        .map(|(people, who)| format!("{} {who}", count(*people)))
        .collect();
    (!said.is_empty()).then(|| format!("Not in scope and counted nowhere here: {}.", said.join(", ")))
}

fn counts_only(answers: &Answers) -> Option<String> {
    let last = answers.trend.iter().rfind(|row| row.provenance == Provenance::History)?;
    Some(format!(
        "Figures up to {} are counts kept before; they know coverage alone and no people.",
        calendar::long(last.as_at)
    ))
}

fn table(answers: &Answers) -> Table {
    let mut table = Table::new(
        format!("Files behind the figures of {}", calendar::long(answers.coverage.as_at)),
        &["File", "Load#", "Rows#", "Refused#", "SHA-256 begins with"],
    );
    for row in behind(answers) {
        table.row([
            row.file.clone(),
            row.load.to_string(),
            count(row.rows_read),
            count(row.rows_refused),
            row.sha256.chars().take(12).collect(),
        ]);
    }
    table
}
