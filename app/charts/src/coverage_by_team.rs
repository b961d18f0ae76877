//! Records to go by team: horizontal bars, the longest first.

use crate::{
    Error, Figure, Width, caption,
    figure::{Caption, figure},
    font,
    sheet::{Scale, Sheet, Words},
    theme,
};
use domain::{
    Answer, Measure, Question as _, UNALLOCATED, percent,
    questions::{CoverageByTeam, Ladder as _, TeamRow},
};

/// How many teams are drawn; the rest are counted beneath.
const DRAWN: usize = 40;

/// Draws how many records each team has to go, most first whatever the filter's order; the table has that.
///
/// # Errors
/// There are no teams.
pub fn coverage_by_team(answer: &Answer<TeamRow>, width: Width) -> Result<Figure, Error> {
    let mut rows: Vec<&TeamRow> = answer.rows.iter().collect();
    rows.sort_by(|a, b| b.records_to_go.cmp(&a.records_to_go).then_with(|| a.team.cmp(&b.team)));
    if rows.is_empty() {
        return Err(Error::Nothing("no team has records in scope at this date"));
    }
    let (drawn, rest) = rows.split_at(rows.len().min(DRAWN));
    let layout = Layout::of(drawn, width);
    let height = layout.top + layout.heights.iter().sum::<f64>() + if rest.is_empty() { 4.0 } else { 34.0 };
    figure(CoverageByTeam::NAME, width, words(answer, &rows), height, |sheet| {
        layout.headings(sheet, answer.filter.measure)?;
        let mut y = layout.top;
        for (at, row) in drawn.iter().enumerate() {
            layout.team(sheet, at, row, answer.filter.measure, y)?;
            y += layout.heights[at];
        }
        layout.zero(sheet, y)?;
        if rest.is_empty() {
            return Ok(());
        }
        sheet.write(&Words::small(others(rest)), 0.0, y + 20.0)
    })
}

struct Layout {
    width: Width,
    top: f64,
    names: Vec<Vec<String>>,
    heights: Vec<f64>,
    left: f64,
    scale: Scale,
}

impl Layout {
    fn of(rows: &[&TeamRow], width: Width) -> Self {
        const LONGEST_NAME: f64 = 280.0;
        let most = rows.first().map_or(0, |row| row.records_to_go).max(1) as f64;
        // The longest bar leaves room for its value, and for the column of percentages.
        let value = font::width(&percent::count(most as i64), theme::BODY, true) + 12.0;
        let (names, left, right): (Vec<_>, _, _) = if width.is_wide() {
            let names: Vec<_> = rows
                .iter()
                .map(|row| font::balance(&row.team, theme::BODY, false, LONGEST_NAME, 2))
                .collect();
            let widest = names
                .iter()
                .flatten()
                .map(|line| font::width(line, theme::BODY, false))
                .fold(60.0, f64::max);
            (names, widest + 14.0, width.px() - 84.0 - value)
        } else {
            let names = rows
                .iter()
                .map(|row| font::balance(&row.team, theme::BODY, false, width.px() - 64.0, 2))
                .collect();
            (names, 2.0, width.px() - value - 8.0)
        };
        let heights = names.iter().map(|lines| Self::height(lines.len(), width)).collect();
        Self {
            width,
            top: 28.0,
            names,
            heights,
            left,
            scale: Scale::new(0.0..most, left..right.max(left + 40.0)),
        }
    }

    fn height(lines: usize, width: Width) -> f64 {
        let words = 17.0 * lines as f64;
        if width.is_wide() { words.max(18.0) + 8.0 } else { words + 27.0 }
    }

    fn headings(&self, sheet: &mut Sheet<'_>, measure: Measure) -> Result<(), Error> {
        sheet.write(&Words::small("Records to go"), self.left, 10.0)?;
        let heading = match measure {
            Measure::Verified => "Verified",
            other => other.label(),
        };
        sheet.write(&Words::small(heading).ending(), self.width.px() - 2.0, 10.0)
    }

    fn team(&self, sheet: &mut Sheet<'_>, at: usize, row: &TeamRow, measure: Measure, y: f64) -> Result<(), Error> {
        let lines = &self.names[at];
        let (name_top, bar) = if self.width.is_wide() {
            let middle = y + self.heights[at] / 2.0;
            (middle - 17.0 * (lines.len() as f64 - 1.0) / 2.0, middle)
        } else {
            (y + 10.0, y + 17.0 * lines.len() as f64 + 11.0)
        };
        for (line, text) in lines.iter().enumerate() {
            sheet.write(&Words::body(text.clone()), 0.0, name_top + 17.0 * line as f64)?;
        }
        let end = self.scale.at(row.records_to_go as f64);
        sheet.bar(self.left..end, bar - 8.5..bar + 8.5, theme::MAIN)?;
        sheet.write(&Words::body(percent::count(row.records_to_go)).bold(), end + 6.0, bar)?;
        let share = match row.counted(measure) {
            Some(count) => percent::shown(count, row.in_scope, row.target),
            None => percent::NO_PERCENT.to_owned(),
        };
        let text = format!(
            "{}: {} to go, {share} of {}",
            row.team,
            caption::records(row.records_to_go),
            caption::records(row.in_scope)
        );
        sheet.tell((end, bar), text);
        let share = Words::body(share).ending();
        sheet.write(&share, self.width.px() - 2.0, if self.width.is_wide() { bar } else { y + 10.0 })
    }

    fn zero(&self, sheet: &mut Sheet<'_>, bottom: f64) -> Result<(), Error> {
        // On the narrow sheet names stand over the bars, where a line would cross them.
        if self.width.is_wide() {
            sheet.line(&[(self.left, self.top), (self.left, bottom)], theme::MUTED, 1.0)?;
        }
        Ok(())
    }
}

fn others(rest: &[&TeamRow]) -> String {
    let to_go = rest.iter().map(|row| row.records_to_go).sum();
    let teams = if rest.len() == 1 {
        "1 more team".to_owned()
    } else {
        format!("{} more teams", rest.len())
    };
    match to_go {
        0 => format!("And {teams} with no records to go."),
        to_go => format!("And {teams} with {} to go between them.", caption::records(to_go)),
    }
}

fn words(answer: &Answer<TeamRow>, rows: &[&TeamRow]) -> Caption {
    let measure = answer.filter.measure;
    let target = rows.first().map(|row| row.target).unwrap_or_default();
    // People without an allocation wait for a team: they are no team that could reach anything.
    let teams: Vec<_> = rows.iter().filter(|row| row.team != UNALLOCATED).collect();
    let met = teams
        .iter()
        .filter(|row| row.counted(measure).is_some_and(|count| row.target.is_met(count, row.in_scope)))
        .count();
    let reached = match (met, teams.len()) {
        (_, 0) => String::new(),
        (0, 1) => String::new(),
        (0, 2) => "; neither team has reached it".to_owned(),
        (0, all) => format!("; none of {all} teams has reached it"),
        (1, all) => format!("; 1 of {all} teams has reached it"),
        (met, all) => format!("; {met} of {all} teams have reached it"),
    };
    let most = rows.first().map_or(0, |row| row.records_to_go);
    let furthest: Vec<_> = rows.iter().filter(|row| row.records_to_go == most).collect();
    let message = match furthest.as_slice() {
        _ if most == 0 => match rows {
            [only] => format!("{} has no records to go to {}", only.team, target.label()),
            all => format!("None of {} teams has records to go to {}", all.len(), target.label()),
        },
        [one] => format!(
            "{} is furthest from {}, with {} to go{reached}",
            one.team,
            target.label(),
            caption::records(most)
        ),
        [one, two] => {
            format!(
                "{} and {} are furthest from {}, with {} to go each{reached}",
                one.team,
                two.team,
                target.label(),
                caption::records(most)
            )
        }
        several => format!(
            "{} teams are furthest from {}, with {} to go each{reached}",
            several.len(),
            target.label(),
            caption::records(most)
        ),
    };
    let message = match rows {
        [only] if most > 0 => format!("{} has {} to go to {}", only.team, caption::records(most), target.label()),
        _ => message,
    };
    let listed: Vec<_> = rows
        .iter()
        .take(5)
        .map(|row| format!("{} {}", row.team, percent::count(row.records_to_go)))
        .collect();
    let shown = if rows.len() > DRAWN {
        format!(" The chart shows the {DRAWN} teams with most to go.")
    } else {
        String::new()
    };
    Caption {
        headline: message,
        subtitle: format!(
            "Records that must gain a number for {} to reach {}, by team, most first, {}",
            caption::lower(measure),
            target.label(),
            caption::scope(&answer.filter)
        ),
        description: format!(
            "Bar chart of records to go by team, {} teams. Most to go: {}.{shown}",
            rows.len(),
            listed.join("; ")
        ),
        footer: caption::footer(
            answer,
            &format!("{} A person with two teams counts in both.", caption::definition(measure)),
        ),
    }
}
