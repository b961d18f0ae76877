//! Proof that charts draw what the rows say, at both widths and with rows that no council would like to have.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

mod annotations;
mod extremes;
mod fixtures;
mod golden;
mod theme;
mod words;
