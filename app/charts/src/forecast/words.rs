//! What the forecast says in words: a range or why there is none, and what the reader's own date takes.

use crate::{caption, figure::Caption};
use domain::{
    Answer, calendar, percent,
    questions::{ForecastRow, ForecastStatus},
};

pub(super) fn of(answer: &Answer<ForecastRow>, row: &ForecastRow) -> Caption {
    let measure = answer.filter.measure;
    let provisional = if row.provisional && row.status == ForecastStatus::Forecast {
        "; provisional"
    } else {
        ""
    };
    let said: Vec<String> = [range(row), needed(row)].into_iter().flatten().collect();
    Caption {
        headline: caption::headline(&answer.filter, &headline(row)),
        subtitle: format!(
            "{} as a share of records in scope at {}, and when {} is reached if progress continues, {}{provisional}",
            caption::capital(caption::counted(measure)),
            match row.snapshots {
                1 => "the last snapshot".to_owned(),
                many => format!("the last {many} snapshots"),
            },
            row.target.label(),
            caption::scope(&answer.filter)
        ),
        description: format!(
            "Line chart of {} snapshots up to {}. {}",
            row.snapshots,
            calendar::long(row.last_snapshot),
            said.join(" ")
        ),
        footer: caption::footer(answer, caption::definition(measure)),
    }
}

fn headline(row: &ForecastRow) -> String {
    let target = row.target.label();
    match row.status {
        ForecastStatus::Achieved => format!("{target} is reached"),
        ForecastStatus::InsufficientData => format!(
            "No date for {target} yet: a forecast takes 12 snapshots, and there {}",
            if row.snapshots == 1 {
                "is 1".to_owned()
            } else {
                format!("are {}", row.snapshots)
            }
        ),
        ForecastStatus::NoClearTrend => format!("No date for {target}: it is not clear that the share rises"),
        ForecastStatus::Slowing => format!("No date for {target}: progress slows down and may level off below it"),
        ForecastStatus::BeyondHorizon => format!("No date for {target}: it is further ahead than these snapshots can tell"),
        ForecastStatus::Forecast => {
            let date = |date: Option<_>| date.map(calendar::long).unwrap_or_default();
            format!(
                "If progress continues, {target} is reached between {} and {}",
                date(row.earliest),
                date(row.latest)
            )
        }
    }
}

/// The range, or no more than before when the target is not reached.
pub(super) fn range(row: &ForecastRow) -> Option<String> {
    let earliest = calendar::long(row.earliest?);
    let (Some(central), Some(latest)) = (row.central, row.latest) else {
        return Some(format!("Not before {earliest}."));
    };
    let beyond = if row.latest_is_beyond_horizon == Some(true) {
        " (further ahead than these snapshots can tell)"
    } else {
        ""
    };
    Some(format!(
        "If progress continues: {earliest} to {}{beyond}, most likely around {}.",
        calendar::long(latest),
        calendar::long(central)
    ))
}

/// What the reader's own date takes, beside what happened.
pub(super) fn needed(row: &ForecastRow) -> Option<String> {
    let needed = super::needed(row)?;
    let recently = match row.fall_each_week {
        None => String::new(),
        Some(fall) if fall >= 0.05 => format!(" Over these snapshots it was {fall:.1} a week."),
        Some(fall) if fall <= -0.05 => format!(" Over these snapshots the records to go rose by {:.1} a week.", -fall),
        Some(_) => " Over these snapshots the records to go neither fell nor rose.".to_owned(),
    };
    Some(format!(
        "For {} by {}: {} more a week than leave or join without.{recently}",
        row.target.label(),
        calendar::long(row.reach_by),
        percent::count(needed)
    ))
}
