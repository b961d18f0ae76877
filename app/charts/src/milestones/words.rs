//! The words of the milestones: what each row says, and what they come to.

use crate::{caption, figure::Caption};
use chrono::NaiveDate;
use domain::{Answer, calendar, percent, questions::MilestoneRow};

/// A row's second line.
pub(super) fn dates(row: &MilestoneRow) -> String {
    let when = match (row.status.is_open(), row.done, row.due) {
        (false, Some(done), _) => format!("{} {}", row.status.label(), calendar::short(done)),
        (false, None, _) => row.status.label().to_owned(),
        (true, _, Some(due)) => format!("{} {}", if row.overdue { "Overdue since" } else { "Due" }, calendar::short(due)),
        (true, _, None) => "No date".to_owned(),
    };
    let slipped = row.slipped_days.filter(|days| *days != 0);
    let slipped = slipped.map_or_else(String::new, |days| {
        format!(", {} {}", percent::signed(days), if days.abs() == 1 { "day" } else { "days" })
    });
    match row.critical {
        true => format!("Critical. {when}{slipped}"),
        false => format!("{when}{slipped}"),
    }
}

/// What is read off a row's mark.
pub(super) fn told(row: &MilestoneRow, today: NaiveDate) -> String {
    let first = row
        .first_due
        .map(|day| format!("first due {}, ", calendar::long(day)))
        .unwrap_or_default();
    let now = match (row.status.is_open(), row.done, row.reached) {
        (false, Some(done), _) => format!("{} {}", row.status.label().to_lowercase(), calendar::long(done)),
        (true, _, Some(reached)) if reached == today && row.overdue => "overdue".to_owned(),
        (true, _, Some(reached)) => format!("can be reached on {}", calendar::long(reached)),
        _ => row.status.label().to_lowercase(),
    };
    let slipped = slipped(row).map(|slipped| format!(", {slipped}")).unwrap_or_default();
    let critical = if row.critical { "; on the critical chain" } else { "" };
    format!("{} {}: {first}{now}{slipped}{critical}", row.id, row.title)
}

/// How much later or earlier than first said; none where it is as said or not known.
fn slipped(row: &MilestoneRow) -> Option<String> {
    match row.slipped_days? {
        0 => None,
        days => Some(format!(
            "{} {} than first said",
            days_of(days),
            if days > 0 { "later" } else { "earlier" }
        )),
    }
}

fn days_of(days: i64) -> String {
    percent::counted(days.abs(), "day", "days")
}

pub(super) fn words(answer: &Answer<MilestoneRow>, today: NaiveDate) -> Caption {
    let open = answer.rows.iter().filter(|row| row.status.is_open()).count();
    let overdue = answer.rows.iter().filter(|row| row.overdue).count();
    let chain: Vec<&MilestoneRow> = answer.rows.iter().filter(|row| row.critical).collect();
    let late = match overdue {
        0 => "nothing is overdue".to_owned(),
        1 => "1 is overdue".to_owned(),
        count => format!("{count} are overdue"),
    };
    let last = chain
        .iter()
        .filter_map(|row| Some((row.reached?, *row)))
        .max_by_key(|(reached, _)| *reached);
    let headline = match last {
        Some((reached, row)) => {
            let slipped = slipped(row).map(|slipped| format!(", {slipped}")).unwrap_or_default();
            format!("The last milestone can be reached on {}{slipped}; {late}", calendar::long(reached))
        }
        None if open > 0 => format!("{open} are open and none of the milestones among them has a date; {late}"),
        None => "Everything is reached".to_owned(),
    };
    let chain = match &chain[..] {
        [] => String::new(),
        chain => {
            let named: Vec<_> = chain.iter().map(|row| told(row, today)).collect();
            format!(" The critical chain: {}.", named.join(". "))
        }
    };
    Caption {
        headline,
        subtitle: "From the day that was said first to the day that is said now, or on which it was reached; days later are marked +"
            .to_owned(),
        description: format!(
            "Milestones and what they depend on: {} rows, {open} of them open; {late}.{chain}",
            answer.rows.len()
        ),
        footer: caption::footer(
            answer,
            "Critical: the open milestone that is reached last, of what it waits for what is reached last, and so on.",
        ),
    }
}
