//! One place for every developer command.
//!
//! `cargo xtask <command>` needs the Rust toolchain and nothing else. Each command is a module of the same name.

use std::process::ExitCode;

use anyhow::Result;

mod bench;
mod browser;
mod bundle;
mod check;
mod dist;
mod duckdb;
mod run;
mod sample;
mod server;
mod test;
mod tools;

const HELP: &str = "\
cargo xtask <command>

  run [-- ARGS]   build everything, load the sample council, serve the dashboard (ARGS go to `nhs-coverage serve`)
  test [FILTER]   run every test, the browser's included
  check           formatting, clippy for the server and for the browser, documentation
  bundle          compile and compress the single-page app
  sample          write data/sample anew
  bench [PART]    measure the figures that the README promises, or only those of PART: load, traces, pages or exports
  duckdb          print what plain cargo commands need to link the prebuilt DuckDB library
  dist            build the single static binary
";

fn main() -> Result<ExitCode> {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.filter(|argument| argument != "--").collect();
    match command.as_str() {
        "run" => run::run(&rest),
        "test" => test::run(&rest),
        "check" => check::run(),
        "bundle" => bundle::run(),
        "sample" => sample::run(),
        "bench" => bench::run(rest.first().map(String::as_str)),
        "duckdb" => duckdb::run(),
        "dist" => dist::run(),
        "" | "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        other => {
            eprint!("there is no command {other:?}\n\n{HELP}");
            Ok(ExitCode::from(2))
        }
    }
}
