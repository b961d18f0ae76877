use super::{annotations::annotations, chart::chart, chart_table, downloads, note, problem_line};
use crate::{
    current::Current,
    shown::{Drawing, Loaded},
    tables::Table,
};
use domain::Filter;
use leptos::prelude::*;

/// What a figure shows.
pub(crate) struct Figure {
    /// The question that its chart answers.
    pub(crate) question: &'static str,
    /// What the page's filter becomes for it.
    pub(crate) under: fn(&Filter) -> Filter,
    /// Its name while there is no headline.
    pub(crate) title: &'static str,
    /// The same answer as a table.
    pub(crate) table: Signal<Loaded<Table>>,
    /// What is said when the answer has no rows.
    pub(crate) when_empty: &'static str,
}

/// A chart that says its message, with its table, its files and how it is counted.
pub(crate) fn figure(current: Current, figure: Figure) -> impl IntoView {
    let Figure {
        question,
        under,
        title,
        table,
        when_empty,
    } = figure;
    let drawing = current.drawing(question, under);
    let is_empty = Memo::new(move |_| table.with(|table| matches!(table, Some(Ok(table)) if table.rows.is_empty())));
    let headline = move || match drawing.get() {
        Some(Ok(drawing)) if !is_empty.get() => drawing.headline,
        _ => title.to_owned(),
    };
    let id = format!("figure-{question}");
    let heading = id.clone();
    view! {
        <section class="card figure" aria-labelledby=heading>
            <h2 class="figure__headline" id=id>{headline}</h2>
            {move || if is_empty.get() {
                view! { <p>{when_empty}</p> }.into_any()
            } else {
                content(current, question, under, title, table, drawing).into_any()
            }}
            {note(question, "How this is counted")}
        </section>
    }
}

fn content(
    current: Current,
    question: &'static str,
    under: fn(&Filter) -> Filter,
    title: &'static str,
    table: Signal<Loaded<Table>>,
    drawing: Memo<Loaded<Drawing>>,
) -> impl IntoView {
    let as_table = RwSignal::new(false);
    let part = move |part: fn(Drawing) -> String| drawing.get().and_then(Result::ok).map(part);
    let failed = move || drawing.get().and_then(Result::err).map(|problem| problem_line(&problem, current));
    let toggle = move || if as_table.get() { "Show chart" } else { "Show table" };
    view! {
        <p class="figure__subtitle">{move || part(|drawing| drawing.subtitle)}</p>
        {failed}
        {chart(drawing, as_table, title)}
        {move || as_table.get().then(|| chart_table(table))}
        {annotations(drawing)}
        <p class="figure__footer">{move || part(|drawing| drawing.footer)}</p>
        <div class="figure__actions">
            <button type="button" class="button button--secondary" on:click=move |_| as_table.update(|on| *on = !*on)>
                {toggle}
                <span class="visually-hidden">{format!(" of {}", title.to_lowercase())}</span>
            </button>
            {downloads(current, question, under, title, &["svg", "png", "pdf", "csv", "xlsx"])}
        </div>
    }
}
