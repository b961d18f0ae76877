//! What the address asks for.

use crate::location::Location;
use domain::{
    Filter, InvalidParameter,
    page::{Ask, Page},
};
use leptos::prelude::*;

/// A page and its filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) page: Page,
    pub(crate) filter: Filter,
}

impl Wanted {
    /// Everything that is asked for it.
    pub(crate) fn asks(&self) -> Vec<Ask> {
        self.page.asks(&self.filter)
    }
}

/// Why an address leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Astray {
    NoSuchPage,
    Parameter(Page, InvalidParameter),
}

/// What the address asks for, now and whenever it changes.
pub(crate) type Address = Memo<Result<Wanted, Astray>>;

/// Reads what stands in the address bar.
pub(crate) fn read(location: Location) -> Address {
    Memo::new(move |_| {
        let place = location.place();
        let page = Page::at(&place.path).ok_or(Astray::NoSuchPage)?;
        let filter = Filter::from_pairs(place.pairs).map_err(|invalid| Astray::Parameter(page, invalid))?;
        Ok(Wanted { page, filter })
    })
}

/// The filter in the address; the default where there is none that can be understood.
pub(crate) fn filter(address: Address) -> Filter {
    address.with(|wanted| wanted.as_ref().map(|wanted| wanted.filter.clone()).unwrap_or_default())
}
