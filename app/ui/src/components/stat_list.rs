use domain::page::Stat;
use leptos::prelude::*;

/// The big numbers of a page, the first the biggest.
pub(super) fn stat_list(stats: impl Fn() -> Vec<Stat> + Send + 'static) -> impl IntoView {
    let item = |stat: Stat| {
        view! {
            <div class="stat-list__item">
                <dt>{stat.label}</dt>
                <dd class="stat-list__value">{stat.value}</dd>
                <dd class="stat-list__detail">{stat.detail}</dd>
            </div>
        }
    };
    view! { <dl class="stat-list">{move || stats().into_iter().map(item).collect_view()}</dl> }
}
