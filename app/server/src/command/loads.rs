use crate::{answers, cli::StoreArgs, table};
use domain::{Filter, Question as _, questions::Loads};
use std::process::ExitCode;
use warehouse::{Generation, Store};

pub(super) fn run(args: &StoreArgs) -> anyhow::Result<ExitCode> {
    match Store::at(&args.data).current()? {
        Some(current) if !current.loads.is_empty() => {
            let generation = Generation::open(&args.data, &current)?;
            let rows = answers::ask(&generation, Loads::NAME, &Filter::default(), answers::Csv)??;
            print!("{}", table::lined_up(&rows)?);
        }
        _ => println!(
            "No loads yet in {}. Load one with: nhs-coverage load FILE… --data {0}",
            args.data.display()
        ),
    }
    Ok(ExitCode::SUCCESS)
}
