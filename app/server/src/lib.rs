//! HTTP, exports and the one binary.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic"))]

pub mod answers;
pub mod briefing;
pub mod cli;
pub mod command;
pub mod config;
pub mod export;
pub mod http;
mod pdf;
pub mod sample;
pub mod table;
