use super::{figure, select};
use crate::{
    current::Current,
    words::choices::{Choice, Field},
};
use domain::{Filter, page::Frame};
use leptos::prelude::*;

/// A figure under a choice of its own.
pub(crate) fn choose(
    current: Current,
    question: &'static str,
    field: Field,
    label: &'static str,
    offered: fn(&Frame, &Filter) -> Vec<Choice>,
) -> impl IntoView {
    view! {
        <div class="choose">
            {select(current, field, label, offered)}
            {figure(current, question)}
        </div>
    }
}
