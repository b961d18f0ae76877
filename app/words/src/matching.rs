//! What traces found and what waits, in sentences and numbers.

use domain::{
    calendar,
    page::Stat,
    percent,
    questions::{CleansingQueueRow, MatchRateRow, MatchYieldRow, QueueOutlookRow, QueueStatus, SinceLast, TraceBatchRow},
    trace::{Owner, Service},
};

/// A share of 1 in percent; a dash for none.
#[must_use]
pub fn share(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{:.1}%", share * 100.0))
}

/// Both ends of an interval of shares.
#[must_use]
pub fn interval(lower: Option<f64>, upper: Option<f64>) -> String {
    match (lower, upper) {
        (Some(lower), Some(upper)) => format!("{} to {}", share(Some(lower)), share(Some(upper))),
        _ => "–".to_owned(),
    }
}

/// How much of what was missing at first has been found, in a sentence; none before anybody was asked about without a number.
#[must_use]
pub fn found(passes: &[MatchYieldRow]) -> Option<String> {
    let (first, last) = (passes.first()?, passes.last()?);
    let everybody = last.found_in_all + last.left;
    let times = match passes.len() {
        1 => "in one pass".to_owned(),
        passes => format!("in {passes} passes, {} of them in the first", percent::count(first.found)),
    };
    Some(format!(
        "Of {} people asked about without an NHS number, {} ({}) were found {times}; {} are left.",
        percent::count(everybody),
        percent::count(last.found_in_all),
        share(Some(last.share_in_all)),
        percent::count(last.left)
    ))
}

/// Whether the batches that came back last did better than those before, like beside like.
#[must_use]
pub fn last_batch(trend: &[MatchRateRow]) -> Option<String> {
    let last = MatchRateRow::last_batches(trend);
    let (service, day) = last.first().map(|row| (row.service, row.as_at))?;
    // A log of single calls is left out where there are batches, which is said where it is as late.
    let is_later_log = |row: &MatchRateRow| row.service == Service::Smsp && row.as_at >= day;
    let is_apart = service != Service::Smsp && trend.iter().any(is_later_log);
    let each: Vec<_> = last.into_iter().map(compared).collect();
    Some(format!(
        "{} latest to come back about people without a number, on {}: {}.",
        if is_apart { "Single calls apart, the" } else { "The" },
        calendar::long(day),
        each.join("; ")
    ))
}

fn compared(last: &MatchRateRow) -> String {
    let kind = format!("{}, {}", last.service.label(), last.make_up.label().to_lowercase());
    let compared = match last.since_last {
        None => format!("there is no earlier batch of its kind ({kind}) to compare it with"),
        Some(SinceLast::Higher) => format!("surely higher than the batch of its kind ({kind}) before it"),
        Some(SinceLast::Lower) => format!("surely lower than the batch of its kind ({kind}) before it"),
        Some(SinceLast::Alike) => format!("not to be told apart from the batch of its kind ({kind}) before it"),
    };
    format!(
        "{} found {} of {} ({}), {compared}",
        last.batches,
        percent::count(last.matched),
        percent::count(last.traced),
        share(Some(last.match_rate))
    )
}

/// The batches that are sent and have not come back whole.
#[must_use]
pub fn waiting(batches: &[TraceBatchRow]) -> Option<String> {
    let unanswered: Vec<_> = batches
        .iter()
        .filter(|row| row.not_answered.is_some_and(|count| count > 0))
        .collect();
    let people: i64 = unanswered.iter().filter_map(|row| row.not_answered).sum();
    let of = match unanswered.as_slice() {
        [] => return None,
        [one] => format!("batch {}", one.batch),
        several => format!("{} batches", several.len()),
    };
    let have = if people == 1 { "has" } else { "have" };
    Some(format!(
        "{} of {of} {have} not been answered for.",
        percent::counted(people, "person", "people")
    ))
}

/// Whose the queue is, and where it is going; none while nothing is in it.
#[must_use]
pub fn queue(queue: &[CleansingQueueRow], outlook: Option<&QueueOutlookRow>) -> Option<String> {
    let outlook = outlook.filter(|outlook| outlook.open > 0)?;
    let whose: Vec<_> = Owner::ALL
        .iter()
        .filter_map(|owner| {
            let people: i64 = queue.iter().filter(|row| row.owner == *owner).map(|row| row.people).sum();
            (people > 0).then(|| format!("{} with {}", percent::count(people), owner.label()))
        })
        .collect();
    let rate = |rate: Option<f64>| rate.map_or_else(|| "none".to_owned(), |rate| format!("{rate:.1}"));
    let rates = format!(
        "{} a month come in and {} leave",
        rate(outlook.entered_each_month),
        rate(outlook.left_each_month)
    );
    let future = match (outlook.status, outlook.empty_on) {
        (QueueStatus::Empties, Some(day)) => format!("{rates}: at that rate it is empty by {}.", calendar::long(day)),
        (QueueStatus::Empties, None) => format!("{rates}: it empties."),
        (QueueStatus::Grows, _) => format!("{rates}: at that rate it grows."),
        (QueueStatus::Steady, _) => format!("{rates}: it hardly changes."),
        (QueueStatus::Empty | QueueStatus::TooLittle, _) => "It is too early to say when it will be empty.".to_owned(),
    };
    let cleared = match (outlook.median_days, outlook.p90_days) {
        (Some(median), Some(most)) => format!(
            " Half of those that left were cleared within {} days, nine in ten within {}.",
            percent::count(median),
            percent::count(most)
        ),
        _ => String::new(),
    };
    Some(format!(
        "{} records wait in the cleansing queue: {}. {future}{cleared}",
        percent::count(outlook.open),
        whose.join(", ")
    ))
}

/// The big numbers: found in all, the last match rate, left, unanswered.
#[must_use]
pub fn stats(passes: &[MatchYieldRow], trend: &[MatchRateRow], batches: &[TraceBatchRow]) -> Vec<Stat> {
    let mut stats = Vec::new();
    if let Some(last) = passes.last() {
        stats.push(Stat {
            label: "Found in all".to_owned(),
            value: share(Some(last.share_in_all)),
            detail: format!(
                "{} of {} people asked about without a number",
                percent::count(last.found_in_all),
                percent::count(last.found_in_all + last.left)
            ),
        });
    }
    if let Some(last) = MatchRateRow::last_batch(trend) {
        stats.push(Stat {
            label: "Found by the latest batch".to_owned(),
            value: share(Some(last.match_rate)),
            detail: format!(
                "of people without a number{}; 95% interval {}",
                match MatchRateRow::last_batches(trend).len() {
                    1 => String::new(),
                    _ => format!(", by {}", last.batches),
                },
                interval(Some(last.interval_lower), Some(last.interval_upper))
            ),
        });
    }
    let unanswered: i64 = batches.iter().filter_map(|row| row.not_answered).sum();
    stats.push(Stat {
        label: "Not answered".to_owned(),
        value: percent::count(unanswered),
        detail: "people sent and not answered for".to_owned(),
    });
    let untold = batches.iter().filter(|row| row.transfer_reference.is_none()).count();
    stats.push(Stat {
        label: "Batches".to_owned(),
        value: percent::count(i64::try_from(batches.len()).unwrap_or(i64::MAX)),
        detail: match untold {
            0 => "each with the reference of its secure transfer".to_owned(),
            1 => "1 without the reference of a secure transfer".to_owned(),
            untold => format!("{untold} without the reference of a secure transfer"),
        },
    });
    stats
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::{
        questions::{LimitsBasis, PointType, SpcRule},
        trace::MakeUp,
    };

    fn pass(pass: i64, found: i64, found_in_all: i64, left: i64) -> MatchYieldRow {
        MatchYieldRow {
            pass,
            asked: found_in_all + left,
            found,
            found_in_all,
            left,
            share: found as f64 / (found_in_all + left) as f64,
            share_in_all: found_in_all as f64 / (found_in_all + left) as f64,
        }
    }

    #[test]
    fn passes_are_told_together() {
        assert_eq!(found(&[]), None);
        assert_eq!(
            found(&[pass(1, 60, 60, 40)]).as_deref(),
            Some("Of 100 people asked about without an NHS number, 60 (60.0%) were found in one pass; 40 are left.")
        );
        assert_eq!(
            found(&[pass(1, 60, 60, 40), pass(2, 15, 75, 25)]).as_deref(),
            Some(
                "Of 100 people asked about without an NHS number, 75 (75.0%) were found in 2 passes, 60 of them in the first; 25 are left."
            )
        );
    }

    #[test]
    fn batches_that_came_back_on_one_day_are_told_together() {
        let row = |service, day, batches: &str, traced| MatchRateRow {
            service,
            make_up: MakeUp::FirstPass,
            as_at: NaiveDate::from_ymd_opt(2026, 10, day).unwrap(),
            batches: batches.to_owned(),
            matched: traced / 2,
            traced,
            match_rate: 0.5,
            interval_lower: 0.4,
            interval_upper: 0.6,
            since_last: None,
            mean: None,
            lower: None,
            upper: None,
            trial: true,
            rule: SpcRule::None,
            point_type: PointType::CommonCause,
            variation: None,
            basis: LimitsBasis::SinglePoint,
        };
        let mut rows = vec![
            row(Service::Dbs, 9, "B", 20),
            row(Service::Smsp, 11, "log", 8),
            row(Service::PdsMesh, 8, "A", 10),
        ];
        assert_eq!(
            last_batch(&rows).as_deref(),
            Some(
                "Single calls apart, the latest to come back about people without a number, on 9 October 2026: B found 10 of 20 (50.0%), there is no earlier \
                 batch of its kind (DBS, first pass) to compare it with."
            )
        );
        rows.push(row(Service::PdsMesh, 9, "C, D", 40));
        let said = last_batch(&rows).unwrap();
        assert!(
            said.contains("2026: B found 10 of 20 (50.0%), ") && said.contains("; C, D found 20 of 40 (50.0%), "),
            "{said}"
        );
        let stats = stats(&[], &rows, &[]);
        assert_eq!(stats[0].detail, "of people without a number, by C, D; 95% interval 40.0% to 60.0%");
    }

    #[test]
    fn intervals_have_both_ends_or_none() {
        assert_eq!(interval(Some(0.5), Some(0.625)), "50.0% to 62.5%");
        assert_eq!(interval(None, Some(0.625)), "–");
    }
}
