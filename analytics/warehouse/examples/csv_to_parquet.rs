//! What DuckDB alone needs to turn a CSV file into Parquet: the yardstick of `cargo xtask bench`.
//!
//! `csv_to_parquet IN.csv OUT.parquet` prints the milliseconds.

use std::{env, process::ExitCode, time::Instant};

fn main() -> ExitCode {
    let paths: Vec<String> = env::args().skip(1).collect();
    let [from, to] = paths.as_slice() else {
        eprintln!("usage: csv_to_parquet IN.csv OUT.parquet");
        return ExitCode::from(2);
    };
    match convert(from, to) {
        Ok(milliseconds) => {
            println!("{milliseconds}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn convert(from: &str, to: &str) -> duckdb::Result<u128> {
    let start = Instant::now();
    let connection = duckdb::Connection::open_in_memory()?;
    // COPY takes its target only in the text.
    let to = to.replace('\'', "''");
    connection.execute(&format!("COPY (SELECT * FROM read_csv(?)) TO '{to}' (FORMAT parquet)"), [from])?;
    Ok(start.elapsed().as_millis())
}
