//! The parameters of an address: what is understood says the same again, and every page asks for something.

#![no_main]

use domain::{Filter, page::Page};

libfuzzer_sys::fuzz_target!(|query: &str| {
    let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let Ok(filter) = Filter::from_pairs(pairs) else { return };
    assert_eq!(Filter::from_pairs(filter.pairs()).as_ref(), Ok(&filter));
    let query = filter.query();
    assert!(query.is_empty() || query.starts_with('?'));
    assert!(query.bytes().all(|byte| byte.is_ascii_graphic()), "{query:?}");
    for page in Page::ALL {
        for ask in page.asks(&filter) {
            assert!(ask.path().starts_with('/'));
        }
    }
});
