//! Record states: bars at one date, stacked areas over several.

mod bands;
mod bars;

use crate::{
    Error, Figure, Width, caption,
    figure::Caption,
    theme::{self, Colour},
};
use chrono::NaiveDate;
use domain::{Answer, RecordState, calendar, percent, questions::StateRow};

/// Draws how many records are in each state.
///
/// # Errors
/// No record is in scope.
pub fn record_states(answer: &Answer<StateRow>, width: Width) -> Result<Figure, Error> {
    let dates = by_date(&answer.rows);
    match dates.as_slice() {
        [] => Err(Error::Nothing("no records are in scope at this date")),
        [only] => bars::draw(words(answer, &dates), only, width),
        all => bands::draw(words(answer, &dates), all, width),
    }
}

/// The states at one date, in their order.
struct States {
    as_at: NaiveDate,
    in_scope: i64,
    records: Vec<(RecordState, i64)>,
}

impl States {
    fn of(&self, state: RecordState) -> i64 {
        self.records
            .iter()
            .filter(|(other, _)| *other == state)
            .map(|(_, records)| records)
            .sum()
    }

    fn unusable(&self) -> i64 {
        self.records
            .iter()
            .filter(|(state, _)| !state.is_covered())
            .map(|(_, records)| records)
            .sum()
    }
}

fn by_date(rows: &[StateRow]) -> Vec<States> {
    let mut dates: Vec<States> = Vec::new();
    let mut rows: Vec<_> = rows.iter().filter(|row| row.in_scope > 0).collect();
    rows.sort_by_key(|row| (row.as_at, row.state));
    for row in rows {
        match dates.last_mut() {
            Some(date) if date.as_at == row.as_at => date.records.push((row.state, row.records)),
            _ => dates.push(States {
                as_at: row.as_at,
                in_scope: row.in_scope,
                records: vec![(row.state, row.records)],
            }),
        }
    }
    dates
}

fn colour(state: RecordState) -> Colour {
    match state {
        RecordState::Missing => theme::MISSING,
        RecordState::Damaged => theme::DAMAGED,
        RecordState::Malformed => theme::MALFORMED,
        RecordState::Placeholder => theme::PLACEHOLDER,
        RecordState::CheckDigitFails => theme::CHECK_DIGIT_FAILS,
        RecordState::OtherRange => theme::OTHER_RANGE,
        RecordState::Shared => theme::SHARED,
        RecordState::Valid => theme::VALID,
        RecordState::Verified => theme::VERIFIED,
    }
}

fn words(answer: &Answer<StateRow>, dates: &[States]) -> Caption {
    let kind = if dates.len() > 1 { "Stacked areas" } else { "Bar chart" };
    let (message, period, values) = match dates {
        [first, .., last] => (
            change(first, last),
            format!("{} to {}", calendar::short(first.as_at), calendar::short(last.as_at)),
            listed(last),
        ),
        [only] => (standing(only), calendar::long(only.as_at), listed(only)),
        [] => (String::new(), String::new(), String::new()),
    };
    let unit = if dates.len() > 1 {
        "Share of records in scope in each state"
    } else {
        "Records in scope in each state"
    };
    let latest = dates
        .last()
        .map_or(String::new(), |last| format!(" on {}", calendar::long(last.as_at)));
    Caption {
        headline: caption::headline(&answer.filter, &message),
        subtitle: format!("{unit}, {}, {period}", caption::scope(&answer.filter)),
        description: format!("{kind} of record states{latest}: {values}."),
        footer: caption::footer(
            answer,
            "Every record in scope is in exactly one state, the first that applies. Valid and verified are usable.",
        ),
    }
}

fn standing(date: &States) -> String {
    let unusable = date.unusable();
    if unusable == 0 {
        return "Every record holds a usable NHS number".to_owned();
    }
    let verb = if unusable == 1 { "holds" } else { "hold" };
    format!(
        "{} of {} {verb} no usable NHS number{}",
        percent::count(unusable),
        percent::records(date.in_scope),
        mostly(date)
    )
}

fn change(first: &States, last: &States) -> String {
    let (before, now) = (first.unusable(), last.unusable());
    let since = calendar::short(first.as_at);
    let moved = match now.cmp(&before) {
        std::cmp::Ordering::Less => format!(
            "have fallen from {} to {} since {since}",
            percent::count(before),
            percent::count(now)
        ),
        std::cmp::Ordering::Equal => format!("stand at {}, as on {since}", percent::count(now)),
        std::cmp::Ordering::Greater => format!(
            "have risen from {} to {} since {since}",
            percent::count(before),
            percent::count(now)
        ),
    };
    format!("Records without a usable NHS number {moved}{}", mostly(last))
}

/// Which state stands behind most records that hold no usable number.
fn mostly(date: &States) -> String {
    let unusable = date.unusable();
    let biggest = date
        .records
        .iter()
        .filter(|(state, _)| !state.is_covered())
        .max_by_key(|(_, records)| *records);
    match biggest {
        Some((RecordState::Missing, records)) if records * 2 > unusable => format!("; in {} nothing is recorded", percent::count(*records)),
        Some((state, records)) if *records > 0 => format!("; most often: {} ({})", state.label().to_lowercase(), percent::count(*records)),
        _ => String::new(),
    }
}

fn listed(date: &States) -> String {
    let values: Vec<_> = date
        .records
        .iter()
        .map(|(state, records)| {
            format!(
                "{} {}, {}",
                state.label(),
                percent::count(*records),
                caption::share(*records, date.in_scope)
            )
        })
        .collect();
    values.join("; ")
}
