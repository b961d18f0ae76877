use super::select::select;
use crate::{
    address,
    current::Current,
    words::choices::{self, Field},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// The choice of what people are grouped by; it goes into the address at once.
pub(crate) fn group_by(current: Current) -> impl IntoView {
    let offered = Signal::derive(move || choices::dimensions(&current.filter()));
    let navigate = use_navigate();
    let choose = move |value: String| {
        let Some(page) = current.page() else { return };
        let next = choices::changed(&current.filter(), Field::By, &value, None);
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&address::page(page, &next), options);
    };
    select(Field::By, "Where the missing are, by", offered, choose)
}
