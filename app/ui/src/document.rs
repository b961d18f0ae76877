//! What lies around the app: the document's title, its notes about the data, and the focus.

use leptos::prelude::{document, request_animation_frame, window};
use wasm_bindgen::JsCast as _;
use web_sys::{FocusOptions, HtmlElement, HtmlMetaElement};

/// A note that the server left for the page; none if it is empty.
pub(crate) fn note(name: &str) -> Option<String> {
    let element = document().query_selector(&format!("meta[name='{name}']")).ok()??;
    let content = element.dyn_into::<HtmlMetaElement>().ok()?.content();
    (!content.trim().is_empty()).then_some(content)
}

/// Moves the focus to the heading of a page that has just come, so that it is read out and tabbing starts there.
pub(crate) fn focus_heading() {
    request_animation_frame(|| {
        let heading = document().query_selector("h1").ok().flatten();
        if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = heading.focus_with_options(&options);
        }
        window().scroll_to_with_x_and_y(0.0, 0.0);
    });
}
