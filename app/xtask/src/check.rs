//! `check`: everything that can be said about the code without running it.

use std::process::ExitCode;

use anyhow::Result;

use crate::duckdb::Library;
use crate::server::SELECTION;
use crate::{bundle, tools};

const UI: [&str; 4] = ["-p", "ui", "--target", bundle::WASM];
/// A workspace of its own, which no test compiles.
const FUZZ: [&str; 2] = ["--manifest-path", "tests/fuzz/Cargo.toml"];
const STRICT: [&str; 3] = ["--", "-D", "warnings"];

/// Runs rustfmt, clippy for the native crates, for the browser's and for the fuzz targets, and rustdoc, each with warnings as errors.
pub(crate) fn run() -> Result<ExitCode> {
    bundle::add_target()?;
    let library = Library::find();
    tools::must(tools::cargo("fmt").args(["--all", "--check"]))?;
    tools::must(tools::cargo("fmt").args(FUZZ).arg("--check"))?;
    tools::must(
        library
            .apply(tools::cargo("clippy").args(SELECTION).arg("--all-targets"))
            .args(STRICT),
    )?;
    tools::must(tools::cargo("clippy").args(UI).args(STRICT))?;
    tools::must(tools::cargo("clippy").args(FUZZ).args(STRICT))?;
    let documents = ["--no-deps", "--document-private-items"];
    tools::must(
        library
            .apply(tools::cargo("doc").args(SELECTION).args(documents))
            .env("RUSTDOCFLAGS", "-D warnings"),
    )?;
    tools::must(tools::cargo("doc").args(UI).args(documents).env("RUSTDOCFLAGS", "-D warnings"))?;
    Ok(ExitCode::SUCCESS)
}
