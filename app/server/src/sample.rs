//! A synthetic council: two years of extracts as councils really have them, told as one story.
//!
//! A small simulation moves people through the months; the writers then put each month into a file. Nobody in it exists.

mod calendar;
mod council;
mod effort;
mod formats;
mod numbers;
mod person;
mod reference;
mod register;
mod rows;
mod story;
mod teams;
#[cfg(test)]
mod tests;
mod traces;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use calendar::Calendar;
use council::Council;
use reference::{HEADING, README};
use traces::{Traces, decisions, files};

/// What to make, and where.
#[derive(Debug, Clone)]
pub struct Options {
    /// The directory that takes the files; made where it does not exist.
    pub dir: PathBuf,
    /// The same seed and sizes give the same bytes.
    pub seed: u64,
    /// People in scope at the end; at least 100.
    pub people: usize,
    /// Monthly snapshots, the last as at 31 October 2026; from 2 to 600.
    pub months: usize,
}

impl Options {
    /// The council of the documentation: seed 1, 9,000 people, 24 months.
    #[must_use]
    pub fn new(dir: PathBuf) -> Self {
        Self {
            dir,
            seed: 1,
            people: 9000,
            months: 24,
        }
    }
}

/// What was made.
#[derive(Debug, Clone)]
pub struct Written {
    /// Every file that can be loaded, in an order in which it can be: reference files, the months from the oldest, traces.
    pub files: Vec<PathBuf>,
    /// The configuration that goes with them.
    pub configuration: PathBuf,
    /// People in scope on the last date.
    pub in_scope: usize,
    /// Those among them with a usable number that nobody else has.
    pub covered: usize,
}

/// Writes the synthetic council, deterministically.
///
/// # Errors
/// Where the sizes cannot be met, a file cannot be written, or the directory holds extracts that are not a sample's.
pub fn write(options: &Options) -> Result<Written> {
    ensure!(
        options.people >= 100,
        "the sample needs at least 100 people to tell its story: ask for more"
    );
    ensure!(
        (2..=600).contains(&options.months),
        "the sample needs from 2 to 600 months: ask for a number in between"
    );
    prepare(&options.dir)?;
    let dir = &options.dir;
    let mut council = Council::new(Calendar::new(options.months), options.seed, options.people)?;
    let guises = formats::guises(&council.calendar);
    // First of all files: an unfinished sample can be told from a real council's extracts too.
    reference::write_readme(dir, options, &council, &guises)?;
    let configuration = reference::write_configuration(dir)?;
    let mut files = vec![
        reference::write_teams(dir, &council)?,
        reference::write_targets(dir, &council)?,
        reference::write_exemptions(dir, &council)?,
        reference::write_history(dir, &council, options.seed)?,
        reference::write_annotations(dir, &council)?,
    ];
    let mut traces = Traces::new(options.seed);
    for (month, guise) in guises.into_iter().enumerate() {
        if month > 0 {
            council.advance()?;
        }
        traces.watch(&council);
        files.extend(formats::write_month(dir, &council, guise)?);
    }
    traces.finish(&mut council)?;
    files.push(decisions::write_register(dir, &traces)?);
    files.push(decisions::write_decisions(dir, &council, &traces, options.seed)?);
    files.extend(register::write(dir, &council.calendar, &traces)?);
    files.extend(files::write(dir, &traces)?);
    files.push(effort::write_timesheets(dir, &council, options.people, options.seed)?);
    files.push(effort::write_plan(dir, &council, options.people)?);
    files.push(effort::write_rates(dir, &council)?);
    let in_scope = council.in_scope().count();
    let covered = council.in_scope().filter(|person| person.covered()).count();
    Ok(Written {
        files,
        configuration,
        in_scope,
        covered,
    })
}

/// How the names of files begin that another sample may have for other dates.
const DATED: [&str; 6] = ["persons_", "allocations_", "register_", "trace_", "MPTREQ_", "RESP_MPTREQ_"];

/// Makes the directory, or clears it of an earlier sample; anything else that looks like an extract is left alone, loudly.
fn prepare(dir: &Path) -> Result<()> {
    let context = || format!("cannot prepare {}", dir.display());
    fs::create_dir_all(dir).with_context(context)?;
    let ours = fs::read_to_string(dir.join(README)).is_ok_and(|text| text.starts_with(HEADING));
    for entry in fs::read_dir(dir).with_context(context)? {
        let entry = entry.with_context(context)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !DATED.iter().any(|dated| name.starts_with(dated)) {
            continue;
        }
        if !ours {
            bail!(
                "{} holds extracts that are no sample's: choose an empty directory for the sample",
                dir.display()
            );
        }
        fs::remove_file(entry.path()).with_context(context)?;
    }
    Ok(())
}
