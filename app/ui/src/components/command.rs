use leptos::prelude::*;

/// A command or an address to copy, on one line that can be scrolled by keyboard; `purpose` says aloud what it is.
pub(crate) fn command(purpose: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <pre class="command" tabindex="0" aria-label=purpose>
            <code>{text}</code>
        </pre>
    }
}
