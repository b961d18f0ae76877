use super::select::{chooser, select};
use crate::{
    current::Current,
    words::choices::{self, Field},
};
use leptos::prelude::*;

/// The choice of what people are grouped by; it goes into the address at once.
pub(crate) fn group_by(current: Current) -> impl IntoView {
    let offered = Signal::derive(move || choices::dimensions(&current.filter()));
    select(Field::By, "Where the missing are, by", offered, chooser(current, Field::By))
}
