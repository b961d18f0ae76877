//! Process control charts, intervals, funnels and the forecast.
//!
//! Plain functions from numbers to results: no I/O, no clock, no knowledge of councils. Each module says which published method it
//! follows and is held against that method's own figures in `tests/fixtures`.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may panic"))]

pub mod forecast;
pub mod funnel;
pub mod mean;
pub mod spc;
pub mod wilson;

#[cfg(test)]
mod tests;
