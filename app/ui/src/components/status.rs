use crate::{current::Current, words::scope};
use leptos::prelude::*;

/// What is read out when a filter has changed the figures, since the focus stays on the filter.
pub(crate) fn busy_line(current: Current) -> impl IntoView {
    let said = move |before: Option<(bool, String)>| {
        let line = scope::line(&current.filter(), current.as_at());
        let text = match before {
            // The first figures need no announcement: they are the page.
            None => String::new(),
            Some((true, _)) if !current.is_busy() => format!("Figures changed. {line}"),
            Some((_, text)) => text,
        };
        (current.is_busy(), text)
    };
    let said = Memo::new(move |before: Option<&(bool, String)>| said(before.cloned()));
    view! {
        <p class="busy" aria-hidden="true">"Getting the figures…"</p>
        <p class="visually-hidden" role="status">{move || said.get().1}</p>
    }
}

/// In place of a page whose first answers are on their way; shown only if they take longer than a blink.
pub(crate) fn loading() -> impl IntoView {
    view! { <p class="loading" role="status">"Getting the figures…"</p> }
}
