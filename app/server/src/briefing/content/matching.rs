//! What traces found and what waits for people.

use super::source;
use crate::briefing::{asked::Answers, document::Document};
use domain::{
    NumberSource, Question as _,
    percent::count,
    questions::{CleansingQueue, MatchRateTrend, MatchYield, NumberChecks, QueueOutlook, TraceBatches},
};
use words::matching;

pub(super) fn write(document: &mut Document, answers: &Answers) {
    document.section("Matching");
    if answers.batches.is_empty() && answers.queue.is_empty() {
        document.paragraph("Nothing is known of traces: no request for one and no answer is loaded.");
        return;
    }
    let found = [
        matching::found(&answers.passes),
        matching::last_batch(&answers.match_rates),
        matching::waiting(&answers.batches),
    ];
    let found: Vec<String> = found.into_iter().flatten().collect();
    if !found.is_empty() {
        document.paragraph(found.join(" "));
    }
    if let Some(queue) = matching::queue(&answers.queue, answers.queue_outlook.as_ref()) {
        document.paragraph(queue);
    }
    if let Some(errors) = typing_errors(answers) {
        document.paragraph(errors);
    }
    source(
        document,
        &[
            TraceBatches::NAME,
            MatchYield::NAME,
            MatchRateTrend::NAME,
            CleansingQueue::NAME,
            QueueOutlook::NAME,
            NumberChecks::NAME,
        ],
    );
}

/// How often numbers that staff typed were wrong, where a trace checked them.
fn typing_errors(answers: &Answers) -> Option<String> {
    let typed = answers
        .checks
        .iter()
        .find(|row| row.source == NumberSource::Manual && row.checked > 0)?;
    let wrong = typed.different + typed.not_confirmed + typed.invalid;
    Some(format!(
        "Of {} numbers typed by staff that a trace checked, {} ({}) were wrong or could not be confirmed (95% interval {}).",
        count(typed.checked),
        count(wrong),
        matching::share(typed.error_rate),
        matching::interval(typed.interval_lower, typed.interval_upper)
    ))
}
