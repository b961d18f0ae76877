use crate::{address, current::Current};
use leptos::prelude::*;

/// Links to a question's chart and table as files, under the filter of what is shown.
pub(super) fn downloads(
    current: Current,
    question: &'static str,
    title: &'static str,
    extensions: &'static [&'static str],
) -> impl IntoView {
    let link = move |extension: &'static str| {
        let href = move || address::export(question, extension, &current.filter_of(question));
        view! {
            <li>
                <a href=href download="">
                    {extension.to_uppercase()}
                    <span class="visually-hidden">{format!(" of {}", title.to_lowercase())}</span>
                </a>
            </li>
        }
    };
    view! {
        <ul class="downloads" aria-label="Download">
            {extensions.iter().map(|extension| link(extension)).collect_view()}
        </ul>
    }
}
