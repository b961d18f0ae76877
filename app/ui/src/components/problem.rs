use super::empty::empty;
use crate::current::Current;
use domain::Problem;
use leptos::prelude::*;

/// The title under which the server says that nothing is loaded.
const NOTHING_LOADED: &str = "No figures yet";

/// In place of a page that can't be shown: what is wrong and what to do.
pub(crate) fn problem_panel(problem: &Problem, current: Current) -> impl IntoView + use<> {
    if problem.title == NOTHING_LOADED {
        return empty().into_any();
    }
    let Problem { title, detail, parameter, .. } = problem.clone();
    let way_out = move || {
        let page = current.page()?;
        Some(view! { <a href=page.path()>{format!("Show {} without a filter", page.title())}</a> })
    };
    let parameter = parameter.map(|parameter| {
        view! {
            <p>"This comes from "<code>{parameter}</code>" in the address."</p>
            <p>{way_out}</p>
        }
    });
    view! {
        <section class="problem" role="alert" aria-labelledby="problem">
            <h2 id="problem">{title}</h2>
            <p>{detail}</p>
            {parameter}
            {retry(current)}
        </section>
    }
    .into_any()
}

/// In place of one figure that can't be shown.
pub(crate) fn problem_line(problem: &Problem, current: Current) -> impl IntoView + use<> {
    view! {
        <div class="problem problem--small">
            <p><strong>{problem.title.clone()}</strong>": "{problem.detail.clone()}</p>
            {retry(current)}
        </div>
    }
}

fn retry(current: Current) -> impl IntoView {
    view! { <button type="button" class="button" on:click=move |_| current.retry()>"Try again"</button> }
}
