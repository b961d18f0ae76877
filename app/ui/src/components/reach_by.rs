use super::select::{chooser, select};
use crate::{
    current::Current,
    words::choices::{self, Field},
};
use leptos::prelude::*;

/// The date by which the reader wants the target to be reached; it goes into the address at once.
pub(crate) fn reach_by(current: Current) -> impl IntoView {
    let offered = Signal::derive(move || choices::ends(&current.filter(), current.as_at()));
    select(
        Field::ReachBy,
        "What reaching the target takes, by",
        offered,
        chooser(current, Field::ReachBy),
    )
}
