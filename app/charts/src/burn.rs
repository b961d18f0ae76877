//! What has been spent from the beginning, against every revision of the plan.

use crate::{
    Error, Figure, Width,
    amount::Amount,
    axis::{Counts, Dates},
    caption,
    figure::{Caption, figure},
    place,
    sheet::{Scale, Sheet, Words},
    theme::{self, Colour},
};
use chrono::{Days, Months, NaiveDate};
use domain::{
    Answer, Grain, Question as _, calendar,
    questions::{Burn, BurnRow, PlanCourseRow},
};
use std::ops::Range;

/// How many revisions are drawn: the first and the latest; the table of revisions has them all.
const DRAWN: usize = 6;

/// Dash and gap of plans that are no longer in force, in px, so that they differ from each other without a colour.
const DASHES: [(f64, f64); 4] = [(2.0, 3.0), (5.0, 3.0), (9.0, 3.0), (14.0, 4.0)];

/// Dash and gap of the plan in force.
const IN_FORCE: (f64, f64) = (7.0, 4.0);

/// One line of the chart.
struct Line {
    name: String,
    total: String,
    points: Vec<(NaiveDate, f64)>,
    colour: Colour,
    dash: Option<(f64, f64)>,
}

/// Draws what has been spent up to the end of each period, and what each revision of the plan expected.
///
/// # Errors
/// Neither a timesheet nor a plan is loaded.
pub fn burn(answer: &Answer<BurnRow>, courses: &[PlanCourseRow], width: Width) -> Result<Figure, Error> {
    let rows = &answer.rows;
    let Some(first) = rows.first() else {
        return Err(Error::Nothing("neither a timesheet nor a plan is loaded"));
    };
    let amount = Amount::of(
        rows.iter()
            .flat_map(|row| [row.cumulative_actual_pence, row.cumulative_planned_pence])
            .flatten(),
    );
    let lines = lines(answer, courses, amount, width);
    let points = || lines.iter().flat_map(|line| &line.points);
    let last_day = points().map(|(date, _)| *date).fold(first.period, NaiveDate::max);
    let most = points().map(|(_, value)| *value).fold(0.0, f64::max);
    let (left, right) = (
        if width.is_wide() { 62.0 } else { 54.0 },
        width.px() - if width.is_wide() { 156.0 } else { 96.0 },
    );
    let (top, bottom) = (16.0, if width.is_wide() { 306.0 } else { 290.0 });
    let counts = Counts::around(0.0, most);
    let scale = Scale::new(counts.from..counts.to, bottom..top);
    let first_day = points().map(|(date, _)| *date).fold(first.period, NaiveDate::min);
    let dates = Dates::new(first_day, last_day, left..right);
    figure(Burn::NAME, width, words(answer, courses, amount), bottom + 42.0, |sheet| {
        counts.draw_as(sheet, &scale, left..right, |value| amount.ticked(value))?;
        let mut written: Vec<NaiveDate> = points().map(|(date, _)| *date).collect();
        written.sort_unstable();
        written.dedup();
        dates.draw(sheet, &written, bottom)?;
        for line in &lines {
            let points: Vec<_> = line
                .points
                .iter()
                .map(|(date, value)| (dates.at(*date), scale.at(*value)))
                .collect();
            match line.dash {
                Some(dash) => sheet.dashed(&points, line.colour, 2.0, dash)?,
                None => sheet.line(&points, line.colour, 3.0)?,
            }
        }
        for row in rows {
            if let (Some(minutes), Some(pence)) = (row.cumulative_actual_minutes, row.cumulative_actual_pence) {
                let at = (
                    dates.at(end(row.period, answer.filter.grain)),
                    scale.at(amount.drawn(minutes, pence)),
                );
                sheet.tell(at, told(row, amount, answer.filter.grain));
            }
        }
        names(sheet, &lines, &scale, right, top..bottom)
    })
}

/// The last day of a period; of everything in one, the day on which it begins, since it ends nowhere.
fn end(period: NaiveDate, grain: Grain) -> NaiveDate {
    let next = match grain {
        Grain::Week => period.checked_add_days(Days::new(7)),
        Grain::Month => period.checked_add_months(Months::new(1)),
        Grain::Whole => period.succ_opt(),
    };
    next.and_then(|next| next.pred_opt()).unwrap_or(period)
}

/// The plans, the latest last, and what was spent over them.
fn lines(answer: &Answer<BurnRow>, courses: &[PlanCourseRow], amount: Amount, width: Width) -> Vec<Line> {
    let grain = answer.filter.grain;
    let plans: Vec<_> = courses.chunk_by(|one, other| one.revision == other.revision).collect();
    let hidden = 1..plans.len().saturating_sub(DRAWN - 1).max(1);
    let shown = plans.iter().enumerate().filter(|(at, _)| !hidden.contains(at));
    let mut lines: Vec<Line> = shown
        .filter_map(|(at, plan)| {
            let (first, last) = (plan.first()?, plan.last()?);
            let mut points = vec![(first.period, 0.0)];
            points.extend(
                plan.iter()
                    .map(|row| (end(row.period, grain), amount.drawn(row.cumulative_minutes, row.cumulative_pence))),
            );
            let is_in_force = at + 1 == plans.len();
            Some(Line {
                name: if width.is_wide() {
                    format!("Plan {}, {}", first.revision, calendar::short(first.revised))
                } else {
                    format!("Plan {}", first.revision)
                },
                total: amount.told(last.cumulative_minutes, last.cumulative_pence),
                points,
                colour: if is_in_force { theme::MEAN } else { theme::TOTAL },
                dash: Some(if is_in_force { IN_FORCE } else { DASHES[at % DASHES.len()] }),
            })
        })
        .collect();
    let spent: Vec<_> = answer
        .rows
        .iter()
        .filter_map(|row| Some((row, row.cumulative_actual_minutes?, row.cumulative_actual_pence?)))
        .collect();
    if let (Some((first, ..)), Some((_, minutes, pence))) = (spent.first(), spent.last()) {
        let mut points = vec![(first.period, 0.0)];
        points.extend(
            spent
                .iter()
                .map(|(row, minutes, pence)| (end(row.period, grain), amount.drawn(*minutes, *pence))),
        );
        lines.push(Line {
            name: "Actual".to_owned(),
            total: amount.told(*minutes, *pence),
            points,
            colour: theme::MAIN,
            dash: None,
        });
    }
    lines
}

/// Writes each line's name and total right of its end, moved apart where ends are close.
fn names(sheet: &mut Sheet<'_>, lines: &[Line], scale: &Scale, right: f64, plot: Range<f64>) -> Result<(), Error> {
    let mut ends: Vec<(&Line, f64)> = lines
        .iter()
        .filter_map(|line| Some((line, scale.at(line.points.last()?.1))))
        .collect();
    ends.sort_by(|one, other| one.1.total_cmp(&other.1));
    let wanted: Vec<f64> = ends.iter().map(|(_, y)| *y).collect();
    let placed = place::spread(&wanted, 40.0, plot.start + 6.0, plot.end - 8.0);
    for ((line, y), label) in ends.into_iter().zip(placed) {
        sheet.line(&[(right + 2.0, y), (right + 6.0, y), (right + 13.0, label)], line.colour, 1.0)?;
        let name = Words::small(line.name.clone());
        let total = Words::body(line.total.clone());
        let is_actual = line.dash.is_none();
        sheet.write(
            &if is_actual { name.bold().colour(theme::MAIN) } else { name },
            right + 17.0,
            label - 9.0,
        )?;
        sheet.write(&if is_actual { total.bold() } else { total }, right + 17.0, label + 9.0)?;
    }
    Ok(())
}

fn told(row: &BurnRow, amount: Amount, grain: Grain) -> String {
    let all = |minutes: Option<i64>, pence: Option<i64>| Some(amount.told(minutes?, pence?));
    let planned = all(row.cumulative_planned_minutes, row.cumulative_planned_pence);
    format!(
        "{}: {} spent so far{}",
        calendar::long(end(row.period, grain)),
        all(row.cumulative_actual_minutes, row.cumulative_actual_pence).unwrap_or_default(),
        planned.map_or_else(String::new, |planned| format!(", {planned} planned"))
    )
}

fn words(answer: &Answer<BurnRow>, courses: &[PlanCourseRow], amount: Amount) -> Caption {
    let known = |row: &&BurnRow| row.cumulative_actual_minutes.is_some();
    let last = answer.rows.iter().rfind(known);
    let of = |minutes: Option<i64>, pence: Option<i64>| minutes.zip(pence);
    let actual = last.and_then(|row| of(row.cumulative_actual_minutes, row.cumulative_actual_pence));
    let planned = last.and_then(|row| of(row.cumulative_planned_minutes, row.cumulative_planned_pence));
    let uncosted = last.and_then(|row| row.cumulative_uncosted_minutes).unwrap_or(0);
    let told = |(minutes, pence): (i64, i64)| amount.told(minutes, pence);
    let against = match (actual, planned) {
        (Some((minutes, pence)), Some((planned_minutes, planned_pence))) => {
            let over = (minutes - planned_minutes, pence - planned_pence);
            let value = amount.drawn(over.0, over.1);
            if value > 0.0 {
                format!("{} more than the plan in force expected by then", told(over))
            } else if value < 0.0 {
                format!("{} less than the plan in force expected by then", told((-over.0, -over.1)))
            } else {
                "as much as the plan in force expected by then".to_owned()
            }
        }
        _ => "and no plan to compare it with".to_owned(),
    };
    let totals: Vec<_> = courses
        .chunk_by(|one, other| one.revision == other.revision)
        .filter_map(|plan| plan.last())
        .map(|row| (row.cumulative_minutes, row.cumulative_pence))
        .collect();
    let plans = match (totals.first(), totals.last()) {
        (Some(first), Some(last)) if totals.len() > 1 => {
            let verb = if amount.drawn(last.0, last.1) >= amount.drawn(first.0, first.1) {
                "grown"
            } else {
                "shrunk"
            };
            let times = match totals.len() {
                2 => "one revision".to_owned(),
                plans => format!("{} revisions", plans - 1),
            };
            format!("; the plan has {verb} from {} to {} in {times}", told(*first), told(*last))
        }
        _ => String::new(),
    };
    let headline = match (actual, last) {
        (Some(spent), Some(row)) => {
            format!(
                "{} spent by {}, {against}{plans}",
                told(spent),
                calendar::month(end(row.period, answer.filter.grain))
            )
        }
        _ => totals.last().map_or_else(String::new, |total| {
            format!("Nothing is spent yet of {} planned{plans}", told(*total))
        }),
    };
    Caption {
        subtitle: format!(
            "{} from the beginning to the end of each period, and by every revision of the plan{}",
            caption::capital(amount.name()),
            amount.left_out(uncosted)
        ),
        description: format!(
            "A line of what was spent with a dashed line for each of {} plans. {headline}.",
            totals.len()
        ),
        headline,
        footer: caption::footer(
            answer,
            "Plans are spread evenly over their days. Of hours that two timesheets tell, those of the later file count.",
        ),
    }
}
