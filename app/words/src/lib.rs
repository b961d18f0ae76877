//! Answer rows become words: tables, sentences and the big numbers of a page.
//!
//! One function per question that has a table, and one per summary of several. Each takes answers as they came and returns what a reader
//! sees, as plain data: the page only draws it.
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may panic"))]

pub mod change;
pub mod figures;
pub mod governance;
pub mod matching;
pub mod options;
pub mod outlook;
mod pictures;
pub mod recommendation;
pub mod resources;
pub mod sentence;
pub mod stats;
pub mod summary;
pub mod tables;
