//! The command `nhs-coverage`.

use clap::Parser as _;
use server::{cli::Cli, command};
use std::process::ExitCode;

fn main() -> ExitCode {
    // Wrong usage ends in clap with exit code 2; 1 is for what was refused or failed.
    match command::run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("nhs-coverage: {error:#}");
            ExitCode::FAILURE
        }
    }
}
