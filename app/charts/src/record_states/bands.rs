//! The states over time as bands of one whole, usable numbers at the bottom, each named at its end.

use super::{States, colour};
use crate::{
    Error, Figure, Width,
    axis::{Dates, Percent},
    caption,
    figure::{Caption, figure},
    place::{self, Area},
    sheet::{Scale, Sheet, Words},
    theme,
};
use chrono::NaiveDate;
use domain::{Question as _, RecordState, calendar, percent, questions::RecordStates};

/// Two dates or more.
pub(super) fn draw(caption: Caption, all: &[States], width: Width) -> Result<Figure, Error> {
    let (Some(first), Some(last)) = (all.first(), all.last()) else {
        return Err(Error::Nothing("no records are in scope at these dates"));
    };
    // From the top down, as they are named: missing first, verified last. A state that never occurs is left out.
    let states: Vec<RecordState> = RecordState::ALL
        .iter()
        .copied()
        .filter(|state| all.iter().any(|date| date.of(*state) > 0))
        .collect();
    let (right, tall) = if width.is_wide() { (470.0, 300.0) } else { (326.0, 250.0) };
    let plot = Area {
        left: 48.0,
        top: 10.0,
        right,
        bottom: 10.0 + tall,
    };
    let legend = if width.is_wide() { 0.0 } else { PITCH * states.len() as f64 + 8.0 };
    let height = plot.bottom + 42.0 + legend;
    figure(RecordStates::NAME, width, caption, height, |sheet| {
        let dates = Dates::new(first.as_at, last.as_at, plot.left..plot.right);
        let scale = Scale::new(0.0..100.0, plot.bottom..plot.top);
        Percent::WHOLE.draw(sheet, &scale, plot.left..plot.right)?;
        let bands = Bands {
            all,
            states: &states,
            dates: &dates,
            scale: &scale,
        };
        bands.fill(sheet)?;
        for date in all {
            let usable = date.in_scope - date.unusable();
            let text = format!(
                "{}: {} usable ({}), {} without a usable number, {} of them missing",
                calendar::long(date.as_at),
                percent::count(usable),
                caption::share(usable, date.in_scope),
                percent::count(date.unusable()),
                percent::count(date.of(RecordState::Missing))
            );
            sheet.tell((dates.at(date.as_at), scale.at(percent::drawn(usable, date.in_scope))), text);
        }
        sheet.line(&[(plot.left, plot.bottom), (plot.right, plot.bottom)], theme::MUTED, 1.0)?;
        let written: Vec<NaiveDate> = all.iter().map(|date| date.as_at).collect();
        dates.draw(sheet, &written, plot.bottom)?;
        bands.name(sheet, last, &plot, width)
    })
}

const PITCH: f64 = 22.0;

struct Bands<'a> {
    all: &'a [States],
    states: &'a [RecordState],
    dates: &'a Dates,
    scale: &'a Scale,
}

impl Bands<'_> {
    /// The upper and lower edge of a state's band at one date, in percent.
    fn edges(&self, date: &States, state: RecordState) -> (f64, f64) {
        let above = self
            .states
            .iter()
            .take_while(|other| **other != state)
            .map(|other| date.of(*other))
            .sum::<i64>();
        let lower = date.in_scope - above - date.of(state);
        (
            percent::drawn(date.in_scope - above, date.in_scope),
            percent::drawn(lower, date.in_scope),
        )
    }

    fn fill(&self, sheet: &mut Sheet<'_>) -> Result<(), Error> {
        for &state in self.states {
            let edge = |upper: bool| {
                self.all.iter().map(move |date| {
                    let (top, bottom) = self.edges(date, state);
                    (self.dates.at(date.as_at), self.scale.at(if upper { top } else { bottom }))
                })
            };
            let mut outline: Vec<_> = edge(true).collect();
            outline.extend(edge(false).rev());
            sheet.polygon(&outline, colour(state))?;
        }
        // Gaps between thick bands; between thin ones they would hide the bands.
        for (at, &state) in self.states.iter().enumerate().skip(1) {
            let thick = |state| self.all.iter().any(|date| percent::drawn(date.of(state), date.in_scope) > 2.0);
            if thick(state) && thick(self.states[at - 1]) {
                let points: Vec<_> = self
                    .all
                    .iter()
                    .map(|date| (self.dates.at(date.as_at), self.scale.at(self.edges(date, state).0)))
                    .collect();
                sheet.line(&points, theme::GROUND, 1.0)?;
            }
        }
        Ok(())
    }

    /// Names each band at its end; on the narrow sheet by a number that the list beneath explains.
    fn name(&self, sheet: &mut Sheet<'_>, last: &States, plot: &Area, width: Width) -> Result<(), Error> {
        let middles: Vec<f64> = self
            .states
            .iter()
            .map(|state| {
                let (top, bottom) = self.edges(last, *state);
                self.scale.at((top + bottom) / 2.0)
            })
            .collect();
        let placed = place::spread(&middles, 19.0, 9.0, plot.bottom - 6.0);
        for (at, ((&state, middle), y)) in self.states.iter().zip(middles).zip(placed).enumerate() {
            sheet.line(
                &[(plot.right + 2.0, middle), (plot.right + 7.0, middle), (plot.right + 15.0, y)],
                theme::MUTED,
                1.0,
            )?;
            let records = last.of(state);
            let words = if width.is_wide() {
                format!(
                    "{} {} ({})",
                    state.label(),
                    percent::count(records),
                    caption::share(records, last.in_scope)
                )
            } else {
                (at + 1).to_string()
            };
            sheet.write(&Words::body(words), plot.right + 19.0, y)?;
            if !width.is_wide() {
                let y = plot.bottom + 54.0 + PITCH * at as f64;
                sheet.bar(0.0..12.0, y - 6.0..y + 6.0, colour(state))?;
                sheet.write(&Words::body(format!("{} {}", at + 1, state.label())), 18.0, y)?;
                let value = format!("{} ({})", percent::count(records), caption::share(records, last.in_scope));
                sheet.write(&Words::body(value).colour(theme::MUTED).ending(), 358.0, y)?;
            }
        }
        Ok(())
    }
}
