//! The `nhs-coverage` binary, built with the dashboard in it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::duckdb::Library;
use crate::{bundle, tools};

/// The packages that every native build selects.
///
/// Cargo decides the features of shared dependencies from the packages and the kind of targets that are selected.
/// Selecting the same everywhere, and narrowing only the targets, is what keeps Polars and DuckDB from being compiled again.
pub(crate) const SELECTION: [&str; 1] = ["--workspace"];

/// The server as it was built, and what is needed to run it.
pub(crate) struct Server {
    /// The binary.
    pub(crate) binary: PathBuf,
    /// The library it was linked with.
    pub(crate) library: Library,
    /// The folder of the dashboard's files that are in it.
    pub(crate) bundle: PathBuf,
}

impl Server {
    /// Builds the dashboard and then the binary that carries it.
    pub(crate) fn build() -> Result<Self> {
        let bundle = bundle::build()?;
        let library = Library::find();
        let server = Self {
            binary: tools::target_dir().join("debug/nhs-coverage"),
            library,
            bundle,
        };
        // The example brings in the features of development dependencies, as tests do: see `SELECTION`.
        tools::must(server.cargo("build").args(["--bin", "nhs-coverage", "--example", "csv_to_parquet"]))?;
        Ok(server)
    }

    /// Cargo, set so that nothing which this server was built from is built differently.
    pub(crate) fn cargo(&self, subcommand: &str) -> Command {
        let mut command = tools::cargo(subcommand);
        command.args(SELECTION).env("NHS_COVERAGE_BUNDLE", &self.bundle);
        self.library.apply(&mut command);
        command
    }

    /// The binary, ready to be given arguments.
    pub(crate) fn command(&self) -> Command {
        let mut command = tools::program(&self.binary);
        self.library.visible_to(&mut command);
        command
    }

    /// Writes a sample council's extracts.
    pub(crate) fn sample(&self, dir: &Path, arguments: &[&str]) -> Result<()> {
        tools::must(self.command().arg("sample").arg(dir).args(arguments))
    }
}
