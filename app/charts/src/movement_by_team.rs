//! What each team contributed between two snapshots: bars to the right of a line for more records that count, to the left for fewer.

use crate::{
    Error, Figure, Width, caption,
    figure::{Caption, figure},
    font,
    sheet::{Scale, Sheet, Words},
    theme,
};
use domain::{
    Answer, Question as _, calendar, percent,
    questions::{MovementByTeam, TeamMovementRow},
};

/// How many teams are drawn; the rest are counted beneath.
const DRAWN: usize = 20;

/// Draws the teams that moved, the greatest gain first.
///
/// # Errors
/// There are no two snapshots to compare.
pub fn movement_by_team(answer: &Answer<TeamMovementRow>, width: Width) -> Result<Figure, Error> {
    if answer.rows.is_empty() {
        return Err(Error::Nothing(
            "movement needs two snapshots; there is only one at or before this date",
        ));
    }
    let teams = Teams::of(answer);
    let beneath = font::wrap(&teams.beneath, theme::SMALL, false, width.px(), usize::MAX);
    let pitch = if width.is_wide() { 26.0 } else { 42.0 };
    let height = 8.0 + pitch * teams.drawn.len() as f64 + 6.0 + 18.0 * beneath.len() as f64;
    let bottom = height - 18.0 * beneath.len() as f64;
    figure(MovementByTeam::NAME, width, words(answer, &teams), height, |sheet| {
        draw(sheet, &teams.drawn, width, pitch)?;
        for (at, line) in beneath.iter().enumerate() {
            sheet.write(&Words::small(line.as_str()), 0.0, bottom + 9.0 + 18.0 * at as f64)?;
        }
        Ok(())
    })
}

struct Teams<'a> {
    drawn: Vec<&'a TeamMovementRow>,
    /// What is not drawn.
    beneath: String,
}

impl<'a> Teams<'a> {
    fn of(answer: &'a Answer<TeamMovementRow>) -> Self {
        let mut moved: Vec<_> = answer.rows.iter().filter(|row| row.change != 0).collect();
        let still = answer.rows.len() - moved.len();
        moved.sort_by_key(|row| (-row.change.abs(), row.team.as_str()));
        let rest = moved.split_off(moved.len().min(DRAWN));
        moved.sort_by_key(|row| (-row.change, row.team.as_str()));
        let mut said = Vec::new();
        if !rest.is_empty() {
            let change = rest.iter().map(|row| row.change).sum();
            said.push(format!(
                "And {}: {} between them.",
                percent::counted(rest.len() as i64, "more team", "more teams"),
                percent::signed(change)
            ));
        }
        if still > 0 {
            said.push(format!(
                "{} had no change.",
                caption::capital(&percent::counted(still as i64, "team", "teams"))
            ));
        }
        Self {
            drawn: moved,
            beneath: said.join(" "),
        }
    }
}

fn draw(sheet: &mut Sheet<'_>, rows: &[&TeamMovementRow], width: Width, pitch: f64) -> Result<(), Error> {
    let longest = |texts: &mut dyn Iterator<Item = String>| texts.map(|text| font::width(&text, theme::BODY, true)).fold(0.0, f64::max);
    let room = if width.is_wide() { 240.0 } else { width.px() };
    let names: Vec<_> = rows.iter().map(|row| font::shorten(&row.team, theme::BODY, false, room)).collect();
    let value = 10.0 + longest(&mut rows.iter().map(|row| percent::signed(row.change)));
    let left = if width.is_wide() {
        16.0 + names.iter().map(|name| font::width(name, theme::BODY, false)).fold(0.0, f64::max)
    } else {
        0.0
    };
    let low = rows.iter().map(|row| row.change).min().unwrap_or(0).min(0);
    let high = rows.iter().map(|row| row.change).max().unwrap_or(0).max(0);
    // A value stands beyond the end of its bar.
    let start = left + if low < 0 { value } else { 2.0 };
    let end = width.px() - if high > 0 { value } else { 2.0 };
    let scale = Scale::new(low as f64..high as f64, start..end);
    let zero = scale.at(0.0);
    let (name_at, bar_at) = if width.is_wide() { (pitch / 2.0, pitch / 2.0) } else { (9.0, 28.0) };
    for (at, (row, name)) in rows.iter().zip(&names).enumerate() {
        let y = 6.0 + pitch * at as f64;
        sheet.write(&Words::body(name.as_str()), 0.0, y + name_at)?;
        let tip = scale.at(row.change as f64);
        let (top, bottom) = (y + bar_at - 8.0, y + bar_at + 8.0);
        // A change of one record must still be seen.
        let words = Words::body(percent::signed(row.change)).bold();
        let tip = if row.change > 0 {
            let tip = tip.max(zero + 1.0);
            sheet.bar(zero..tip, top..bottom, theme::MAIN)?;
            sheet.write(&words, tip + 6.0, y + bar_at)?;
            tip
        } else {
            let tip = tip.min(zero - 1.0);
            sheet.bar(tip..zero, top..bottom, theme::LOSS)?;
            sheet.write(&words.ending(), tip - 6.0, y + bar_at)?;
            tip
        };
        sheet.tell((tip, y + bar_at), said(row));
    }
    let bottom = 6.0 + pitch * rows.len() as f64;
    if width.is_wide() && !rows.is_empty() {
        sheet.line(&[(zero, 4.0), (zero, bottom)], theme::MUTED, 1.0)?;
    }
    Ok(())
}

fn said(row: &TeamMovementRow) -> String {
    let parts = [
        ("gained", row.gained),
        ("lost", row.lost),
        ("people coming and going", row.people),
        ("exemptions", row.exemptions),
    ];
    let parts: Vec<_> = parts
        .iter()
        .filter(|(_, change)| *change != 0)
        .map(|(what, change)| format!("{what} {}", percent::signed(*change)))
        .collect();
    format!("{}: {} ({})", row.team, percent::signed(row.change), parts.join(", "))
}

fn words(answer: &Answer<TeamMovementRow>, teams: &Teams<'_>) -> Caption {
    let measure = answer.filter.measure;
    let counted = caption::counted(measure);
    let (first, last) = (teams.drawn.first(), teams.drawn.last());
    let up = first.filter(|row| row.change > 0);
    let down = last.filter(|row| row.change < 0);
    let message = match (up, down) {
        (Some(up), Some(down)) => format!(
            "{} gained most ({}), {} lost most ({})",
            up.team,
            percent::signed(up.change),
            down.team,
            percent::signed(down.change)
        ),
        (Some(up), None) => format!("{} gained most: {}", up.team, percent::signed(up.change)),
        (None, Some(down)) => format!("{} lost most: {}", down.team, percent::signed(down.change)),
        (None, None) => format!("No team’s number of {counted} changed"),
    };
    let period = match (answer.previous, answer.as_at) {
        (Some(from), Some(to)) => format!(" from {} to {}", calendar::short(from), calendar::short(to)),
        _ => String::new(),
    };
    let listed: Vec<_> = teams
        .drawn
        .iter()
        .map(|row| format!("{} {}", row.team, percent::signed(row.change)))
        .collect();
    Caption {
        headline: message,
        subtitle: format!(
            "Change in the number of {counted} by team{period}, {}",
            caption::scope(&answer.filter)
        ),
        description: format!(
            "Bar chart of the change in {}. {}. {}",
            percent::counted(answer.rows.len() as i64, "team", "teams"),
            listed.join("; "),
            teams.beneath
        ),
        footer: caption::footer(
            answer,
            &format!("{} A person with two teams counts in both.", caption::definition(measure)),
        ),
    }
}
