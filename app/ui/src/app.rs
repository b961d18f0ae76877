//! The app: what stands on every page, and the page itself.

use crate::{
    components::{busy_line, empty, filter_bar, footer, loading, masthead, problem_panel},
    current::Current,
    document,
    location::Location,
    pages,
    wanted::{self, Address, Astray},
    words::scope,
};
use domain::page::Page;
use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// Starts the app in the place that the server's page holds for it.
#[wasm_bindgen(start)]
pub(crate) fn start() {
    use wasm_bindgen::JsCast as _;
    let place = leptos::prelude::document().get_element_by_id("app");
    if let Some(place) = place.and_then(|place| place.dyn_into().ok()) {
        mount_to(place, app).forget();
    }
}

/// The page that is shown follows the answers, not the address, so that nothing goes blank between.
fn app() -> impl IntoView {
    let location = Location::follow();
    let address = wanted::read(location);
    let current = Current::follow(location, address);
    keep_title(address, current);
    // What is below must not be made anew when the address only asks for something else: the focus is in it.
    let astray = Memo::new(move |_| address.with(|wanted| wanted.as_ref().err().cloned()));
    let heading = move || current.page().map(|page| scope::heading(page, &current.filter()));
    let is_empty = Memo::new(move |_| current.is_empty());
    let has_scope = move || current.page().is_some_and(Page::is_filtered) && !is_empty.get();
    let line = move || has_scope().then(|| scope::line(&current.filter(), current.as_at()));
    view! {
        // `external` leaves the jump to the browser, which moves the focus as well.
        <a class="skip-link" href="#main" rel="external">"Skip to main content"</a>
        {masthead(address)}
        <main id="main" class="page" tabindex="-1" aria-busy=move || current.is_busy().to_string()>
            {move || match astray.get() {
                Some(astray) => astray_panel(&astray).into_any(),
                None => view! {
                    <h1 class="page__heading" tabindex="-1">{move || heading().unwrap_or_else(|| scope::PRODUCT.to_owned())}</h1>
                    <p class="page__scope">{line}</p>
                    {move || (!is_empty.get()).then(|| filter_bar(address, current))}
                    {busy_line(current)}
                    {content(current, is_empty)}
                }.into_any(),
            }}
        </main>
        {footer(current)}
    }
}

fn content(current: Current, is_empty: Memo<bool>) -> impl IntoView {
    let problem = Memo::new(move |_| current.problem());
    let page = Memo::new(move |_| current.page());
    move || match (page.get(), problem.get()) {
        _ if is_empty.get() => empty().into_any(),
        (_, Some(problem)) => problem_panel(&problem, current).into_any(),
        (None, None) => loading().into_any(),
        (Some(Page::Overview), None) => pages::overview(current).into_any(),
        (Some(Page::Teams), None) => pages::teams(current).into_any(),
        (Some(Page::Team), None) => pages::team(current).into_any(),
        (Some(Page::Matching), None) => pages::matching(current).into_any(),
        (Some(Page::Resources), None) => pages::resources(current).into_any(),
        (Some(Page::Governance), None) => pages::governance(current).into_any(),
        (Some(Page::Options), None) => pages::options(current).into_any(),
        (Some(Page::Data), None) => pages::data(current).into_any(),
    }
}

const NOT_UNDERSTOOD: &str = "The address cannot be understood";

fn astray_panel(astray: &Astray) -> impl IntoView {
    let (detail, page) = match astray {
        Astray::NoSuchPage => ("It may be mistyped, or the page has moved.".to_owned(), Page::Overview),
        Astray::Parameter(page, invalid) => (format!("In the address, {} {}.", invalid.parameter, invalid.reason), *page),
    };
    view! {
        <div class="problem">
            <h1 class="page__heading" tabindex="-1">{NOT_UNDERSTOOD}</h1>
            <p>{detail}</p>
            <p><a href=page.path()>{format!("Go to {}", page.title())}</a></p>
        </div>
    }
}

/// Keeps the document's title, and takes the focus to the heading when the page changes; a filter leaves it where it is.
fn keep_title(address: Address, current: Current) {
    Effect::new(move |before: Option<Option<Page>>| {
        let page = current.page();
        let title = match (address.get(), page) {
            (Err(_), _) => format!("{NOT_UNDERSTOOD} – {}", scope::PRODUCT),
            (Ok(_), Some(page)) => scope::title(page, &current.filter(), current.as_at()),
            (Ok(_), None) => scope::PRODUCT.to_owned(),
        };
        leptos::prelude::document().set_title(&title);
        if before.flatten().is_some_and(|before| page != Some(before)) {
            document::focus_heading();
        }
        page
    });
}
