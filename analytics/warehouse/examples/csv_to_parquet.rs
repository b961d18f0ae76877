//! Converts a CSV file to Parquet with DuckDB alone: what `cargo xtask bench` holds the time of a load against.

use std::env;

use duckdb::Connection;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(csv), Some(parquet)) = (arguments.next(), arguments.next()) else {
        return Err("usage: csv_to_parquet CSV PARQUET".into());
    };
    // COPY takes no bound parameters, so that the paths are quoted here.
    let quoted = |text: &str| text.replace('\'', "''");
    Connection::open_in_memory()?.execute_batch(&format!(
        "COPY (SELECT * FROM read_csv('{}', all_varchar = true)) TO '{}' (FORMAT parquet)",
        quoted(&csv),
        quoted(&parquet)
    ))?;
    Ok(())
}
