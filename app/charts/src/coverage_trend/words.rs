//! What the trend says in words.

use crate::{caption, figure::Caption};
use domain::{
    Answer, calendar, percent,
    questions::{Ladder as _, Provenance, TrendRow},
};

pub(super) fn of(answer: &Answer<TrendRow>, rows: &[&TrendRow]) -> Caption {
    let measure = answer.filter.measure;
    let count = |row: &TrendRow| row.counted(measure);
    let known: Vec<(&TrendRow, i64)> = rows.iter().filter_map(|row| Some((*row, count(row)?))).collect();
    let period = match rows {
        [first, .., last] => format!("{} to {}", calendar::short(first.as_at), calendar::short(last.as_at)),
        [only] => calendar::short(only.as_at),
        [] => String::new(),
    };
    let earlier = rows.iter().filter(|row| row.provenance == Provenance::History).count();
    let from_counts = match earlier {
        0 => "",
        all if all == rows.len() => "; every date is from earlier counts",
        _ => "; dashed: earlier counts",
    };
    let subtitle = format!(
        "{} as a share of records in scope, {}, {period}{from_counts}",
        caption::capital(caption::counted(measure)),
        caption::scope(&answer.filter)
    );
    Caption {
        headline: caption::headline(&answer.filter, &message(&known, caption::lower(measure))),
        subtitle,
        description: description(rows, &known, caption::lower(measure)),
        footer: caption::footer(answer, caption::definition(measure)),
    }
}

fn message(known: &[(&TrendRow, i64)], name: &str) -> String {
    let name = caption::capital(name);
    match known {
        [] => format!("{name} is not known at any of these dates"),
        [(only, count)] => format!(
            "{name} was {} on {}; {}",
            shown(only, *count),
            calendar::long(only.as_at),
            distance(only, *count)
        ),
        [(first, from), .., (last, to)] => {
            let (before, now) = (shown(first, *from), shown(last, *to));
            // Compared as products of whole counts: rounding decides nothing.
            let moved = match (i128::from(*to) * i128::from(first.in_scope)).cmp(&(i128::from(*from) * i128::from(last.in_scope))) {
                _ if before == now => format!("stands at {now}, as on {}", calendar::short(first.as_at)),
                std::cmp::Ordering::Less => format!("has fallen from {before} to {now} since {}", calendar::short(first.as_at)),
                _ => format!("has risen from {before} to {now} since {}", calendar::short(first.as_at)),
            };
            format!("{name} {moved}; {}", distance(last, *to))
        }
    }
}

fn description(rows: &[&TrendRow], known: &[(&TrendRow, i64)], name: &str) -> String {
    let mut out = format!("Line chart of {name} at {}", percent::counted(rows.len() as i64, "date", "dates"));
    if let (Some((first, from)), Some((last, to))) = (known.first(), known.last()) {
        out.push_str(&format!(
            ". {}: {}. {}: {}, {} of {}",
            calendar::long(first.as_at),
            shown(first, *from),
            calendar::long(last.as_at),
            shown(last, *to),
            percent::count(*to),
            percent::count(last.in_scope)
        ));
        for (what, count) in [
            ("recorded", last.recorded),
            ("covered", Some(last.covered)),
            ("verified", last.verified),
        ] {
            if let Some(count) = count.filter(|count| count != to) {
                out.push_str(&format!("; {what} {}", shown(last, count)));
            }
        }
        out.push_str(&format!(". Target {}: {}", last.target.label(), distance(last, *to)));
    }
    out.push('.');
    out
}

fn shown(row: &TrendRow, count: i64) -> String {
    percent::shown(count, row.in_scope, row.target)
}

fn distance(row: &TrendRow, count: i64) -> String {
    caption::distance(row.records_to_go, row.target.is_met(count, row.in_scope), row.target)
}
