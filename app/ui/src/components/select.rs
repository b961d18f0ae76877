use crate::{
    current::Current,
    words::choices::{Choice, Field},
};
use domain::{Filter, page::Frame};
use leptos::prelude::*;

/// A labelled list to choose one from; the choice goes into the address at once.
pub(crate) fn select(current: Current, field: Field, label: &'static str, offered: fn(&Frame, &Filter) -> Vec<Choice>) -> impl IntoView {
    let id = field.id();
    let choices = move || current.frame().map(|frame| offered(&frame, &current.wanted())).unwrap_or_default();
    let option = |choice: Choice| view! { <option value=choice.value prop:selected=choice.selected>{choice.label}</option> };
    view! {
        <div class="select">
            <label for=id>{label}</label>
            <select id=id on:change=move |ev| current.choose(field, &event_target_value(&ev))>
                {move || choices().into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}
