//! The ladder: recorded, coverage and verified coverage as bars on one scale, with the target across them.

use crate::{
    Error, Figure, Width,
    axis::Percent,
    caption,
    figure::{Caption, figure},
    sheet::{Scale, Sheet, Words},
    theme::{self, Colour},
};
use domain::{
    Answer, Measure, Question as _, Target, percent,
    questions::{Coverage, CoverageRow},
};

/// Draws where the council, a service or a team stands against its target.
///
/// # Errors
/// Nothing is in scope.
pub fn coverage(answer: &Answer<CoverageRow>, width: Width) -> Result<Figure, Error> {
    let row = answer
        .rows
        .first()
        .filter(|row| row.in_scope > 0)
        .ok_or(Error::Nothing("no records are in scope at this date"))?;
    let rungs = rungs(row, answer.filter.measure);
    let (pitch, top) = if width.is_wide() { (40.0, 26.0) } else { (54.0, 26.0) };
    let height = top + pitch * rungs.len() as f64 + 28.0;
    figure(Coverage::NAME, width, words(answer, row, &rungs), height, |sheet| {
        // Great counts need more room, which the bars give.
        let percents_end = rungs
            .iter()
            .map(|rung| 748.0 - Words::small(of(rung, row)).width())
            .fold(640.0, f64::min);
        let (left, right) = if width.is_wide() {
            (150.0, percents_end - 66.0)
        } else {
            (2.0, 350.0)
        };
        let scale = Scale::new(0.0..100.0, left..right);
        let bottom = top + pitch * rungs.len() as f64;
        for (at, rung) in rungs.iter().enumerate() {
            let y = top + pitch * at as f64;
            let shown = percent::shown(rung.count, row.in_scope, row.target);
            let text = format!("{}: {shown}, {}", rung.measure.label(), of(rung, row));
            let bar = if width.is_wide() { 17.0 } else { 33.0 };
            sheet.tell((scale.at(percent::drawn(rung.count, row.in_scope)), y + bar), text);
            if width.is_wide() {
                wide(sheet, rung, row, &scale, percents_end, y)?
            } else {
                narrow(sheet, rung, row, &scale, y)?
            }
        }
        scale_below(sheet, &scale, bottom)?;
        let x = scale.at(row.target.percent());
        let stretches = if width.is_wide() || x > CLEAR_OF_WORDS {
            vec![(top - 4.0, bottom)]
        } else {
            (0..rungs.len())
                .map(|at| top + pitch * at as f64)
                .map(|y| (y + 19.0, y + 47.0))
                .collect()
        };
        target_across(sheet, row.target, &scale, &stretches)
    })
}

/// On the narrow sheet words stand over the bars, and end left of the target's line if it is right of this.
const CLEAR_OF_WORDS: f64 = 280.0;

struct Rung {
    measure: Measure,
    count: i64,
    colour: Colour,
    judged: bool,
}

fn rungs(row: &CoverageRow, judged: Measure) -> Vec<Rung> {
    let all = [
        (Measure::Recorded, row.recorded, theme::RECORDED),
        (Measure::Coverage, Some(row.covered), theme::MAIN),
        (Measure::Verified, row.verified, theme::VERIFIED),
    ];
    let known = all.into_iter().filter_map(|(measure, count, colour)| {
        Some(Rung {
            measure,
            count: count?,
            colour,
            judged: measure == judged,
        })
    });
    known.collect()
}

fn wide(sheet: &mut Sheet<'_>, rung: &Rung, row: &CoverageRow, scale: &Scale, percents_end: f64, y: f64) -> Result<(), Error> {
    let middle = y + 17.0;
    sheet.write(&name(rung), 0.0, middle)?;
    bar(sheet, rung, row, scale, (y + 4.0, y + 30.0))?;
    let shown = percent::shown(rung.count, row.in_scope, row.target);
    sheet.write(&Words::body(shown).bold().ending(), percents_end, middle)?;
    sheet.write(&Words::small(of(rung, row)).ending(), 758.0, middle)
}

fn narrow(sheet: &mut Sheet<'_>, rung: &Rung, row: &CoverageRow, scale: &Scale, y: f64) -> Result<(), Error> {
    let target = scale.at(row.target.percent());
    let end = if target > CLEAR_OF_WORDS { target - 8.0 } else { scale.at(100.0) };
    let middle = y + 11.0;
    let (name, counts) = (name(rung), Words::small(of(rung, row)).ending());
    let shown = Words::body(percent::shown(rung.count, row.in_scope, row.target)).bold().ending();
    sheet.write(&name, 2.0, middle)?;
    // Counts in millions leave no room: the table has them.
    if name.width() + shown.width() + counts.width() + 24.0 < end {
        sheet.write(&shown, end - counts.width() - 10.0, middle)?;
        sheet.write(&counts, end, middle)?;
    } else {
        sheet.write(&shown, end, middle)?;
    }
    bar(sheet, rung, row, scale, (y + 22.0, y + 44.0))
}

fn name(rung: &Rung) -> Words {
    let name = Words::body(rung.measure.label());
    if rung.judged { name.bold() } else { name }
}

fn of(rung: &Rung, row: &CoverageRow) -> String {
    format!("{} of {}", percent::count(rung.count), percent::count(row.in_scope))
}

fn bar(sheet: &mut Sheet<'_>, rung: &Rung, row: &CoverageRow, scale: &Scale, (top, bottom): (f64, f64)) -> Result<(), Error> {
    sheet.bar(scale.at(0.0)..scale.at(100.0), top..bottom, theme::TRACK)?;
    sheet.bar(
        scale.at(0.0)..scale.at(percent::drawn(rung.count, row.in_scope)),
        top..bottom,
        rung.colour,
    )
}

fn scale_below(sheet: &mut Sheet<'_>, scale: &Scale, y: f64) -> Result<(), Error> {
    for value in Percent::WHOLE.ticks() {
        let x = scale.at(value);
        let words = Words::small(format!("{value}%"));
        let words = match value {
            0.0 => words,
            100.0 => words.ending(),
            _ => words.centred(),
        };
        sheet.line(&[(x, y), (x, y + 5.0)], theme::MUTED, 1.0)?;
        sheet.write(&words, x, y + 16.0)?;
    }
    sheet.line(&[(scale.at(0.0), y), (scale.at(100.0), y)], theme::MUTED, 1.0)
}

fn target_across(sheet: &mut Sheet<'_>, target: Target, scale: &Scale, stretches: &[(f64, f64)]) -> Result<(), Error> {
    let x = scale.at(target.percent());
    for &(top, bottom) in stretches {
        sheet.line(&[(x, top), (x, bottom)], theme::TARGET, 2.0)?;
    }
    let words = Words::body(format!("Target {}", target.label())).bold().colour(theme::TARGET);
    let half = words.width() / 2.0;
    let x = x.clamp(scale.at(0.0) + half, scale.at(100.0) - half);
    sheet.write(&words.centred(), x, 13.0)
}

fn words(answer: &Answer<CoverageRow>, row: &CoverageRow, rungs: &[Rung]) -> Caption {
    let measure = answer.filter.measure;
    let judged = rungs.iter().find(|rung| rung.judged).map(|rung| rung.count);
    let message = match judged {
        Some(count) => {
            let met = row.target.is_met(count, row.in_scope);
            let shown = percent::shown(count, row.in_scope, row.target);
            let what = match measure {
                Measure::Recorded => "have something recorded as NHS number",
                Measure::Coverage => "hold a usable NHS number",
                Measure::Verified => "hold a verified NHS number",
            };
            format!(
                "{shown} of records {what}: {}",
                caption::distance(row.records_to_go, met, row.target)
            )
        }
        None => format!("{} is not known from earlier counts", caption::capital(caption::lower(measure))),
    };
    let unknown = if rungs.len() < 3 {
        "; recorded and verified are not known from earlier counts"
    } else {
        ""
    };
    let values: Vec<_> = rungs
        .iter()
        .map(|rung| {
            format!(
                "{} {}, {}",
                rung.measure.label(),
                percent::shown(rung.count, row.in_scope, row.target),
                of(rung, row)
            )
        })
        .collect();
    Caption {
        headline: caption::headline(&answer.filter, &message),
        subtitle: format!(
            "Share of {} in scope, {}{unknown}",
            percent::records(row.in_scope),
            caption::scope(&answer.filter)
        ),
        description: format!("Bar chart. {}. Target {}.", values.join("; "), row.target.label()),
        footer: caption::footer(answer, caption::definition(measure)),
    }
}
