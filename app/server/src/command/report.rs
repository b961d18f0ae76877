use crate::{
    answers,
    cli::{Format, ReportArgs},
    table,
};
use anyhow::bail;
use std::{
    io::{self, Write as _},
    process::ExitCode,
};
use warehouse::{AskError, Generation, Store};

pub(super) fn run(args: &ReportArgs) -> anyhow::Result<ExitCode> {
    let filter = asked(args.filter.with(args.to.as_deref()).map_err(AskError::Invalid))?;
    let Some(current) = Store::at(&args.store.data).current()? else {
        bail!(
            "no figures yet in {}; load a snapshot with: nhs-coverage load FILE… --data {0}",
            args.store.data.display()
        );
    };
    let generation = Generation::open(&args.store.data, &current)?;
    let bytes = match args.format {
        Format::Json => asked(answers::ask(&generation, &args.question, &filter, answers::Json))??,
        Format::Csv | Format::Table => asked(answers::ask(&generation, &args.question, &filter, answers::Csv))??,
    };
    let mut out = io::stdout().lock();
    let written = match args.format {
        Format::Json => out.write_all(&bytes).and_then(|()| out.write_all(b"\n")),
        Format::Csv => out.write_all(&bytes),
        Format::Table => out.write_all(table::lined_up(&bytes)?.as_bytes()),
    };
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        result => Ok(result.map(|()| ExitCode::SUCCESS)?),
    }
}

/// On the command line a parameter is a flag.
pub(super) fn asked<T>(answer: Result<T, AskError>) -> anyhow::Result<T> {
    answer.map_err(|error| match error {
        AskError::Invalid(invalid) if invalid.parameter == "question" => anyhow::anyhow!(invalid.reason),
        AskError::Invalid(invalid) => anyhow::anyhow!("--{}: {}", invalid.parameter.replace('_', "-"), invalid.reason),
        other => other.into(),
    })
}
