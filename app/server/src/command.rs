//! One module per command.

mod briefing;
mod export;
mod load;
mod loads;
mod number;
mod progress;
mod rebuild;
mod report;
mod sample;
mod serve;
mod statistics;
mod trace;
mod withdraw;

use crate::cli::{Cli, Command};
use std::process::ExitCode;

/// Runs one command; the exit code is 0 if it was done, 1 if something was refused, and 2 if the flags don't go together.
///
/// # Errors
/// What went wrong, in a sentence.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    match cli.command {
        Command::Check(args) => load::check(&args),
        Command::Load(args) => load::load(&args),
        Command::Loads(args) => loads::run(&args),
        Command::Trace(args) => trace::run(&args.command),
        Command::Withdraw(args) => withdraw::run(&args),
        Command::Rebuild(args) => rebuild::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Briefing(args) => briefing::run(&args),
        Command::Number(args) => number::run(&args),
        Command::Statistics(args) => statistics::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Sample(args) => sample::run(args),
    }
}
