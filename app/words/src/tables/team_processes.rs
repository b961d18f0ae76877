use super::{
    Cell, Column, Picture, Table, not_known_note,
    teams::{NO_TEAM, caption, change, columns, is_unknown, line},
};
use crate::pictures::{assurance_icon, sparkline, variation_icon};
use domain::{
    Answer, Measure, TeamSort, percent,
    questions::{ENOUGH_POINTS, Process, SpcRule, TeamProcessRow},
};
use sparkline::Scale;

/// The teams with the course of each, and what its process says.
#[must_use]
pub fn team_processes(answer: &Answer<TeamProcessRow>) -> Table {
    let measure = answer.filter.measure;
    let scale = Scale::of(answer.rows.iter().map(|row| (row.process.course.tenths(), row.team.target)));
    let over = match scale.dates() {
        0 | 1 => String::new(),
        dates => format!(", with its course over the last {dates} dates"),
    };
    let more = vec![
        (Column::text("Course, points"), TeamSort::Course),
        (Column::text("Variation"), TeamSort::Variation),
        (Column::text("Assurance"), TeamSort::Assurance),
    ];
    let lines = answer.rows.iter().map(|row| {
        let more = vec![course(row, measure, &scale), variation(&row.process), assurance(&row.process)];
        line(&row.team, measure, more)
    });
    Table {
        caption: format!("{}{over}", caption(answer)),
        note: Some(note(answer, &scale)),
        columns: columns(answer, more),
        rows: lines.collect(),
        when_empty: NO_TEAM.to_owned(),
    }
}

fn course(row: &TeamProcessRow, measure: Measure, scale: &Scale) -> Cell {
    let shares = row.process.course.tenths();
    let first = row.process.first_covered.zip(row.process.first_in_scope);
    Cell {
        picture: course_name(shares, &row.team.team, measure).map(|name| Picture {
            svg: sparkline::draw(shares, row.team.target, scale),
            name: Some(name),
        }),
        ..Cell::from(if shares.len() > 1 {
            change(first, &row.team, measure)
        } else {
            "–".to_owned()
        })
    }
}

fn course_name(shares: &[i64], team: &str, measure: Measure) -> Option<String> {
    let written = |tenths: &i64| format!("{}%", percent::decimal(*tenths));
    let measure = measure.label();
    Some(match shares {
        [] => return None,
        [only] => format!("{measure} of {team} {} at one date", written(only)),
        [first, .., last] => format!(
            "{measure} of {team} from {} to {} over {} dates, lowest {}, highest {}",
            written(first),
            written(last),
            shares.len(),
            shares.iter().min().map(written).unwrap_or_default(),
            shares.iter().max().map(written).unwrap_or_default(),
        ),
    })
}

/// What the latest point says, or why nothing can be said.
fn variation(process: &Process) -> Cell {
    let Some(variation) = process.told() else {
        return process.label().into();
    };
    Cell {
        picture: Some(Picture {
            svg: variation_icon(variation, process.rule.is_some_and(SpcRule::is_upwards)),
            name: None,
        }),
        ..Cell::from(variation.label())
    }
}

fn assurance(process: &Process) -> Cell {
    let Some(assurance) = process.assured() else { return "–".into() };
    Cell {
        picture: Some(Picture {
            svg: assurance_icon(assurance),
            name: None,
        }),
        ..Cell::from(assurance.of_stock(process.told()))
    }
}

fn note(answer: &Answer<TeamProcessRow>, scale: &Scale) -> String {
    let (low, high) = scale.percent();
    let mut note = format!(
        "Course: all lines are on one scale, from {low}% to {high}%, with the target dashed; the number is the change in percentage points \
         from its first date to its last."
    );
    if answer.rows.iter().any(|row| row.process.trial && row.process.variation.is_some()) {
        note.push_str(&format!(
            " Fewer than {ENOUGH_POINTS} dates are too few to tell common from special cause."
        ));
    }
    if let Some(unknown) = not_known_note(is_unknown(answer)) {
        note.push(' ');
        note.push_str(&unknown);
    }
    note
}

#[cfg(test)]
mod tests {
    use super::super::{
        fixture::{answer, cells},
        teams::tests::row,
    };
    use super::*;
    use domain::{
        Target,
        questions::{Assurance, Course, LimitsBasis, PointType},
    };

    fn team(name: &str, shares: &[i64], process: Process) -> TeamProcessRow {
        TeamProcessRow {
            team: row(name, shares.last().copied().unwrap_or_default(), 1_000, None),
            process: Process {
                first_covered: shares.first().copied(),
                first_in_scope: shares.first().map(|_| 1_000),
                course: Course::of(shares.iter().map(|share| (*share, 1_000, Target::DEFAULT))),
                ..process
            },
        }
    }

    fn said(variation: PointType, assurance: Assurance) -> Process {
        Process {
            variation: Some(variation),
            assurance: Some(assurance),
            ..Process::default()
        }
    }

    #[test]
    fn words_stand_beside_every_icon() {
        let rows = vec![
            team(
                "Rising",
                &[600, 500, 910],
                said(PointType::SpecialCauseImprovement, Assurance::Fail),
            ),
            team("Falling", &[980, 970], said(PointType::SpecialCauseConcern, Assurance::Pass)),
            team("Steady", &[700, 700], said(PointType::CommonCause, Assurance::Fail)),
            team(
                "Equal",
                &[700],
                Process {
                    basis: Some(LimitsBasis::SinglePoint),
                    ..Process::default()
                },
            ),
            team("Nothing", &[], Process::default()),
        ];
        let table = team_processes(&answer(rows));
        let written: Vec<_> = cells(&table).iter().map(|row| row[6..9].join(" | ")).collect();
        assert_eq!(
            written,
            [
                "+31.0 | Special cause improvement | Limits below, but improving",
                "−1.0 | Special cause concern | Limits above, but getting worse",
                "0.0 | Common cause | Will fail the target",
                "– | One point | –",
                "– | – | –",
            ]
        );
        let names: Vec<_> = table.rows.iter().map(|row| row[6].picture.as_ref()?.name.as_deref()).collect();
        assert_eq!(
            names,
            [
                Some("Coverage of Rising from 60.0% to 91.0% over 3 dates, lowest 50.0%, highest 91.0%"),
                Some("Coverage of Falling from 98.0% to 97.0% over 2 dates, lowest 97.0%, highest 98.0%"),
                Some("Coverage of Steady from 70.0% to 70.0% over 2 dates, lowest 70.0%, highest 70.0%"),
                Some("Coverage of Equal 70.0% at one date"),
                None,
            ]
        );
        assert!(
            table
                .rows
                .iter()
                .flatten()
                .all(|cell| cell.picture.is_none() || !cell.text.is_empty())
        );
        assert!(
            table.caption.ends_with("with its course over the last 3 dates"),
            "{}",
            table.caption
        );
        assert!(table.note.unwrap().contains("from 50% to 100%"));
    }

    #[test]
    fn too_few_dates_are_said_where_there_are_limits() {
        let trial = |variation| Process {
            trial: true,
            variation,
            ..Process::default()
        };
        let note = |process| team_processes(&answer(vec![team("A", &[1, 2], process)])).note.unwrap();
        assert!(note(trial(Some(PointType::CommonCause))).contains("Fewer than 13 dates are too few"));
        assert!(!note(trial(None)).contains("too few"));
        let few = |rule| {
            let process = Process {
                rule: Some(rule),
                assurance: Some(Assurance::Pass),
                ..trial(Some(PointType::SpecialCauseImprovement))
            };
            cells(&team_processes(&answer(vec![team("A", &[1, 2], process)])))[0][7..9].join(" | ")
        };
        assert_eq!(few(SpcRule::AboveLimit), "Too few dates to tell | –");
        assert_eq!(few(SpcRule::TrendUp), "Special cause improvement | –");
    }
}
