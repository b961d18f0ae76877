//! What a page asks, at ten times the history, and how soon a server answers after its start.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Result;
use chrono::Days;
use domain::page::{Ask, Page, Part};
use domain::{Exemptions, Filter, Measure};

use super::http::Client;
use super::measured::{milliseconds, percentile, ratio, run};
use super::serving::Serving;
use super::{Bench, Figure, extracts};

pub(super) const PEOPLE: u64 = 40_000;
const LONG: u64 = 260;
pub(super) const SHORT: u64 = 26;
/// How often every page is asked for, of either server in turn; each time about something that was never asked before.
const ROUNDS: usize = 140;
/// The first rounds, in which files are read and code is met for the first time, do not count.
const WARM_UP: usize = 10;

/// Every page's time as a ratio, the slowest answers, and the start.
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
    let mut figures = Vec::new();
    for page in Page::ALL {
        // New servers, which remember no other page's answers.
        let (long, short) = (Serving::start(bench, &config, &long)?, Serving::start(bench, &config, &short)?);
        // What they prepare by themselves would take the processor from what is measured.
        long.settle();
        short.settle();
        figures.extend(page_figures(page, &long, &short)?);
    }
    let start = percentile(&starts, 100);
    figures.push(Figure {
        what: format!("start of the server on {LONG} weekly snapshots to its first answer"),
        measured: milliseconds(start),
        allowed: "1 s",
        reached: Some(start <= Duration::from_secs(1)),
    });
    Ok(figures)
}

/// Asks both servers for a page in turn, and compares.
///
/// A server keeps the answers that it has given. What is judged is what it gives for the first time: every round asks about
/// another team, date, measure or view.
fn page_figures(page: Page, long: &Serving, short: &Serving) -> Result<Vec<Figure>> {
    let mut clients = [Client::connect(long.address)?, Client::connect(short.address)?];
    let (mut totals, mut answers, mut again, mut charts) = ([Vec::new(), Vec::new()], Vec::new(), Vec::new(), Vec::new());
    let mut asked = HashSet::new();
    for (round, filter) in filters(page).take(ROUNDS + WARM_UP).enumerate() {
        let mut asks = page.asks(&filter);
        if page == Page::Data {
            // Whatever it is asked about, the answer is the same; under another address it is made anew.
            asks.iter_mut().for_each(|ask| ask.filter = filter.clone());
        }
        asks.retain(|ask| asked.insert(ask.path()));
        let mut first = [Duration::ZERO; 2];
        for (which, client) in clients.iter_mut().enumerate() {
            for ask in &asks {
                let time = timed(client, ask)?;
                if round < WARM_UP {
                    continue;
                }
                if ask.part == Part::Drawing {
                    charts.extend((which == 0).then_some(time));
                } else {
                    first[which] += time;
                    answers.extend((which == 0).then_some(time));
                    again.push(timed(client, ask)?);
                }
            }
        }
        if round >= WARM_UP {
            totals[0].push(first[0]);
            totals[1].push(first[1]);
        }
    }
    let [long, short] = totals.map(|times| percentile(&times, 50));
    let times = ratio(long, short);
    let name = page.title();
    let slowest = |what: &str, times: &[Duration]| (format!("{name}: one {what}, 99th percentile over HTTP"), percentile(times, 99));
    let judged = |(what, time): (String, Duration)| Figure {
        what,
        measured: milliseconds(time),
        allowed: "10 ms",
        reached: Some(time < Duration::from_millis(10)),
    };
    let mut figures = vec![
        Figure {
            what: format!("{name}: all its answers at {LONG} weekly snapshots of {PEOPLE} people ÷ at {SHORT}, median"),
            measured: format!("{times:.2} × ({} ÷ {})", milliseconds(long), milliseconds(short)),
            allowed: "1.5 ×",
            reached: Some(times <= 1.5),
        },
        judged(slowest("answer never given before", &answers)),
        judged(slowest("answer given before", &again)),
    ];
    if !charts.is_empty() {
        let (what, time) = slowest("chart never drawn before", &charts);
        figures.push(Figure {
            what,
            measured: milliseconds(time),
            allowed: "–",
            reached: None,
        });
    }
    Ok(figures)
}

/// What a page is asked about, another thing each time: teams, the last half year's dates, measures and both views.
fn filters(page: Page) -> impl Iterator<Item = Filter> {
    (0_u64..).map(move |round| Filter {
        as_at: extracts::last_week().checked_sub_days(Days::new(7 * (round % (SHORT - 1)))),
        team: (page == Page::Team).then(|| format!("Team {:02}", round % extracts::TEAMS + 1)),
        measure: Measure::ALL[(round / (SHORT - 1)) as usize % Measure::ALL.len()],
        exemptions: Exemptions::ALL[(round / (3 * (SHORT - 1))) as usize % Exemptions::ALL.len()],
        ..Filter::default()
    })
}

fn timed(client: &mut Client, ask: &Ask) -> Result<Duration> {
    let path = ask.path();
    let asked = Instant::now();
    let answer = client.get(&path);
    // A chart of nothing is refused, and that is an answer too.
    if ask.part != Part::Drawing {
        answer?;
    }
    Ok(asked.elapsed())
}

/// Loads files into a new data folder.
pub(super) fn load(bench: &Bench, config: &Path, data: PathBuf, files: &[PathBuf]) -> Result<PathBuf> {
    let mut command = bench.server.command();
    let load = run(command.arg("load").arg("--data").arg(&data).arg("--config").arg(config).args(files))?;
    eprintln!("{} weekly snapshots were loaded in {:.0} s.", files.len(), load.time.as_secs_f64());
    Ok(data)
}
