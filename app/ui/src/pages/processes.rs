use crate::{components::figure, current::Current};
use domain::{
    Question as _,
    questions::{CaptureSpc, CoverageSpc, NetGainSpc},
};
use leptos::prelude::*;

/// What changes by more than it always does: the flows, which decide, and the stock, which signals almost always.
pub(super) fn processes(current: Current) -> impl IntoView {
    view! {
        <section aria-labelledby="processes">
            <h2 id="processes">"Is it changing by more than it always does?"</h2>
            <p class="lead">
                "Front-door capture and net gain are flows: a special cause there means that something changed. Coverage is a stock that
                 rises while numbers come in, so it signals almost always: read it for its course, and the flows for what to act on."
            </p>
            <div class="figures">
                {figure(current, CaptureSpc::NAME)}
                {figure(current, NetGainSpc::NAME)}
                {figure(current, CoverageSpc::NAME)}
            </div>
        </section>
    }
}
