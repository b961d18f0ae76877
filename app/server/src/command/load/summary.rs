//! What is printed about each file.

use super::{file_name, plan::Plan};
use domain::{
    Filter, Kind, Manifest, Severity, calendar,
    percent::{count, counted},
    questions::{DataIssues, Loads, RecordStates},
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
