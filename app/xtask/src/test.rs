//! `test`: every test of the repository.

use std::process::ExitCode;

use anyhow::Result;

use crate::server::Server;
use crate::{browser, tools};

/// Checks the formatting, builds the dashboard and the binary, sees to a browser, and runs every test.
///
/// The last lines printed are cargo's own; the exit code is 1 when any test fails.
pub(crate) fn run(arguments: &[String]) -> Result<ExitCode> {
    tools::must(tools::cargo("fmt").args(["--all", "--check"]))?;
    browser::ensure()?;
    let server = Server::build()?;
    let mut tests = server.cargo("test");
    tests.arg("--no-fail-fast").env("NHS_COVERAGE_BIN", &server.binary);
    if !arguments.is_empty() {
        tests.arg("--").args(arguments);
    }
    let status = tools::status(&mut tests)?;
    Ok(ExitCode::from(u8::from(!status.success())))
}
