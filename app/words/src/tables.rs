//! Answers as tables: what is in each cell, in words; how it is drawn is the page's business.

mod breakdown;
mod coverage;
mod data_issues;
mod forecast;
mod loads;
mod match_rates;
mod movement;
mod movement_by_team;
mod options;
mod queue;
mod readiness;
mod record_states;
mod register;
mod resources;
mod spc;
mod team_processes;
mod teams;
mod trace_batches;
mod trend;
mod worklist;

pub use breakdown::breakdown;
pub use coverage::coverage;
pub use data_issues::data_issues;
pub use forecast::forecast;
pub use loads::loads;
pub use match_rates::{match_differences, match_groups, match_rate_trend, match_yield, number_checks, outcome_mix};
pub use movement::movement;
pub use movement_by_team::movement_by_team;
pub use options::{option_assumptions, option_projection, option_sensitivity, options};
pub use queue::{cleansing_queue, queue_flow};
pub use readiness::readiness;
pub use record_states::record_states;
pub use register::{agreements, exemption_reasons, milestones, register_decisions, risks, transfers};
pub use resources::{burn, burn_by_organisation, burn_by_role, burn_by_workstream, burn_forecast, cost_per_number, plan_revisions};
pub use spc::spc;
pub use team_processes::team_processes;
pub use teams::{team_funnel, teams};
pub use trace_batches::trace_batches;
pub use trend::trend;
pub use worklist::worklist;

use domain::{
    Answer, Target,
    page::{Cell, Column, Picture, Sort, Table},
    percent, question,
};

/// Said where there is no movement.
const NEEDS_TWO_SNAPSHOTS: &str =
    "Movement needs two snapshots: it follows people from one to the next. Load another, or choose a later date.";

/// A caption that is the question's title.
fn title<R>(answer: &Answer<R>) -> String {
    question::title(&answer.question).unwrap_or_default().to_owned()
}

/// The first rows of a list that may be long, and a note where these aren't all.
fn beginning<R>(rows: &[R], shown: usize) -> (&[R], Option<String>) {
    match rows.get(..shown) {
        Some(first) if rows.len() > shown => {
            let all = percent::count(i64::try_from(rows.len()).unwrap_or(i64::MAX));
            (
                first,
                Some(format!(
                    "The first {shown} of {all} are listed here; the files to download hold all."
                )),
            )
        }
        _ => (rows, None),
    }
}

/// Of a list that grows with every load: those of over a year of weekly ones.
const SHOWN_OF_LOADS: usize = 60;

/// A count; `not known` where only earlier counts are.
fn count(count: Option<i64>) -> Cell {
    count.map_or_else(|| "not known".into(), |count| percent::count(count).into())
}

/// A share that never shows as having reached a target which it falls short of.
fn share(part: Option<i64>, of: i64, target: Target) -> Cell {
    part.map_or_else(|| "not known".into(), |part| percent::shown(part, of, target).into())
}

/// The note under a table with cells that say `not known`.
fn not_known_note(some: bool) -> Option<String> {
    some.then(|| "Not known: counts kept before the first snapshot say only how many records were in scope and covered.".to_owned())
}

#[cfg(test)]
pub(crate) mod fixture {
    use chrono::NaiveDate;
    use domain::{Answer, Filter, calendar, page::Table};

    pub(crate) fn answer<R>(rows: Vec<R>) -> Answer<R> {
        Answer {
            question: "test".to_owned(),
            generation: 1,
            as_at: Some(october()),
            previous: calendar::read("2026-09-30"),
            filter: Filter::default(),
            rows,
            restricted: None,
            lineage: Vec::new(),
            version: "0.0.0".to_owned(),
        }
    }

    pub(crate) fn october() -> NaiveDate {
        calendar::read("2026-10-31").unwrap()
    }

    /// The cells, and a check that no row is longer or shorter than the header.
    pub(super) fn cells(table: &Table) -> Vec<Vec<&str>> {
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{table:?}");
        table
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| cell.text.as_str()).collect())
            .collect()
    }
}
