//! Every test that needs more than one crate, in one binary.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "a test may panic")]

/// What happened, on the charts.
mod annotations;
/// The API: the same rows as the command, and every wrong question.
mod api;
/// The senior management team's paper, read back.
mod briefing;
/// The dashboard in Chromium.
mod browser;
/// The commands as a user types them.
mod commands;
/// Readers while loads are published.
mod concurrency;
/// Loads that are killed.
mod crash;
/// Files to take away, read back.
mod exports;
/// The same table in every format.
mod formats;
/// Golden answers to every question.
mod golden;
/// Files that are not what they should be.
mod malformed;
/// The routes to the target, with figures of the reader's own.
mod options;
/// What pages are made of.
mod parts;
/// Marked personal data, found nowhere.
mod privacy;
/// The cleansing queue as its workers get it.
mod queue;
/// Published hospital figures, and a real council's headers.
mod real_input;
/// Published hospital figures against the reference's process control charts.
mod real_processes;
/// The code lists of `data/reference`.
mod reference;
/// The register of the project: what stands in the way, what ends, what is late.
mod register;
/// The shape of the repository: what ARCHITECTURE.md promises about crates, files and questions.
mod repository;
/// Timesheets, plans and rates.
mod resources;
/// A batch from extract to verified coverage.
mod round_trip;
/// The documentation's council tells its story.
mod story;
/// What the tests share.
mod support;
/// Asking for a trace.
mod traces;
/// Traces asked for elsewhere, and what is kept beside them.
mod traces_elsewhere;
