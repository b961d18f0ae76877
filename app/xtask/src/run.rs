//! `run`: from a fresh clone to the dashboard in a browser.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};

use crate::server::Server;
use crate::tools;

/// Builds everything, generates and loads the sample council unless the data folder has figures already, and serves the
/// dashboard until it is stopped. `arguments` go to `nhs-coverage serve`.
pub(crate) fn run(arguments: &[String]) -> Result<ExitCode> {
    let server = Server::build()?;
    let data = tools::root().join("nhs-coverage-data");
    // Beside the data folder and not in it: extracts hold names, and the data folder never does.
    let extracts = tools::root().join("nhs-coverage-sample");
    let config = extracts.join("nhs-coverage.toml");
    if !config.is_file() {
        server.sample(&extracts, &["--seed", "1"])?;
    }
    if !data.join("current.json").is_file() {
        let mut load = server.command();
        load.arg("load").arg("--data").arg(&data).arg("--config").arg(&config);
        tools::must(load.args(extract_files(&extracts)?))?;
    }
    let mut serve = server.command();
    serve
        .arg("serve")
        .arg("--data")
        .arg(&data)
        .arg("--config")
        .arg(&config)
        .args(arguments);
    let status = tools::status(&mut serve)?;
    Ok(ExitCode::from(u8::from(!status.success())))
}

/// The extracts of a sample folder: what describes the teams first, then the snapshots in order of time.
fn extract_files(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).with_context(|| format!("could not read {}", dir.display()))? {
        let path = entry?.path();
        let refused = path.to_string_lossy().ends_with(".rejects.csv");
        if !refused && path.extension().is_some_and(|extension| extension == "csv" || extension == "xlsx") {
            files.push(path);
        }
    }
    files.sort_by_key(|path| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let (kind, date) = name.split_once('_').unwrap_or((&name, ""));
        (date.split('.').next().unwrap_or_default().to_owned(), kind.to_owned())
    });
    Ok(files)
}
