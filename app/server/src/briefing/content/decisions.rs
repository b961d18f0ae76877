//! What is asked of the senior management team: each point follows from figures of this paper.

use super::{
    readiness,
    teams::{self, joined},
};
use crate::briefing::{asked::Answers, document::Document};
use domain::{
    RecordState, UNALLOCATED, calendar, hours, money,
    options::Route,
    percent::{count, records},
    questions::{BurnForecastStatus, CleansingQueueRow, MatchRateRow},
    trace::Owner,
};
use words::{matching, recommendation::recommend};

pub(super) fn write(document: &mut Document, answers: &Answers) {
    document.section("Decisions asked for");
    document.paragraph("The senior management team is asked to:");
    document.list(asked_for(answers));
}

/// The points, the most far-reaching first.
pub(super) fn asked_for(answers: &Answers) -> Vec<String> {
    let points = [
        Some(note_position(answers)),
        route(answers),
        funding(answers),
        agreements(answers),
        next_batch(answers),
        plans(answers),
        unallocated(answers),
        social_work(answers),
        unanswered(answers),
        register(answers),
    ];
    points.into_iter().flatten().collect()
}

fn route(answers: &Answers) -> Option<String> {
    let recommendation = recommend(&answers.options, &answers.sensitivity, answers.forecast.as_ref())?;
    match recommendation.route {
        Some(Route::Combination) => Some("agree that all routes are taken together, or say which of them is left out and why".to_owned()),
        Some(route) => Some(format!(
            "agree {} as the route, or say why another is taken",
            route.within_a_sentence()
        )),
        None => Some("say who gets the figures that the choice between the routes lacks".to_owned()),
    }
}

fn funding(answers: &Answers) -> Option<String> {
    let forecast = answers
        .burn_forecast
        .as_ref()
        .filter(|row| row.status == BurnForecastStatus::Forecast)?;
    let (low, high) = (forecast.low_pence?, forecast.high_pence?);
    let work = match (forecast.low_minutes, forecast.high_minutes) {
        (Some(least), Some(most)) => format!(", {} to {} hours of work", hours::whole(least), hours::whole(most)),
        _ => String::new(),
    };
    Some(format!(
        "fund what the target still takes: {} to {}{work}",
        money::pounds(low),
        money::pounds(high)
    ))
}

fn agreements(answers: &Answers) -> Option<String> {
    let ending: Vec<String> = readiness::ending_soon(answers).map(|(_, said)| said).collect();
    (!ending.is_empty()).then(|| format!("have renewed: {}", ending.join("; ")))
}

/// What the register says waits for a decision.
fn register(answers: &Answers) -> Option<String> {
    let open = answers.decisions.iter().filter(|row| row.status.is_open());
    let said: Vec<String> = open
        .map(|row| match row.due {
            Some(due) => format!("{} (due {})", row.title, calendar::long(due)),
            None => row.title.clone(),
        })
        .collect();
    (!said.is_empty()).then(|| format!("take the decisions that the register holds open: {}", said.join("; ")))
}

fn note_position(answers: &Answers) -> String {
    let target = answers.coverage.target.label();
    match answers.coverage.records_to_go {
        0 => format!("note that the target of {target} is reached, and that it holds only while new records come with their number"),
        to_go => format!("note that {} are to go to {target}", records(to_go)),
    }
}

/// A batch is worth asking for while the target is missed and records lack a number.
fn next_batch(answers: &Answers) -> Option<String> {
    let without: i64 = lacking(answers).map(|(_, records)| records).sum();
    if answers.coverage.records_to_go == 0 || without == 0 {
        return None;
    }
    let states: Vec<String> = lacking(answers)
        .map(|(state, records)| format!("{} {}", count(records), state.label().to_lowercase()))
        .collect();
    let hope = MatchRateRow::last_batch(&answers.match_rates)
        .map(|last| {
            format!(
                "; the latest to come back, {}, found {} of those asked about without a number",
                last.batches,
                matching::share(Some(last.match_rate))
            )
        })
        .unwrap_or_default();
    Some(format!(
        "approve the next batch to be traced: {} hold no number that can be used ({}){hope}",
        records(without),
        states.join(", ")
    ))
}

/// The states from which only a new number helps; who shares one is for people to settle.
fn lacking(answers: &Answers) -> impl Iterator<Item = (RecordState, i64)> {
    let rows = answers.states.iter();
    rows.filter(|row| !row.state.is_covered() && row.state != RecordState::Shared && row.records > 0)
        .map(|row| (row.state, row.records))
}

fn plans(answers: &Answers) -> Option<String> {
    let mut named = teams::furthest(answers);
    named.extend(teams::worse(answers));
    let mut names: Vec<&str> = Vec::new();
    for row in named {
        if row.team.team != UNALLOCATED && !names.contains(&row.team.team.as_str()) {
            names.push(&row.team.team);
        }
    }
    (!names.is_empty()).then(|| {
        format!(
            "have the managers of {} agree with the Business Intelligence Team by when their worklists are worked off",
            joined(&names)
        )
    })
}

fn unallocated(answers: &Answers) -> Option<String> {
    let nobody_s = answers.teams.iter().find(|row| row.team.team == UNALLOCATED)?;
    let without = nobody_s.team.in_scope - nobody_s.team.covered;
    (without > 0).then(|| format!("name who answers for {} without a number that belong to no team", records(without)))
}

fn social_work(answers: &Answers) -> Option<String> {
    let waiting: Vec<&CleansingQueueRow> = answers.queue.iter().filter(|row| row.owner == Owner::SocialWork).collect();
    let people: i64 = waiting.iter().map(|row| row.people).sum();
    let oldest = waiting.iter().map(|row| row.oldest).min()?;
    Some(format!(
        "name who in social work settles {} of the cleansing queue that only social work can decide, the first of which has waited since {}",
        records(people),
        calendar::long(oldest)
    ))
}

fn unanswered(answers: &Answers) -> Option<String> {
    let open: Vec<_> = answers
        .batches
        .iter()
        .filter(|row| row.not_answered.is_some_and(|people| people > 0))
        .collect();
    let people: i64 = open.iter().filter_map(|row| row.not_answered).sum();
    let names: Vec<&str> = open.iter().map(|row| row.batch.as_str()).collect();
    (people > 0).then(|| {
        format!(
            "have the missing answers for {} people of {} asked for",
            count(people),
            batches(&names)
        )
    })
}

/// Batches by name, or how many they are.
pub(super) fn batches(names: &[&str]) -> String {
    match names {
        [one] => format!("batch {one}"),
        several if several.len() <= 3 => format!("the batches {}", joined(several)),
        several => format!("{} batches", count(i64::try_from(several.len()).unwrap_or(i64::MAX))),
    }
}
