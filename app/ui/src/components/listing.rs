use super::{
    data_table::{data_table, noted},
    downloads,
    figure::nothing,
    note, problem_line,
};
use crate::current::Current;
use domain::question;
use leptos::prelude::*;

/// A question that is a table alone, under its title.
pub(crate) fn listing(current: Current, question: &'static str) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby=question>
            <h2 id=question>{question::title(question)}</h2>
            {listed(current, question)}
        </section>
    }
}

/// A question's table with its files and how it is counted.
pub(crate) fn listed(current: Current, question: &'static str) -> impl IntoView {
    let table = current.table(question);
    let title = question::title(question).unwrap_or(question);
    let content = move || {
        Some(match table.get()? {
            Err(problem) => problem_line(&problem, current).into_any(),
            Ok(rows) => match table.with(nothing) {
                Some(nothing) => view! { <p>{nothing}</p> {noted(rows.note)} }.into_any(),
                None => data_table(current, rows, "").into_any(),
            },
        })
    };
    view! {
        {content}
        <div class="figure__actions">{downloads(current, question, title, &["csv", "xlsx", "json"])}</div>
        {note(question, "How this is counted")}
    }
}
