use super::command;
use leptos::prelude::*;

/// Says that nothing is loaded yet, and how that is changed.
pub(crate) fn empty() -> impl IntoView {
    view! {
        <section class="empty" aria-labelledby="empty">
            <h2 id="empty">"No snapshots yet"</h2>
            <p>"A snapshot is an extract from the case-management system on one date: the people, and who they are allocated to. When the first is loaded, this page shows how far its records are from the target."</p>
            {commands()}
        </section>
    }
}

/// How a snapshot is loaded.
pub(crate) fn commands() -> impl IntoView {
    view! {
        <p>"To load your own extract, where DIR is the folder that this service reads:"</p>
        {command("Command to load an extract", "nhs-coverage load persons_2026-10-31.csv allocations_2026-10-31.csv --data DIR")}
        <p>"To look around with a synthetic council first:"</p>
        {command("Command to show the sample", "cargo xtask run")}
        <p>"Names, dates of birth and addresses are not stored, and NHS numbers only in a form that cannot be read back."</p>
    }
}
