mod connect;

use super::{listing, table_under};
use crate::{
    components::{commands, note},
    current::Current,
    tables,
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
        {listing::<Loads>(current, loads, "Nothing is loaded.", ())}
        {listing::<DataIssues>(current, issues, "Every row of every load was taken without a remark.", ())}
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

macro_rules! titles {
    ($($question:ty),+ $(,)?) => {
        const QUESTIONS: &[(&str, &str)] = &[$((<$question as Question>::NAME, <$question as Question>::TITLE)),+];
    };
}
for_each_question!(titles);

fn definitions() -> impl IntoView {
    QUESTIONS.iter().map(|(question, title)| note(question, title)).collect_view()
}
