//! What `nhs-coverage.toml` says of files, of the queue and of the target, and columns found by it.

#![no_main]

use domain::{Target, queue::Owners};
use fuzz::{load, options};
use ingest::{Mapping, Options, trace::Layouts};

/// The parts of the configuration that are more than numbers and names.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Settings {
    columns: Mapping,
    trace: Layouts,
    queue: Owners,
    target: Section,
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Section {
    percent: Target,
}

const EXTRACT: &[u8] = b"CLIENT REF,HEALTH NO,TEAM,NOTE\n1,9990000018,North,x\n2,,South,y\n";

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Ok(settings) = toml::from_str::<Settings>(text) else { return };
    let _ = (&settings.trace, &settings.queue, settings.target.percent.label());
    let options = Options {
        mapping: settings.columns,
        ..options()
    };
    load("file.csv", EXTRACT, None, &options);
});
