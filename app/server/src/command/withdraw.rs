use crate::{cli::WithdrawArgs, config::Config};
use anyhow::bail;
use domain::{Kind, Manifest};
use std::process::ExitCode;
use warehouse::Store;

pub(super) fn run(args: &WithdrawArgs) -> anyhow::Result<ExitCode> {
    let config = Config::find(args.store.config.as_deref(), Some(&args.store.data))?;
    let mut change = Store::open(&args.store.data)?.change()?;
    let manifests = change.manifests()?;
    let Some(withdrawn) = manifests.iter().find(|manifest| manifest.load == args.load) else {
        bail!("there is no load {} in force; `nhs-coverage loads` lists them", args.load);
    };
    let dependent = dependents(withdrawn, &manifests);
    for manifest in std::iter::once(withdrawn).chain(dependent) {
        change.withdraw(manifest.load)?;
        println!("Withdrawn: load {} ({}, {})", manifest.load, manifest.kind.name(), manifest.file);
    }
    let generation = change.prepare(&config.defaults())?.publish()?;
    println!("Published generation {generation}.");
    Ok(ExitCode::SUCCESS)
}

/// Allocations and mended rows say nothing without what they belong to, so they go with it.
fn dependents<'a>(withdrawn: &'a Manifest, manifests: &'a [Manifest]) -> impl Iterator<Item = &'a Manifest> {
    manifests.iter().filter(move |other| {
        let allocations = withdrawn.kind == Kind::Snapshot && other.kind == Kind::Allocations;
        let mended = other.mended && other.kind == withdrawn.kind && other.load > withdrawn.load;
        !withdrawn.mended && other.as_at == withdrawn.as_at && (allocations || mended)
    })
}
