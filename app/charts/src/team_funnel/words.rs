//! What the funnel plot says in words.

use super::Team;
use crate::{caption, figure::Caption};
use domain::{
    Answer,
    questions::{AmongTeams, TeamRow},
};

pub(super) fn of(answer: &Answer<TeamRow>, teams: &[Team<'_>], average: f64) -> Caption {
    let measure = answer.filter.measure;
    let names = |wanted: &[AmongTeams]| -> Vec<&str> {
        let teams = teams.iter().filter(|team| team.among.is_some_and(|among| wanted.contains(&among)));
        teams.map(|team| team.name).collect()
    };
    let low = names(&[AmongTeams::Low998, AmongTeams::Low95]);
    let high = names(&[AmongTeams::High998, AmongTeams::High95]);
    let too_few = names(&[AmongTeams::TooFewRecords]).len();
    let message = match (low.len(), high.len()) {
        (0, 0) => format!("Chance explains how the {} teams differ", teams.len()),
        (0, _) => format!("{} higher than chance explains beside the other teams", are(&high)),
        (_, 0) => format!("{} lower than chance explains beside the other teams", are(&low)),
        _ => format!(
            "{} lower and {} higher than chance explains beside the other teams",
            are(&low),
            are(&high)
        ),
    };
    let apart = match too_few {
        0 => String::new(),
        1 => "; 1 team has too few records to compare".to_owned(),
        several => format!("; {several} teams have too few records to compare"),
    };
    Caption {
        headline: caption::headline(&answer.filter, &message),
        subtitle: format!(
            "{} as a share of records in scope by size of team, {}; funnel plot around the average of {:.1}%{apart}",
            caption::capital(caption::counted(measure)),
            caption::scope(&answer.filter),
            100.0 * average
        ),
        description: format!(
            "Funnel plot of {} teams. Low: {}. High: {}.",
            teams.len(),
            listed(&low),
            listed(&high)
        ),
        footer: caption::footer(answer, caption::definition(measure)),
    }
}

/// `North is`, `3 teams are`.
fn are(names: &[&str]) -> String {
    match names {
        [only] => format!("{only} is"),
        several => format!("{} teams are", several.len()),
    }
}

fn listed(names: &[&str]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
