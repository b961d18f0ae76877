//! The bridge between two snapshots, as a waterfall that runs down the page so that its labels stay horizontal.

use crate::{
    Error, Figure, Width, caption,
    figure::{Caption, figure},
    font,
    sheet::{Scale, Sheet, Words},
    theme,
};
use domain::{
    Answer, NumberSource, Question as _, calendar, percent,
    questions::{Movement, MovementRow, MovementStep},
};

/// Draws what moved the records that count from one snapshot to the other; steps that move none are left out.
///
/// # Errors
/// There are no two snapshots to compare.
pub fn movement(answer: &Answer<MovementRow>, width: Width) -> Result<Figure, Error> {
    let opening = answer.rows.iter().find(|row| row.step == MovementStep::Opening);
    let closing = answer.rows.iter().find(|row| row.step == MovementStep::Closing);
    let (Some(opening), Some(closing)) = (opening, closing) else {
        return Err(Error::Nothing(
            "movement needs two snapshots; there is only one at or before this date",
        ));
    };
    let bridge = Bridge::new(answer, opening, closing);
    let pitch = if width.is_wide() { 30.0 } else { 44.0 };
    let note = bridge.note();
    let height = 6.0 + pitch * bridge.steps.len() as f64 + if note.is_some() { 26.0 } else { 4.0 };
    figure(Movement::NAME, width, words(answer, &bridge), height, |sheet| {
        draw(sheet, &bridge, width, pitch)?;
        match note {
            Some(note) => sheet.write(&Words::small(note), 0.0, height - 9.0),
            None => Ok(()),
        }
    })
}

struct Bridge {
    steps: Vec<Step>,
    /// Where the bars of opening and closing start.
    from: i64,
    to: i64,
}

struct Step {
    label: String,
    low: i64,
    high: i64,
    /// The level after the step.
    level: i64,
    change: Option<i64>,
}

impl Bridge {
    fn new(answer: &Answer<MovementRow>, opening: &MovementRow, closing: &MovementRow) -> Self {
        let dated = |label: &str, date: Option<_>| match date {
            Some(date) => format!("{label}, {}", calendar::short(date)),
            None => label.to_owned(),
        };
        let total = |label, row: &MovementRow| Step {
            label,
            low: 0,
            high: row.covered,
            level: row.covered,
            change: None,
        };
        let mut level = opening.covered;
        let mut steps = vec![total(dated("Opening", answer.previous), opening)];
        for row in &answer.rows {
            if row.covered == 0 || matches!(row.step, MovementStep::Opening | MovementStep::Closing) {
                continue;
            }
            let before = level;
            level += row.covered;
            steps.push(Step {
                label: label(row),
                low: before.min(level),
                high: before.max(level),
                level,
                change: Some(row.covered),
            });
        }
        steps.push(total(dated("Closing", answer.as_at), closing));
        let levels = || steps.iter().map(|step| step.level);
        let (lowest, highest) = (levels().min().unwrap_or(0), levels().max().unwrap_or(0));
        Self {
            from: start(lowest, highest),
            to: highest.max(1),
            steps,
        }
    }

    fn note(&self) -> Option<String> {
        (self.from > 0).then(|| format!("Bars start at {}, not at 0.", percent::count(self.from)))
    }

    fn changes(&self) -> impl Iterator<Item = (&Step, i64)> {
        self.steps.iter().filter_map(|step| Some((step, step.change?)))
    }
}

/// Where to start so that steps can be seen: at zero while they are big enough, else on a round number a little below the lowest level.
fn start(lowest: i64, highest: i64) -> i64 {
    let span = (highest - lowest).max(1);
    if span * 3 > highest || highest == lowest {
        return 0;
    }
    let unit = 10_i64.pow(span.ilog10());
    ((lowest - (span + 1) / 2).div_euclid(unit) * unit).max(0)
}

fn draw(sheet: &mut Sheet<'_>, bridge: &Bridge, width: Width, pitch: f64) -> Result<(), Error> {
    let longest = bridge
        .steps
        .iter()
        .map(|step| font::width(&step.label, theme::BODY, true))
        .fold(0.0, f64::max);
    let values = bridge
        .steps
        .iter()
        .map(|step| font::width(&value(step), theme::BODY, true))
        .fold(0.0, f64::max)
        + 12.0;
    let left = if width.is_wide() { longest + 16.0 } else { 2.0 };
    let scale = Scale::new(bridge.from as f64..bridge.to as f64, left..width.px() - values);
    // On the narrow sheet the label stands over its bar.
    let (label_at, bar_at) = if width.is_wide() {
        (pitch / 2.0, pitch / 2.0)
    } else {
        (10.0, 31.0)
    };
    for (at, step) in bridge.steps.iter().enumerate() {
        let y = 6.0 + pitch * at as f64;
        let text = Words::body(step.label.clone());
        sheet.write(&if step.change.is_none() { text.bold() } else { text }, 0.0, y + label_at)?;
        let (low, high) = (scale.at((step.low.max(bridge.from)) as f64), scale.at(step.high as f64));
        let (top, bottom) = (y + bar_at - 9.0, y + bar_at + 9.0);
        let colour = match step.change {
            None => theme::TOTAL,
            Some(change) if change > 0 => theme::MAIN,
            Some(_) => theme::LOSS,
        };
        // A step of one record must still be seen.
        sheet.bar(low..high.max(low + 1.0), top..bottom, colour)?;
        if step.change.is_none() && bridge.from > 0 {
            cut(sheet, left + 12.0, (top, bottom))?;
        }
        sheet.tell((high.max(low + 1.0), y + bar_at), format!("{}: {}", step.label, value(step)));
        sheet.write(&Words::body(value(step)).bold(), high.max(low + 1.0) + 6.0, y + bar_at)?;
        if at + 1 < bridge.steps.len() {
            let x = scale.at(step.level as f64);
            let next = y + pitch + bar_at - 9.0;
            // On the narrow sheet the next label may stand in the way: then only its ends are drawn.
            let label = Words::body(bridge.steps[at + 1].label.clone()).bold().width();
            if width.is_wide() || x > label + 6.0 {
                sheet.line(&[(x, bottom), (x, next)], theme::MUTED, 1.0)?;
            } else {
                sheet.line(&[(x, bottom), (x, bottom + 3.0)], theme::MUTED, 1.0)?;
                sheet.line(&[(x, next - 3.0), (x, next)], theme::MUTED, 1.0)?;
            }
        }
    }
    Ok(())
}

/// Two slanted gaps: the bar doesn't start at zero.
fn cut(sheet: &mut Sheet<'_>, x: f64, (top, bottom): (f64, f64)) -> Result<(), Error> {
    for x in [x, x + 7.0] {
        sheet.polygon(&[(x, bottom), (x + 6.0, top), (x + 9.0, top), (x + 3.0, bottom)], theme::GROUND)?;
    }
    Ok(())
}

fn value(step: &Step) -> String {
    match step.change {
        Some(change) => percent::signed(change),
        None => percent::count(step.level),
    }
}

fn label(row: &MovementRow) -> String {
    let source = match row.source {
        Some(source) if row.step == MovementStep::Gained => source,
        _ => return row.step.label().to_owned(),
    };
    match source {
        NumberSource::Macs | NumberSource::SpineMini => format!("Gained: {}", source.label()),
        NumberSource::Manual | NumberSource::BatchTrace | NumberSource::Unknown => format!("Gained: {}", source.label().to_lowercase()),
    }
}

fn words(answer: &Answer<MovementRow>, bridge: &Bridge) -> Caption {
    let measure = answer.filter.measure;
    let counted = caption::counted(measure);
    let noun = |count| {
        if count == 1 {
            counted.replacen("records", "record", 1)
        } else {
            counted.to_owned()
        }
    };
    let (before, now) = (
        bridge.steps.first().map_or(0, |step| step.level),
        bridge.steps.last().map_or(0, |step| step.level),
    );
    let parts = parts(answer);
    let message = match now - before {
        0 if parts.is_empty() => format!("{} stayed at {}", caption::capital(counted), percent::count(now)),
        0 => format!("{} stand at {} again: {parts}", caption::capital(counted), percent::count(now)),
        net if net > 0 => format!("{} more {}: {parts}", percent::count(net), noun(net)),
        net => format!("{} fewer {}: {parts}", percent::count(-net), noun(-net)),
    };
    let period = match (answer.previous, answer.as_at) {
        (Some(from), Some(to)) => format!(" from {} to {}", calendar::short(from), calendar::short(to)),
        _ => String::new(),
    };
    let steps: Vec<_> = bridge
        .changes()
        .map(|(step, change)| format!("{} {}", step.label, percent::signed(change)))
        .collect();
    let steps = if steps.is_empty() {
        "no change".to_owned()
    } else {
        steps.join("; ")
    };
    Caption {
        headline: caption::headline(&answer.filter, &message),
        subtitle: format!("What moved the number of {counted}{period}, {}", caption::scope(&answer.filter)),
        description: format!(
            "Waterfall chart. Opening {}; {steps}; closing {}.",
            percent::count(before),
            percent::count(now)
        ),
        footer: caption::footer(
            answer,
            &format!("{} Steps that move none are left out.", caption::definition(measure)),
        ),
    }
}

/// The steps added up by what they are: numbers gained, numbers lost, people coming and going, exemptions.
fn parts(answer: &Answer<MovementRow>) -> String {
    use MovementStep as Step;
    let sum = |steps: &[Step]| {
        answer
            .rows
            .iter()
            .filter(|row| steps.contains(&row.step))
            .map(|row| row.covered)
            .sum::<i64>()
    };
    let people = [
        Step::JoinedWithNumber,
        Step::JoinedWithoutNumber,
        Step::TransferredInWithNumber,
        Step::TransferredInWithoutNumber,
        Step::LeftWithNumber,
        Step::LeftWithoutNumber,
        Step::TransferredOutWithNumber,
        Step::TransferredOutWithoutNumber,
    ];
    let lost = [
        Step::LostRemoved,
        Step::LostInvalidated,
        Step::LostNewlyShared,
        Step::LostVerification,
    ];
    let parts = [
        ("numbers gained", sum(&[Step::Gained])),
        ("lost", sum(&lost)),
        ("people coming and going", sum(&people)),
        ("exemptions", sum(&[Step::ExemptionEnded, Step::BecameExempt])),
    ];
    let written: Vec<_> = parts
        .iter()
        .filter(|(_, change)| *change != 0)
        .map(|(what, change)| format!("{what} {}", percent::signed(*change)))
        .collect();
    written.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_start_at_zero_while_steps_can_be_seen() {
        for (lowest, highest, from) in [
            (0, 0, 0),
            (0, 100, 0),
            (50, 100, 0),
            (8_000, 8_212, 7_800),
            (100, 100, 0),
            (999_999, 1_000_000, 999_998),
        ] {
            assert_eq!(start(lowest, highest), from, "{lowest} to {highest}");
        }
    }
}
