use super::stat_list;
use crate::{address, current::Current};
use domain::page::Paragraph;
use leptos::prelude::*;

/// The answer in sentences and the big numbers.
pub(crate) fn summary(current: Current, name: &'static str) -> impl IntoView {
    let summary = current.summary(name);
    let said = move || summary.get().and_then(Result::ok).unwrap_or_default();
    let sentences = move || {
        let said = said();
        let rest = said.rest.into_iter().map(|said| paragraph(current, said)).collect_view();
        view! {
            {said.verdict.map(|verdict| view! { <p class="answer__verdict">{verdict}</p> })}
            {rest}
        }
    };
    view! {
        <section class="answer" aria-label="The answer">
            {sentences}
            {stat_list(move || said().stats)}
        </section>
    }
}

/// A summary of one sentence, before what it sums up.
pub(crate) fn lead(current: Current, name: &'static str) -> impl IntoView {
    let summary = current.summary(name);
    let verdict = move || summary.get().and_then(Result::ok).and_then(|summary| summary.verdict);
    view! { <p class="lead">{verdict}</p> }
}

fn paragraph(current: Current, Paragraph { text, page }: Paragraph) -> impl IntoView {
    let more = page.map(|page| {
        let href = move || address::other(page, &current.filter());
        view! {
            " "
            <a href=href><span class="visually-hidden">"More: "</span>{page.title()}</a>
        }
    });
    view! { <p class="answer__rest">{text}{more}</p> }
}
