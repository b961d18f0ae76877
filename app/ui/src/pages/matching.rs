use crate::{
    components::{command, figure, lead, listing, summary},
    current::Current,
};
use domain::{
    Question as _,
    page::summary::{MATCHING, QUEUE},
    questions::{
        CleansingQueue, MatchByAgeBand, MatchByCompleteness, MatchByTeam, MatchDifferences, MatchRateTrend, MatchYield, NumberChecks,
        OutcomeMix, QueueFlow, TraceBatches,
    },
};
use leptos::prelude::*;

/// What was sent to be traced, what came back, and whether matching gets better.
pub(crate) fn matching(current: Current) -> impl IntoView {
    let is_empty = current.has_nothing_of(TraceBatches::NAME);
    move || {
        if is_empty.get() {
            empty().into_any()
        } else {
            content(current).into_any()
        }
    }
}

fn content(current: Current) -> impl IntoView {
    view! {
        {summary(current, MATCHING)}
        <div class="figures">
            {figure(current, MatchRateTrend::NAME)}
            {figure(current, OutcomeMix::NAME)}
            {figure(current, MatchByCompleteness::NAME)}
            {figure(current, MatchByAgeBand::NAME)}
            {figure(current, MatchByTeam::NAME)}
        </div>
        <section aria-labelledby="queue">
            <h2 id="queue">"What waits, and whose it is"</h2>
            {lead(current, QUEUE)}
            <div class="figures">{figure(current, QueueFlow::NAME)}</div>
            {listing(current, CleansingQueue::NAME)}
        </section>
        {listing(current, MatchYield::NAME)}
        {listing(current, MatchDifferences::NAME)}
        {listing(current, NumberChecks::NAME)}
        {listing(current, TraceBatches::NAME)}
    }
}

/// Before the first batch: how one is made and loaded.
fn empty() -> impl IntoView {
    view! {
        <section class="empty" aria-labelledby="no-batch">
            <h2 id="no-batch">"No batch yet"</h2>
            <p>"A batch asks the NHS for numbers: people without a usable number are sent with their name, date of birth, sex and postcode, and each comes back with a number or the reason why not. When the first is noted, this page shows what came back."</p>
            <p>"To make a request from your own extract, where DIR is the folder that this service reads:"</p>
            {command("Command to make a request", "nhs-coverage trace request --from persons_2026-10-31.csv --dialect pds-mesh --to request.csv --data DIR")}
            <p>"To load what came back, or what a partner sent for you:"</p>
            {command("Command to load an answer", "nhs-coverage load response.csv --data DIR")}
            <p>"Names and dates of birth are read for the request and not stored."</p>
        </section>
    }
}
