use crate::{
    components::{figure, listed},
    current::Current,
};
use domain::{
    Question as _,
    questions::{CoverageByTeam, TeamFunnel, TeamProcesses},
};
use leptos::prelude::*;

/// Every team in a table that can be put in order, and as a chart.
pub(crate) fn teams(current: Current) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="teams">
            <h2 id="teams">"How far each team is"</h2>
            <p>"Put the table in another order by its headers. A person with two teams counts in both."</p>
            <p>
                "Variation and assurance are those of each team's SPC chart, from its latest rebase on. Coverage is a stock: while numbers
                 come in it improves almost always, and limits around its past lie below a target that it may be on its way to. The
                 team's forecast says when it gets there."
            </p>
            {listed(current, TeamProcesses::NAME)}
        </section>
        <div class="figures">{figure(current, CoverageByTeam::NAME)} {figure(current, TeamFunnel::NAME)}</div>
    }
}
