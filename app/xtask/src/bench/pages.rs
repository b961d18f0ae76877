//! What a page asks, at ten times the history, and how soon a server answers after its start.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Result;
use chrono::Days;
use domain::options::{Assumed, Assumption, Value};
use domain::page::{Ask, Page, Part};
use domain::{Exemptions, Filter, Measure};

use super::http::Client;
use super::measured::{milliseconds, percentile, ratio, run};
use super::serving::Serving;
use super::{Bench, Figure, extracts, project};

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
    let with_the_rest = |files: &[PathBuf], weeks| {
        let rest = project::files(&dir.join(format!("rest-{weeks}")), weeks, LONG)?;
        Ok::<_, anyhow::Error>([files, &rest].concat())
    };
    let long = load(bench, &config, dir.join("long"), &with_the_rest(&files, LONG)?)?;
    let last = &files[(LONG - SHORT) as usize..];
    let short = load(bench, &config, dir.join("short"), &with_the_rest(last, SHORT)?)?;
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
    let (mut asked, mut by_ask) = (HashSet::new(), BTreeMap::<_, Vec<_>>::new());
    for (round, filter) in filters(page).take(ROUNDS + WARM_UP).enumerate() {
        let mut asks = page.asks(&filter);
        if !offers_a_choice(page) {
            // The page asks about the latest date alone; at another the answer is made anew.
            for ask in &mut asks {
                ask.filter.as_at = filter.as_at;
            }
        }
        asks.retain(|ask| asked.insert(ask.path()));
        let mut first = [Duration::ZERO; 2];
        for (which, client) in clients.iter_mut().enumerate() {
            for ask in &asks {
                let time = timed(client, ask)?;
                if round < WARM_UP {
                    continue;
                }
                if which == 0 {
                    by_ask.entry((ask.part.folder(), ask.name)).or_default().push(time);
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
    for ((part, name), times) in by_ask {
        let [median, slow] = [50, 99].map(|percent| milliseconds(percentile(&times, percent)));
        eprintln!("{}: {part}{name}: {median}, 99th percentile {slow}.", page.title());
    }
    let [long, short] = totals.map(|times| percentile(&times, 50));
    let times = ratio(long, short);
    let name = page.title();
    let slowest = |what: &str, times: &[Duration], is_judged: bool| {
        let time = percentile(times, 99);
        Figure {
            what: format!("{name}: one {what}, 99th percentile over HTTP"),
            measured: milliseconds(time),
            allowed: if is_judged { "10 ms" } else { "–" },
            reached: is_judged.then(|| time < Duration::from_millis(10)),
        }
    };
    let first = if offers_a_choice(page) {
        slowest("answer never given before", &answers, true)
    } else {
        slowest("answer at a date that the page does not ask about", &answers, false)
    };
    let mut figures = vec![
        Figure {
            what: format!("{name}: all its answers at {LONG} weekly snapshots of {PEOPLE} people ÷ at {SHORT}, median"),
            measured: format!("{times:.2} × ({} ÷ {})", milliseconds(long), milliseconds(short)),
            allowed: "1.5 ×",
            reached: Some(times <= 1.5),
        },
        first,
        slowest("answer given before", &again, true),
    ];
    if !charts.is_empty() {
        figures.push(slowest("chart never drawn before", &charts, false));
    }
    Ok(figures)
}

/// Whether its reader can ask about something else; of the other pages a server has prepared all that there is.
fn offers_a_choice(page: Page) -> bool {
    page.is_filtered() || page == Page::Options
}

/// What a page is asked about, another thing each time: teams, the last half year's dates, measures and both views; of the routes, what an
/// hour costs; of a page that offers no such choice, the last days.
fn filters(page: Page) -> impl Iterator<Item = Filter> {
    (0_u64..).map(move |round| {
        let days_ago = if page.is_filtered() { 7 * (round % (SHORT - 1)) } else { round };
        if page == Page::Options {
            return Filter {
                assume: Assumed::default().with(Assumption::HourCost, Value::of(300_000 + 100 * round as i64).into()),
                ..Filter::default()
            };
        }
        Filter {
            as_at: extracts::last_week().checked_sub_days(Days::new(days_ago)),
            team: (page == Page::Team).then(|| format!("Team {:02}", round % extracts::TEAMS + 1)),
            measure: Measure::ALL[(round / (SHORT - 1)) as usize % Measure::ALL.len()],
            exemptions: Exemptions::ALL[(round / (3 * (SHORT - 1))) as usize % Exemptions::ALL.len()],
            ..Filter::default()
        }
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
    let memory = load.peak_bytes.map_or(0, |bytes| bytes >> 20);
    eprintln!(
        "{} files were loaded in {:.0} s, with {memory} MiB of memory at most.",
        files.len(),
        load.time.as_secs_f64()
    );
    Ok(data)
}
