use crate::{
    address, document,
    wanted::{self, Address},
    words::scope,
};
use domain::page::Page;
use leptos::prelude::*;

/// The head of every page: whose it is, what kind of data it shows, and the way to the others.
pub(crate) fn masthead(address: Address) -> impl IntoView {
    let link = move |page: Page| {
        let href = move || address::other(page, &wanted::filter(address));
        let current = move || {
            address
                .with(|wanted| wanted.as_ref().is_ok_and(|wanted| wanted.page == page))
                .then_some("page")
        };
        view! { <li><a href=href aria-current=current>{page.title()}</a></li> }
    };
    view! {
        <header>
            <div class="masthead">
                <div class="masthead__name">
                    <p class="masthead__product">{scope::PRODUCT}</p>
                    {document::note("council").map(|council| view! { <p class="masthead__council">{council}</p> })}
                </div>
                <nav class="masthead__pages" aria-label="Pages">
                    <ul>{Page::ALL.map(link).collect_view()}</ul>
                </nav>
            </div>
            {document::note("data-note").map(|note| view! { <p class="data-note"><strong>{note}</strong></p> })}
        </header>
    }
}
