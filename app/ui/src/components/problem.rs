use crate::current::Current;
use domain::Problem;
use leptos::prelude::*;

/// In place of a page that can't be shown: what is wrong and what to do.
pub(crate) fn problem_panel(problem: &Problem, current: Current) -> impl IntoView + use<> {
    let Problem {
        title, detail, parameter, ..
    } = problem.clone();
    let way_out = move || {
        let page = current.page()?;
        Some(view! { <a href=page.path()>{format!("Show {} without a filter", page.title())}</a> })
    };
    let remedy = match parameter {
        Some(parameter) => view! {
            <p>"This comes from "<code>{parameter}</code>" in the address."</p>
            <p>{way_out}</p>
        }
        .into_any(),
        None => retry(current).into_any(),
    };
    view! {
        <section class="problem" role="alert" aria-labelledby="problem">
            <h2 id="problem">{title}</h2>
            <p>{detail}</p>
            {remedy}
        </section>
    }
}

/// In place of one figure that can't be shown.
pub(super) fn problem_line(problem: &Problem, current: Current) -> impl IntoView + use<> {
    view! {
        <div class="problem problem--small">
            <p><strong>{problem.title.clone()}</strong>": "{problem.detail.clone()}</p>
            {problem.parameter.is_none().then(|| retry(current))}
        </div>
    }
}

fn retry(current: Current) -> impl IntoView {
    view! { <button type="button" class="button" on:click=move |_| current.retry()>"Try again"</button> }
}
