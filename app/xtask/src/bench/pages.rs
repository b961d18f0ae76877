//! What a page asks, at ten times the history, and how soon a server answers after its start.

use std::collections::BTreeSet;
use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use domain::Filter;
use domain::page::{Ask, Page};

use super::http::Client;
use super::measured::{milliseconds, percentile, ratio, run};
use super::{Bench, Figure, extracts};

const PEOPLE: u64 = 40_000;
const LONG: u64 = 260;
const SHORT: u64 = 26;
/// How often every page is asked for, of either server in turn.
const ROUNDS: usize = 300;
/// The first rounds, which fill caches, do not count.
const WARM_UP: usize = 20;

/// Every page's time as a ratio, the slowest answer, and the start.
pub(crate) fn figures(bench: &Bench) -> Result<Vec<Figure>> {
    let dir = bench.dir.join("weekly");
    fs::create_dir_all(&dir)?;
    let config = extracts::configuration(&dir)?;
    let files = extracts::weekly(&dir, LONG, PEOPLE)?;
    let long = load(bench, &config, dir.join("long"), &files)?;
    let short = load(bench, &config, dir.join("short"), &files[(LONG - SHORT) as usize..])?;
    for file in files {
        fs::remove_file(file)?;
    }

    let starts = (0..3)
        .map(|_| Ok(Serving::start(bench, &config, &long)?.start))
        .collect::<Result<Vec<_>>>()?;
    let long = Serving::start(bench, &config, &long)?;
    let short = Serving::start(bench, &config, &short)?;
    let mut figures = Vec::new();
    for page in Page::ALL {
        figures.extend(page_figures(page, &long, &short)?);
    }
    let start = percentile(&starts, 100);
    figures.push(Figure {
        what: format!("start of the server on {LONG} weekly snapshots to its first answer"),
        measured: milliseconds(start),
        allowed: "1 s",
        reached: start <= Duration::from_secs(1),
    });
    Ok(figures)
}

/// Asks both servers for a page in turn, and compares.
fn page_figures(page: Page, long: &Serving, short: &Serving) -> Result<[Figure; 2]> {
    let team = (page == Page::Team).then(|| "Team 07".to_owned());
    let asks = page.asks(&Filter { team, ..Filter::default() });
    let paths: BTreeSet<String> = asks.iter().filter(|ask| !ask.figure).map(Ask::path).collect();
    let mut clients = [Client::connect(long.address)?, Client::connect(short.address)?];
    let (mut totals, mut answers) = ([Vec::new(), Vec::new()], Vec::new());
    for round in 0..ROUNDS + WARM_UP {
        for (which, client) in clients.iter_mut().enumerate() {
            let mut total = Duration::ZERO;
            for path in &paths {
                let asked = Instant::now();
                client.get(path)?;
                let time = asked.elapsed();
                total += time;
                if which == 0 && round >= WARM_UP {
                    answers.push(time);
                }
            }
            if round >= WARM_UP {
                totals[which].push(total);
            }
        }
    }
    let [long, short] = totals.map(|times| percentile(&times, 50));
    let times = ratio(long, short);
    let slowest = percentile(&answers, 99);
    Ok([
        Figure {
            what: format!(
                "{}: all its answers at {LONG} weekly snapshots of {PEOPLE} people ÷ at {SHORT}, median",
                page.title()
            ),
            measured: format!("{times:.2} × ({} ÷ {})", milliseconds(long), milliseconds(short)),
            allowed: "1.5 ×",
            reached: times <= 1.5,
        },
        Figure {
            what: format!("{}: one answer over HTTP, 99th percentile", page.title()),
            measured: milliseconds(slowest),
            allowed: "10 ms",
            reached: slowest < Duration::from_millis(10),
        },
    ])
}

fn load(bench: &Bench, config: &Path, data: PathBuf, files: &[PathBuf]) -> Result<PathBuf> {
    let mut command = bench.server.command();
    run(command.arg("load").arg("--data").arg(&data).arg("--config").arg(config).args(files))?;
    Ok(data)
}

/// A server that answers, stopped when dropped.
struct Serving {
    process: Child,
    address: SocketAddr,
    /// From starting the program to its first answer.
    start: Duration,
}

impl Serving {
    fn start(bench: &Bench, config: &Path, data: &Path) -> Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let started = Instant::now();
        let mut command = bench.server.command();
        command
            .arg("serve")
            .arg("--data")
            .arg(data)
            .arg("--config")
            .arg(config)
            .arg("--listen")
            .arg(address.to_string());
        let process = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("could not start the server")?;
        let mut serving = Self {
            process,
            address,
            start: Duration::ZERO,
        };
        while Client::connect(address)
            .and_then(|mut client| client.get("/api/v1/coverage"))
            .is_err()
        {
            if started.elapsed() > Duration::from_secs(30) {
                bail!("the server on {} did not answer within 30 s", data.display());
            }
            thread::sleep(Duration::from_millis(2));
        }
        serving.start = started.elapsed();
        Ok(serving)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // A server that has already ended needs no stopping.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
