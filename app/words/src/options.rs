//! What the page about the routes says in words.

use crate::matching;
use domain::{
    calendar, money, percent,
    questions::{OptionRow, OptionStatus},
};

/// When a route meets the target.
#[must_use]
pub fn date(row: &OptionRow) -> String {
    match (row.status, row.earliest, row.central) {
        (OptionStatus::Range, Some(earliest), Some(central)) => format!(
            "around {}, {}",
            calendar::long(central),
            match row.latest {
                Some(latest) => format!("between {} and {}", calendar::long(earliest), calendar::long(latest)),
                None => format!("not before {}, at the worst not within five years", calendar::long(earliest)),
            }
        ),
        (OptionStatus::Needs, ..) => needed(None, row.date_needs.as_deref()),
        (OptionStatus::NotOnPresentEvidence, Some(earliest), _) => {
            format!("not on present evidence; at the very best {}", calendar::long(earliest))
        }
        _ => row.status.label().to_lowercase(),
    }
}

/// A figure, what it needs, or that there is none.
#[must_use]
pub fn needed(figure: Option<String>, needs: Option<&str>) -> String {
    figure.or_else(|| needs.map(str::to_owned)).unwrap_or_else(|| "–".to_owned())
}

/// Minutes as whole hours, rounded up.
#[must_use]
pub fn hours(minutes: i64) -> String {
    percent::counted((minutes + 59) / 60, "hour", "hours")
}

/// The share that goes wrong, with its interval.
#[must_use]
pub fn error_rate(row: &OptionRow) -> String {
    match (row.error_rate, row.error_rate_lower) {
        (None, _) => "not known".to_owned(),
        (rate, None) => matching::share(rate),
        (rate, lower) => format!("{} ({})", matching::share(rate), matching::interval(lower, row.error_rate_upper)),
    }
}

/// By how much a date and a cost move.
#[must_use]
pub fn shift(days: Option<i64>, is_reached: bool, pence: Option<i64>) -> String {
    let when = match days {
        _ if !is_reached => "not within five years".to_owned(),
        None | Some(0) => "same date".to_owned(),
        Some(days) => format!(
            "{} {}",
            percent::counted(days.abs(), "day", "days"),
            if days > 0 { "later" } else { "earlier" }
        ),
    };
    match pence {
        None | Some(0) => when,
        Some(pence) => format!(
            "{when}, {} {}",
            money::shown(pence.abs()),
            if pence > 0 { "dearer" } else { "cheaper" }
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifts_say_which_way() {
        for (days, is_reached, pence, said) in [
            (Some(12), true, Some(150_000), "12 days later, £1,500.00 dearer"),
            (Some(-1), true, Some(-5), "1 day earlier, £0.05 cheaper"),
            (Some(0), true, None, "same date"),
            (None, false, None, "not within five years"),
        ] {
            assert_eq!(shift(days, is_reached, pence), said);
        }
    }
}
