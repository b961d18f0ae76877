//! Parquet becomes answers.
//!
//! A [`Store`] keeps the loads and says which are in force; a [`Change`] of it prepares the next generation, a DuckDB file at
//! the grain that pages need, and publishes it with one rename. A [`Generation`] answers the questions of [`domain`]. The SQL
//! lies in `sql/`: `staging` reads and casts, `carry` takes people from one snapshot to the next, `marts` hold each rule once,
//! `questions` filter and order.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic"))]

mod answerable;
mod asked;
mod build;
mod catalog;
mod change;
mod columns;
mod courses;
mod database;
mod disk;
mod error;
mod generation;
mod manifest;
mod match_rates;
mod memo;
mod options;
mod points;
mod pool;
mod processes;
mod questions;
mod queue;
mod reader;
mod register;
mod resources;
mod series;
mod sql;
mod store;
mod teams;
mod traces;

#[cfg(test)]
mod tests;

pub use answerable::{About, Answerable, Holds};
pub use change::{Change, Defaults, Prepared};
pub use columns::Columns;
pub use error::{AskError, Error};
pub use generation::Generation;
pub use questions::note;
pub use reader::Reader;
pub use store::{Current, Store};
