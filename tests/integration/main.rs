//! Every test that needs more than one crate, in one binary.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "a test may panic")]

/// The shape of the repository: what ARCHITECTURE.md promises about crates, files and questions.
mod repository;
