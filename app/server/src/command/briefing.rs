use super::report::asked;
use crate::{
    briefing::{self, Briefing, Format},
    cli::BriefingArgs,
    config::Config,
    export::Error,
};
use anyhow::{Context as _, bail};
use domain::{Filter, calendar};
use std::{fs, process::ExitCode};
use warehouse::{AskError, Generation, Store};

pub(super) fn run(args: &BriefingArgs) -> anyhow::Result<ExitCode> {
    let format = asked(Format::of_file(&args.to).map_err(AskError::Invalid))?;
    let filter = asked(Filter::from_pairs(args.as_at.as_deref().map(|date| ("as_at", date))).map_err(AskError::Invalid))?;
    let config = Config::find(args.store.config.as_deref(), Some(&args.store.data))?;
    let Some(current) = Store::at(&args.store.data).current()? else {
        bail!(
            "no figures yet in {}; load a snapshot with: nhs-coverage load FILE… --data {0}",
            args.store.data.display()
        );
    };
    let generation = Generation::open(&args.store.data, &current)?;
    let Briefing { as_at, bytes } = match briefing::write(&generation, filter.as_at, &config.council, format) {
        Err(Error::Ask(error)) => asked(Err(error))?,
        other => other?,
    };
    fs::write(&args.to, bytes).with_context(|| format!("can't write {}", args.to.display()))?;
    println!("The briefing as at {} is in {}", calendar::long(as_at), args.to.display());
    Ok(ExitCode::SUCCESS)
}
