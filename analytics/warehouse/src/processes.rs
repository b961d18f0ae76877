//! The question about every team's process: where the teams stand, and what the points of each say.

use crate::{
    About, Answerable, Columns, Error, Generation, Holds,
    courses::Course,
    points::{self, Dated},
    series::{self, guarded},
    teams::{self, team_columns},
};
use domain::{
    Filter,
    questions::{self, Process, TeamProcessRow, TeamProcesses, TeamRow},
};

impl Answerable for TeamProcesses {
    const SQL: &'static str = include_str!("../sql/questions/coverage_by_team.sql");
    const NOTE: &'static str = include_str!("../sql/questions/team_processes.md");
    team_columns! {
        read []
        said [
            first_as_at: Date, first_in_scope: Count, first_covered: Count, course: Text, variation: Text, rule: Text, assurance: Text,
            basis: Text, trial: Flag,
        ]
    }
    const ABOUT: About = About::Course;
    type Read = (TeamRow, Course);

    fn read(columns: &Columns<'_>) -> duckdb::Result<Self::Read> {
        Ok((teams::read(columns)?, Course::default()))
    }

    fn complete(read: &mut [Self::Read], generation: &Generation, filter: &Filter) -> Result<(), Error> {
        let courses = generation.courses()?;
        for (team, course) in read {
            *course = courses.of(&team.team, filter);
        }
        Ok(())
    }

    fn finish(read: Vec<Self::Read>, filter: &Filter) -> Vec<TeamProcessRow> {
        let (rows, courses): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        let rows = teams::judged(rows, filter).into_iter().zip(courses);
        let mut rows: Vec<_> = rows
            .map(|(team, course)| TeamProcessRow {
                team,
                process: process(&points::usable(points::within(filter, &course))),
            })
            .collect();
        filter.sort.arrange(&mut rows, filter.measure);
        rows
    }
}

/// What is said of a team at its latest point, and the way there.
fn process(points: &[Dated]) -> Process {
    let latest = &points[points.len().saturating_sub(questions::Course::DATES)..];
    let counts = latest
        .iter()
        .filter_map(|point| Some((point.numerator, point.denominator?, point.target?)));
    let first = latest.first();
    let chart = guarded(points);
    let last = chart.as_ref().and_then(|chart| chart.points.last());
    Process {
        first_as_at: first.map(|first| first.as_at),
        first_in_scope: first.and_then(|first| first.denominator),
        first_covered: first.map(|first| first.numerator),
        course: questions::Course::of(counts),
        variation: chart.as_ref().and_then(|chart| chart.variation).map(series::point_type),
        rule: last.map(|last| series::rule(last.rule)),
        assurance: chart.as_ref().and_then(|chart| chart.assurance).map(series::assurance),
        basis: chart.as_ref().map(|chart| series::basis(chart.basis)),
        trial: chart
            .as_ref()
            .zip(last)
            .is_some_and(|(chart, last)| chart.segments[last.segment].is_trial),
    }
}
