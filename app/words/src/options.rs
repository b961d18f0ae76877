//! What the page about the routes says in words.

use crate::matching;
use domain::{
    calendar, money,
    options::Route,
    percent,
    questions::{OptionRow, OptionSensitivityRow, OptionStatus},
};

/// The answer: which route meets the target first, what it takes, what stands in the way, and what of the others can be said.
#[must_use]
pub fn answer(rows: &[OptionRow]) -> Vec<String> {
    let Some(target) = rows.first().map(|row| row.target.label()) else {
        return vec!["Nobody is in scope.".to_owned()];
    };
    if rows.iter().any(|row| row.status == OptionStatus::Reached) {
        let keep = rows.iter().filter(|row| row.minutes_each_month.is_some());
        let keep = keep.map(|row| format!("{}. {}.", row.route.label(), each_month(row)));
        let met = format!("{target} is met; what is to choose is the route that keeps it.");
        return [met].into_iter().chain(keep).collect();
    }
    let single = |row: &&OptionRow| row.route != Route::Combination;
    let first = rows
        .iter()
        .filter(single)
        .filter(|row| row.central.is_some())
        .min_by_key(|row| row.central);
    let mut said = match first {
        Some(first) => vec![
            format!("{} meets {target} first: {}.", first.route.label(), date(first)),
            format!("{}. {}.", to_target(first), each_month(first)),
            format!("What must be in place first: {}.", first.prerequisites),
        ],
        None => vec![format!("No route meets {target} on present evidence.")],
    };
    let others = rows.iter().filter(|row| first.is_none_or(|first| row.route != first.route));
    said.extend(others.map(|row| format!("{}: {}.", row.route.label(), date(row))));
    said
}

/// What moves the date or the cost of the combination most, else of the first route that has a date.
#[must_use]
pub fn most(rows: &[OptionSensitivityRow]) -> Option<String> {
    let row = rows.iter().find(|row| row.route == Route::Combination).or_else(|| rows.first())?;
    let to = |figure: &str, days, is_reached, pence| format!("{figure} instead of {}: {}", row.value, shift(days, is_reached, pence));
    Some(format!(
        "What moves it most ({}) is “{}”. {}; {}.",
        row.route.label().to_lowercase(),
        row.label,
        to(&row.low, row.days_at_low, row.is_reached_at_low, row.pence_at_low),
        to(&row.high, row.days_at_high, row.is_reached_at_high, row.pence_at_high)
    ))
}

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
    match (minutes + 59) / 60 {
        1 => "1 hour".to_owned(),
        hours => format!("{} hours", percent::count(hours)),
    }
}

/// Pence as pounds.
#[must_use]
pub fn cost(pence: i64) -> String {
    money::shown(pence)
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
            "{} day{} {}",
            percent::count(days.abs()),
            if days.abs() == 1 { "" } else { "s" },
            if days > 0 { "later" } else { "earlier" }
        ),
    };
    match pence {
        None | Some(0) => when,
        Some(pence) => format!("{when}, {} {}", cost(pence.abs()), if pence > 0 { "dearer" } else { "cheaper" }),
    }
}

fn to_target(row: &OptionRow) -> String {
    let needs = (row.minutes_needs.as_deref(), row.pence_needs.as_deref());
    effort(
        "Up to then it takes",
        "What it takes up to then",
        (row.minutes_to_target, row.pence_to_target),
        needs,
    )
}

fn each_month(row: &OptionRow) -> String {
    let needs = (row.minutes_each_month_needs.as_deref(), row.pence_each_month_needs.as_deref());
    effort(
        "To stay there takes, a month,",
        "What it takes to stay there",
        (row.minutes_each_month, row.pence_each_month),
        needs,
    )
}

fn effort(
    takes: &str,
    what: &str,
    known: (Option<i64>, Option<i64>),
    (minutes_needs, pence_needs): (Option<&str>, Option<&str>),
) -> String {
    let missing = |needs: Option<&str>| needed(None, needs);
    match known {
        (Some(minutes), Some(pence)) => format!("{takes} {} and {}", hours(minutes), cost(pence)),
        (Some(minutes), None) => format!("{takes} {}; its cost {}", hours(minutes), missing(pence_needs)),
        (None, _) => format!("{what} {}", missing(minutes_needs.or(pence_needs))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::{Target, options::Assumption};

    fn row(route: Route, status: OptionStatus) -> OptionRow {
        let day = |month| NaiveDate::from_ymd_opt(2027, month, 1).filter(|_| status == OptionStatus::Range);
        OptionRow {
            route,
            status,
            earliest: day(2),
            central: day(3),
            latest: day(5),
            date_needs: (status == OptionStatus::Needs).then(|| "needs: A date".to_owned()),
            starts_on: None,
            without_number: 200,
            reach: Some(160),
            minutes_to_target: Some(5_730),
            partner_minutes_to_target: Some(600),
            minutes_needs: None,
            pence_to_target: None,
            pence_needs: Some("needs: Cost of an hour".to_owned()),
            minutes_each_month: Some(60),
            minutes_each_month_needs: None,
            pence_each_month: Some(2_050),
            pence_each_month_needs: None,
            batches: Some(2),
            queue_items: Some(136),
            error_rate: Some(0.1),
            error_rate_lower: Some(0.05),
            error_rate_upper: Some(0.2),
            prerequisites: "In use: 2 batches since 1 September 2026".to_owned(),
            open_prerequisites: Some(0),
            security: "Nothing leaves the council".to_owned(),
            partner_load: "2 batches, 10 hours".to_owned(),
            target: Target::DEFAULT,
        }
    }

    #[test]
    fn the_answer_names_the_first_route_and_what_it_takes() {
        let rows = [
            row(Route::Manual, OptionStatus::NotOnPresentEvidence),
            row(Route::Partner, OptionStatus::Range),
            row(Route::OwnConnection, OptionStatus::Needs),
            row(Route::Combination, OptionStatus::Range),
        ];
        assert_eq!(
            answer(&rows),
            [
                "Batch through a partner meets 95% first: around 1 March 2027, between 1 February 2027 and 1 May 2027.",
                "Up to then it takes 96 hours; its cost needs: Cost of an hour. To stay there takes, a month, 1 hour and £20.50.",
                "What must be in place first: In use: 2 batches since 1 September 2026.",
                "Manual entry: not on present evidence.",
                "Batch over an own connection: needs: A date.",
                "The three in turn: around 1 March 2027, between 1 February 2027 and 1 May 2027.",
            ]
        );
    }

    #[test]
    fn a_council_that_is_there_is_told_what_keeps_it_there() {
        let said = answer(&[row(Route::Partner, OptionStatus::Reached)]);
        assert_eq!(
            said,
            [
                "95% is met; what is to choose is the route that keeps it.",
                "Batch through a partner. To stay there takes, a month, 1 hour and £20.50.",
            ]
        );
        assert_eq!(answer(&[]), ["Nobody is in scope."]);
    }

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

    #[test]
    fn what_moves_most_is_that_of_the_combination() {
        let moved = |route, name: &str| OptionSensitivityRow {
            route,
            assumption: Assumption::MatchRateFirst,
            label: name.to_owned(),
            value: "60%".to_owned(),
            low: "50%".to_owned(),
            high: "70%".to_owned(),
            has_interval: true,
            days_at_low: Some(30),
            days_at_high: Some(0),
            is_reached_at_low: true,
            is_reached_at_high: true,
            pence_at_low: None,
            pence_at_high: None,
        };
        assert_eq!(
            most(&[moved(Route::Manual, "By hand"), moved(Route::Combination, "Found")]).as_deref(),
            Some("What moves it most (the three in turn) is “Found”. 50% instead of 60%: 30 days later; 70% instead of 60%: same date.")
        );
        assert_eq!(most(&[]), None);
    }
}
