//! The choice between the routes to the target: what each takes, worked out from the council's own figures.
//!
//! A pure model: [`Inputs`] say where the council stands and what was measured, [`Assumed`] what the reader puts in the place of a
//! figure, and [`options`] what follows. Nothing is guessed: a figure that nobody measured or gave is missing, and whatever needs it
//! says so instead of a number. The rules:
//!
//! - **Every day** people join and leave, and numbers are lost, at a twelfth of a year's rate a month. Joiners hold a number as
//!   front-door capture has it; leavers leave with and without one alike.
//! - **Manual entry** gives a number to the same share of those without one each month, so that it slows down as the hard ones are left.
//! - **A batch** asks about everybody without a number who was asked about at most once before. Who is not found twice waits until somebody
//!   has cleansed or decided: the same share of those who wait is asked about again each month, by the next batch, those of the days since
//!   the last one among them. Where nobody knows that share, nobody is. The match rate of the first pass counts for those never asked
//!   about, that of the residue for the others. The numbers are on the records when the answer has come, and the next batch is sent no
//!   earlier.
//! - **Real time** changes what joiners hold, not what is missing already. It begins on the first day on or after its own date on which
//!   the target is met, and never before.
//! - **The combination** traces through the partner, over the own connection from its date on, and goes real time when that is allowed;
//!   staff go on typing numbers beside it. A batch route by itself is batches alone.
//! - **The range** takes every measured figure that moves the date at the end of its interval that favours the route, and at the other.
//! - **Work**: a batch has its hours, and so has every record that it does not find or whose answer contradicts the record; a number by
//!   hand has its minutes, and a wrong one is put right as one of those records. A month once the target is met is for those who join
//!   without a number, and for as many of them asked about again as go on waiting in the long run.

mod assumed;
mod assumption;
mod course;
mod figures;
mod inputs;
mod projection;
mod routes;
mod sensitivity;
mod spend;
mod value;
mod words;

#[cfg(test)]
mod tests;

pub use assumed::Assumed;
pub use assumption::{Assumption, Unit};
pub use figures::{Figure, Figures, Origin};
pub use inputs::{Inputs, Measured, Position, Prerequisite, Usage};
pub use projection::projection;
pub use routes::options;
pub use sensitivity::sensitivity;
pub use value::Value;

use crate::record::vocabulary;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A way to get the numbers, or all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// Social care staff type them.
    Manual,
    /// Batches that a partner organisation submits.
    Partner,
    /// Batches over the council's own connection.
    OwnConnection,
    /// Searched while a person is created: Spine Mini Service or PDS.
    RealTime,
    /// The partner now, the own connection from its date, real time after the gate, and manual entry all along.
    Combination,
}

vocabulary!(Route {
    Manual = "manual", "Manual entry";
    Partner = "partner", "Batch through a partner";
    OwnConnection = "own_connection", "Batch over an own connection";
    RealTime = "real_time", "Real time (Spine Mini or PDS)";
    Combination = "combination", "All routes together";
});

impl Route {
    /// Its name within a sentence.
    #[must_use]
    pub fn within_a_sentence(self) -> &'static str {
        match self {
            Self::Manual => "manual entry",
            Self::Partner => "batch tracing through a partner",
            Self::OwnConnection => "batch tracing over an own connection",
            Self::RealTime => "real time (Spine Mini or PDS)",
            Self::Combination => "all routes together",
        }
    }
}
