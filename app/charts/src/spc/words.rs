//! What the chart says in words.

use crate::{caption, figure::Caption};
use domain::{
    Answer, Measure, Question, calendar,
    questions::{Assurance, CaptureSpc, CoverageSpc, ENOUGH_POINTS, LimitsBasis, PointType, SpcRow},
};

pub(super) fn of<Q: Question>(answer: &Answer<SpcRow>, rows: &[SpcRow]) -> Caption {
    let measure = answer.filter.measure;
    let (name, measured, definition) = match Q::NAME {
        CoverageSpc::NAME => (
            caption::capital(caption::lower(measure)),
            format!("{} as a share of records in scope", caption::capital(caption::counted(measure))),
            caption::definition(measure),
        ),
        CaptureSpc::NAME => (
            "Front-door capture".to_owned(),
            format!("Share of people who joined whose record holds {}", number(measure)),
            "Front-door capture: of the people who came into scope since the snapshot before, those who came with a number.",
        ),
        _ => (
            "Net gain of numbers".to_owned(),
            format!(
                "Records that gained {} less records that lost it, from one snapshot to the next",
                number(measure)
            ),
            "Net gain: numbers gained less numbers lost among people who stayed in scope.",
        ),
    };
    let period = match rows {
        [first, .., last] => format!("{} to {}", calendar::short(first.as_at), calendar::short(last.as_at)),
        [only] => calendar::short(only.as_at),
        [] => String::new(),
    };
    let trial = if rows.last().is_some_and(|row| row.trial && row.lower.is_some()) {
        "; trial limits, from fewer than 13 points"
    } else {
        ""
    };
    let points = if rows.len() == 1 { "point" } else { "points" };
    let found = special(rows.iter().map(SpcRow::told), SpcRow::too_few(rows).is_some());
    Caption {
        headline: caption::headline(&answer.filter, &message(&name, rows, Q::NAME == CoverageSpc::NAME)),
        subtitle: format!("{measured}, {}, {period}; XmR chart{trial}", caption::scope(&answer.filter)),
        description: format!(
            "Process control chart of {} {points}{found}. {}",
            rows.len(),
            rows.last().map_or_else(String::new, latest)
        ),
        footer: caption::footer(answer, definition),
    }
}

fn number(measure: Measure) -> &'static str {
    match measure {
        Measure::Recorded => "anything as NHS number",
        Measure::Coverage => "a usable NHS number",
        Measure::Verified => "a verified NHS number",
    }
}

/// How many points are told to be special cause, after how many there are; nothing where none can be told.
pub(super) fn special(points: impl Iterator<Item = Option<PointType>>, too_few: bool) -> String {
    let told: Vec<_> = points.flatten().collect();
    match told.iter().filter(|told| **told != PointType::CommonCause).count() {
        0 if too_few => ", too few to tell special cause".to_owned(),
        0 if told.is_empty() => String::new(),
        special => format!(", {special} of them special cause"),
    }
}

fn message(name: &str, rows: &[SpcRow], is_stock: bool) -> String {
    let Some(last) = rows.last() else { return name.to_owned() };
    if let Some((points, after_rebase)) = SpcRow::too_few(rows) {
        let since = if after_rebase { " since the rebase" } else { "" };
        return format!("{name}: {points} points{since} are too few to tell common from special cause; it takes {ENOUGH_POINTS}");
    }
    let what = match last.process() {
        Some(PointType::SpecialCauseImprovement) => format!("{name} is improving: the latest point is special cause"),
        Some(PointType::SpecialCauseConcern) => format!("{name} is getting worse: the latest point is special cause"),
        Some(PointType::CommonCause) => format!("{name} shows no special cause: it does what it has been doing"),
        None => match last.basis {
            LimitsBasis::NoVariationYet => format!("{name} has not varied yet"),
            LimitsBasis::SinglePoint => format!("{name} has one point so far"),
            _ => format!("{name} changes in a way for which limits mean nothing"),
        },
    };
    if is_stock {
        // A stock that is filled signals on almost every point, and its past mean says nothing of where it will be.
        return match last.process() {
            Some(PointType::SpecialCauseImprovement) => format!("{what}, as a rising stock almost always is"),
            _ => what,
        };
    }
    let target = last.target.map(domain::Target::label).unwrap_or_default();
    match last.assured() {
        Some(Assurance::Pass) => format!("{what}; it will meet {target} if nothing changes"),
        Some(Assurance::Fail) => format!("{what}; it will fail {target} if nothing changes"),
        Some(Assurance::HitOrMiss) => format!("{what}; it may or may not meet {target}"),
        None => what,
    }
}

fn latest(last: &SpcRow) -> String {
    let written = |value: f64| {
        if last.denominator.is_some() {
            format!("{:.1}%", value * 100.0)
        } else {
            format!("{value:.1}")
        }
    };
    let limits = match (last.mean, last.lower, last.upper) {
        (Some(mean), Some(lower), Some(upper)) => {
            let (lower, upper) = (last.shown(lower), last.shown(upper));
            format!("; mean {}, process limits {} to {}", written(mean), written(lower), written(upper))
        }
        _ => String::new(),
    };
    format!("Latest, {}: {}{limits}.", calendar::long(last.as_at), written(last.value))
}
