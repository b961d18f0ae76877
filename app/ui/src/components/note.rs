use crate::fetch;
use leptos::{prelude::*, task::spawn_local};

/// How a question is counted and what it leaves out, fetched when somebody wants to know.
pub(crate) fn note(question: &'static str, summary: &'static str) -> impl IntoView {
    let text = RwSignal::new(None::<String>);
    let open = move |_| {
        if text.with_untracked(Option::is_some) {
            return;
        }
        spawn_local(async move {
            let note = fetch::text(&format!("/note/{question}")).await;
            text.set(Some(note.unwrap_or_else(|| {
                "The note could not be fetched. Close this and open it again to retry.".to_owned()
            })));
        });
    };
    let paragraphs = move || {
        let text = text.get().unwrap_or_else(|| "One moment…".to_owned());
        text.split("\n\n")
            .filter(|paragraph| !paragraph.trim().is_empty())
            .map(|paragraph| view! { <p>{paragraph.to_owned()}</p> })
            .collect_view()
    };
    view! {
        <details class="note" on:toggle=open>
            <summary>{summary}</summary>
            <div class="note__text">{paragraphs}</div>
        </details>
    }
}
