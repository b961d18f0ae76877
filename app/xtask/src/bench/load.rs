//! Loading a snapshot of a million rows, against DuckDB merely converting the same file.

use std::fs;
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
        let mut convert = tools::program(tools::target_dir().join("debug/examples/csv_to_parquet"));
        bench.server.library.visible_to(&mut convert);
        conversions.push(run(convert.arg(&csv).arg(dir.join(format!("{round}.parquet"))))?.time);

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

    let (load, conversion) = (percentile(&loads, 50), percentile(&conversions, 50));
    let times = ratio(load, conversion);
    let mebibytes = peak.map(|bytes| bytes as f64 / f64::from(1 << 20));
    Ok(vec![
        Figure {
            what: "load of a snapshot of 1,000,000 rows, checked and published ÷ DuckDB converting the CSV to Parquet".to_owned(),
            measured: format!("{times:.2} × ({} ÷ {})", seconds(load), seconds(conversion)),
            allowed: "2.0 ×",
            reached: Some(times <= 2.0),
        },
        Figure {
            what: "memory of that load".to_owned(),
            measured: mebibytes.map_or("not told by this system".to_owned(), |mebibytes| format!("{mebibytes:.0} MiB")),
            allowed: "1024 MiB",
            reached: mebibytes.map(|mebibytes| mebibytes <= 1024.0),
        },
    ])
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
