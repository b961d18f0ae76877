//! The two icons of Making Data Count, drawn by us, each with its words beside it.

use crate::{
    Error, Width,
    sheet::{Sheet, Words},
    theme::{self, Colour},
};
use domain::questions::{Assurance, ENOUGH_POINTS, LimitsBasis, PointType, SpcRow};

/// The room that they take above the plot.
pub(super) const HEIGHT: f64 = 40.0;

const RADIUS: f64 = 15.0;
const MIDDLE: f64 = 18.0;

/// Draws what the latest point says and whether the target will be met; where nothing can be said, why not.
pub(super) fn draw(sheet: &mut Sheet<'_>, rows: &[SpcRow], is_stock: bool, width: Width) -> Result<(), Error> {
    let Some(last) = rows.last() else { return Ok(()) };
    let Some(variation) = last.process() else {
        let why_not = SpcRow::too_few(rows).map_or_else(|| why_not(last.basis).to_owned(), |(points, _)| too_few(points));
        return sheet.write(&Words::small(why_not), 0.0, MIDDLE);
    };
    let is_high = last.rule.is_upwards();
    variation_icon(sheet, variation, is_high)?;
    sheet.write(&Words::small(variation.label()), 2.0 * RADIUS + 10.0, MIDDLE)?;
    let Some(assurance) = last.assured() else { return Ok(()) };
    let x = if width.is_wide() { 300.0 } else { 208.0 };
    assurance_icon(sheet, assurance, x + RADIUS + 2.0)?;
    let words = if is_stock && assurance.of_stock(Some(variation)) != assurance.label() {
        moving(assurance, variation, width)
    } else {
        steady(assurance, width)
    };
    sheet.write(&Words::small(words), x + 2.0 * RADIUS + 10.0, MIDDLE)
}

/// What a process that stays as it is will do. The narrow sheet has room for short words only.
fn steady(assurance: Assurance, width: Width) -> &'static str {
    match (assurance, width.is_wide()) {
        (Assurance::Pass, true) => "Will meet the target if nothing changes",
        (Assurance::Fail, true) => "Will fail the target if nothing changes",
        (Assurance::HitOrMiss, true) => "Hit or miss: may or may not meet the target",
        (Assurance::Pass, false) => "Will meet target",
        (Assurance::Fail, false) => "Will fail target",
        (Assurance::HitOrMiss, false) => "Hit or miss",
    }
}

/// What the limits of a stock say that is leaving them.
fn moving(assurance: Assurance, variation: PointType, width: Width) -> &'static str {
    match (assurance, width.is_wide()) {
        (_, true) => assurance.of_stock(Some(variation)),
        (Assurance::Pass, false) => "Limits above",
        (_, false) => "Limits below",
    }
}

fn too_few(points: usize) -> String {
    format!("{points} points: telling special cause takes {ENOUGH_POINTS}.")
}

fn why_not(basis: LimitsBasis) -> &'static str {
    match basis {
        LimitsBasis::NoVariationYet => "No variation yet, so there are no limits.",
        LimitsBasis::SinglePoint => "One point: nothing to compare it with yet.",
        LimitsBasis::LimitsNotMeaningful => "Limits would mean nothing for these values.",
        LimitsBasis::Limits | LimitsBasis::UnscreenedLimits => "",
    }
}

fn ring(sheet: &mut Sheet<'_>, x: f64, colour: Colour) -> Result<(), Error> {
    sheet.dot((x, MIDDLE), RADIUS, colour)?;
    sheet.dot((x, MIDDLE), RADIUS - 2.5, theme::GROUND)
}

fn variation_icon(sheet: &mut Sheet<'_>, variation: PointType, is_high: bool) -> Result<(), Error> {
    let x = RADIUS + 2.0;
    let colour = match variation {
        PointType::CommonCause => theme::COMMON_CAUSE,
        PointType::SpecialCauseImprovement => theme::MAIN,
        PointType::SpecialCauseConcern => theme::LOSS,
    };
    ring(sheet, x, colour)?;
    let dots: [(f64, f64); 5] = match variation {
        PointType::CommonCause => [(-8.0, 2.0), (-4.0, -3.0), (0.0, 2.0), (4.0, -3.0), (8.0, 2.0)],
        _ if is_high => [(-8.0, 5.0), (-4.0, 2.0), (0.0, 5.0), (4.0, 0.0), (8.0, -4.0)],
        _ => [(-8.0, -5.0), (-4.0, -2.0), (0.0, -5.0), (4.0, 0.0), (8.0, 4.0)],
    };
    for (at, (dx, dy)) in dots.into_iter().enumerate() {
        let is_signal = variation != PointType::CommonCause && at > 2;
        sheet.dot((x + dx, MIDDLE + dy), 2.0, if is_signal { colour } else { theme::COMMON_CAUSE })?;
    }
    if variation == PointType::CommonCause {
        return Ok(());
    }
    let (letter, y) = if is_high { ("H", MIDDLE - 6.0) } else { ("L", MIDDLE + 6.5) };
    sheet.write(&Words::small(letter).bold().colour(colour).centred(), x - 4.0, y)
}

fn assurance_icon(sheet: &mut Sheet<'_>, assurance: Assurance, x: f64) -> Result<(), Error> {
    // How far below the middle the process, its target and the letter stand.
    let (colour, letter, wave, line, letter_at) = match assurance {
        Assurance::Pass => (theme::MAIN, "P", 1.5, 8.0, -6.0),
        Assurance::Fail => (theme::LOSS, "F", 7.0, -8.5, -1.0),
        Assurance::HitOrMiss => (theme::COMMON_CAUSE, "?", 4.0, 4.5, -5.0),
    };
    ring(sheet, x, colour)?;
    let half = 9.0;
    let wave: Vec<_> = [2.0, -1.0, 2.0, -1.0, 2.0]
        .into_iter()
        .enumerate()
        .map(|(at, dy)| (x - half + at as f64 * half / 2.0, MIDDLE + dy + wave))
        .collect();
    sheet.line(&wave, theme::COMMON_CAUSE, 1.5)?;
    sheet.line(&[(x - half, MIDDLE + line), (x + half, MIDDLE + line)], theme::TARGET, 1.5)?;
    sheet.write(&Words::small(letter).bold().colour(theme::TEXT).centred(), x, MIDDLE + letter_at)
}
