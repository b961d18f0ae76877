use crate::shown::Loaded;
use domain::page::Drawing;
use leptos::prelude::*;

/// What the numbered marks of a chart stand for, and what may be worth annotating.
pub(super) fn annotations(drawing: Memo<Loaded<Drawing>>) -> impl IntoView {
    let drawn = move || drawing.get().and_then(Result::ok);
    let listed = move || {
        let annotations = drawn()?.annotations;
        let has_any = !annotations.is_empty();
        let items = annotations.into_iter().map(item).collect_view();
        has_any.then(|| view! { <ul class="annotations" aria-label="Annotations">{items}</ul> })
    };
    let suggestion = move || {
        drawn()?
            .suggestion
            .map(|text| view! { <p class="annotations__suggestion">{text}</p> })
    };
    view! {
        {listed}
        {suggestion}
    }
}

fn item((number, text): (usize, String)) -> impl IntoView {
    view! {
        <li class="annotations__item">
            <span class="annotations__number">{number}</span>
            " "
            <span class="annotations__text">{text}</span>
        </li>
    }
}
