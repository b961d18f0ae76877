use crate::{
    components::{command, figure, listing, summary},
    current::Current,
};
use domain::{
    Question as _,
    page::summary::GOVERNANCE,
    questions::{Agreements, ExemptionReasons, Milestones, Readiness, RegisterDecisions, Risks, Transfers},
};
use leptos::prelude::*;

/// What only a register tells.
const REGISTERED: [&str; 4] = [Milestones::NAME, Agreements::NAME, Risks::NAME, RegisterDecisions::NAME];

/// What stands between the council and PDS access, and what was agreed, sent and decided on the way.
pub(crate) fn governance(current: Current) -> impl IntoView {
    let lacking = REGISTERED.map(|question| current.has_nothing_of(question));
    let has_register = Memo::new(move |_| !lacking.iter().all(|nothing| nothing.get()));
    view! {
        {summary(current, GOVERNANCE)}
        {move || (!has_register.get()).then(no_register)}
        {listing(current, Readiness::NAME)}
        {move || has_register.get().then(|| register(current))}
        {listing(current, Transfers::NAME)}
        <section aria-labelledby="duty">
            <h2 id="duty">"The legal duty"</h2>
            <p class="lead">
                "The Health and Social Care Act 2012, section 251A, has the council use the NHS number where that helps to provide care and is in the person's interest, unless the person objects, the number cannot be known, or there is another reasonable cause."
            </p>
            {listing(current, ExemptionReasons::NAME)}
        </section>
    }
}

fn register(current: Current) -> impl IntoView {
    view! {
        <div class="figures">{figure(current, Milestones::NAME)}</div>
        {listing(current, Agreements::NAME)}
        {listing(current, Risks::NAME)}
        {listing(current, RegisterDecisions::NAME)}
    }
}

/// Before the first register: what it is and how it is loaded.
fn no_register() -> impl IntoView {
    view! {
        <section class="empty" aria-labelledby="no-register">
            <h2 id="no-register">"No register yet"</h2>
            <p>"The register is the project's own list of approvals, agreements, assurances, transfers, milestones, risks and decisions: one sheet, as CSV or Excel. Nothing counts as in place until it is entered there."</p>
            <p>"Its columns are id, kind, title and status; and where they are kept owner (a role, not a name), due, first due, done, expiry, review, evidence, depends on, item, likelihood, impact, batch and route. Titles are shown to everybody: they must not be about a person. Notes are not stored."</p>
            <p>"To load it, where DIR is the folder that this service reads:"</p>
            {command("Command to load the register", "nhs-coverage load register_2026-10-31.csv --data DIR")}
        </section>
    }
}
