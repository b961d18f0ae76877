use super::select;
use crate::{
    current::Current,
    wanted::Address,
    words::choices::{self, Field},
};
use domain::{Exemptions, page::Page};
use leptos::prelude::*;

/// The controls that narrow a page.
pub(crate) fn filter_bar(address: Address, current: Current) -> impl IntoView {
    let page = Memo::new(move |_| address.with(|wanted| wanted.as_ref().ok().map(|wanted| wanted.page)));
    move || page.get().filter(|page| page.is_filtered()).map(|page| controls(page, current))
}

fn controls(page: Page, current: Current) -> impl IntoView {
    let leave_out = move |ev| {
        let view = if event_target_checked(&ev) {
            Exemptions::Excluded
        } else {
            Exemptions::Included
        };
        current.choose(Field::Exemptions, view.name());
    };
    view! {
        <div class="filter-bar" role="group" aria-label="Choose what is shown">
            {select(current, Field::AsAt, "As at", choices::dates)}
            {(page != Page::Teams).then(|| select(current, Field::From, "Period starts", choices::starts))}
            {(page != Page::Team).then(|| select(current, Field::Service, "Service", choices::services))}
            {(page != Page::Teams).then(|| select(current, Field::Team, "Team", choices::teams))}
            {select(current, Field::Measure, "Measure", |_, filter| choices::measures(filter))}
            <div class="filter-bar__switch">
                <input
                    type="checkbox"
                    id=Field::Exemptions.id()
                    prop:checked=move || current.wanted().exemptions == Exemptions::Excluded
                    on:change=leave_out
                />
                <label for=Field::Exemptions.id()>"Less agreed exemptions"</label>
            </div>
        </div>
    }
}
