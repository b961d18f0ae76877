//! Each team's way to where it is, read once for all who ask.

use crate::{catalog::each_row, points::Dated, sql};
use domain::{Exemptions, Filter, Measure};
use duckdb::Connection;
use std::{collections::HashMap, sync::Arc};

/// A team's figures at its dates, oldest first.
pub(crate) type Course = Arc<[Dated]>;

/// The courses of all teams, as the mart `courses` has them.
#[derive(Debug)]
pub(crate) struct Courses(HashMap<(Exemptions, Measure), HashMap<String, Course>>);

impl Courses {
    pub(crate) fn read(connection: &Connection) -> duckdb::Result<Self> {
        let mut courses = HashMap::<_, HashMap<_, _>>::new();
        each_row(connection, sql::LOOKUP_COURSES, &[], |row| {
            let view = (row.named("view", Exemptions::from_name)?, row.named("measure", Measure::from_name)?);
            let points = row.named("points", Dated::of_text)?;
            courses.entry(view).or_default().insert(row.text("team")?, points.into());
            Ok(())
        })?;
        Ok(Self(courses))
    }

    /// The whole course of a team, in the filter's view and measure; empty where nothing is known of it.
    pub(crate) fn of(&self, team: &str, filter: &Filter) -> Course {
        let all = self.0.get(&(filter.exemptions, filter.measure));
        all.and_then(|all| all.get(team)).cloned().unwrap_or_default()
    }
}
