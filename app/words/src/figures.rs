//! Words for what a measure counts, whichever answer it comes from.

use domain::Measure;

/// Shown in place of a count that a history file doesn't give.
pub const NOT_KNOWN: &str = "not known from earlier counts";

/// What records on that rung do, as a verb for many: `hold a usable NHS number`.
#[must_use]
pub fn hold(measure: Measure) -> &'static str {
    match measure {
        Measure::Recorded => "hold something in the NHS number field",
        Measure::Coverage => "hold a usable NHS number",
        Measure::Verified => "hold an NHS number that a trace confirmed or supplied",
    }
}
