//! `dist`: the single binary that a council installs.

use std::fs;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use crate::{bundle, tools};

/// Builds the binary with DuckDB compiled into it and the dashboard embedded, and says where it is.
pub(crate) fn run() -> Result<ExitCode> {
    let started = Instant::now();
    let bundle = bundle::build()?;
    let mut build = tools::cargo("build");
    build
        .args(["-p", "nhs-coverage", "--profile", "dist"])
        .env("NHS_COVERAGE_BUNDLE", bundle)
        .env_remove("DUCKDB_LIB_DIR");
    tools::must(&mut build)?;
    let binary = tools::target_dir().join("dist/nhs-coverage");
    let megabytes = fs::metadata(&binary)?.len() as f64 / 1e6;
    println!(
        "{} is {megabytes:.1} MB and took {} s to build.",
        binary.display(),
        started.elapsed().as_secs()
    );
    Ok(ExitCode::SUCCESS)
}
