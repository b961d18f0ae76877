use crate::{
    components::stat_list,
    current::Current,
    shown::Loaded,
    words::{matching::last_batch, outlook, sentence, stats},
};
use domain::{
    Answer,
    page::{Page, everything},
    questions::{Coverage, CoverageByTeam, CoverageRow, CoverageSpc, Forecast, MatchRateTrend},
};
use leptos::prelude::*;

/// The answer in a sentence and the big numbers, for the council, a service or a team.
pub(super) fn answer(current: Current) -> impl IntoView {
    let coverage = current.rows::<Coverage>();
    let teams = current.rows::<CoverageByTeam>();
    let points = current.rows::<CoverageSpc>();
    let latest = move || points.get()?.ok()?.rows.pop();
    let said = move || {
        let teams = teams.get().and_then(Result::ok).map(|answer| answer.rows).unwrap_or_default();
        let process = latest().and_then(|last| last.variation);
        coverage.with(|coverage| Some(sentence::compose(first(coverage)?, &teams, process, &current.filter())))
    };
    let sentence = move || {
        let said = said()?;
        Some(view! {
            <p class="answer__verdict">{said.verdict}</p>
            <p class="answer__rest">{said.furthest.map(|furthest| format!("{furthest} "))}{said.direction}</p>
        })
    };
    let forecast = current.rows::<Forecast>();
    let outlook = move || {
        let last = latest()?;
        let forecast = forecast.get()?.ok()?.rows.pop()?;
        let (process, forecast) = (outlook::process(&last), outlook::forecast(&forecast, last.variation));
        Some(view! { <p class="answer__rest">{format!("{process} {forecast}")}</p> })
    };
    // Asked only where the page is about the whole council.
    let trend = current.rows_under::<MatchRateTrend>(everything);
    let matching = move || {
        let said = last_batch(&trend.get()?.ok()?.rows)?;
        Some(view! { <p class="answer__rest">{said}" "<a href=Page::Matching.path()>"See Matching"</a></p> })
    };
    let numbers = move || {
        coverage.with(|coverage| {
            first(coverage)
                .map(|row| stats::stats(row, &current.filter()).to_vec())
                .unwrap_or_default()
        })
    };
    view! {
        <section class="answer" aria-label="The answer">
            {sentence}
            {outlook}
            {matching}
            {stat_list(numbers)}
        </section>
    }
}

fn first(coverage: &Loaded<Answer<CoverageRow>>) -> Option<&CoverageRow> {
    coverage.as_ref()?.as_ref().ok()?.rows.first()
}
