//! Dates as people write them, and the dates in files' names.

#![no_main]

use domain::{Target, calendar};
use fuzz::AS_AT;
use std::path::Path;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Some(date) = calendar::read(text) {
        assert_eq!(calendar::read(&date.to_string()), Some(date));
        assert_eq!(calendar::read(&date.format("%d/%m/%Y").to_string()), Some(date));
        let _ = (calendar::long(date), calendar::short(date), calendar::month(date));
        assert!(calendar::financial_year_end(date) >= date);
        let _ = ingest::names_another_date(Path::new(text), date);
    }
    if let Some(as_at) = AS_AT {
        let _ = ingest::names_another_date(Path::new(text), as_at);
    }
    if let Some(target) = Target::from_text(text) {
        assert_eq!(Target::from_text(&target.label()), Some(target));
        assert!(target.records_to_go(0, 1_000_000) <= 1_000_000);
    }
});
