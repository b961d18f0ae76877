use super::{breakdown, forecast, processes::processes};
use crate::{
    address,
    components::{figure, listed, summary},
    current::Current,
};
use domain::{
    Question as _,
    page::summary::OVERVIEW,
    questions::{CoverageTrend, Movement, RecordStates, Worklist},
};
use leptos::prelude::*;

/// One team: where it stands, why, and whose records are to be mended; or which team, if none is chosen.
pub(crate) fn team(current: Current) -> impl IntoView {
    let is_chosen = Memo::new(move |_| current.filter().team.is_some());
    move || {
        if is_chosen.get() {
            chosen(current).into_any()
        } else {
            choice(current).into_any()
        }
    }
}

fn chosen(current: Current) -> impl IntoView {
    view! {
        {summary(current, OVERVIEW)}
        <div class="figures">
            {figure(current, CoverageTrend::NAME)}
            {forecast(current)}
            {figure(current, RecordStates::NAME)}
            {breakdown(current)}
            {figure(current, Movement::NAME)}
        </div>
        {processes(current)}
        <section class="card" aria-labelledby="worklist">
            <h2 id="worklist">"Worklist"</h2>
            <p>"Whose record does not count, and why. Look the person up in the case-management system by the id."</p>
            {listed(current, Worklist::NAME)}
        </section>
    }
}

fn choice(current: Current) -> impl IntoView {
    let links = move || {
        let teams = current.frame().map(|frame| frame.teams).unwrap_or_default();
        let mut names: Vec<_> = teams.into_iter().map(|(team, _)| team).collect();
        names.sort_by_key(|name| name.to_lowercase());
        let filter = current.filter();
        names
            .into_iter()
            .map(|name| view! { <li><a href=address::team(&name, &filter)>{name.clone()}</a></li> })
            .collect_view()
    };
    view! {
        <section class="card" aria-labelledby="choice">
            <h2 id="choice">"Teams"</h2>
            <ul class="team-list">{links}</ul>
        </section>
    }
}
