use crate::{
    address,
    current::Current,
    words::choices::{self, Choice, Field},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// A labelled list to choose one from.
pub(crate) fn select(field: Field, label: &'static str, choices: Signal<Vec<Choice>>, choose: impl Fn(String) + 'static) -> impl IntoView {
    let id = field.id();
    let option = |choice: Choice| view! { <option value=choice.value prop:selected=choice.selected>{choice.label}</option> };
    view! {
        <div class="select">
            <label for=id>{label}</label>
            <select id=id on:change=move |ev| choose(event_target_value(&ev))>
                {move || choices.get().into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}

/// Puts the choice of one control into the address of the page that is shown.
pub(super) fn chooser(current: Current, field: Field) -> impl Fn(String) + 'static {
    let navigate = use_navigate();
    move |value| {
        let Some(page) = current.page() else { return };
        let next = choices::changed(&current.filter(), field, &value, None);
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&address::page(page, &next), options);
    }
}
