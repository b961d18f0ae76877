//! Loading a snapshot of a million rows, against DuckDB merely converting the same file.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use crate::tools;

use super::measured::{percentile, ratio, run};
use super::{Bench, Figure, extracts};

/// Each side is run this often, in turn, and its median is taken.
const ROUNDS: usize = 3;

/// The time of a load as a ratio, and its memory.
pub(crate) fn figures(bench: &Bench) -> Result<Vec<Figure>> {
    let dir = bench.dir.join("million");
    fs::create_dir_all(&dir)?;
    let csv = extracts::million(&dir)?;
    let config = extracts::configuration(&dir)?;
    let (mut loads, mut conversions, mut peak) = (Vec::new(), Vec::new(), None);
    for round in 0..ROUNDS {
        conversions.push(conversion(bench, &csv)?);
        let mut load = bench.server.command();
        load.arg("load")
            .arg("--data")
            .arg(dir.join(format!("data-{round}")))
            .arg("--config")
            .arg(&config)
            .arg(&csv);
        let load = run(&mut load)?;
        loads.push(load.time);
        peak = peak.max(load.peak_bytes);
    }
    fs::remove_dir_all(&dir)?;

    Ok(vec![
        against(
            "load of a snapshot of 1,000,000 rows, checked and published ÷ DuckDB converting the CSV to Parquet",
            &loads,
            &conversions,
        ),
        memory("memory of that load", peak),
    ])
}

/// The time that DuckDB needs to turn a CSV file into Parquet, which is removed.
pub(super) fn conversion(bench: &Bench, csv: &Path) -> Result<Duration> {
    let parquet = csv.with_extension("parquet");
    let mut convert = tools::program(tools::target_dir().join("debug/examples/csv_to_parquet"));
    bench.server.library.visible_to(&mut convert);
    let time = run(convert.arg(csv).arg(&parquet))?.time;
    fs::remove_file(parquet)?;
    Ok(time)
}

/// The median of some times as a ratio to that of their yardstick.
pub(super) fn against(what: &str, times: &[Duration], yardstick: &[Duration]) -> Figure {
    let (time, yardstick) = (percentile(times, 50), percentile(yardstick, 50));
    let times = ratio(time, yardstick);
    Figure {
        what: what.to_owned(),
        measured: format!("{times:.2} × ({} ÷ {})", seconds(time), seconds(yardstick)),
        allowed: "2.0 ×",
        reached: Some(times <= 2.0),
    }
}

/// The most memory that was needed.
pub(super) fn memory(what: &str, peak_bytes: Option<u64>) -> Figure {
    let mebibytes = peak_bytes.map(|bytes| bytes as f64 / f64::from(1 << 20));
    Figure {
        what: what.to_owned(),
        measured: mebibytes.map_or("not told by this system".to_owned(), |mebibytes| format!("{mebibytes:.0} MiB")),
        allowed: "1024 MiB",
        reached: mebibytes.map(|mebibytes| mebibytes <= 1024.0),
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
