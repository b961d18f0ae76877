use crate::{
    components::{choose, command, figure, listing, summary},
    current::Current,
    words::choices::{self, Field},
};
use domain::{
    Question as _,
    page::summary::RESOURCES,
    questions::{Burn, BurnByOrganisation, BurnByRole, BurnByWorkstream, BurnForecast, CostPerNumber, PlanRevisions},
};
use leptos::prelude::*;

/// What the work takes, against what was planned, and what the target costs still.
pub(crate) fn resources(current: Current) -> impl IntoView {
    let is_empty = current.has_nothing_of(Burn::NAME);
    move || {
        if is_empty.get() {
            empty().into_any()
        } else {
            content(current).into_any()
        }
    }
}

fn content(current: Current) -> impl IntoView {
    let offered = |_: &_, filter: &_| choices::grains(filter);
    view! {
        {summary(current, RESOURCES)}
        <div class="figures">
            {choose(current, Burn::NAME, Field::Grain, "Effort by", offered)}
            {figure(current, BurnByWorkstream::NAME)}
            {figure(current, CostPerNumber::NAME)}
        </div>
        {listing(current, BurnForecast::NAME)}
        {listing(current, PlanRevisions::NAME)}
        {listing(current, BurnByRole::NAME)}
        {listing(current, BurnByOrganisation::NAME)}
    }
}

/// Before the first timesheet: which files to load.
fn empty() -> impl IntoView {
    view! {
        <section class="empty" aria-labelledby="no-effort">
            <h2 id="no-effort">"No timesheets yet"</h2>
            <p>"Load timesheets (date or week, workstream, role, organisation, hours), the plan with its revisions, and the rates of roles. Wide sheets with a column for each week are read too. This page then shows what the work takes against what was said, and what the target costs still."</p>
            <p>"To load them, where DIR is the folder that this service reads:"</p>
            {command("Command to load timesheets", "nhs-coverage load timesheet.xlsx plan.csv rates.csv --data DIR")}
            <p>"Names and notes on timesheets are not read."</p>
        </section>
    }
}
