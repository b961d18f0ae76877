use crate::{
    answers,
    cli::{Format, ReportArgs},
    table,
};
use anyhow::bail;
use domain::Filter;
use std::{
    io::{self, Write as _},
    process::ExitCode,
};
use warehouse::{AskError, Generation, Store};

pub(super) fn run(args: &ReportArgs) -> anyhow::Result<ExitCode> {
    let filter = filter(args)?;
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

fn filter(args: &ReportArgs) -> anyhow::Result<Filter> {
    let given = [
        ("as_at", &args.as_at),
        ("from", &args.from),
        ("to", &args.to),
        ("service", &args.service),
        ("team", &args.team),
        ("measure", &args.measure),
        ("exemptions", &args.exemptions),
        ("sort", &args.sort),
        ("by", &args.by),
    ];
    let pairs = given.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)));
    Filter::from_pairs(pairs).map_err(|invalid| anyhow::anyhow!("--{}: {}", invalid.parameter.replace('_', "-"), invalid.reason))
}
