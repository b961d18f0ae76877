use crate::{cli::StoreArgs, config::Config};
use std::process::ExitCode;
use warehouse::Store;

/// Builds the figures again from the stored loads and publishes them.
pub(super) fn run(args: &StoreArgs) -> anyhow::Result<ExitCode> {
    let config = Config::find(args.config.as_deref(), Some(&args.data))?;
    let generation = Store::open(&args.data)?.change()?.prepare(&config.defaults())?.publish()?;
    println!("Published generation {generation}.");
    Ok(ExitCode::SUCCESS)
}
