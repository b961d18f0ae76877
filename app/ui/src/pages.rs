//! The four pages.

mod answer;
mod data;
mod overview;
mod team;
mod teams;

pub(crate) use data::data;
pub(crate) use overview::overview;
pub(crate) use team::team;
pub(crate) use teams::teams;

use crate::{
    components::Figure,
    current::Current,
    shown::Loaded,
    tables::{self, Table},
};
use domain::{
    Answer, Question,
    questions::{Coverage, CoverageTrend, Movement},
};
use leptos::prelude::*;

/// The rows of a question as a table.
fn table<Q: Question>(current: Current, make: impl Fn(&Answer<Q::Row>) -> Table + Send + Sync + 'static) -> Signal<Loaded<Table>> {
    let rows = current.rows::<Q>();
    Signal::derive(move || rows.with(|rows| rows.as_ref().map(|rows| rows.as_ref().map(&make).map_err(Clone::clone))))
}

fn ladder(current: Current) -> Figure {
    Figure {
        question: Coverage::NAME,
        title: Coverage::TITLE,
        table: table::<Coverage>(current, tables::coverage),
        when_empty: "Nobody is in scope.",
    }
}

fn trend(current: Current) -> Figure {
    Figure {
        question: CoverageTrend::NAME,
        title: CoverageTrend::TITLE,
        table: table::<CoverageTrend>(current, tables::trend),
        when_empty: "No date in this period has figures for this measure.",
    }
}

fn movement(current: Current) -> Figure {
    Figure {
        question: Movement::NAME,
        title: Movement::TITLE,
        table: table::<Movement>(current, tables::movement),
        when_empty: "Movement needs two snapshots: it follows people from one to the next. Load another, or choose a later date.",
    }
}
