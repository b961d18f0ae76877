//! What statistics, pictures and the month's whole set take.

use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::Result;
use chrono::{Days, NaiveDate};
use domain::page::Ask;
use domain::{Filter, Question as _, questions};
use statistics::forecast::{self, History};
use statistics::spc::{self, Series};

use super::http::Client;
use super::measured::{milliseconds, percentile, run};
use super::pages::{self, PEOPLE, SHORT};
use super::serving::Serving;
use super::{Bench, Figure, extracts};

const TEAMS: usize = 500;
const POINTS: u64 = 260;

/// The charts of the Overview.
const CHARTS: [&str; 6] = [
    questions::CoverageTrend::NAME,
    questions::CoverageByTeam::NAME,
    questions::CoverageSpc::NAME,
    questions::Movement::NAME,
    questions::RecordStates::NAME,
    questions::Forecast::NAME,
];

/// Statistics of many teams, one chart as SVG and as PNG, and every file of the month.
pub(crate) fn figures(bench: &Bench) -> Result<Vec<Figure>> {
    let dir = bench.dir.join("exports");
    fs::create_dir_all(&dir)?;
    let config = extracts::configuration(&dir)?;
    let files = extracts::weekly(&dir, SHORT, PEOPLE)?;
    let data = pages::load(bench, &config, dir.join("data"), &files)?;
    let mut figures = vec![judged(
        format!("control chart and forecast of {TEAMS} teams with {POINTS} points each"),
        statistics_of_many()?,
        50,
    )];

    let serving = Serving::start(bench, &config, &data)?;
    let mut client = Client::connect(serving.address)?;
    let (mut drawn, mut painted) = (Vec::new(), Vec::new());
    for team in 1..=extracts::TEAMS {
        // Not the latest date, whose rows a server prepares.
        let filter = Filter {
            as_at: extracts::last_week().checked_sub_days(Days::new(7)),
            team: Some(format!("Team {team:02}")),
            ..Filter::default()
        };
        for question in CHARTS {
            let asked = Ask::rows(question, &filter);
            let query = asked.filter.query();
            let rows = timed(&mut client, &format!("/api/v1/{question}{query}"))?;
            let svg = timed(&mut client, &format!("/export/{question}.svg{query}"))?;
            drawn.push(svg.saturating_sub(rows));
            painted.push(timed(&mut client, &format!("/export/{question}.png{query}"))?);
        }
    }
    let mut briefings = Vec::new();
    for format in ["pdf", "docx", "html"] {
        // Not the latest date, whose rows a server prepares.
        let date = extracts::last_week().checked_sub_days(Days::new(7)).unwrap_or_default();
        briefings.push(timed(&mut client, &format!("/export/briefing.{format}?as_at={date}"))?);
    }
    drop(serving);
    figures.push(judged(
        "the briefing as PDF, DOCX or HTML, the slowest".to_owned(),
        briefings.into_iter().max().unwrap_or_default(),
        3_000,
    ));
    figures.push(judged(
        "one chart as SVG, less its rows, median".to_owned(),
        percentile(&drawn, 50),
        5,
    ));
    figures.push(judged(
        "one chart as PNG at 2 ×, rows and all, median".to_owned(),
        percentile(&painted, 50),
        60,
    ));

    let mut export = bench.server.command();
    export.args(["export", "--all", "--each-team", "--to"]).arg(dir.join("set"));
    let month = run(export.arg("--data").arg(&data).arg("--config").arg(&config))?;
    figures.push(judged(
        format!("the month's whole set with each of {} teams, every format", extracts::TEAMS),
        month.time,
        20_000,
    ));
    fs::remove_dir_all(&dir)?;
    Ok(figures)
}

fn judged(what: String, time: Duration, allowed: u64) -> Figure {
    Figure {
        what,
        measured: milliseconds(time),
        allowed: match allowed {
            5 => "5 ms",
            50 => "50 ms",
            60 => "60 ms",
            3_000 => "3 s",
            _ => "20 s",
        },
        reached: Some(time < Duration::from_millis(allowed)),
    }
}

fn timed(client: &mut Client, path: &str) -> Result<Duration> {
    let asked = Instant::now();
    client.get(path)?;
    Ok(asked.elapsed())
}

/// The time of one guarded control chart and one forecast for each team.
fn statistics_of_many() -> Result<Duration> {
    let first = NaiveDate::default();
    let dates: Vec<NaiveDate> = (0..POINTS).filter_map(|week| first.checked_add_days(Days::new(7 * week))).collect();
    let teams: Vec<(Series, History)> = (0..TEAMS).map(|team| series(team, &dates)).collect();
    let started = Instant::now();
    for (series, history) in &teams {
        black_box(spc::guarded(series)?);
        black_box(forecast::forecast(history)?);
    }
    Ok(started.elapsed())
}

/// A share that rises with a noise of its own.
fn series(team: usize, dates: &[NaiveDate]) -> (Series, History) {
    let covered: Vec<i64> = (0_i64..)
        .zip(dates)
        .map(|(week, _)| 700 + week / 2 + (week * 37 + team as i64 * 11) % 23)
        .collect();
    let values = covered.iter().map(|covered| Some(*covered as f64 / 1_000.0)).collect();
    let history = History {
        dates: dates.to_vec(),
        numerators: covered.into_iter().map(Some).collect(),
        denominators: vec![Some(1_000); dates.len()],
        target: 0.95,
    };
    (Series::new(dates.to_vec(), values), history)
}
