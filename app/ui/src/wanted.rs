//! What the address asks for.

use domain::{Filter, InvalidParameter, page::Page};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// A page and its filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) page: Page,
    pub(crate) filter: Filter,
}

/// Why an address leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Astray {
    NoSuchPage,
    Parameter(Page, InvalidParameter),
}

/// What the address asks for, now and whenever it changes.
pub(crate) type Address = Memo<Result<Wanted, Astray>>;

/// Reads the address of the router above.
pub(crate) fn use_address() -> Address {
    let location = use_location();
    Memo::new(move |_| {
        let page = location.pathname.with(|path| Page::at(path)).ok_or(Astray::NoSuchPage)?;
        let pairs = location.query.get();
        let filter = Filter::from_pairs(pairs).map_err(|invalid| Astray::Parameter(page, invalid))?;
        Ok(Wanted { page, filter })
    })
}

/// The filter in the address; the default where there is none that can be understood.
pub(crate) fn filter(address: Address) -> Filter {
    address.with(|wanted| wanted.as_ref().map(|wanted| wanted.filter.clone()).unwrap_or_default())
}
