//! `check` and `load`: the same work, published or not.

mod plan;
mod summary;

use super::progress::Progress;
use crate::{cli::LoadArgs, config::Config};
use anyhow::{Context as _, bail};
use chrono::{NaiveDate, SecondsFormat, Utc};
use domain::{
    Filter, Kind, Manifest,
    questions::{Coverage, CoverageTrend, Provenance},
    schema::trace_details,
};
use ingest::{Checked, Content, Key, Refusal, Request, trace::Sent};
use plan::{Plan, Verdict};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};
use warehouse::{AskError, Generation, Store};

/// Says what the files are and what would become of them; the data folder stays as it is.
pub(super) fn check(args: &LoadArgs) -> anyhow::Result<ExitCode> {
    if args.store.data.join("current.json").exists() {
        return run(args, &args.store.data, false);
    }
    // Without a data folder the dry run makes one of its own, key and all, and leaves nothing behind.
    let scratch = Scratch::new()?;
    run(args, &scratch.0, false)
}

/// Loads all of the files, or none.
pub(super) fn load(args: &LoadArgs) -> anyhow::Result<ExitCode> {
    run(args, &args.store.data, true)
}

fn run(args: &LoadArgs, data: &Path, publish: bool) -> anyhow::Result<ExitCode> {
    let config = Config::find(args.store.config.as_deref(), Some(&args.store.data))?;
    let as_at = args.as_at.as_deref().map(as_at).transpose()?;
    let store = Store::open(data)?;
    let mut change = store.change()?;
    let in_force = change.manifests()?;
    let mut sent = Sent::of(store.files(&in_force, Kind::TraceRequest, trace_details::FILE));
    let key = Key::load_or_create(data)?;
    let options = config.ingest_options();

    let read = |path: &Path, known: Option<Content>, sent: &Sent| {
        let progress = Progress::of(&file_name(path));
        let request = Request {
            path,
            kind: args.kind.map(Into::into),
            as_at,
            options: &options,
            key: &key,
            sent: Some(sent),
            progress: &|rows| progress.rows(rows),
        };
        match known {
            Some(content) => ingest::read_known(&request, content),
            None => ingest::read(&request),
        }
    };
    let loaded_at = Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true);
    let (mut plan, mut manifests) = (Plan::new(in_force, args.replace), Vec::new());
    for path in &args.files {
        let file = file_name(path);
        let known = plan.recognise(path).map_err(|error| error.to_string());
        let mut verdict = known.and_then(|known| {
            if let Some(load) = known.as_ref().and_then(|content| plan.already_loaded(path, content, as_at)) {
                return Ok(Verdict::AlreadyLoaded(load));
            }
            let checked = match read(path, known, &sent) {
                // Refused rows wait beside their source, where a pattern such as *.csv finds them again.
                Err(Refusal::NoUsableRow { .. }) if file.ends_with(".rejects.csv") => return Ok(Verdict::NotMended),
                read => read.map_err(|refusal| refusal.to_string())?,
            };
            let replaced = plan.admit(&checked)?;
            sent.leave_out(&store.files(&replaced, Kind::TraceRequest, trace_details::FILE));
            sent.add(&checked);
            Ok(Verdict::New(Box::new(checked)))
        });
        if let Ok(Verdict::New(checked)) = &mut verdict {
            let load = change.next_load();
            manifests.push(change.stage(|folder| store_rows(checked, load, &loaded_at, folder))?);
            checked.forget_rows();
        }
        plan.push(path.clone(), verdict);
    }
    plan.pair_allocations();
    if plan.is_refused() {
        summary::refusals(&plan);
        return Ok(ExitCode::FAILURE);
    }
    for (place, (path, checked)) in plan.answers_before_requests() {
        // Now that what was sent is known, the answers can be compared with it.
        **checked = read(path, None, &sent)?;
        let load = manifests[place].load;
        manifests[place] = change.stage_again(load, |folder| store_rows(checked, load, &loaded_at, folder))?;
        checked.forget_rows();
    }
    // What is built next takes as much memory again.
    drop(sent);
    for (path, load) in plan.already() {
        println!("{}: already loaded as load {load}; nothing to do.", file_name(path));
    }
    for path in plan.not_mended() {
        println!("{}: none of these refused rows is mended yet; left out.", file_name(path));
    }
    if plan.fresh().next().is_none() {
        return Ok(ExitCode::SUCCESS);
    }

    for load in plan.replaced() {
        change.replace(load);
    }
    let prepared = change.prepare(&config.defaults())?;
    for ((path, checked), manifest) in plan.fresh().zip(&manifests) {
        let rejects = if checked.rows_refused() > 0 {
            Some(write_rejects(args, path, checked, publish)?)
        } else {
            None
        };
        summary::file(manifest, rejects.as_deref(), publish, prepared.warehouse())?;
    }
    let drops = drops(&manifests, prepared.warehouse(), config.load.max_drop_percent)?;
    if !drops.is_empty() && !args.accept_drop {
        for drop in &drops {
            eprintln!("refused: {drop}");
        }
        eprintln!("Nothing was changed. If the fall is real, load again with --accept-drop.");
        return Ok(ExitCode::FAILURE);
    }
    if publish {
        let generation = prepared.publish()?;
        println!("Published generation {generation}.");
    } else {
        println!("Checked only: nothing was loaded.");
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes what a load keeps of a file, and says what that is.
fn store_rows(checked: &Checked, load: u32, loaded_at: &str, folder: &Path) -> Result<Manifest, ingest::Error> {
    checked.write_parquet(folder)?;
    Ok(checked.manifest(load, loaded_at.to_owned()))
}

/// Refused rows hold people's data, so they go beside the source they came from and never into the data folder.
fn write_rejects(args: &LoadArgs, source: &Path, checked: &Checked, publish: bool) -> anyhow::Result<PathBuf> {
    let dir = args
        .rejects
        .clone()
        .unwrap_or_else(|| source.parent().map(Path::to_path_buf).unwrap_or_default());
    let to = dir.join(checked.rejects_file_name());
    if publish {
        std::fs::create_dir_all(&dir).with_context(|| format!("can't make the folder {}", dir.display()))?;
        checked
            .write_rejects(source, &to)
            .with_context(|| format!("can't write the refused rows to {}", to.display()))?;
    }
    Ok(to)
}

/// The snapshots in which many fewer people are in scope than in the snapshot before.
fn drops(manifests: &[Manifest], warehouse: &Generation, max_percent: u32) -> anyhow::Result<Vec<String>> {
    let trend = match warehouse.ask::<CoverageTrend>(&Filter::default()) {
        // Reference files may come before the first snapshot.
        Err(AskError::NoFigures) => return Ok(Vec::new()),
        trend => trend?,
    };
    let snapshots: Vec<_> = trend.rows.iter().filter(|row| row.provenance == Provenance::Snapshot).collect();
    let is_new = |date: NaiveDate| {
        manifests
            .iter()
            .any(|manifest| manifest.kind.has_as_at() && manifest.as_at == Some(date))
    };
    let mut drops = Vec::new();
    for pair in snapshots.windows(2) {
        let (before, now) = (pair[0], pair[1]);
        let lost = before.in_scope - now.in_scope;
        if is_new(now.as_at) && lost * 100 > i64::from(max_percent) * before.in_scope {
            drops.push(format!(
                "{} people are in scope as at {}, {} fewer than the {} as at {}: more than the {max_percent}% that load.max_drop_percent allows",
                domain::percent::count(now.in_scope),
                domain::calendar::long(now.as_at),
                domain::percent::count(lost),
                domain::percent::count(before.in_scope),
                domain::calendar::long(before.as_at),
            ));
        }
    }
    for manifest in manifests.iter().filter(|manifest| manifest.kind == Kind::Snapshot) {
        let headline = warehouse.ask::<Coverage>(&Filter {
            as_at: manifest.as_at,
            ..Filter::default()
        })?;
        if headline.rows.iter().all(|row| row.in_scope == 0) {
            drops.push(format!(
                "nobody in {} is in scope: check the columns for the date of birth and the case status",
                manifest.file
            ));
        }
    }
    Ok(drops)
}

pub(super) fn as_at(text: &str) -> anyhow::Result<NaiveDate> {
    match domain::calendar::read(text) {
        Some(date) => Ok(date),
        None => bail!("--as-at: “{text}” is not a date; write it as 2026-10-31 or 31/10/2026"),
    }
}

pub(crate) fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// A folder that is gone when it goes out of scope.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> anyhow::Result<Self> {
        let dir = std::env::temp_dir().join(format!("nhs-coverage-check-{}", std::process::id()));
        std::fs::create_dir_all(&dir).with_context(|| format!("can't make the folder {}", dir.display()))?;
        Ok(Self(dir))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What can't be removed is a temporary file more; there is nobody to tell.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
