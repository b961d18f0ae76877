//! `sample`: the small synthetic council in `data/sample`.

use std::process::ExitCode;

use anyhow::Result;

use crate::server::Server;
use crate::tools;

/// Writes `data/sample` anew. The same seed gives the same bytes, so that git shows whether anything changed.
pub(crate) fn run() -> Result<ExitCode> {
    let server = Server::build()?;
    server.sample(
        &tools::root().join("data/sample"),
        &["--seed", "1", "--people", "300", "--months", "3"],
    )?;
    Ok(ExitCode::SUCCESS)
}
