use crate::{
    fetch,
    words::note::{Block, blocks},
};
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
    let words = move || {
        let text = text.get().unwrap_or_else(|| "One moment…".to_owned());
        blocks(&text).into_iter().map(block).collect_view()
    };
    view! {
        <details class="note" on:toggle=open>
            <summary>{summary}</summary>
            <div class="note__text">{words}</div>
        </details>
    }
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Paragraph(text) => view! { <p>{text}</p> }.into_any(),
        Block::Points(points) => {
            let points = points.into_iter().map(|point| view! { <li>{point}</li> }).collect_view();
            view! { <ul>{points}</ul> }.into_any()
        }
    }
}
