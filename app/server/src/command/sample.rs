use crate::{
    cli::SampleArgs,
    sample::{self, Options},
};
use std::process::ExitCode;

pub(super) fn run(args: SampleArgs) -> anyhow::Result<ExitCode> {
    let dir = args.dir.clone();
    sample::write(&Options {
        dir: args.dir,
        seed: args.seed,
        people: args.people,
        months: args.months,
    })?;
    let dir = dir.display();
    println!("The synthetic sample council is in {dir}. Load it with:");
    println!("nhs-coverage load {dir}/*.csv {dir}/*.xlsx --config {dir}/nhs-coverage.toml --data nhs-coverage-data");
    Ok(ExitCode::SUCCESS)
}
