use crate::words::choices::{Choice, Field};
use leptos::prelude::*;

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
