//! DuckDB as it is used here: opened for building or for reading, and asked with named parameters.

use crate::sql;
use chrono::{Datelike as _, NaiveDate};
use duckdb::{AccessMode, CachedStatement, Config, Connection, types::Value};
use std::path::Path;

/// A value bound to a named parameter.
pub(crate) type Named<'a> = (&'a str, Value);

/// Days from 1 January of the year 1 to 1 January 1970, from where DuckDB counts.
const EPOCH: i32 = 719_163;

/// Opens a new file to build a generation, within about 600 MB, spilling to the folder `spill`.
pub(crate) fn open_new(path: &Path, spill: &Path) -> duckdb::Result<Connection> {
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let config = closed_config()?
        .max_memory("600MB")?
        .threads(i64::try_from(threads).unwrap_or(2))?
        .with("preserve_insertion_order", "false")?
        .with("temp_directory", spill.to_string_lossy())?;
    let connection = Connection::open_in_memory_with_flags(config)?;
    // Nobody reads the file before it is whole: no statement is logged, by which half a file could be mended, nor waits until it is.
    connection.execute_batch(&attach(path, "built (RECOVERY_MODE no_wal_writes)"))?;
    connection.execute_batch("USE built;")?;
    Ok(connection)
}

/// The statement that opens a file beside others. Its path is this software's own; ATTACH takes no parameters.
pub(crate) fn attach(path: &Path, name: &str) -> String {
    format!("ATTACH '{}' AS {name};\n", path.to_string_lossy().replace('\'', "''"))
}

/// Opens a generation to read it, cut off from files and network from then on.
pub(crate) fn open_to_read(path: &Path) -> duckdb::Result<Connection> {
    // A page's query is small: more threads would only wait for each other, while several readers each bring their own.
    let config = closed_config()?
        .access_mode(AccessMode::ReadOnly)?
        .max_memory("256MB")?
        .threads(1)?
        .with("temp_directory", "")?;
    let connection = Connection::open_with_flags(path, config)?;
    let unused: Vec<String> = optimizers(&connection)?
        .into_iter()
        .filter(|optimizer| !OPTIMIZERS.contains(&optimizer.as_str()))
        .collect();
    connection.execute_batch(&format!("SET disabled_optimizers = '{}';", unused.join(",")))?;
    connection.execute_batch("SET enable_external_access = false; SET lock_configuration = true;")?;
    Ok(connection)
}

/// The passes of DuckDB's optimizer that a page's query gains by. A query that reads a mart takes longer to be planned than to be run, and
/// with parameters it is planned every time: the other passes cost a fifth of the whole answer.
const OPTIMIZERS: [&str; 4] = ["expression_rewriter", "filter_pullup", "filter_pushdown", "unused_columns"];

fn optimizers(connection: &Connection) -> duckdb::Result<Vec<String>> {
    let mut statement = connection.prepare(sql::LOOKUP_OPTIMIZERS)?;
    statement.query_map([], |row| row.get(0))?.collect()
}

/// Never fetches or loads an extension by itself.
fn closed_config() -> duckdb::Result<Config> {
    Config::default()
        .with("autoinstall_known_extensions", "false")?
        .with("autoload_known_extensions", "false")
}

/// Runs every statement of a script; each takes the parameters it names.
pub(crate) fn run(connection: &Connection, script: &str, named: &[Named<'_>]) -> duckdb::Result<()> {
    for sql in statements(script) {
        let mut statement = connection.prepare_cached(sql)?;
        bind(&mut statement, named)?;
        statement.raw_execute()?;
        // A kept plan would stand in the way of replacing the tables it reads.
        statement.discard();
    }
    Ok(())
}

/// Binds each of the statement's parameters by its name.
pub(crate) fn bind(statement: &mut CachedStatement<'_>, named: &[Named<'_>]) -> duckdb::Result<()> {
    for at in 1..=statement.parameter_count() {
        let name = statement.parameter_name(at)?;
        let value = named
            .iter()
            .find(|(given, _)| *given == name)
            .map(|(_, value)| value.clone())
            .ok_or(duckdb::Error::InvalidParameterName(name))?;
        statement.raw_bind_parameter(at, value)?;
    }
    Ok(())
}

/// The statements of a script. Scripts are this crate's own: a semicolon at the end of a line always ends a statement.
pub(crate) fn statements(script: &str) -> impl Iterator<Item = &str> {
    let is_code = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with("--");
    script.split(";\n").map(str::trim).filter(move |part| part.lines().any(is_code))
}

/// A date as it is bound.
pub(crate) fn date(date: NaiveDate) -> Value {
    Value::Date32(date.num_days_from_ce() - EPOCH)
}

/// A date as it is read.
pub(crate) fn read_date(days: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(days.checked_add(EPOCH)?)
}

/// A text as it is bound.
pub(crate) fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_cut_where_statements_end() {
        let script = "-- first; still a comment\nSELECT 1;\n\n-- second\nSELECT ';';\n-- the end\n";
        let parts: Vec<_> = statements(script).collect();
        assert_eq!(parts, ["-- first; still a comment\nSELECT 1", "-- second\nSELECT ';'"]);
    }

    #[test]
    fn dates_go_there_and_back() {
        for text in ["1970-01-01", "2026-11-22", "1899-12-31"] {
            let day: NaiveDate = text.parse().unwrap();
            let Value::Date32(days) = date(day) else { panic!("not a date") };
            assert_eq!(read_date(days), Some(day));
        }
    }
}
