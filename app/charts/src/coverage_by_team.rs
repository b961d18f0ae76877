//! Records to go by team: horizontal bars, the longest first.

use crate::{
    Error, Figure, Width, caption,
    figure::Caption,
    to_go::{self, Bar},
};
use domain::{
    Answer, Question as _, UNALLOCATED, percent,
    questions::{CoverageByTeam, Ladder as _, TeamRow},
};

/// How many teams are drawn; the rest are counted beneath.
const DRAWN: usize = 40;

/// Draws how many records each team has to go, most first whatever the filter's order; the table has that.
///
/// # Errors
/// There are no teams.
pub fn coverage_by_team(answer: &Answer<TeamRow>, width: Width) -> Result<Figure, Error> {
    let mut rows: Vec<&TeamRow> = answer.rows.iter().collect();
    rows.sort_by(|a, b| b.records_to_go.cmp(&a.records_to_go).then_with(|| a.team.cmp(&b.team)));
    if rows.is_empty() {
        return Err(Error::Nothing("no team has records in scope at this date"));
    }
    let (drawn, rest) = rows.split_at(rows.len().min(DRAWN));
    let measure = answer.filter.measure;
    let bars: Vec<_> = drawn
        .iter()
        .map(|row| Bar::of(&row.team, *row, row.records_to_go, row.target, measure))
        .collect();
    let beneath = (!rest.is_empty()).then(|| others(rest));
    to_go::figure_of(CoverageByTeam::NAME, width, words(answer, &rows), &bars, measure, beneath)
}

fn others(rest: &[&TeamRow]) -> String {
    let to_go = rest.iter().map(|row| row.records_to_go).sum();
    let teams = percent::counted(rest.len() as i64, "more team", "more teams");
    match to_go {
        0 => format!("And {teams} with no records to go."),
        to_go => format!("And {teams} with {} to go between them.", percent::records(to_go)),
    }
}

fn words(answer: &Answer<TeamRow>, rows: &[&TeamRow]) -> Caption {
    let measure = answer.filter.measure;
    let target = rows.first().map(|row| row.target).unwrap_or_default();
    // People without an allocation wait for a team: they are no team that could reach anything.
    let teams: Vec<_> = rows.iter().filter(|row| row.team != UNALLOCATED).collect();
    let met = teams
        .iter()
        .filter(|row| row.counted(measure).is_some_and(|count| row.target.is_met(count, row.in_scope)))
        .count();
    let reached = match (met, teams.len()) {
        (_, 0) => String::new(),
        (0, 1) => String::new(),
        (0, 2) => "; neither team has reached it".to_owned(),
        (0, all) => format!("; none of {all} teams has reached it"),
        (1, all) => format!("; 1 of {all} teams has reached it"),
        (met, all) => format!("; {met} of {all} teams have reached it"),
    };
    let most = rows.first().map_or(0, |row| row.records_to_go);
    let furthest: Vec<_> = rows.iter().filter(|row| row.records_to_go == most).collect();
    let message = match furthest.as_slice() {
        _ if most == 0 => match rows {
            [only] => format!("{} has no records to go to {}", only.team, target.label()),
            all => format!("None of {} teams has records to go to {}", all.len(), target.label()),
        },
        [one] => format!(
            "{} is furthest from {}, with {} to go{reached}",
            one.team,
            target.label(),
            percent::records(most)
        ),
        [one, two] => {
            format!(
                "{} and {} are furthest from {}, with {} to go each{reached}",
                one.team,
                two.team,
                target.label(),
                percent::records(most)
            )
        }
        several => format!(
            "{} teams are furthest from {}, with {} to go each{reached}",
            several.len(),
            target.label(),
            percent::records(most)
        ),
    };
    let message = match rows {
        [only] if most > 0 => format!("{} has {} to go to {}", only.team, percent::records(most), target.label()),
        _ => message,
    };
    let listed: Vec<_> = rows
        .iter()
        .take(5)
        .map(|row| format!("{} {}", row.team, percent::count(row.records_to_go)))
        .collect();
    let shown = if rows.len() > DRAWN {
        format!(" The chart shows the {DRAWN} teams with most to go.")
    } else {
        String::new()
    };
    Caption {
        headline: message,
        subtitle: format!(
            "Records that must gain a number for {} to reach {}, by team, most first, {}",
            caption::lower(measure),
            target.label(),
            caption::scope(&answer.filter)
        ),
        description: format!(
            "Bar chart of records to go by team, {} teams. Most to go: {}.{shown}",
            rows.len(),
            listed.join("; ")
        ),
        footer: caption::footer(
            answer,
            &format!("{} A person with two teams counts in both.", caption::definition(measure)),
        ),
    }
}
