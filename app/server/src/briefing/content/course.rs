//! Where coverage has come from and where it is going.

use super::source;
use crate::briefing::{
    asked::Answers,
    document::{Block, Document},
};
use domain::{
    NumberSource, Question as _, calendar,
    percent::{count, shown},
    questions::{CaptureSpc, CoverageSpc, Forecast, Movement, MovementRow, MovementStep},
};
use words::outlook;

pub(super) fn write(document: &mut Document, answers: &Answers) {
    let Some(process) = outlook::process(&answers.course) else { return };
    document.section("Course and forecast");
    let mut said = vec![process];
    said.extend(moved(answers));
    document.paragraph(said.join(" "));
    if let Some(capture) = capture(answers) {
        document.paragraph(capture);
    }
    for picture in &answers.pictures {
        document.blocks.push(Block::Picture(Box::new(picture.clone())));
    }
    source(document, &[CoverageSpc::NAME, CaptureSpc::NAME, Movement::NAME, Forecast::NAME]);
}

/// Where the difference to a month before comes from.
fn moved(answers: &Answers) -> Option<String> {
    let since = answers.before()?.as_at;
    let people =
        |wanted: fn(&MovementRow) -> bool| -> i64 { answers.movement.iter().filter(|row| wanted(row)).map(|row| row.people).sum() };
    let step = |step: MovementStep| -> i64 { answers.movement.iter().filter(|row| row.step == step).map(|row| row.people).sum() };
    let closing = answers.movement.iter().find(|row| row.step == MovementStep::Closing)?;
    let opening = answers.movement.iter().find(|row| row.step == MovementStep::Opening)?;
    let gained: Vec<String> = NumberSource::ALL
        .iter()
        .filter_map(|source| {
            let of_source = answers
                .movement
                .iter()
                .filter(|row| row.step == MovementStep::Gained && row.source == Some(*source));
            let people: i64 = of_source.map(|row| row.people).sum();
            (people > 0).then(|| format!("{} by {}", count(people), by(*source)))
        })
        .collect();
    let by_source = if gained.is_empty() {
        String::new()
    } else {
        format!(" ({})", gained.join(", "))
    };
    let lost = people(|row| {
        matches!(
            row.step,
            MovementStep::LostRemoved | MovementStep::LostInvalidated | MovementStep::LostNewlyShared
        )
    });
    let (with, without) = (step(MovementStep::JoinedWithNumber), step(MovementStep::JoinedWithoutNumber));
    let left = step(MovementStep::LeftWithNumber) + step(MovementStep::LeftWithoutNumber);
    Some(format!(
        "From {} to now, usable numbers went from {} to {}: {} people joined, {} of them with one, and {} left; {} who stayed gained \
         one{by_source}, and {} lost theirs.",
        calendar::long(since),
        count(opening.covered),
        count(closing.covered),
        count(with + without),
        count(with),
        count(left),
        count(step(MovementStep::Gained)),
        count(lost)
    ))
}

/// How a number came, after “by”.
fn by(source: NumberSource) -> &'static str {
    match source {
        NumberSource::Manual => "manual entry",
        NumberSource::BatchTrace => "batch trace",
        NumberSource::Macs => "MACS",
        NumberSource::SpineMini => "a Spine Mini Service or PDS",
        NumberSource::Unknown => "a source that is not recorded",
    }
}

/// Whether those who come bring their number: what decides whether a target holds once it is reached.
fn capture(answers: &Answers) -> Option<String> {
    let last = answers.capture.last()?;
    let joined = last.denominator.filter(|joined| *joined > 0)?;
    let target = answers.coverage.target;
    let beside = if target.is_met(last.numerator, joined) {
        format!("so the door itself keeps to {}", target.label())
    } else {
        format!("less than {}, so the door itself holds coverage down", target.label())
    };
    Some(format!(
        "Of {} people who joined by the snapshot of {}, {} ({}) came with a usable number (front-door capture): {beside}.",
        count(joined),
        calendar::long(last.as_at),
        count(last.numerator),
        shown(last.numerator, joined, target)
    ))
}
