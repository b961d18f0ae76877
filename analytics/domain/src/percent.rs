//! Percentages and counts as they are shown: one decimal, from whole counts, never flattering.

use crate::Target;

/// Shown where nothing is in scope.
pub const NO_PERCENT: &str = "–";

/// The percentage to one decimal, rounded half up, but never up to the target or to 100 when the counts fall short of it.
///
/// 94.97% against 95% is `94.9%`; `–` where `of` is zero.
#[must_use]
pub fn shown(part: i64, of: i64, target: Target) -> String {
    tenths(part, of, target).map_or_else(|| NO_PERCENT.to_owned(), |tenths| format!("{}%", decimal(tenths)))
}

/// The same in tenths of a percent; none where `of` is zero.
#[must_use]
pub fn tenths(part: i64, of: i64, target: Target) -> Option<i64> {
    if of <= 0 {
        return None;
    }
    let floor = part * 1_000 / of;
    let rounded = (2 * part * 1_000 + of) / (2 * of);
    let flatters_target = !target.is_met(part, of) && rounded * 10 >= target.basis_points();
    let flatters_whole = part < of && rounded >= 1_000;
    Some(if flatters_target || flatters_whole { floor } else { rounded })
}

/// Tenths as a number with one decimal: 584 is `58.4`.
#[must_use]
pub fn decimal(tenths: i64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The percentage as a number, to draw it.
#[must_use]
pub fn drawn(part: i64, of: i64) -> f64 {
    if of <= 0 {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    let percent = part as f64 * 100.0 / of as f64;
    percent
}

/// A count with thousands separated: `12,345`.
#[must_use]
pub fn count(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + 4);
    if number < 0 {
        out.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A count with what is counted: `1 batch`, `12,345 batches`.
#[must_use]
pub fn counted(number: i64, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// `1 record`, `2,345 records`.
#[must_use]
pub fn records(number: i64) -> String {
    counted(number, "record", "records")
}

/// A change with its sign: `+12`, `−3`, `0`.
#[must_use]
pub fn signed(change: i64) -> String {
    let sign = if change > 0 { "+" } else { "" };
    format!("{sign}{}", count(change))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_below_target_never_shows_as_reached() {
        let cases = [
            (9_497, 10_000, "94.9%"),
            (9_499, 10_000, "94.9%"),
            (9_500, 10_000, "95.0%"),
            (9_504, 10_000, "95.0%"),
            (9_506, 10_000, "95.1%"),
            (5_837, 10_000, "58.4%"),
            (9_999, 10_000, "99.9%"),
            (1, 1, "100.0%"),
            (0, 7, "0.0%"),
            (0, 0, "–"),
            (2, 3, "66.7%"),
        ];
        for (part, of, text) in cases {
            assert_eq!(shown(part, of, Target::DEFAULT), text, "{part} of {of}");
        }
    }

    #[test]
    fn counts_are_grouped() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "−1,234,567")] {
            assert_eq!(count(number), text);
        }
        for (number, text) in [(0, "0 records"), (1, "1 record"), (1_234, "1,234 records")] {
            assert_eq!(records(number), text);
        }
        for (change, text) in [(12, "+12"), (0, "0"), (-1_300, "−1,300")] {
            assert_eq!(signed(change), text);
        }
    }
}
