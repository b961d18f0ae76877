use crate::{
    components::{assumptions, cards, figure, listing, summary},
    current::Current,
};
use domain::{
    Question as _,
    page::summary::OPTIONS,
    questions::{OptionProjection, OptionSensitivity, Options},
};
use leptos::prelude::*;

/// Which route meets the target when, at what cost, and on what that rests.
pub(crate) fn options(current: Current) -> impl IntoView {
    view! {
        {summary(current, OPTIONS)}
        <section class="card" aria-labelledby="routes">
            <h2 id="routes">"The routes side by side"</h2>
            {cards(current, Options::NAME)}
        </section>
        <div class="figures">
            {figure(current, Options::NAME)}
            {figure(current, OptionProjection::NAME)}
        </div>
        {assumptions(current)}
        {listing(current, OptionSensitivity::NAME)}
    }
}
