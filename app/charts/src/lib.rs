//! Answer rows become an SVG.
//!
//! One function per question that has a chart. Each takes the answer as it came and returns a [`Figure`]: the drawing, and the words that
//! belong to it. A forecast takes the points it starts from as well, a chart over time what happened. The same answers give the same bytes,
//! on screen and in print.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic"))]

mod amount;
mod annotations;
mod axis;
mod breakdown;
mod burn;
mod burn_by_workstream;
mod caption;
mod cost_per_number;
mod coverage;
mod coverage_by_team;
mod coverage_trend;
mod figure;
mod font;
mod forecast;
mod legend;
mod match_rates;
mod milestones;
mod movement;
mod movement_by_team;
mod option_projection;
mod options;
mod outcome_mix;
mod place;
mod queue_flow;
mod record_states;
mod sheet;
mod spc;
mod target;
mod team_funnel;
pub mod theme;
mod to_go;

#[cfg(test)]
mod tests;

pub use annotations::Annotation;
pub use breakdown::breakdown;
pub use burn::burn;
pub use burn_by_workstream::burn_by_workstream;
pub use cost_per_number::cost_per_number;
pub use coverage::coverage;
pub use coverage_by_team::coverage_by_team;
pub use coverage_trend::coverage_trend;
pub use figure::{Figure, Width};
pub use font::{bold_font, font};
pub use forecast::forecast;
pub use match_rates::{match_by_age_band, match_by_completeness, match_by_team};
pub use milestones::milestones;
pub use movement::movement;
pub use movement_by_team::movement_by_team;
pub use option_projection::option_projection;
pub use options::options;
pub use outcome_mix::outcome_mix;
pub use queue_flow::queue_flow;
pub use record_states::record_states;
pub use sheet::Mark;
pub use spc::{capture_spc, coverage_spc, match_rate_trend, net_gain_spc};
pub use team_funnel::team_funnel;

/// Why there is no chart.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The rows hold nothing to draw; the sentence says what is missing.
    #[error("{0}")]
    Nothing(&'static str),
    /// The bundled font can't be read: the build is damaged.
    #[error("the bundled font can't be read; install the program again")]
    Font,
    /// The drawing library failed.
    #[error("the chart could not be drawn: {0}")]
    Drawing(String),
}

impl Error {
    pub(crate) fn drawing(cause: impl std::fmt::Display) -> Self {
        Self::Drawing(cause.to_string())
    }
}
