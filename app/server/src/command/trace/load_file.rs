//! `trace load-file`: what the case system loads of a batch's answers.

use super::{Parts, keep, recipients};
use crate::{
    cli::TraceLoadFileArgs,
    command::{load, progress::Progress},
    config::Config,
};
use anyhow::bail;
use domain::{
    Kind, Manifest,
    percent::count,
    schema::{decisions, persons, trace_details, trace_requests, trace_responses},
};
use ingest::{
    Key, Request,
    trace::{self, InForce, LoadSummary, RequestFile, Sent},
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::ExitCode,
};
use warehouse::Store;

/// Judges every answer before the first byte is written; the data folder stays as it is.
pub(super) fn run(args: &TraceLoadFileArgs) -> anyhow::Result<ExitCode> {
    let data = &args.store.data;
    let recipients = recipients(&args.encrypt_to)?;
    let config = Config::find(args.store.config.as_deref(), Some(data))?;
    let store = Store::at(data);
    let manifests = store.manifests()?;
    let requests: Vec<_> = manifests
        .iter()
        .filter(|manifest| manifest.kind == Kind::TraceRequest)
        .flat_map(|manifest| {
            let files = store.files(std::slice::from_ref(manifest), manifest.kind, trace_requests::FILE);
            files.into_iter().map(move |path| RequestFile {
                path,
                as_at: manifest.as_at,
            })
        })
        .collect();
    let known = trace::batches(&requests)?;
    if !known.contains(&args.batch) {
        bail!(unknown(&args.batch, &known, data));
    }
    let to = if args.to.is_dir() {
        args.to.join(format!("trace-load_{}.csv", args.batch))
    } else {
        recipients.opened(&args.to)
    };
    let files = [not_loaded(&to), to].map(|file| recipients.name(&file));
    let parts = Parts::of(&files)?;

    let key = Key::load_or_create(data)?;
    let options = config.ingest_options();
    let sent = Sent::of(store.files(&manifests, Kind::TraceRequest, trace_details::FILE));
    let progress: Vec<_> = args.responses.iter().map(|path| Progress::of(&load::file_name(path))).collect();
    let told: Vec<_> = progress.iter().map(|progress| move |rows| progress.rows(rows)).collect();
    let responses: Vec<_> = args
        .responses
        .iter()
        .zip(&told)
        .map(|(path, told)| Request {
            path,
            kind: Some(Kind::TraceResponse),
            as_at: None,
            options: &options,
            key: &key,
            sent: Some(&sent),
            progress: told,
        })
        .collect();
    let in_force = InForce {
        requests: &requests,
        decisions: &store.files(&manifests, Kind::Decisions, decisions::FILE),
        people: &store.files(&latest_snapshot(&manifests), Kind::Snapshot, persons::FILE),
        answers: &store.files(&manifests, Kind::TraceResponse, trace_responses::FILE),
        least_confidence: config.trace.least_confidence,
    };
    let mut load_file = match trace::load_file(&args.batch, in_force, &responses) {
        Ok(load_file) => load_file,
        Err(refusal) => {
            eprintln!("refused: {refusal}");
            eprintln!("Nothing was written.");
            return Ok(ExitCode::FAILURE);
        }
    };
    let (not_loaded, loaded) = (&parts.0[0], &parts.0[1]);
    let summary = load_file.write(loaded, &recipients)?;
    load_file.write_not_loaded(not_loaded, &recipients)?;
    say(&args.batch, &summary);
    parts.name(&files)?;
    println!(
        "{}",
        keep(
            &recipients,
            "The load file holds NHS numbers, names and addresses: keep it where only the Systems Team reads it, and delete it when it is loaded."
        )
    );
    Ok(ExitCode::SUCCESS)
}

/// The latest snapshot, with the mended rows that were added to it.
fn latest_snapshot(manifests: &[Manifest]) -> Vec<Manifest> {
    let snapshots = || manifests.iter().filter(|manifest| manifest.kind == Kind::Snapshot);
    let latest = snapshots().filter_map(|manifest| manifest.as_at).max();
    snapshots().filter(|manifest| manifest.as_at == latest).cloned().collect()
}

fn unknown(batch: &str, known: &BTreeSet<String>, data: &Path) -> String {
    if known.is_empty() {
        return format!(
            "{} holds no trace request in force; name another folder with --data",
            data.display()
        );
    }
    let known: Vec<_> = known.iter().map(String::as_str).collect();
    format!(
        "there is no batch “{batch}” among the trace requests in force; there are: {}",
        known.join(", ")
    )
}

/// The neighbour that lists who is not loaded.
fn not_loaded(to: &Path) -> PathBuf {
    let name = load::file_name(to);
    let stem = name.strip_suffix(".csv").unwrap_or(&name);
    to.with_file_name(format!("{stem}.not-loaded.csv"))
}

fn say(batch: &str, summary: &LoadSummary) {
    let LoadSummary {
        asked,
        answered,
        numbers,
        changed,
        died,
        loaded,
        not_loaded,
        answered_again,
        not_asked,
        rows_refused,
    } = summary;
    let shown = |number: u64| count(i64::try_from(number).unwrap_or(i64::MAX));
    println!(
        "Batch {batch}: {} people asked about, {} of them answered in these files.",
        shown(*asked),
        shown(*answered)
    );
    println!(
        "To load: {}, of them {} with a number that the record lacks and {} with details that changed or were missing.",
        shown(*loaded),
        shown(*numbers),
        shown(*changed)
    );
    if *died > 0 {
        println!("  With a date of death, by what came back: {}", shown(*died));
    }
    println!("Not loaded: {}", shown(not_loaded.values().sum()));
    for (why_not, people) in not_loaded {
        println!("  {}: {}", why_not.text(), shown(*people));
    }
    for (rows, what) in [
        (*not_asked, "Rows about nobody of this batch"),
        (*answered_again, "Answers in the place of an earlier one"),
        (*rows_refused, "Rows that can't be used; check the responses to see why"),
    ] {
        if rows > 0 {
            println!("{what}: {}", shown(rows));
        }
    }
}
