//! The questions about the cleansing queue: its words, and what follows from its flow.

use crate::{About, Answerable, Columns, Holds};
use chrono::{Days, NaiveDate};
use domain::{
    Filter, NumberStatus,
    questions::{QueueList, QueueListRow, QueueOutlook, QueueOutlookRow, QueueStatus},
    queue::{self, QueueReason, QueueState},
    trace::{Lack, Owner},
};

/// How far ahead the queue is thought on.
const HORIZON_MONTHS: i64 = 120;

/// The days of a month, on average.
const DAYS_OF_MONTH: f64 = 365.25 / 12.0;

impl Answerable for QueueList {
    const SQL: &'static str = include_str!("../sql/questions/queue_list.sql");
    const NOTE: &'static str = include_str!("../sql/questions/queue_list.md");
    const COLUMNS: &'static [&'static str] = &[
        "person_id",
        "reason",
        "state",
        "owner",
        "entered",
        "days",
        "passes",
        "history",
        "next_step",
        "status",
    ];
    const HOLDS: &'static [Holds] = &[
        Holds::Text,
        Holds::Text,
        Holds::Text,
        Holds::Text,
        Holds::Date,
        Holds::Count,
        Holds::Count,
        Holds::Text,
        Holds::Text,
        Holds::Text,
    ];
    const READ: &'static [&'static str] = &[
        "person_id",
        "reason",
        "state",
        "owner",
        "entered",
        "days",
        "passes",
        "history",
        "lacks",
        "status",
    ];
    const ABOUT: About = About::People;
    type Read = QueueListRow;

    fn read(columns: &Columns<'_>) -> duckdb::Result<QueueListRow> {
        let reason = columns.named("reason", QueueReason::from_name)?;
        let state = columns.named("state", QueueState::from_name)?;
        let lacks: Vec<Lack> = columns.named("lacks", |names| names.split_whitespace().map(Lack::from_name).collect())?;
        Ok(QueueListRow {
            person_id: columns.text("person_id")?,
            reason,
            state,
            owner: columns.named("owner", Owner::from_name)?,
            entered: columns.date("entered")?,
            days: columns.count("days")?,
            passes: columns.count("passes")?,
            history: columns.named("history", queue::history)?,
            next_step: queue::next_step(reason, state, &lacks),
            status: columns.named("status", NumberStatus::from_name)?,
        })
    }

    fn finish(mut read: Vec<QueueListRow>, _: &Filter) -> Vec<QueueListRow> {
        read.sort_unstable_by(|one, other| (one.entered, &one.person_id).cmp(&(other.entered, &other.person_id)));
        read
    }
}

/// The queue and how it moved over the months that are judged.
#[derive(Debug, Clone, Copy)]
pub struct QueueCounts {
    as_at: NaiveDate,
    open: i64,
    months: i64,
    entered: i64,
    left: i64,
    median_days: Option<i64>,
    p90_days: Option<i64>,
}

impl Answerable for QueueOutlook {
    const SQL: &'static str = include_str!("../sql/questions/queue_outlook.sql");
    const NOTE: &'static str = include_str!("../sql/questions/queue_outlook.md");
    const COLUMNS: &'static [&'static str] = &[
        "status",
        "open",
        "months",
        "entered_each_month",
        "left_each_month",
        "empty_on",
        "median_days",
        "p90_days",
    ];
    const HOLDS: &'static [Holds] = &[
        Holds::Text,
        Holds::Count,
        Holds::Count,
        Holds::Decimal,
        Holds::Decimal,
        Holds::Date,
        Holds::Count,
        Holds::Count,
    ];
    const READ: &'static [&'static str] = &["as_at", "open", "months", "entered", "left", "median_days", "p90_days"];
    const ABOUT: About = About::Queue;
    type Read = QueueCounts;

    fn read(columns: &Columns<'_>) -> duckdb::Result<QueueCounts> {
        Ok(QueueCounts {
            as_at: columns.date("as_at")?,
            open: columns.count("open")?,
            months: columns.count("months")?,
            entered: columns.count("entered")?,
            left: columns.count("left")?,
            median_days: columns.maybe_count("median_days")?,
            p90_days: columns.maybe_count("p90_days")?,
        })
    }

    fn finish(read: Vec<QueueCounts>, _: &Filter) -> Vec<QueueOutlookRow> {
        read.iter().map(outlook).collect()
    }
}

/// Where the queue goes if the coming months are like those judged.
fn outlook(counts: &QueueCounts) -> QueueOutlookRow {
    let QueueCounts {
        as_at,
        open,
        months,
        entered,
        left,
        median_days,
        p90_days,
    } = *counts;
    let net = left - entered;
    // Fewer months may hold no batch at all.
    let status = if open == 0 {
        QueueStatus::Empty
    } else if months < 3 {
        QueueStatus::TooLittle
    } else if net.abs() * HORIZON_MONTHS < open * months {
        QueueStatus::Steady
    } else if net > 0 {
        QueueStatus::Empties
    } else {
        QueueStatus::Grows
    };
    let each_month = |count: i64| (months > 0).then(|| count as f64 / months as f64);
    let days = (open * months) as f64 / net as f64 * DAYS_OF_MONTH;
    QueueOutlookRow {
        status,
        open,
        months,
        entered_each_month: each_month(entered),
        left_each_month: each_month(left),
        empty_on: match status {
            QueueStatus::Empties => as_at.checked_add_days(Days::new(days.ceil() as u64)),
            _ => None,
        },
        median_days,
        p90_days,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outlook_follows_from_what_came_and_what_left() {
        for (open, months, entered, left, status, empty_on) in [
            (0, 6, 10, 20, QueueStatus::Empty, None),
            (5, 2, 0, 5, QueueStatus::TooLittle, None),
            (60, 6, 60, 120, QueueStatus::Empties, Some("2027-05-02")),
            (60, 3, 0, 90, QueueStatus::Empties, Some("2026-12-31")),
            (60, 6, 120, 60, QueueStatus::Grows, None),
            (60, 6, 60, 60, QueueStatus::Steady, None),
            (1_000, 6, 60, 61, QueueStatus::Steady, None),
            (1_000, 6, 60, 110, QueueStatus::Empties, Some("2036-10-31")),
        ] {
            let row = outlook(&QueueCounts {
                as_at: "2026-10-31".parse().unwrap(),
                open,
                months,
                entered,
                left,
                median_days: None,
                p90_days: None,
            });
            assert_eq!(
                (row.status, row.empty_on),
                (status, empty_on.map(|day| day.parse().unwrap())),
                "{open} open, {entered} in and {left} out in {months} months"
            );
        }
    }
}
