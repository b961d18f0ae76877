//! The address bar, which changes without the page being loaded anew.

use domain::page::Page;
use leptos::{
    ev::{self, MouseEvent},
    prelude::*,
};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, HtmlAnchorElement, UrlSearchParams, js_sys::Array};

/// What stands in the address bar, now and whenever a link, a choice or the way back changes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Location(RwSignal<Place>);

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) path: String,
    /// The parameters, decoded, in the order given.
    pub(crate) pairs: Vec<(String, String)>,
}

impl Location {
    /// Reads the address bar and takes over the links between pages.
    pub(crate) fn follow() -> Self {
        let location = Self(RwSignal::new(Place::now()));
        let _ = window_event_listener(ev::popstate, move |_| location.0.set(Place::now()));
        let _ = window_event_listener(ev::click, move |event| location.follow_link(&event));
        location
    }

    /// The place it shows.
    pub(crate) fn place(self) -> Place {
        self.0.get()
    }

    /// Puts another address of ours into it.
    pub(crate) fn go(self, address: &str) {
        let history = window().history();
        if history.is_ok_and(|history| history.push_state_with_url(&JsValue::NULL, "", Some(address)).is_ok()) {
            self.0.set(Place::now());
        }
    }

    /// Goes to the page that a link leads to; whatever else was meant is left to the browser.
    fn follow_link(self, event: &MouseEvent) {
        let is_plain = event.button() == 0 && !(event.meta_key() || event.alt_key() || event.ctrl_key() || event.shift_key());
        let Some(link) = link_at(event).filter(|_| is_plain && !event.default_prevented()) else {
            return;
        };
        let is_for_the_browser = !link.target().is_empty() || link.has_attribute("download") || link.rel() == "external";
        let is_ours = window().location().origin().is_ok_and(|origin| origin == link.origin());
        if is_for_the_browser || !is_ours || Page::at(&link.pathname()).is_none() {
            return;
        }
        event.prevent_default();
        self.go(&(link.pathname() + &link.search()));
        if !link.has_attribute("data-noscroll") {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    }
}

impl Place {
    fn now() -> Self {
        let location = window().location();
        let parameters = location.search().and_then(|search| UrlSearchParams::new_with_str(&search));
        let pairs = parameters.map(|parameters| Array::from(&parameters)).unwrap_or_default();
        let text = |value: JsValue| value.as_string().unwrap_or_default();
        Self {
            path: location.pathname().unwrap_or_default(),
            pairs: pairs
                .iter()
                .map(|pair| Array::from(&pair))
                .map(|pair| (text(pair.get(0)), text(pair.get(1))))
                .collect(),
        }
    }
}

fn link_at(event: &MouseEvent) -> Option<HtmlAnchorElement> {
    let element: Element = event.target()?.dyn_into().ok()?;
    element.closest("a[href]").ok()??.dyn_into().ok()
}
