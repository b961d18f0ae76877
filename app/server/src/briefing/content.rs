//! What a briefing says, composed from answers: the council's habit of purpose, position, figures, choices and decisions.

mod course;
mod decisions;
mod definitions;
mod figures;
mod matching;
mod options;
mod quality;
mod readiness;
mod resources;
mod teams;

#[cfg(test)]
mod tests;

use super::{asked::Answers, document::Document};
use domain::{
    Filter, calendar,
    questions::{SpcRow, TeamRow},
};
use words::{outlook, sentence};

/// Composes it. A section of which nothing is known is not there.
pub(crate) fn compose(answers: &Answers) -> Document {
    let date = calendar::long(answers.coverage.as_at);
    let mut document = Document {
        title: format!("NHS numbers on adult social care records, {date}"),
        about: about(answers),
        running: format!(
            "NHS numbers on adult social care records · {date} · generation {}",
            answers.generation
        ),
        blocks: Vec::new(),
    };
    purpose(&mut document, answers);
    position(&mut document, answers);
    figures::write(&mut document, answers);
    course::write(&mut document, answers);
    teams::write(&mut document, answers);
    matching::write(&mut document, answers);
    resources::write(&mut document, answers);
    readiness::write(&mut document, answers);
    options::write(&mut document, answers);
    decisions::write(&mut document, answers);
    quality::write(&mut document, answers);
    definitions::write(&mut document);
    document
}

fn about(answers: &Answers) -> Vec<String> {
    let whose = if answers.council.is_empty() {
        "Briefing for the senior management team".to_owned()
    } else {
        format!("Briefing for the senior management team, {}", answers.council)
    };
    let figures = format!(
        "Figures as at {}, from generation {} of NHS Number Coverage {}.",
        calendar::long(answers.coverage.as_at),
        answers.generation,
        answers.version
    );
    let mut about = vec![whose, figures];
    if !answers.remark.is_empty() {
        about.push(answers.remark.clone());
    }
    about
}

fn purpose(document: &mut Document, answers: &Answers) {
    document.section("Purpose");
    document.paragraph(format!(
        "To tell the senior management team how many adult social care records hold a usable NHS number, how far that is from the target of \
         {}, what stands in the way, and what is to be decided. Numbers that hold are what joins health and social care records of the \
         same person, and the target stands before access in real time to the NHS’s Personal Demographics Service (PDS).",
        answers.coverage.target.label()
    ));
}

fn position(document: &mut Document, answers: &Answers) {
    let teams: Vec<TeamRow> = answers.teams.iter().map(|row| row.team.clone()).collect();
    let last = answers.course.last();
    let process = last.and_then(SpcRow::process);
    let said = sentence::compose(&answers.coverage, &teams, last, &Filter::default());
    document.section("Position");
    document.lead(said.verdict);
    let forecast = answers.forecast.as_ref().map(|row| outlook::forecast(row, process));
    let rest = [said.furthest, Some(said.direction), forecast];
    document.paragraph(rest.into_iter().flatten().collect::<Vec<_>>().join(" "));
}

/// Under a section: what to ask to see its figures again.
fn source(document: &mut Document, questions: &[&str]) {
    document.note(format!("To follow these figures back, ask: {}.", questions.join(", ")));
}
