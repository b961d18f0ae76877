mod connect;

use crate::{
    components::{commands, listing, note},
    current::Current,
};
use domain::{
    Question as _, question,
    questions::{DataIssues, Loads},
};
use leptos::prelude::*;

/// What was loaded, what was wrong with it, what the figures mean, and how to load more.
pub(crate) fn data(current: Current) -> impl IntoView {
    view! {
        {listing(current, Loads::NAME)}
        {listing(current, DataIssues::NAME)}
        <section class="card" aria-labelledby="definitions">
            <h2 id="definitions">"What the figures mean"</h2>
            {definitions()}
        </section>
        <section class="card" aria-labelledby="connect">
            <h2 id="connect">"Take away and connect"</h2>
            {connect::connect(current)}
        </section>
        <section class="card" aria-labelledby="how-to-load">
            <h2 id="how-to-load">"How to load"</h2>
            {commands()}
        </section>
    }
}

fn definitions() -> impl IntoView {
    let named = |name: &&'static str| note(name, question::title(name).unwrap_or(name));
    question::NAMES.iter().map(named).collect_view()
}
