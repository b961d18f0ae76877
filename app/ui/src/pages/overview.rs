use super::{breakdown, forecast, processes::processes};
use crate::{
    address,
    components::{figure, summary},
    current::Current,
};
use domain::{
    Question as _,
    page::summary::OVERVIEW,
    questions::{Coverage, CoverageByTeam, CoverageTrend, Movement, MovementByTeam, RecordStates},
};
use leptos::prelude::*;

/// The council or a service at a glance: the answer first, then what stands behind it.
pub(crate) fn overview(current: Current) -> impl IntoView {
    let is_one_team = Memo::new(move |_| current.filter().team.is_some());
    let of_teams = move |question| move || (!is_one_team.get()).then(|| figure(current, question));
    view! {
        {summary(current, OVERVIEW)}
        {briefing(current)}
        <div class="figures">
            {figure(current, Coverage::NAME)}
            {figure(current, CoverageTrend::NAME)}
            {forecast(current)}
            {of_teams(CoverageByTeam::NAME)}
            {breakdown(current)}
            {figure(current, Movement::NAME)}
            {of_teams(MovementByTeam::NAME)}
            {figure(current, RecordStates::NAME)}
        </div>
        {processes(current)}
    }
}

/// Links to the senior management team's paper, which is about the whole council at the date shown.
fn briefing(current: Current) -> impl IntoView {
    let link = move |extension: &'static str| {
        let href = move || address::briefing(extension, &current.filter());
        view! {
            <li>
                <a href=href download="">{extension.to_uppercase()}<span class="visually-hidden">" of the briefing"</span></a>
            </li>
        }
    };
    view! {
        <div class="figure__actions">
            <span>"Briefing for the senior management team"</span>
            <ul class="downloads" aria-label="Download the briefing">{["pdf", "docx", "html"].map(link)}</ul>
        </div>
    }
}
