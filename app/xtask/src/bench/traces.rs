//! Asking for the numbers of a million people and loading what comes back, against DuckDB merely converting the same files.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::load::{against, conversion, memory};
use super::measured::run;
use super::{Bench, Figure, extracts};

/// Each side is run this often, in turn, and its median is taken.
const ROUNDS: usize = 3;

/// Every state that can be asked about, so that a million people are.
const STATES: &str = "missing,damaged,malformed,placeholder,check_digit_fails,other_range,shared,valid";

/// The times of a request and of loading its answer as ratios, and their memory.
pub(crate) fn figures(bench: &Bench) -> Result<Vec<Figure>> {
    let dir = bench.dir.join("traces");
    fs::create_dir_all(&dir)?;
    let extract = extracts::million_open(&dir)?;
    let config = configuration(&dir)?;
    let response = dir.join("response_2026-11-14.csv");
    let (mut requests, mut extracts_read, mut most_for_requests) = (Vec::new(), Vec::new(), None);
    let (mut loads, mut responses_read, mut most_for_loads) = (Vec::new(), Vec::new(), None);
    for round in 0..ROUNDS {
        let data = dir.join(format!("data-{round}"));
        let asked = dir.join(format!("request-{round}.csv"));
        extracts_read.push(conversion(bench, &extract)?);
        let mut request = bench.server.command();
        request
            .args(["trace", "request", "--dialect", "pds-mesh", "--only", STATES, "--from"])
            .arg(&extract);
        let request = run(request
            .arg("--to")
            .arg(&asked)
            .arg("--data")
            .arg(&data)
            .arg("--config")
            .arg(&config))?;
        requests.push(request.time);
        most_for_requests = most_for_requests.max(request.peak_bytes);

        answer(&asked, &response)?;
        responses_read.push(conversion(bench, &response)?);
        let mut load = bench.server.command();
        let load = run(load
            .arg("load")
            .arg("--data")
            .arg(&data)
            .arg("--config")
            .arg(&config)
            .arg(&response))?;
        loads.push(load.time);
        most_for_loads = most_for_loads.max(load.peak_bytes);
        fs::remove_dir_all(&data)?;
    }
    fs::remove_dir_all(&dir)?;
    Ok(vec![
        against(
            "trace request for 1,000,000 people, written and noted ÷ DuckDB converting the extract to Parquet",
            &requests,
            &extracts_read,
        ),
        memory("memory of that request", most_for_requests),
        against(
            "load of a trace response of 1,000,000 rows, compared with what was sent and published ÷ DuckDB converting it to Parquet",
            &loads,
            &responses_read,
        ),
        memory("memory of that load of a response", most_for_loads),
    ])
}

/// Writes the configuration of the extracts, and that a request is one file.
fn configuration(dir: &Path) -> Result<PathBuf> {
    let path = extracts::configuration(dir)?;
    let mut file = fs::OpenOptions::new().append(true).open(&path)?;
    writeln!(file, "[trace]\nmax_records = 2000000")?;
    Ok(path)
}

/// Writes what could come back for a request of PDS MESH: numbers that were sent are confirmed, and of the others three in four found.
fn answer(request: &Path, response: &Path) -> Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(response)?);
    writeln!(file, "{}", extracts::RESPONSE)?;
    let lines = BufReader::with_capacity(1 << 20, File::open(request)?).lines();
    for (line, place) in lines.skip(1).zip(0_u64..) {
        let line = line?;
        let mut cells = line.split(',');
        let mut next = || cells.next().unwrap_or_default();
        let (reference, sent, surname, forename) = (next(), next(), next(), next());
        let (_, sex, born, postcode) = (next(), next(), next(), next());
        let found = match sent {
            "" if place.is_multiple_of(4) => None,
            "" => extracts::number(place),
            sent => Some(sent.to_owned()),
        };
        match found {
            Some(number) => writeln!(
                file,
                "{reference},{sent},{surname},{forename},,{sex},{born},,,,,,,{postcode},,,,,,,,,,,,00,{number},3,100"
            )?,
            None => writeln!(file, "{reference},{sent},,,,,,,,,,,,,,,,,,,,,,,,98,,0,0")?,
        }
    }
    file.flush()?;
    Ok(())
}
