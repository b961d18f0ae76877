use super::report::asked;
use crate::{
    answers,
    cli::ExportArgs,
    config::Config,
    export::{
        Error, Format, Picture,
        month::{self, Wanted},
    },
};
use anyhow::{Context as _, bail};
use domain::{Filter, InvalidParameter};
use std::{fs, process::ExitCode};
use warehouse::{AskError, Generation, Store};

pub(super) fn run(args: &ExportArgs) -> anyhow::Result<ExitCode> {
    let wanted = wanted(args)?;
    let config = Config::find(args.store.config.as_deref(), Some(&args.store.data))?;
    let Some(current) = Store::at(&args.store.data).current()? else {
        bail!(
            "no figures yet in {}; load a snapshot with: nhs-coverage load FILE… --data {0}",
            args.store.data.display()
        );
    };
    let generation = Generation::open(&args.store.data, &current)?;
    let made = month::make(&generation, &wanted, &config.council.note).map_err(|error| match error {
        Error::Ask(error) => asked::<()>(Err(error))
            .err()
            .unwrap_or_else(|| anyhow::anyhow!("there is no answer")),
        other => other.into(),
    })?;
    // What was asked for by name must be there; of the whole set, what has nothing to show is left out and said.
    if !args.all && !made.left_out.is_empty() {
        bail!("{}", made.left_out.join("; "));
    }
    for file in &made.files {
        let path = args.to.join(&file.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| format!("can't make {}", folder.display()))?;
        }
        fs::write(&path, &file.bytes).with_context(|| format!("can't write {}", path.display()))?;
    }
    for reason in &made.left_out {
        println!("left out: {reason}");
    }
    println!("{} files are in {}", made.files.len(), args.to.display());
    Ok(ExitCode::SUCCESS)
}

fn wanted(args: &ExportArgs) -> anyhow::Result<Wanted> {
    let questions = match (args.questions.as_slice(), args.all) {
        ([], true) => month::all(),
        ([], false) => bail!("name questions, or give --all for the whole set"),
        (_, true) => bail!("--all is every question; leave the names out, or leave --all out"),
        (named, false) => {
            let known = named.iter().map(|name| asked(answers::known(name)));
            known.collect::<anyhow::Result<_>>()?
        }
    };
    let formats: Vec<Format> = match args.format.as_slice() {
        [] => Format::ALL.to_vec(),
        named => named
            .iter()
            .map(|name| invalid(Format::from_name(name)))
            .collect::<anyhow::Result<_>>()?,
    };
    if args.for_publication && formats.iter().all(|format| format.is_picture() || *format == Format::Parquet) {
        bail!(
            "--for-publication: a chart shows exact figures, and Parquet can't hide one; publish tables, with --format csv, xlsx or json"
        );
    }
    if args.for_publication && args.each_team {
        bail!("--for-publication: only the whole council is published; leave --each-team out");
    }
    Ok(Wanted {
        questions,
        each_team: args.each_team,
        filter: filter(args)?,
        formats,
        picture: invalid(Picture::from_parameters(args.scale.as_deref(), args.size.as_deref()))?,
        for_publication: args.for_publication,
    })
}

fn filter(args: &ExportArgs) -> anyhow::Result<Filter> {
    let named_as_typed = |invalid: InvalidParameter| match invalid.parameter.as_str() {
        "to" => InvalidParameter {
            parameter: "period_to".to_owned(),
            ..invalid
        },
        _ => invalid,
    };
    invalid(args.filter.with(args.period_to.as_deref()).map_err(named_as_typed))
}

fn invalid<T>(result: Result<T, InvalidParameter>) -> anyhow::Result<T> {
    asked(result.map_err(AskError::Invalid))
}
