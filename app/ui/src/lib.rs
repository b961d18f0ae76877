//! The single-page app.
//!
//! The address is read as a filter, the page's questions are asked, and the answers shown.
//!
//! Sentences, tables and charts come from the server and are only drawn; what the page itself says is composed natively and tested
//! there. Everything that needs a browser is compiled for wasm alone.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may panic"))]

pub mod address;
pub mod words;

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod components;
#[cfg(target_arch = "wasm32")]
mod current;
#[cfg(target_arch = "wasm32")]
mod document;
#[cfg(target_arch = "wasm32")]
mod fetch;
#[cfg(target_arch = "wasm32")]
mod location;
#[cfg(target_arch = "wasm32")]
mod pages;
#[cfg(target_arch = "wasm32")]
mod shown;
#[cfg(target_arch = "wasm32")]
mod wanted;
