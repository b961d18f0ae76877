//! The words, the questions and the answers.
//!
//! Plain data with the field's terms, shared by every other crate and by the page: no I/O, no database, no clock.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may panic"))]

pub mod answer;
pub mod calendar;
pub mod disclosure;
pub mod effort;
pub mod filter;
pub mod hours;
pub mod load;
pub mod money;
pub mod nhs_number;
pub mod options;
pub mod page;
pub mod percent;
pub mod question;
pub mod questions;
pub mod queue;
pub mod record;
pub mod register;
pub mod schema;
pub mod target;
pub mod trace;

pub use answer::{Answer, Lineage, Problem};
pub use effort::{Grain, Party, Phase, Workstream};
pub use filter::{Dimension, Exemptions, Filter, InvalidParameter, Measure, TeamSort};
pub use load::{Issue, Kind, Manifest, Severity};
pub use question::Question;
pub use record::{AgeBand, Exclusion, NumberSource, NumberStatus, RecordState, TimeOpen};
pub use target::Target;

/// The team of people in scope without an open allocation.
pub const UNALLOCATED: &str = "Unallocated";

/// The group of people of whom the record doesn't say what they are grouped by.
pub const NOT_RECORDED: &str = "Not recorded";

/// The service of teams that no `teams` file places.
pub const NO_SERVICE: &str = "No service recorded";
