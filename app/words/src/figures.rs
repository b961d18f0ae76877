//! The counts behind a measure, whichever answer they come from.

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

/// `1 record`, `2,345 records`.
#[must_use]
pub fn records(count: i64) -> String {
    let noun = if count == 1 { "record" } else { "records" };
    format!("{} {noun}", domain::percent::count(count))
}

/// A change with its sign: `+12`, `−3`, `0`.
#[must_use]
pub fn signed(change: i64) -> String {
    let sign = if change > 0 { "+" } else { "" };
    format!("{sign}{}", domain::percent::count(change))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_written_as_people_say_them() {
        for (count, text) in [(0, "0 records"), (1, "1 record"), (1_234, "1,234 records")] {
            assert_eq!(records(count), text);
        }
        for (change, text) in [(12, "+12"), (0, "0"), (-1_300, "−1,300")] {
            assert_eq!(signed(change), text);
        }
    }
}
