//! The words that several charts share: of whom, by which measure, from which loads.

use chrono::NaiveDate;
use domain::{Answer, Exemptions, Filter, Lineage, Measure, Target, calendar, percent};

/// Whom an answer is about, in words for the middle of a sentence.
pub(crate) fn scope(filter: &Filter) -> String {
    let whom = match (&filter.team, &filter.service) {
        (Some(team), _) => team.clone(),
        (None, Some(service)) => service.clone(),
        (None, None) => "whole council".to_owned(),
    };
    match filter.exemptions {
        Exemptions::Included => whom,
        Exemptions::Excluded => format!("{whom}, less agreed exemptions"),
    }
}

/// A headline, opened by the team's or service's name where the answer is about one.
pub(crate) fn headline(filter: &Filter, message: &str) -> String {
    match filter.team.as_ref().or(filter.service.as_ref()) {
        Some(name) => format!("{name}: {}", uncapitalised(message)),
        None => capital(message),
    }
}

/// As-at date, definition, loads and version.
pub(crate) fn footer<R>(answer: &Answer<R>, definition: &str) -> String {
    let mut out = String::new();
    if let Some(as_at) = answer.as_at {
        out = format!("As at {}. ", calendar::long(as_at));
    }
    out.push_str(definition);
    if let Some(loads) = loads(&answer.lineage) {
        out.push_str(&format!(" {loads}."));
    }
    out.push_str(&format!(" NHS Number Coverage {}.", answer.version));
    out
}

/// What the measure counts, for a subtitle: `records with a usable NHS number`.
pub(crate) fn counted(measure: Measure) -> &'static str {
    match measure {
        Measure::Recorded => "records with anything in the NHS number field",
        Measure::Coverage => "records with a usable NHS number",
        Measure::Verified => "records with a verified NHS number",
    }
}

/// The measure's definition in a sentence.
pub(crate) fn definition(measure: Measure) -> &'static str {
    match measure {
        Measure::Recorded => "Recorded: records in scope that hold anything in the NHS number field, usable or not.",
        Measure::Coverage => "Coverage: records in scope that hold a valid or verified NHS number.",
        Measure::Verified => "Verified coverage: records in scope whose NHS number a trace confirmed or supplied.",
    }
}

/// The measure in the middle of a sentence.
pub(crate) fn lower(measure: Measure) -> &'static str {
    match measure {
        Measure::Recorded => "the share recorded",
        Measure::Coverage => "coverage",
        Measure::Verified => "verified coverage",
    }
}

/// How far it is: `342 records to go to 95%`, or that the target is met.
pub(crate) fn distance(to_go: i64, met: bool, target: Target) -> String {
    if met {
        format!("the {} target is met", target.label())
    } else {
        format!("{} to go to {}", percent::records(to_go), target.label())
    }
}

/// A share where no target is judged: never shown as whole when a record is missing.
pub(crate) fn share(part: i64, of: i64) -> String {
    percent::shown(part, of, Target::from_basis_points(10_000).unwrap_or_default())
}

/// The same with a capital: a sentence's first letter.
pub(crate) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

/// Day, month and year of a short date: `31`, `Oct`, `2026`.
pub(crate) fn parts(date: NaiveDate) -> (String, String, String) {
    let short = calendar::short(date);
    let mut words = short.split(' ').map(str::to_owned);
    let mut next = || words.next().unwrap_or_default();
    (next(), next(), next())
}

/// `Load 7`, `Loads 3 to 9, 12`.
fn loads(lineage: &[Lineage]) -> Option<String> {
    let mut numbers: Vec<u32> = lineage.iter().map(|line| line.load).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &number in &numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let written: Vec<_> = runs
        .iter()
        .map(|&(first, last)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}, {last}"),
            _ => format!("{first} to {last}"),
        })
        .collect();
    match numbers.len() {
        0 => None,
        1 => Some(format!("Load {}", written.join(", "))),
        _ => Some(format!("Loads {}", written.join(", "))),
    }
}

fn uncapitalised(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => String::new(),
    }
}
