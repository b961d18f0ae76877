//! When limits may be worth calculating anew. Only ever a sentence: whether a known change explains it, nobody but the council knows.

use domain::{Filter, calendar, questions::SpcRow};

/// The fewest points that count as a move for good: one more than the seven that signal.
const FEWEST: usize = 8;

/// Suggests a rebase where a flow has moved above its mean and stayed there.
///
/// Not on trial limits, whose mean is still settling, nor while the points still rise: where they will settle is not known yet. A fall
/// is never suggested as the new normal.
pub(super) fn suggestion(rows: &[SpcRow], filter: &Filter) -> Option<String> {
    let segment = rows.chunk_by(|a, b| a.segment == b.segment).next_back()?;
    let last = segment.last()?;
    let mean = last.mean?;
    if last.trial || last.lower.is_none() {
        return None;
    }
    let run = segment.iter().rev().take_while(|row| row.value > mean).count();
    let (_, run) = segment.split_at(segment.len() - run);
    let still_rises = run
        .windows(7)
        .next_back()
        .is_some_and(|latest| latest.is_sorted_by(|a, b| a.value < b.value));
    if run.len() < FEWEST || still_rises {
        return None;
    }
    let about = match filter.team.as_ref().or(filter.service.as_ref()) {
        Some(name) => format!(" about {name}"),
        None => String::new(),
    };
    Some(format!(
        "The last {} points are all above the mean: if a known change explains it, add an annotation{about} with rebase yes from {} to \
         calculate the limits anew. The other process charts and the forecast then start anew from that day too.",
        run.len(),
        calendar::long(run.first()?.as_at)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Months, NaiveDate};
    use domain::questions::{LimitsBasis, PointType, SpcRule};

    /// Monthly points of segments, each with the mean of its own.
    fn rows(segments: &[&[i64]]) -> Vec<SpcRow> {
        let mut rows = Vec::new();
        for (segment, values) in (1..).zip(segments) {
            let mean = values.iter().sum::<i64>() as f64 / values.len() as f64;
            for &numerator in *values {
                rows.push(SpcRow {
                    as_at: NaiveDate::from_ymd_opt(2024, 1, 28).unwrap() + Months::new(rows.len() as u32),
                    numerator,
                    denominator: None,
                    value: numerator as f64,
                    mean: Some(mean),
                    lower: Some(mean - 5.0),
                    upper: Some(mean + 5.0),
                    segment,
                    trial: values.len() < 13,
                    rule: SpcRule::None,
                    point_type: PointType::CommonCause,
                    target: None,
                    variation: None,
                    assurance: None,
                    basis: LimitsBasis::Limits,
                });
            }
        }
        rows
    }

    /// So many low points, then so many high ones.
    fn step(low: usize, high: usize) -> Vec<i64> {
        let around = |level: i64, count: usize| (0..count).map(move |at| level + [0, 2, 1][at % 3]);
        around(10, low).chain(around(30, high)).collect()
    }

    fn suggested(segments: &[&[i64]]) -> Option<String> {
        suggestion(&rows(segments), &Filter::default())
    }

    #[test]
    fn a_flow_that_stays_higher_is_a_reason_to_ask() {
        assert_eq!(
            suggested(&[&step(12, 12)]).unwrap(),
            "The last 12 points are all above the mean: if a known change explains it, add an annotation with rebase yes from \
             28 January 2025 to calculate the limits anew. The other process charts and the forecast then start anew from that day too."
        );
        let team = Filter {
            team: Some("North".to_owned()),
            ..Filter::default()
        };
        let said = suggestion(&rows(&[&step(12, 12)]), &team).unwrap();
        assert!(said.contains("add an annotation about North with rebase yes from"), "{said}");
    }

    #[test]
    fn eight_points_are_the_fewest() {
        for high in 1..=20 {
            assert_eq!(suggested(&[&step(20, high)]).is_some(), high >= 8, "{high}");
        }
    }

    #[test]
    fn what_was_suggested_is_not_suggested_again() {
        for high in 8..=30 {
            let (low, high) = (step(20, 0), step(0, high));
            assert!(suggested(&[&[low.clone(), high.clone()].concat()]).is_some());
            assert_eq!(suggested(&[&low, &high]), None);
        }
    }

    #[test]
    fn nothing_is_suggested_where_it_would_mislead() {
        let fall: Vec<i64> = step(12, 12).into_iter().rev().collect();
        let rise: Vec<i64> = (0..24).collect();
        let back: Vec<i64> = [step(12, 12), vec![10]].concat();
        for (why, values) in [
            ("a fall", fall),
            ("a rise that goes on", rise),
            ("it went back", back),
            ("trial", step(2, 10)),
        ] {
            assert_eq!(suggested(&[&values]), None, "{why}");
        }
        let mut flat = rows(&[&step(12, 12)]);
        flat.iter_mut().for_each(|row| row.lower = None);
        assert_eq!(suggestion(&flat, &Filter::default()), None);
        assert_eq!(suggestion(&[], &Filter::default()), None);
    }
}
