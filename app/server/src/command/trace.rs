//! `trace`: asking for NHS numbers, what the case system loads of the answers, and the work that they leave.

mod load_file;
mod queue;

use super::{load, progress::Progress};
use crate::{
    cli::{TraceCommand, TraceRequestArgs},
    config::Config,
};
use anyhow::{Context as _, bail};
use chrono::{SecondsFormat, Utc};
use domain::{
    Filter, Kind, RecordState, calendar,
    percent::count,
    questions::{MatchByCompleteness, MatchGroupRow},
    schema::exemptions,
    trace::Dialect,
};
use ingest::{
    Key, Request,
    trace::{self, Recipients, Summary, TraceRequest, Wanted},
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};
use warehouse::{Change, Generation, Store};

pub(super) fn run(command: &TraceCommand) -> anyhow::Result<ExitCode> {
    match command {
        TraceCommand::Request(args) => request(args),
        TraceCommand::Queue(args) => queue::run(args),
        TraceCommand::LoadFile(args) => load_file::run(args),
    }
}

/// Writes the files under names that say they are not finished, registers whom they ask about, and only then names them.
fn request(args: &TraceRequestArgs) -> anyhow::Result<ExitCode> {
    let config = Config::find(args.store.config.as_deref(), Some(&args.store.data))?;
    let as_at = args.as_at.as_deref().map(load::as_at).transpose()?;
    let states = states(&args.only)?;
    let recipients = recipients(&args.encrypt_to)?;
    let mut change = Store::open(&args.store.data)?.change()?;
    let key = Key::load_or_create(&args.store.data)?;
    let options = config.ingest_options();
    let dialect = Dialect::from(args.dialect);
    let now = Utc::now();
    let number = change.next_load();
    let batch = format!("{}-{number}", now.format("%Y-%m-%d"));

    let progress: Vec<_> = args.from.iter().map(|path| Progress::of(&load::file_name(path))).collect();
    let told: Vec<_> = progress.iter().map(|progress| move |rows| progress.rows(rows)).collect();
    let extracts: Vec<_> = args
        .from
        .iter()
        .zip(&told)
        .map(|(path, told)| Request {
            path,
            kind: None,
            as_at,
            options: &options,
            key: &key,
            sent: None,
            progress: told,
        })
        .collect();
    let wanted = Wanted {
        dialect,
        batch: &batch,
        made: now.naive_utc(),
        states: &states,
        team: args.team.as_deref(),
        exemptions: &change.reference_files(Kind::Exemptions, exemptions::FILE)?,
        layouts: &config.trace,
    };
    let request = match trace::request(&extracts, &wanted) {
        Ok(request) => request,
        Err(refusal) => {
            eprintln!("refused: {refusal}");
            eprintln!("Nothing was written.");
            return Ok(ExitCode::FAILURE);
        }
    };
    say(&request, &matched_before(&change, &args.store.data));
    if request.files() == 0 {
        eprintln!("There is nobody to ask about; nothing was written.");
        return Ok(ExitCode::FAILURE);
    }
    let files = files(&args.to, &request, &batch, &recipients);
    let parts = Parts::of(&files)?;
    let first = files.first().map_or_else(String::new, |file| load::file_name(file));
    let loaded_at = now.to_rfc3339_opts(SecondsFormat::Secs, true);
    change.stage(|folder| {
        let content = request.write(&parts.0, &recipients, folder)?;
        Ok::<_, ingest::Error>(request.manifest(number, loaded_at, first, content))
    })?;
    // What is built next takes as much memory again.
    drop(request);
    change.prepare(&config.defaults())?.publish()?;
    parts.name(&files)?;
    println!("Noted as load {number}, batch {batch}.");
    println!(
        "{}",
        keep(
            &recipients,
            "The file holds names and dates of birth: send it by secure transfer, and delete it when it is answered."
        )
    );
    Ok(ExitCode::SUCCESS)
}

/// For whom files are encrypted.
fn recipients(named: &[String]) -> anyhow::Result<Recipients> {
    Recipients::read(named).context("--encrypt-to")
}

/// How a file of people's details is to be treated: as said where it is in clear.
fn keep(recipients: &Recipients, in_clear: &str) -> String {
    match recipients.count() {
        0 => in_clear.to_owned(),
        1 => "Encrypted: only the recipient can open it.".to_owned(),
        several => format!("Encrypted: only the {several} recipients can open it."),
    }
}

/// The states asked for; by default all whose records do not count.
fn states(only: &[String]) -> anyhow::Result<Vec<RecordState>> {
    if only.is_empty() {
        return Ok(RecordState::ALL
            .iter()
            .copied()
            .filter(|state| *state < RecordState::Valid)
            .collect());
    }
    only.iter()
        .map(|name| match RecordState::from_name(name) {
            Some(RecordState::Verified) => bail!("--only: verified records were confirmed by a trace already"),
            Some(state) => Ok(state),
            None => {
                let known = RecordState::ALL.iter().filter(|state| **state != RecordState::Verified);
                let known: Vec<_> = known.map(|state| state.name()).collect();
                bail!(
                    "--only: “{name}” is not a record state to ask about; there are {}",
                    known.join(", ")
                )
            }
        })
        .collect()
}

/// How often people were found before, by what was lacking. Nothing before the first answer; figures of another version can't be read, and
/// a request needs none.
fn matched_before(change: &Change, data: &Path) -> Vec<MatchGroupRow> {
    let generation = change.current().and_then(|current| Generation::open(data, current).ok());
    generation
        .and_then(|generation| generation.ask::<MatchByCompleteness>(&Filter::default()).ok())
        .map(|answer| answer.rows)
        .unwrap_or_default()
}

fn say(request: &TraceRequest, before: &[MatchGroupRow]) {
    let Summary {
        in_scope,
        other_states,
        exempt,
        too_little,
        asked,
        with_number,
        complete,
        lacking,
        replaced,
        rows_refused,
    } = request.summary();
    let shown = |number: &u64| count(i64::try_from(*number).unwrap_or(i64::MAX));
    println!(
        "Extracts as at {}: {} people in scope.",
        calendar::long(request.as_at()),
        shown(in_scope)
    );
    if *rows_refused > 0 {
        println!("  {} rows can't be used; check the extracts to see why", shown(rows_refused));
    }
    println!(
        "Left out: {} in other record states, {} agreed as exempt, {} without the date of birth and the number or surname by which somebody is found.",
        shown(other_states),
        shown(exempt),
        shown(too_little)
    );
    println!(
        "Asked about: {}, of them {} with a number to confirm and {} with everything a trace matches by.",
        shown(asked),
        shown(with_number),
        shown(complete)
    );
    for (lack, people) in lacking.iter().filter(|(_, people)| *people > 0) {
        let matched = before
            .iter()
            .find(|row| row.group == lack.label())
            .and_then(|row| Some((row, row.match_rate?)));
        let matched = matched.map_or_else(String::new, |(row, rate)| found_before(row, rate));
        println!("  {}: {}{matched}", lack.label(), shown(people));
    }
    if *replaced > 0 {
        println!("  names with a character that the file can't carry, replaced: {}", shown(replaced));
    }
}

/// Of how many that came back it is said how often such records are found.
const ENOUGH_TRACED: i64 = 20;

fn found_before(row: &MatchGroupRow, rate: f64) -> String {
    let counts = format!("{} of {}", count(row.matched), count(row.traced));
    if row.traced < ENOUGH_TRACED {
        return format!("; {counts} such records were found before, too few to say how often they are");
    }
    format!("; such records were found {:.1}% of the time before ({counts})", rate * 100.0)
}

/// The files to write: the one that is named, or in a folder the dialect's own name; further ones numbered.
fn files(to: &Path, request: &TraceRequest, batch: &str, recipients: &Recipients) -> Vec<PathBuf> {
    let to = &recipients.opened(to);
    let ours = |name: &str, place: usize| request.file_name(place).unwrap_or_else(|| numbered(name, place));
    let named = |place: usize| {
        if to.is_dir() {
            return to.join(ours(&format!("trace-request_{batch}.csv"), place));
        }
        let name = load::file_name(to);
        // An answer to MPT refers to its request by the name of the file.
        to.with_file_name(match place {
            0 => name,
            _ => ours(&name, place),
        })
    };
    (0..request.files()).map(|place| recipients.name(&named(place))).collect()
}

fn numbered(name: &str, place: usize) -> String {
    match (place, name.rsplit_once('.')) {
        (0, _) => name.to_owned(),
        (_, Some((stem, extension))) => format!("{stem}-{}.{extension}", place + 1),
        (_, None) => format!("{name}-{}", place + 1),
    }
}

/// Files that hold people's details and are not finished; they are gone when this goes out of scope.
struct Parts(Vec<PathBuf>);

impl Parts {
    /// The names under which files are written before they are finished; none of the files may be there.
    fn of(files: &[PathBuf]) -> anyhow::Result<Self> {
        if let Some(there) = files.iter().find(|file| file.exists()) {
            bail!("{} is there already; name another file with --to", there.display());
        }
        let folder = files
            .iter()
            .filter_map(|file| file.parent())
            .find(|folder| *folder != Path::new("") && !folder.is_dir());
        if let Some(folder) = folder {
            bail!("there is no folder {}; make it, or name another file with --to", folder.display());
        }
        let unfinished = |file: &PathBuf| file.with_file_name(format!("{}.unfinished", load::file_name(file)));
        Ok(Self(files.iter().map(unfinished).collect()))
    }

    /// Gives the files their names and says so.
    fn name(mut self, files: &[PathBuf]) -> anyhow::Result<()> {
        for (part, file) in std::mem::take(&mut self.0).iter().zip(files) {
            fs::rename(part, file).with_context(|| format!("can't name the file {}; it is in {}", file.display(), part.display()))?;
            println!("Written: {}", file.display());
        }
        Ok(())
    }
}

impl Drop for Parts {
    fn drop(&mut self) {
        for part in &self.0 {
            // Why it stands there, the command has told.
            let _ = fs::remove_file(part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(only: &str) -> String {
        states(&[only.to_owned()]).unwrap_err().to_string()
    }

    #[test]
    fn only_states_that_are_asked_about_are_offered() {
        let said = refused("bogus");
        assert!(
            said.contains("“bogus”") && said.contains("missing, ") && !said.contains("verified"),
            "{said}"
        );
        assert!(refused("verified").contains("confirmed by a trace already"));
    }

    #[test]
    fn how_often_is_said_of_enough() {
        let row = |matched, traced| MatchGroupRow {
            group: "No postcode".to_owned(),
            asked: traced,
            traced,
            matched,
            match_rate: None,
            interval_lower: None,
            interval_upper: None,
            would_gain: None,
        };
        assert_eq!(
            found_before(&row(19, 19), 1.0),
            "; 19 of 19 such records were found before, too few to say how often they are"
        );
        assert_eq!(
            found_before(&row(15, 20), 0.75),
            "; such records were found 75.0% of the time before (15 of 20)"
        );
    }
}
