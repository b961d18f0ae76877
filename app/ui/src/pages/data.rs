mod connect;

use super::table_under;
use crate::{
    components::{commands, data_table, downloads, note, problem_line},
    current::Current,
    shown::Loaded,
    tables::{self, Table},
};
use domain::{
    Question, for_each_question,
    page::everything,
    questions::{DataIssues, Loads},
};
use leptos::prelude::*;

/// What was loaded, what was wrong with it, what the figures mean, and how to load more.
pub(crate) fn data(current: Current) -> impl IntoView {
    let loads = table_under::<Loads>(current, everything, tables::loads);
    let issues = table_under::<DataIssues>(current, everything, tables::data_issues);
    view! {
        {listing::<Loads>(current, loads, "Nothing is loaded.")}
        {listing::<DataIssues>(current, issues, "Every row of every load was taken without a remark.")}
        <section class="card" aria-labelledby="definitions">
            <h2 id="definitions">"What the figures mean"</h2>
            {definitions()}
        </section>
        <section class="card" aria-labelledby="connect">
            <h2 id="connect">"Take away and connect"</h2>
            {connect::connect(current)}
        </section>
        <section class="card" aria-labelledby="how-to-load">
            <h2 id="how-to-load">"How to load"</h2>
            {commands()}
        </section>
    }
}

fn listing<Q: Question>(current: Current, table: Signal<Loaded<Table>>, when_empty: &'static str) -> impl IntoView {
    let is_empty = move || table.with(|table| matches!(table, Some(Ok(table)) if table.rows.is_empty()));
    let problem = move || table.get().and_then(Result::err).map(|problem| problem_line(&problem, current));
    view! {
        <section class="card" aria-labelledby=Q::NAME>
            <h2 id=Q::NAME>{Q::TITLE}</h2>
            {problem}
            {move || if is_empty() { view! { <p>{when_empty}</p> }.into_any() } else { data_table(table).into_any() }}
            <div class="figure__actions">{downloads(current, Q::NAME, everything, Q::TITLE, &["csv", "xlsx", "json"])}</div>
        </section>
    }
}

macro_rules! titles {
    ($($question:ty),+ $(,)?) => {
        const QUESTIONS: &[(&str, &str)] = &[$((<$question as Question>::NAME, <$question as Question>::TITLE)),+];
    };
}
for_each_question!(titles);

fn definitions() -> impl IntoView {
    QUESTIONS.iter().map(|(question, title)| note(question, title)).collect_view()
}
