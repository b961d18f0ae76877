//! The pages: which figures, tables and words stand where. What each asks is in `domain::page`.

mod data;
mod governance;
mod matching;
mod options;
mod overview;
mod processes;
mod resources;
mod team;
mod teams;

pub(crate) use data::data;
pub(crate) use governance::governance;
pub(crate) use matching::matching;
pub(crate) use options::options;
pub(crate) use overview::overview;
pub(crate) use resources::resources;
pub(crate) use team::team;
pub(crate) use teams::teams;

use crate::{
    components::choose,
    current::Current,
    words::choices::{self, Field},
};
use domain::{
    Question as _,
    questions::{Breakdown, Forecast},
};
use leptos::prelude::*;

/// Where the missing are, under the choice of groups.
fn breakdown(current: Current) -> impl IntoView {
    let offered = |_: &_, filter: &_| choices::dimensions(filter);
    choose(current, Breakdown::NAME, Field::By, "Where the missing are, by", offered)
}

/// When the target is forecast, under the reader's own date for it.
fn forecast(current: Current) -> impl IntoView {
    let label = "What reaching the target takes, by";
    choose(current, Forecast::NAME, Field::ReachBy, label, choices::ends)
}
