//! The pages.

mod answer;
mod data;
mod matching;
mod overview;
mod processes;
mod team;
mod teams;

pub(crate) use data::data;
pub(crate) use matching::matching;
pub(crate) use overview::overview;
pub(crate) use team::team;
pub(crate) use teams::teams;

use crate::{
    components::{Figure, data_table, downloads, figure, group_by, problem_line, reach_by},
    current::Current,
    shown::Loaded,
    tables::{self, Table},
};
use domain::{
    Answer, Filter, Question,
    page::everything,
    questions::{Breakdown, Coverage, CoverageTrend, Forecast, Movement, MovementByTeam, RecordStates, SpcRow},
};
use leptos::prelude::*;

/// The rows of a question as a table.
fn table<Q: Question>(current: Current, make: impl Fn(&Answer<Q::Row>) -> Table + Send + Sync + 'static) -> Signal<Loaded<Table>> {
    table_under::<Q>(current, Filter::clone, make)
}

/// The same under a filter made from the page's.
fn table_under<Q: Question>(
    current: Current,
    under: fn(&Filter) -> Filter,
    make: impl Fn(&Answer<Q::Row>) -> Table + Send + Sync + 'static,
) -> Signal<Loaded<Table>> {
    let rows = current.rows_under::<Q>(under);
    Signal::derive(move || rows.with(|rows| rows.as_ref().map(|rows| rows.as_ref().map(&make).map_err(Clone::clone))))
}

/// A question that is a table alone, with what comes after it.
fn listing<Q: Question>(current: Current, table: Signal<Loaded<Table>>, when_empty: &'static str, after: impl IntoView) -> impl IntoView {
    let is_empty = move || table.with(|table| matches!(table, Some(Ok(table)) if table.rows.is_empty()));
    let problem = move || table.get().and_then(Result::err).map(|problem| problem_line(&problem, current));
    view! {
        <section class="card" aria-labelledby=Q::NAME>
            <h2 id=Q::NAME>{Q::TITLE}</h2>
            {problem}
            {move || if is_empty() { view! { <p>{when_empty}</p> }.into_any() } else { data_table(table).into_any() }}
            <div class="figure__actions">{downloads(current, Q::NAME, everything, Q::TITLE, &["csv", "xlsx", "json"])}</div>
            {after}
        </section>
    }
}

fn ladder(current: Current) -> Figure {
    Figure {
        question: Coverage::NAME,
        under: Filter::clone,
        title: Coverage::TITLE,
        table: table::<Coverage>(current, tables::coverage),
        when_empty: "Nobody is in scope.",
    }
}

fn trend(current: Current) -> Figure {
    Figure {
        question: CoverageTrend::NAME,
        under: Filter::clone,
        title: CoverageTrend::TITLE,
        table: table::<CoverageTrend>(current, tables::trend),
        when_empty: "No date in this period has figures for this measure.",
    }
}

/// A process control chart.
fn process<Q: Question<Row = SpcRow>>(current: Current) -> Figure {
    Figure {
        question: Q::NAME,
        under: Filter::clone,
        title: Q::TITLE,
        table: table::<Q>(current, |answer| tables::spc(answer, Q::TITLE)),
        when_empty: "There are no snapshots to compare in this period.",
    }
}

fn states(current: Current, under: fn(&Filter) -> Filter) -> Figure {
    Figure {
        question: RecordStates::NAME,
        under,
        title: RecordStates::TITLE,
        table: table_under::<RecordStates>(current, under, tables::record_states),
        when_empty: "Earlier counts do not say in which state the records were.",
    }
}

/// Where the missing are, under the choice of groups.
fn breakdown(current: Current) -> impl IntoView {
    let shown = Figure {
        question: Breakdown::NAME,
        under: Filter::clone,
        title: Breakdown::TITLE,
        table: table::<Breakdown>(current, tables::breakdown),
        when_empty: "Nobody is in scope, or the figures of this date are earlier counts, which know no groups.",
    };
    view! {
        <div class="choose">
            {group_by(current)}
            {figure(current, shown)}
        </div>
    }
}

/// When the target is forecast, under the reader's own date for it.
fn forecast(current: Current) -> impl IntoView {
    let shown = Figure {
        question: Forecast::NAME,
        under: Filter::clone,
        title: Forecast::TITLE,
        table: table::<Forecast>(current, tables::forecast),
        when_empty: "There is no snapshot in this period to start from.",
    };
    view! {
        <div class="choose">
            {reach_by(current)}
            {figure(current, shown)}
        </div>
    }
}

fn movement(current: Current) -> Figure {
    Figure {
        question: Movement::NAME,
        under: Filter::clone,
        title: Movement::TITLE,
        table: table::<Movement>(current, tables::movement),
        when_empty: "Movement needs two snapshots: it follows people from one to the next. Load another, or choose a later date.",
    }
}

fn movement_by_team(current: Current) -> Figure {
    Figure {
        question: MovementByTeam::NAME,
        under: Filter::clone,
        title: MovementByTeam::TITLE,
        table: table::<MovementByTeam>(current, tables::movement_by_team),
        when_empty: "Movement needs two snapshots: it follows people from one to the next. Load another, or choose a later date.",
    }
}
