//! Match rates of groups beside each other, each with its interval.

use crate::{
    Error, Figure, Width, caption,
    figure::{Caption, figure},
    font,
    sheet::{Scale, Sheet, Words},
    theme,
};
use domain::{
    Answer, NOT_RECORDED, Question, percent,
    questions::{MatchByAgeBand, MatchByCompleteness, MatchByTeam, MatchGroupRow},
    trace,
};

/// How many groups are drawn; the rest are counted beneath.
const DRAWN: usize = 25;

/// Draws how often people were found, by what was sent about them.
///
/// # Errors
/// Nobody was asked about.
pub fn match_by_completeness(answer: &Answer<MatchGroupRow>, width: Width) -> Result<Figure, Error> {
    let headline = cost(&answer.rows);
    let definition =
        "Somebody who lacks two things is in both groups. Would have been found: at the rate of people of whom everything was sent.";
    draw::<MatchByCompleteness>(answer, width, headline, "by what was sent about the person", definition)
}

/// Draws how often people of each team were found.
///
/// # Errors
/// Nobody was asked about, or no snapshot had them.
pub fn match_by_team(answer: &Answer<MatchGroupRow>, width: Width) -> Result<Figure, Error> {
    let definition = "Teams are those of the person when the batch was sent; small teams have wide intervals.";
    draw::<MatchByTeam>(answer, width, span(&answer.rows, "team"), "by team", definition)
}

/// Draws how often people of each age were found.
///
/// # Errors
/// Nobody was asked about.
pub fn match_by_age_band(answer: &Answer<MatchGroupRow>, width: Width) -> Result<Figure, Error> {
    let definition = "Age when the request was made.";
    draw::<MatchByAgeBand>(answer, width, span(&answer.rows, "age"), "by age", definition)
}

/// What was lacking in most that would have been found, of what can be told apart from everything sent.
fn cost(rows: &[MatchGroupRow]) -> String {
    let gains = || rows.iter().filter(|row| row.would_gain.is_some_and(|gain| gain > 0));
    let complete = rows.iter().find(|row| row.group == trace::COMPLETE);
    let best = complete.and_then(|row| row.interval_lower);
    let is_told = |row: &&MatchGroupRow| row.interval_upper.zip(best).is_some_and(|(upper, best)| upper < best);
    match gains().filter(is_told).max_by_key(|row| row.would_gain) {
        Some(row) => format!(
            "{} costs most matches: about {} more would have been found",
            row.group,
            percent::count(row.would_gain.unwrap_or_default())
        ),
        None if gains().next().is_some() => "Match rates by what was sent can't be told apart".to_owned(),
        None => "What requests lack has cost no matches that can be seen".to_owned(),
    }
}

/// From which group to which rates reach, or that they can't be told apart.
fn span(rows: &[MatchGroupRow], by: &str) -> String {
    let rated = || {
        rows.iter()
            .filter(|row| row.group != NOT_RECORDED)
            .filter_map(|row| Some((row, row.match_rate?, row.interval_lower?, row.interval_upper?)))
    };
    let low = rated().min_by(|one, other| one.3.total_cmp(&other.3));
    let high = rated().max_by(|one, other| one.2.total_cmp(&other.2));
    match (low, high) {
        (Some(low), Some(high)) if low.3 < high.2 => format!(
            "{} is found less often than {}: {} against {}",
            low.0.group,
            high.0.group,
            shown(low.1),
            shown(high.1)
        ),
        (Some(_), Some(_)) => format!("Match rates by {by} can't be told apart"),
        _ => format!("Nothing has come back that could be told by {by}"),
    }
}

fn shown(rate: f64) -> String {
    format!("{:.1}%", rate * 100.0)
}

fn draw<Q: Question<Row = MatchGroupRow>>(
    answer: &Answer<MatchGroupRow>,
    width: Width,
    headline: String,
    by: &str,
    definition: &str,
) -> Result<Figure, Error> {
    let rows: Vec<_> = answer.rows.iter().filter(|row| row.match_rate.is_some()).collect();
    if rows.is_empty() {
        return Err(Error::Nothing("no answer has come back yet"));
    }
    let (drawn, rest) = rows.split_at(rows.len().min(DRAWN));
    let listed: Vec<_> = drawn
        .iter()
        .take(6)
        .map(|row| format!("{} {}", row.group, shown(row.match_rate.unwrap_or_default())))
        .collect();
    let caption = Caption {
        headline,
        subtitle: format!("Match rate of all batches {by}, with its 95% interval"),
        description: format!("Points with intervals for {} groups. {}.", rows.len(), listed.join("; ")),
        footer: caption::footer(answer, definition),
    };
    let layout = Layout::of(drawn, width);
    let height = layout.top + layout.pitch * drawn.len() as f64 + if rest.is_empty() { 28.0 } else { 52.0 };
    figure(Q::NAME, width, caption, height, |sheet| {
        layout.axis(sheet, drawn.len())?;
        for (at, row) in drawn.iter().enumerate() {
            layout.row(sheet, row, layout.top + layout.pitch * at as f64)?;
        }
        match rest.len() {
            0 => Ok(()),
            more => sheet.write(
                &Words::small(format!("And {more} more; the table has them all.")),
                0.0,
                height - 10.0,
            ),
        }
    })
}

struct Layout {
    width: Width,
    top: f64,
    pitch: f64,
    scale: Scale,
}

/// The room for a group's name where it stands left of its interval.
const LONGEST_NAME: f64 = 250.0;

const ENDS: [f64; 6] = [0.0, 20.0, 40.0, 60.0, 80.0, 100.0];

impl Layout {
    fn of(rows: &[&MatchGroupRow], width: Width) -> Self {
        let widest = rows
            .iter()
            .map(|row| font::width(&row.group, theme::BODY, false))
            .fold(60.0, f64::max)
            .min(LONGEST_NAME);
        let (left, right) = if width.is_wide() {
            (widest + 24.0, width.px() - 76.0)
        } else {
            (10.0, width.px() - 14.0)
        };
        Self {
            width,
            top: 4.0,
            pitch: if width.is_wide() { 28.0 } else { 44.0 },
            scale: Scale::new(0.0..100.0, left..right),
        }
    }

    fn axis(&self, sheet: &mut Sheet<'_>, rows: usize) -> Result<(), Error> {
        let bottom = self.top + self.pitch * rows as f64;
        for value in ENDS {
            let x = self.scale.at(value);
            let colour = if value > 0.0 { theme::GRID } else { theme::MUTED };
            // On the narrow sheet names stand between the rows, where lines would cross them.
            if self.width.is_wide() {
                sheet.line(&[(x, self.top), (x, bottom)], colour, 1.0)?;
            }
            let words = Words::small(format!("{value}%"));
            let (words, at) = match value {
                100.0 => (words.ending(), x + 12.0),
                0.0 => (words, x - 8.0),
                _ => (words.centred(), x),
            };
            sheet.write(&words, at, bottom + 12.0)?;
        }
        Ok(())
    }

    fn row(&self, sheet: &mut Sheet<'_>, row: &MatchGroupRow, y: f64) -> Result<(), Error> {
        let (Some(rate), Some(lower), Some(upper)) = (row.match_rate, row.interval_lower, row.interval_upper) else {
            return Ok(());
        };
        let (name, middle) = if self.width.is_wide() {
            (y + self.pitch / 2.0, y + self.pitch / 2.0)
        } else {
            (y + 10.0, y + 30.0)
        };
        let room = if self.width.is_wide() {
            LONGEST_NAME
        } else {
            self.width.px() - 70.0
        };
        sheet.write(&Words::body(font::shorten(&row.group, theme::BODY, false, room)), 0.0, name)?;
        let (from, at, to) = (
            self.scale.at(lower * 100.0),
            self.scale.at(rate * 100.0),
            self.scale.at(upper * 100.0),
        );
        sheet.line(&[(from, middle), (to, middle)], theme::MAIN, 2.0)?;
        for end in [from, to] {
            sheet.line(&[(end, middle - 5.0), (end, middle + 5.0)], theme::MAIN, 2.0)?;
        }
        sheet.dot((at, middle), 5.0, theme::MAIN)?;
        let text = format!(
            "{}: {} ({} of {}), 95% interval {} to {}",
            row.group,
            shown(rate),
            percent::count(row.matched),
            percent::count(row.traced),
            shown(lower),
            shown(upper)
        );
        sheet.tell((at, middle), text);
        sheet.write(&Words::body(shown(rate)).bold().ending(), self.width.px() - 2.0, name)
    }
}
