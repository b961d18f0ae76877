use super::{Process, words::special};
use crate::{Error, Figure, Width, caption, figure::Caption};
use domain::{
    Answer, Question as _, calendar, percent,
    questions::{MatchRateRow, MatchRateTrend, SinceLast, SpcRow},
};

/// Draws the match rates of batches like the last one as a process.
///
/// # Errors
/// No batch has come back.
pub fn match_rate_trend(answer: &Answer<MatchRateRow>, width: Width) -> Result<Figure, Error> {
    let Some(last) = MatchRateRow::last_batch(&answer.rows) else {
        return Err(Error::Nothing("no batch has come back"));
    };
    let series: Vec<_> = answer
        .rows
        .iter()
        .filter(|row| (row.service, row.make_up) == (last.service, last.make_up))
        .collect();
    let points: Vec<_> = series.iter().copied().map(point).collect();
    let process = Process {
        question: MatchRateTrend::NAME,
        rows: &points,
        filter: &answer.filter,
        is_stock: false,
    };
    process.draw(words(answer, last, &series), &[], width)
}

fn point(row: &MatchRateRow) -> SpcRow {
    SpcRow {
        as_at: row.as_at,
        numerator: row.matched,
        denominator: Some(row.traced),
        value: row.match_rate,
        mean: row.mean,
        lower: row.lower,
        upper: row.upper,
        segment: 1,
        trial: row.trial,
        rule: row.rule,
        point_type: row.point_type,
        target: None,
        variation: row.variation,
        assurance: None,
        basis: row.basis,
    }
}

fn words(answer: &Answer<MatchRateRow>, last: &MatchRateRow, series: &[&MatchRateRow]) -> Caption {
    let kind = format!("{}, {}", last.service.label(), last.make_up.label().to_lowercase());
    let rate = format!("{:.1}%", last.match_rate * 100.0);
    let compared = match last.since_last {
        None => "the first of its kind".to_owned(),
        Some(SinceLast::Higher) => "higher than the batch before it".to_owned(),
        Some(SinceLast::Lower) => "lower than the batch before it".to_owned(),
        Some(SinceLast::Alike) => "not to be told apart from the batch before it".to_owned(),
    };
    let special = special(series.iter().map(|row| row.told()), last.trial && last.lower.is_some());
    let trial = if last.trial && last.lower.is_some() {
        "; trial limits, from fewer than 13 batches"
    } else {
        ""
    };
    Caption {
        headline: format!("{} found {rate} of people without a number: {compared}", last.batches),
        subtitle: format!("Found as a share of people sent without a number, batches of one kind ({kind}); XmR chart{trial}"),
        description: format!(
            "Process control chart of the match rate of {} batches ({kind}){special}. Latest, {}: {rate}, {} of {}, 95% interval {:.1}% to {:.1}%.",
            series.len(),
            calendar::long(last.as_at),
            percent::count(last.matched),
            percent::count(last.traced),
            last.interval_lower * 100.0,
            last.interval_upper * 100.0
        ),
        footer: caption::footer(
            answer,
            "People sent with a number to confirm are not counted here. Batches of another kind or make-up are in the table.",
        ),
    }
}
