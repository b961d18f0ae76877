//! A file becomes checked Parquet.
//!
//! [`read()`] takes a file as a council has it, finds out what it is and checks every row; [`Checked::write_parquet`] writes what was
//! accepted as the Parquet files that [`domain::schema`] describes. Names, dates of birth and addresses end here: they are
//! read to tell who is in scope and kept nowhere; an NHS number leaves only as a keyed hash.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic"))]

pub mod answers;
mod as_at;
mod cells;
mod check;
mod checked;
mod checksum;
mod columns;
mod error;
mod exempt;
mod findings;
mod key;
mod mapping;
mod pipeline;
mod read;
mod reason;
mod rejects;
mod source;
mod table;
#[cfg(test)]
mod tests;
pub mod trace;

pub use as_at::names_another_date;
pub use checked::Checked;
pub use checksum::Content;
pub use error::{Error, Refusal};
pub use key::Key;
pub use mapping::{Mapping, MappingError};
pub use read::{Options, Request, read, read_known};

/// The version of the rules by which rows are read; a manifest says which one its load was read by.
pub const RULES: u32 = 1;
