use super::{annotations::annotations, chart::chart, data_table, downloads, note, problem_line};
use crate::{current::Current, shown::Loaded};
use domain::{
    page::{Drawing, Table},
    question,
};
use leptos::prelude::*;

/// A question's chart, which says its message, with its table, its files and how it is counted.
pub(crate) fn figure(current: Current, question: &'static str) -> impl IntoView {
    let (drawing, table) = (current.drawing(question), current.table(question));
    let title = question::title(question).unwrap_or(question);
    let when_empty = Memo::new(move |_| table.with(nothing));
    let headline = move || match drawing.get() {
        Some(Ok(drawing)) if when_empty.with(Option::is_none) => drawing.headline,
        _ => title.to_owned(),
    };
    let id = format!("figure-{question}");
    let heading = id.clone();
    view! {
        <section class="card figure" aria-labelledby=heading>
            <h2 class="figure__headline" id=id>{headline}</h2>
            {move || match when_empty.get() {
                Some(nothing) => view! { <p>{nothing}</p> }.into_any(),
                None => content(current, question, title, table, drawing).into_any(),
            }}
            {note(question, "How this is counted")}
        </section>
    }
}

/// What is said in place of a table without rows.
pub(super) fn nothing(table: &Loaded<Table>) -> Option<String> {
    let table = table.as_ref()?.as_ref().ok()?;
    table.rows.is_empty().then(|| table.when_empty.clone())
}

fn content(
    current: Current,
    question: &'static str,
    title: &'static str,
    table: Memo<Loaded<Table>>,
    drawing: Memo<Loaded<Drawing>>,
) -> impl IntoView {
    let as_table = RwSignal::new(false);
    let part = move |part: fn(Drawing) -> String| drawing.get().and_then(Result::ok).map(part);
    let failed = move || drawing.get().and_then(Result::err).map(|problem| problem_line(&problem, current));
    let rows = move || {
        let table = table.get().filter(|_| as_table.get())?.ok()?;
        Some(data_table(current, table, "Behind the chart: "))
    };
    let toggle = move || if as_table.get() { "Show chart" } else { "Show table" };
    view! {
        <p class="figure__subtitle">{move || part(|drawing| drawing.subtitle)}</p>
        {failed}
        {chart(drawing, as_table, title)}
        {rows}
        {annotations(drawing)}
        <p class="figure__footer">{move || part(|drawing| drawing.footer)}</p>
        <div class="figure__actions">
            <button type="button" class="button button--secondary" on:click=move |_| as_table.update(|on| *on = !*on)>
                {toggle}
                <span class="visually-hidden">{format!(" of {}", title.to_lowercase())}</span>
            </button>
            {downloads(current, question, title, &["svg", "png", "pdf", "csv", "xlsx"])}
        </div>
    }
}
