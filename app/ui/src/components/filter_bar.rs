use super::select::select;
use crate::{
    address,
    current::{Current, teams_of},
    wanted::{self, Address},
    words::choices::{self, Choice, Field},
};
use domain::{
    Answer, Exemptions, Filter,
    page::Page,
    questions::{CoverageByTeam, CoverageTrend},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// The controls that narrow a page; each puts its choice into the address at once.
pub(crate) fn filter_bar(address: Address, current: Current) -> impl IntoView {
    let page = Memo::new(move |_| address.with(|wanted| wanted.as_ref().ok().map(|wanted| wanted.page)));
    move || {
        page.get()
            .filter(|page| page.is_filtered())
            .map(|page| controls(page, address, current))
    }
}

fn controls(page: Page, address: Address, current: Current) -> impl IntoView {
    let trend = current.rows_under::<CoverageTrend>(|_| Filter::default());
    let teams = current.rows_under::<CoverageByTeam>(teams_of);
    let filter = move || wanted::filter(address);
    let dates = Signal::derive(move || trend.with(|trend| choices::dates(rows(trend), &filter())));
    let starts = Signal::derive(move || trend.with(|trend| choices::starts(rows(trend), &filter(), current.as_at())));
    let services = Signal::derive(move || teams.with(|teams| choices::services(rows(teams), &filter())));
    let names = Signal::derive(move || teams.with(|teams| choices::teams(rows(teams), &filter())));
    let measures = Signal::derive(move || choices::measures(&filter()));

    let navigate = use_navigate();
    let choose = move |field: Field, value: String| {
        let next = choices::changed(&filter(), field, &value, current.as_at());
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&address::page(page, &next), options);
    };
    let control = |field: Field, label: &'static str, choices: Signal<Vec<Choice>>| {
        let choose = choose.clone();
        select(field, label, choices, move |value| choose(field, value))
    };
    let leave_out = {
        let choose = choose.clone();
        move |ev| {
            let view = if event_target_checked(&ev) {
                Exemptions::Excluded
            } else {
                Exemptions::Included
            };
            choose(Field::Exemptions, view.name().to_owned());
        }
    };
    view! {
        <div class="filter-bar" role="group" aria-label="Choose what is shown">
            {control(Field::AsAt, "As at", dates)}
            {(page != Page::Teams).then(|| control(Field::From, "Period starts", starts))}
            {(page != Page::Team).then(|| control(Field::Service, "Service", services))}
            {(page != Page::Teams).then(|| control(Field::Team, "Team", names))}
            {control(Field::Measure, "Measure", measures)}
            <div class="filter-bar__switch">
                <input
                    type="checkbox"
                    id=Field::Exemptions.id()
                    prop:checked=move || filter().exemptions == Exemptions::Excluded
                    on:change=leave_out
                />
                <label for=Field::Exemptions.id()>"Less agreed exemptions"</label>
            </div>
        </div>
    }
}

fn rows<R>(loaded: &crate::shown::Loaded<Answer<R>>) -> &[R] {
    match loaded {
        Some(Ok(answer)) => &answer.rows,
        _ => &[],
    }
}
