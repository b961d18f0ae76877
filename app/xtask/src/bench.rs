//! `bench`: the figures that the README promises, as ratios taken in one run.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::server::Server;
use crate::tools;

mod exports;
mod extracts;
mod http;
mod load;
mod measured;
mod pages;
mod project;
mod serving;
mod traces;

/// One line of the table: what was measured, what came out, what is allowed, and whether it was reached.
pub(crate) struct Figure {
    pub(crate) what: String,
    pub(crate) measured: String,
    pub(crate) allowed: &'static str,
    /// None where nothing was promised.
    pub(crate) reached: Option<bool>,
}

/// Where a benchmark works: the server under test and a folder that is empty at the start and removed at the end.
pub(crate) struct Bench {
    pub(crate) server: Server,
    pub(crate) dir: PathBuf,
}

/// Measures everything, or only `load`, `traces`, `pages` or `exports`, and prints a Markdown table; the exit code is 1 when a figure is not reached.
pub(crate) fn run(only: Option<&str>) -> Result<ExitCode> {
    let bench = Bench {
        server: Server::build()?,
        dir: tools::target_dir().join("bench"),
    };
    if bench.dir.exists() {
        fs::remove_dir_all(&bench.dir)?;
    }
    fs::create_dir_all(&bench.dir)?;
    let mut figures = Vec::new();
    let wanted = |part: &str| only.is_none_or(|only| only == part);
    if wanted("load") {
        figures.extend(load::figures(&bench)?);
    }
    if wanted("traces") {
        figures.extend(traces::figures(&bench)?);
    }
    if wanted("pages") {
        figures.extend(pages::figures(&bench)?);
    }
    if wanted("exports") {
        figures.extend(exports::figures(&bench)?);
    }
    fs::remove_dir_all(&bench.dir)?;

    println!("\n| what | measured | at most | reached |\n|---|---|---|---|");
    for Figure {
        what,
        measured,
        allowed,
        reached,
    } in &figures
    {
        let verdict = reached.map_or("–", |reached| if reached { "yes" } else { "**no**" });
        println!("| {what} | {measured} | {allowed} | {verdict} |");
    }
    Ok(ExitCode::from(u8::from(figures.iter().any(|figure| figure.reached == Some(false)))))
}
