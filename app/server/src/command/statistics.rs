//! The figures of `analytics/statistics` for anybody's numbers, so that they can be checked and used elsewhere.

mod document;
mod fields;
mod items;
mod tables;

use crate::cli::{StatisticsArgs, StatisticsFormat};
use anyhow::Context as _;
use std::{
    io::{self, Read as _, Write as _},
    process::ExitCode,
};

pub(super) fn run(args: &StatisticsArgs) -> anyhow::Result<ExitCode> {
    if let Some(problem) = usage_problem(args) {
        eprintln!("nhs-coverage: {problem}");
        return Ok(ExitCode::from(2));
    }
    let mut input = Vec::new();
    io::stdin().lock().read_to_end(&mut input).context("can't read standard input")?;
    let text = std::str::from_utf8(&input).context("standard input is not UTF-8 text")?;
    let text = text.trim_start_matches('\u{feff}');
    // Everything is computed before anything is written: who reads the output gets all of it or nothing.
    let output = match args.format {
        StatisticsFormat::Json => document::with_results(text, args.method)?,
        StatisticsFormat::Csv => tables::computed(text, args)?,
    };
    match io::stdout().lock().write_all(output.as_bytes()) {
        // Whoever reads our output may stop early, as `head` does.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        result => Ok(result.map(|()| ExitCode::SUCCESS)?),
    }
}

/// What is wrong with flags that are each right.
fn usage_problem(args: &StatisticsArgs) -> Option<String> {
    use crate::cli::Method::{Forecast, Spc, Wilson};
    let given = [
        ("--target", args.target.is_some(), [Spc, Wilson, Forecast].as_slice()),
        ("--improvement-direction", args.improvement_direction.is_some(), &[Spc]),
        ("--rebase", !args.rebase.is_empty(), &[Spc]),
    ];
    let (flag, _, methods) = given
        .into_iter()
        .find(|(_, is_given, methods)| *is_given && (args.format == StatisticsFormat::Json || !methods.contains(&args.method)))?;
    Some(if methods.contains(&args.method) {
        format!("{flag} goes with --format csv; in JSON each item says it itself")
    } else {
        format!("{flag} has no meaning for this method")
    })
}
