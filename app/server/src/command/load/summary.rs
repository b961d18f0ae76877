//! What is printed about each file.

use super::{file_name, plan::Plan};
use domain::{
    Filter, Kind, Manifest, Severity, calendar,
    percent::{count, counted},
    questions::{DataIssues, Loads, RecordStates, TraceBatches},
    trace::Dialect,
};
use std::path::Path;
use warehouse::Generation;

/// Says why nothing was changed.
pub(super) fn refusals(plan: &Plan) {
    for (path, reason) in plan.refused() {
        let file = file_name(path);
        // Most reasons name their file already.
        let place = if reason.starts_with(&file) {
            String::new()
        } else {
            format!("{file}: ")
        };
        eprintln!("refused: {place}{reason}");
    }
    eprintln!("Nothing was changed.");
}

/// Says what one file was, what was taken for what, and what became of its rows.
pub(super) fn file(manifest: &Manifest, rejects: Option<&Path>, is_published: bool, warehouse: &Generation) -> anyhow::Result<()> {
    let as_at = manifest
        .as_at
        .map(|date| format!(" as at {}", calendar::long(date)))
        .unwrap_or_default();
    println!(
        "{}: {}{as_at} ({})",
        manifest.file,
        manifest.kind.label().to_lowercase(),
        manifest.format
    );
    columns(manifest);
    println!(
        "  rows: {} read, {} accepted, {} refused",
        count(whole(manifest.rows_read)),
        count(whole(manifest.rows_accepted)),
        count(whole(manifest.rows_refused))
    );
    for issue in &manifest.issues {
        let verb = if issue.severity == Severity::Refused {
            "refused"
        } else {
            "warning"
        };
        let column = if issue.column.is_empty() {
            String::new()
        } else {
            format!(", column {}", issue.column)
        };
        println!(
            "  {verb}: {}, first on line {}{column}: {} [{}]",
            counted(whole(issue.rows), "row", "rows"),
            issue.first_line,
            issue.text,
            issue.reason
        );
    }
    if let Some(path) = rejects {
        let written = if is_published {
            "refused rows to mend and load again"
        } else {
            "a load would write the refused rows to"
        };
        println!("  {written}: {}", path.display());
    }
    match manifest.kind {
        Kind::Snapshot => people(manifest, warehouse)?,
        Kind::Effort => replaced(manifest, warehouse)?,
        Kind::TraceResponse => answered(manifest, warehouse)?,
        _ => {}
    }
    Ok(())
}

fn columns(manifest: &Manifest) {
    let (taken, unread): (Vec<_>, Vec<_>) = manifest.columns.iter().partition(|column| column.field.is_some());
    let taken: Vec<_> = taken
        .iter()
        .map(|column| format!("{} as {}", column.column, column.field.as_deref().unwrap_or_default()))
        .collect();
    println!("  columns: {}", taken.join(", "));
    if !unread.is_empty() {
        let unread: Vec<_> = unread.iter().map(|column| column.column.as_str()).collect();
        println!("  not read: {}", unread.join(", "));
    }
}

/// Rows of earlier timesheets whose days this one tells again.
fn replaced(manifest: &Manifest, warehouse: &Generation) -> anyhow::Result<()> {
    let issues = warehouse.ask::<DataIssues>(&Filter::default())?;
    let found = issues.rows.iter().filter(|issue| issue.load == manifest.load);
    for issue in found.filter(|issue| !manifest.issues.iter().any(|known| known.reason == issue.reason)) {
        println!("  warning: {} rows: {} [{}]", count(issue.rows), issue.text, issue.reason);
    }
    Ok(())
}

/// What a response came to, in the batch that it answers.
fn answered(manifest: &Manifest, warehouse: &Generation) -> anyhow::Result<()> {
    let Some((name, is_known)) = warehouse.batch_of_response(manifest.load)? else {
        return Ok(());
    };
    let batches = warehouse.ask::<TraceBatches>(&Filter::default())?;
    let Some(batch) = batches.rows.iter().find(|batch| batch.batch == name) else {
        return Ok(());
    };
    match (is_known, batch.dialect) {
        (true, _) => println!("  answers batch {name}"),
        (false, Some(Dialect::Smsp)) => println!("  a batch of its own, {name}: a log tells of calls, which no request asked for"),
        (false, _) => println!(
            "  answers no request that is loaded here, so it counts as a batch of its own, {name}: load the request too, or look whether --data names the right folder"
        ),
    }
    if let Some(day) = batch.returned_on {
        let from = if manifest.as_at.is_some() || batch.dialect == Some(Dialect::Smsp) {
            ""
        } else {
            ", the day it was loaded or that the register or its rows say; if it came on another, name it with --as-at"
        };
        println!("  counts from {}{from}", calendar::long(day));
    }
    let outcomes = [
        ("confirmed", batch.verified),
        ("found", batch.found),
        ("with another number", batch.different),
        ("superseded", batch.superseded),
        ("invalid", batch.invalid),
        ("not confirmed", batch.conflict),
        ("with several matches", batch.several),
        ("without a match", batch.no_match),
        ("not traced", batch.not_traced),
        ("rejected", batch.rejected),
        ("with a code that is not known", batch.other),
    ];
    let outcomes: Vec<_> = outcomes
        .iter()
        .filter(|(_, people)| *people > 0)
        .map(|(what, people)| format!("{what} {}", count(*people)))
        .collect();
    println!(
        "  batch so far: {} answered for: {}",
        counted(batch.answered, "person", "people"),
        outcomes.join(", ")
    );
    let rest = [
        ("people not answered for", batch.not_answered.unwrap_or_default()),
        ("rows about nobody of the batch", batch.not_asked),
        (
            if batch.dialect == Some(Dialect::Smsp) {
                "further calls about the same people"
            } else {
                "further answers for the same people"
            },
            batch.answered_again,
        ),
    ];
    for (what, rows) in rest.iter().filter(|(_, rows)| *rows > 0) {
        println!("  {what}: {}", count(*rows));
    }
    Ok(())
}

fn people(manifest: &Manifest, warehouse: &Generation) -> anyhow::Result<()> {
    let loads = warehouse.ask::<Loads>(&Filter::default())?;
    if let Some(load) = loads.rows.iter().find(|row| row.load == manifest.load) {
        let counts = [
            ("people", load.people),
            ("in scope", load.in_scope),
            ("unborn", load.unborn),
            ("children", load.child),
            ("deceased", load.deceased),
            ("relatives only", load.relative),
            ("not open", load.not_open),
        ];
        let counts: Vec<_> = counts
            .iter()
            .filter_map(|(name, value)| Some(format!("{name} {}", count((*value)?))))
            .collect();
        println!("  scope: {}", counts.join(", "));
    }
    let states = warehouse.ask::<RecordStates>(&Filter {
        as_at: manifest.as_at,
        ..Filter::default()
    })?;
    let states: Vec<_> = states
        .rows
        .iter()
        .map(|row| format!("{} {}", row.state, count(row.records)))
        .collect();
    println!("  states: {}", states.join(", "));
    Ok(())
}

/// As counts are written.
fn whole(rows: u64) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}
