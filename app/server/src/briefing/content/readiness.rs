//! What stands between the council and access to PDS: the checklist, agreements that end, and what has gone wrong.

use super::{decisions, source};
use crate::briefing::{
    asked::Answers,
    document::{Document, Table},
};
use domain::{
    Question as _, calendar,
    percent::count,
    questions::{AgreementRow, Agreements, Milestones, Readiness, Risks, Transfers},
    register::{EntryStatus, Term, TransferState},
};
use words::governance;

pub(super) fn write(document: &mut Document, answers: &Answers) {
    if !is_recorded(answers) {
        return;
    }
    document.section("Readiness for PDS access");
    if let Some(said) = governance::readiness(&answers.readiness) {
        document.paragraph(said);
    }
    document.table(unsettled(answers));
    let points = [ending(answers), realised(answers), last_milestone(answers), unexplained(answers)];
    document.list(points.into_iter().flatten().collect());
    source(
        document,
        &[Readiness::NAME, Agreements::NAME, Risks::NAME, Milestones::NAME, Transfers::NAME],
    );
}

/// Whether a register is loaded; that nothing is entered says nothing of readiness.
fn is_recorded(answers: &Answers) -> bool {
    answers.readiness.iter().any(|row| row.entries.is_some()) || !answers.agreements.is_empty() || !answers.risks.is_empty()
}

fn unsettled(answers: &Answers) -> Table {
    let mut table = Table::new("What is not in place", &["Item", "State", "Owner", "Open", "Due"]);
    let open = answers
        .readiness
        .iter()
        .filter(|row| !row.state.is_settled() && !row.item.is_computed());
    for row in open {
        table.row([
            row.item.label().to_owned(),
            row.state.label().to_owned(),
            row.owner.clone().unwrap_or_default(),
            row.outstanding.clone().unwrap_or_default(),
            row.due.map(calendar::short).unwrap_or_default(),
        ]);
    }
    table
}

/// Agreements that have lapsed or end within 90 days, with what is said of each.
pub(super) fn ending_soon(answers: &Answers) -> impl Iterator<Item = (&AgreementRow, String)> {
    answers.agreements.iter().filter_map(|row| {
        let said = match (row.term, row.expires) {
            (Term::Lapsed, Some(on)) => format!("{} (lapsed on {})", row.title, calendar::long(on)),
            (Term::Lapsed, None) => format!("{} (lapsed)", row.title),
            (Term::Within30Days | Term::Within90Days, Some(on)) => format!("{} (ends on {})", row.title, calendar::long(on)),
            _ => return None,
        };
        Some((row, said))
    })
}

fn ending(answers: &Answers) -> Option<String> {
    let said: Vec<String> = ending_soon(answers).map(|(_, said)| said).collect();
    (!said.is_empty()).then(|| format!("Lapsed or lapsing within 90 days: {}.", said.join("; ")))
}

fn realised(answers: &Answers) -> Option<String> {
    let come = answers.risks.iter().filter(|row| row.status == EntryStatus::Realised);
    let said: Vec<String> = come
        .map(|row| match row.realised_on {
            Some(on) => format!("{} ({})", row.title, calendar::long(on)),
            None => row.title.clone(),
        })
        .collect();
    (!said.is_empty()).then(|| format!("Risks that have come: {}.", said.join("; ")))
}

/// What decides when the last open milestone is reached, and how far that has slipped.
fn last_milestone(answers: &Answers) -> Option<String> {
    let last = answers.milestones.iter().filter(|row| row.critical).max_by_key(|row| row.reached)?;
    let slipped = match last.slipped_days {
        Some(days) if days > 0 => format!(", {} days later than first said", count(days)),
        _ => String::new(),
    };
    Some(format!(
        "Last milestone: {}, on {} at the earliest{slipped}.",
        last.title,
        calendar::long(last.reached?)
    ))
}

/// Batches that no transfer stands behind.
fn unexplained(answers: &Answers) -> Option<String> {
    let rows = answers.transfers.iter().filter(|row| row.state == TransferState::Unexplained);
    let batches: Vec<&str> = rows.filter_map(|row| row.batch.as_deref()).collect();
    (!batches.is_empty()).then(|| format!("No secure transfer is recorded for {}.", decisions::batches(&batches)))
}
