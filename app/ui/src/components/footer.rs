use crate::{current::Current, words::scope};
use leptos::prelude::*;

/// The foot of every page: what made it.
pub(crate) fn footer(current: Current) -> impl IntoView {
    let made = move || {
        current
            .frame()
            .map(|frame| format!("{} {} · figures of generation {}", scope::PRODUCT, frame.version, frame.generation))
    };
    view! {
        <footer class="footer">
            <p>{made}</p>
            <p>"Figures are counts of records, never of what people need. Every figure is also at "<code>"/api/v1"</code>" and from the command "<code>"nhs-coverage report"</code>"."</p>
        </footer>
    }
}
