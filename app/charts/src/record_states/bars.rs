//! The states at one date as bars, in two groups: without a usable number, and with one.

use super::{States, colour};
use crate::{
    Error, Figure, Width, caption,
    figure::{Caption, figure},
    font,
    sheet::{Scale, Sheet, Words},
    theme,
};
use domain::{Question as _, RecordState, percent, questions::RecordStates};

pub(super) fn draw(caption: Caption, date: &States, width: Width) -> Result<Figure, Error> {
    let pitch = if width.is_wide() { 28.0 } else { 44.0 };
    let height = 2.0 * HEADING + GAP + pitch * RecordState::ALL.len() as f64 + 4.0;
    figure(RecordStates::NAME, width, caption, height, |sheet| {
        let most = date.records.iter().map(|(_, records)| *records).max().unwrap_or(0).max(1);
        let value = font::width(&percent::count(most), theme::BODY, true) + 12.0;
        let names = RecordState::ALL
            .iter()
            .map(|state| font::width(state.label(), theme::BODY, false))
            .fold(0.0, f64::max);
        let (left, right) = if width.is_wide() {
            (names + 16.0, width.px() - 64.0 - value)
        } else {
            (2.0, width.px() - value - 4.0)
        };
        let scale = Scale::new(0.0..most as f64, left..right);
        let mut y = 0.0;
        for (heading, usable) in [("No usable number", false), ("Usable number", true)] {
            let group: Vec<_> = RecordState::ALL
                .iter()
                .copied()
                .filter(|state| state.is_covered() == usable)
                .collect();
            let records: i64 = group.iter().map(|state| date.of(*state)).sum();
            let words = format!("{heading}: {}, {}", percent::count(records), caption::share(records, date.in_scope));
            sheet.write(&Words::body(words).bold(), 0.0, y + 12.0)?;
            y += HEADING;
            for state in group {
                row(sheet, (state, date), &scale, left, (y, pitch), width)?;
                y += pitch;
            }
            y += GAP;
        }
        Ok(())
    })
}

const HEADING: f64 = 28.0;
const GAP: f64 = 12.0;

fn row(
    sheet: &mut Sheet<'_>,
    (state, date): (RecordState, &States),
    scale: &Scale,
    left: f64,
    (y, pitch): (f64, f64),
    width: Width,
) -> Result<(), Error> {
    let records = date.of(state);
    let (name_at, bar_at) = if width.is_wide() {
        (y + pitch / 2.0, y + pitch / 2.0)
    } else {
        (y + 9.0, y + 29.0)
    };
    let end = scale.at(records as f64);
    sheet.write(&Words::body(state.label()), 0.0, name_at)?;
    sheet.bar(left..end, bar_at - 9.0..bar_at + 9.0, colour(state))?;
    let text = format!(
        "{}: {} ({})",
        state.label(),
        percent::records(records),
        caption::share(records, date.in_scope)
    );
    sheet.tell((end, bar_at), text);
    sheet.write(&Words::body(percent::count(records)).bold(), end + 6.0, bar_at)?;
    sheet.write(
        &Words::body(caption::share(records, date.in_scope)).colour(theme::MUTED).ending(),
        width.px() - 2.0,
        name_at,
    )
}
