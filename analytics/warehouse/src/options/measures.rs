//! What the model's assumptions are measured as, each with the question and the period it comes from.

use crate::match_rates::Rate;
use chrono::{Days, NaiveDate};
use domain::{
    calendar,
    options::{Assumption as A, Measured, Prerequisite, Usage, Value},
    percent,
};
use statistics::mean::mean;
use std::collections::BTreeMap;

/// The assumptions of a batch route that its batches tell.
pub(super) struct Way {
    from: A,
    every: A,
    answer: A,
    set_up: [A; 2],
}

pub(super) const PARTNER: Way = Way {
    from: A::PartnerFrom,
    every: A::PartnerBatchDays,
    answer: A::PartnerAnswerDays,
    set_up: [A::PartnerSetUpHours, A::PartnerSetUpCost],
};

pub(super) const OWN: Way = Way {
    from: A::OwnFrom,
    every: A::OwnBatchDays,
    answer: A::OwnAnswerDays,
    set_up: [A::OwnSetUpHours, A::OwnSetUpCost],
};

/// What happened from one snapshot to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bridge {
    days: i64,
    joined: i64,
    captured: i64,
    left: i64,
    lost: i64,
    by_hand: i64,
    /// At the opening.
    without_number: i64,
    /// Of these, asked about by several batches.
    asked_more: i64,
    /// Of these, asked about again before the closing.
    asked_again: i64,
}

impl Bridge {
    /// Bridges as the query writes them: counts with spaces between, a semicolon between bridges; none if it is not such a text.
    pub(super) fn all(text: &str) -> Option<Vec<Self>> {
        text.split(';').map(Self::of_text).collect()
    }

    fn of_text(text: &str) -> Option<Self> {
        let counts: Option<Vec<i64>> = text.split(' ').map(|count| count.parse().ok()).collect();
        match counts?.as_slice() {
            &[days, joined, captured, left, lost, by_hand, without_number, asked_more, asked_again] if days > 0 => Some(Self {
                days,
                joined,
                captured,
                left,
                lost,
                by_hand,
                without_number,
                asked_more,
                asked_again,
            }),
            _ => None,
        }
    }
}

/// The days of a month, on average.
const DAYS_OF_MONTH: f64 = 365.25 / 12.0;

/// What is measured so far.
#[derive(Default)]
pub(super) struct Measures(pub(super) BTreeMap<A, Measured>);

impl Measures {
    pub(super) fn put(&mut self, assumption: A, measured: Measured) {
        let (least, most) = assumption.range();
        if (least..=most).contains(&measured.value) {
            self.0.insert(assumption, measured);
        }
    }

    /// A share with its Wilson interval; nothing of nothing.
    pub(super) fn share(&mut self, assumption: A, part: i64, of: i64, what: &str) {
        let (Some(value), Some(rate)) = (Value::ratio(part, of), Rate::of(part, of)) else {
            return;
        };
        self.put(
            assumption,
            Measured {
                value,
                low: decimal(rate.lower.min(rate.value)),
                high: decimal(rate.upper.max(rate.value)),
                from: format!("{what}, {} of {}", percent::count(part), percent::count(of)),
            },
        );
    }

    /// What flows in and out, from the bridges of a year at most.
    pub(super) fn flows(&mut self, bridges: &[Bridge], from: NaiveDate, until: NaiveDate) {
        let period = between(Some(from), Some(until));
        let days: i64 = bridges.iter().map(|bridge| bridge.days).sum();
        for (assumption, counted, what) in [
            (
                A::JoinedEachMonth,
                (|bridge| bridge.joined) as fn(&Bridge) -> i64,
                "people who joined",
            ),
            (A::LeftEachMonth, |bridge| bridge.left, "people who left"),
            (A::LostEachMonth, |bridge| bridge.lost, "numbers lost"),
        ] {
            let each_month: Vec<f64> = bridges
                .iter()
                .map(|bridge| counted(bridge) as f64 * DAYS_OF_MONTH / bridge.days as f64)
                .collect();
            let total: i64 = bridges.iter().map(counted).sum();
            // Bridges of unequal length count by their days; how far the mean may be off follows from how they differ.
            let value = total as f64 * DAYS_OF_MONTH / days as f64;
            let Some(spread) = mean(&each_month) else { continue };
            let half = (spread.upper - spread.lower) / 2.0;
            self.put(
                assumption,
                Measured {
                    value: decimal(value),
                    low: decimal((value - half).max(0.0)),
                    high: decimal(value + half),
                    from: format!("movement: {} {what}{period}", percent::count(total)),
                },
            );
        }
        let sum = |counted: fn(&Bridge) -> i64| bridges.iter().map(counted).sum::<i64>();
        self.share(
            A::CapturedAtFrontDoor,
            sum(|bridge| bridge.captured),
            sum(|bridge| bridge.joined),
            &format!("flow: joiners{period}"),
        );
        // A record that stands so for a month is one chance.
        let chances = |standing: fn(&Bridge) -> i64| {
            let months: f64 = bridges
                .iter()
                .map(|bridge| (standing(bridge) * bridge.days) as f64 / DAYS_OF_MONTH)
                .sum();
            months.round() as i64
        };
        for (assumption, taken, chances, what) in [
            (
                A::ManualShare,
                sum(|bridge| bridge.by_hand),
                chances(|bridge| bridge.without_number),
                format!("movement: numbers gained by hand{period}, of records without one for a month"),
            ),
            (
                A::AskedAgain,
                sum(|bridge| bridge.asked_again),
                chances(|bridge| bridge.asked_more),
                format!("trace_batches: records asked about again{period}, of those asked about twice or more for a month"),
            ),
        ] {
            self.share(assumption, taken.min(chances), chances, &what);
        }
    }

    /// The time for a record in the cleansing queue.
    pub(super) fn item(&mut self, minutes: i64, people: i64) {
        if let Some(hours) = Value::ratio(minutes, people * 60) {
            let from = format!(
                "decisions: {} minutes for {} records",
                percent::count(minutes),
                percent::count(people)
            );
            self.put(A::HoursPerItem, Measured::exactly(hours, from));
        }
    }

    /// When everything that a route needs is in place: by the register, unless the route is in use already.
    pub(super) fn in_place(&mut self, assumption: A, prerequisites: &[&Prerequisite], as_at: NaiveDate) {
        if prerequisites.is_empty() || self.0.contains_key(&assumption) {
            return;
        }
        let open = prerequisites.iter().filter(|one| !one.is_met);
        let dated: Option<Vec<_>> = open.map(|one| Some((one.on?, &one.name))).collect();
        let Some(dated) = dated else { return };
        let measured = match dated.into_iter().max() {
            None => Measured::exactly(Value::day(as_at), "readiness: everything is in place".to_owned()),
            Some((last, name)) => Measured::exactly(Value::day(last), format!("readiness: {name}, is due last")),
        };
        self.put(assumption, measured);
    }

    /// A batch route that is in use: when its next batch is due, and how its batches went.
    pub(super) fn way(&mut self, way: &Way, usage: &Usage, sendings: i64, days_on_record: Option<i64>, as_at: NaiveDate) {
        let said = format!(
            "trace_batches: {} since {}",
            percent::counted(usage.batches, "batch", "batches"),
            calendar::long(usage.first_sent)
        );
        for assumption in way.set_up {
            self.put(assumption, Measured::exactly(Value::whole(0), format!("{said}: in use")));
        }
        let every = (sendings > 1)
            .then(|| Value::ratio((usage.last_sent - usage.first_sent).num_days(), sendings - 1))
            .flatten();
        let next = every
            .and_then(|every| u64::try_from(every.ten_thousandths() / 10_000).ok())
            .and_then(|days| usage.last_sent.checked_add_days(Days::new(days)));
        let from = next.unwrap_or(as_at).max(as_at);
        self.put(way.from, Measured::exactly(Value::day(from), format!("{said}: in use")));
        if let Some(every) = every {
            self.put(way.every, Measured::exactly(every, format!("{said}, sent on {sendings} days")));
        }
        if let Some(days) = days_on_record {
            let from = format!("{said}: half of the numbers found are in a snapshot by then");
            self.put(way.answer, Measured::exactly(Value::whole(days), from));
        }
    }
}

/// A figure to four decimals.
fn decimal(value: f64) -> Value {
    Value::of((value * 10_000.0).round() as i64)
}

pub(super) fn between(from: Option<NaiveDate>, until: Option<NaiveDate>) -> String {
    match (from, until) {
        (Some(from), Some(until)) => format!(" from {} to {}", calendar::long(from), calendar::long(until)),
        _ => String::new(),
    }
}
