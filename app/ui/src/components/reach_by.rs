use crate::{
    address,
    current::Current,
    words::choices::{self, Field},
};
use domain::questions::Forecast;
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// The date by which the reader wants the target to be reached; it goes into the address at once.
pub(crate) fn reach_by(current: Current) -> impl IntoView {
    let forecast = current.rows::<Forecast>();
    let chosen = move || {
        let row = forecast.get()?.ok()?.rows.pop()?;
        Some(row.reach_by.to_string())
    };
    let navigate = use_navigate();
    let choose = move |value: String| {
        let Some(page) = current.page() else { return };
        let next = choices::changed(&current.filter(), Field::ReachBy, &value, None);
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&address::page(page, &next), options);
    };
    view! {
        <div class="select">
            <label for=Field::ReachBy.id()>"What reaching the target takes, by"</label>
            <input id=Field::ReachBy.id() type="date" prop:value=chosen on:change=move |ev| choose(event_target_value(&ev)) />
        </div>
    }
}
