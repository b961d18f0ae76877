//! Hours of work in whole minutes: read from what people write, and shown as decimal hours.

use crate::percent;

/// More than a person works in a year, five times over; a larger figure is another one in the wrong column.
const MOST_HOURS: i64 = 10_000;

/// Reads hours as whole minutes: `0.25`, `1.5`, `.5`, `0:15`, `7:30`, `00:15:00`; none where they are not whole minutes.
///
/// What a spreadsheet computed, such as a third of an hour, may differ from a whole minute by the last digits of its binary numbers; that
/// alone is rounded.
#[must_use]
pub fn read(text: &str) -> Option<i64> {
    let minutes = match text.split_once(':') {
        Some((hours, rest)) => {
            let rest = rest.strip_suffix(":00").unwrap_or(rest);
            let minutes = number(rest).filter(|minutes| rest.len() == 2 && *minutes < 60)?;
            number(hours)? * 60 + minutes
        }
        None => decimal(text)?,
    };
    (minutes <= MOST_HOURS * 60).then_some(minutes)
}

/// Minutes as hours with two decimals at most: 450 is `7.5`, 440 is `7.33`.
#[must_use]
pub fn shown(minutes: i64) -> String {
    let hundredths = (minutes.unsigned_abs() * 100 + 30) / 60;
    let whole = percent::count(i64::try_from(hundredths / 100).unwrap_or(i64::MAX));
    let minus = if minutes < 0 && hundredths > 0 { "−" } else { "" };
    match hundredths % 100 {
        0 => format!("{minus}{whole}"),
        part if part % 10 == 0 => format!("{minus}{whole}.{}", part / 10),
        part => format!("{minus}{whole}.{part:02}"),
    }
}

/// Minutes as whole hours, half up, for sentences and charts.
#[must_use]
pub fn whole(minutes: i64) -> String {
    percent::count((minutes + 30).div_euclid(60))
}

fn decimal(text: &str) -> Option<i64> {
    /// From so many digits on, a number was computed and not typed.
    const COMPUTED: usize = 8;
    let (hours, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = fraction.trim_end_matches('0');
    let hours = if hours.is_empty() && !fraction.is_empty() {
        0
    } else {
        number(hours)?
    };
    if fraction.is_empty() {
        return Some(hours * 60);
    }
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let is_computed = fraction.len() >= COMPUTED;
    let digits = &fraction[..fraction.len().min(COMPUTED)];
    let of = 10_i64.pow(u32::try_from(digits.len()).ok()?);
    let parts = number(digits)? * 60;
    let rest = parts % of;
    if rest == 0 {
        Some(hours * 60 + parts / of)
    } else if is_computed && (rest < of / 1_000 || of - rest < of / 1_000) {
        Some(hours * 60 + (parts + of / 2) / of)
    } else {
        None
    }
}

fn number(digits: &str) -> Option<i64> {
    let all = digits.bytes().all(|byte| byte.is_ascii_digit());
    if all && !digits.is_empty() && digits.len() <= 9 {
        digits.parse().ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_whole_minutes() {
        for (cell, expected) in [
            ("0.25", Some(15)),
            ("1.5", Some(90)),
            ("1.50", Some(90)),
            (".5", Some(30)),
            ("2", Some(120)),
            ("2.", Some(120)),
            ("0:15", Some(15)),
            ("7:30", Some(450)),
            ("01:05", Some(65)),
            ("00:15:00", Some(15)),
            ("0.1", Some(6)),
            ("0", Some(0)),
            ("7.333333333333333", Some(440)),
            ("0.30000000000000004", Some(18)),
            ("6.999999999999999", Some(420)),
            ("0.33", None),
            ("7.33333", None),
            ("7.123456789", None),
            ("0:75", None),
            ("0:5", None),
            ("-1", None),
            ("10001", None),
            ("1e2", None),
            ("half an hour", None),
            (".", None),
        ] {
            assert_eq!(read(cell), expected, "{cell}");
        }
    }

    #[test]
    fn minutes_are_shown_as_hours() {
        for (minutes, text) in [
            (450, "7.5"),
            (440, "7.33"),
            (15, "0.25"),
            (74_070, "1,234.5"),
            (0, "0"),
            (-90, "−1.5"),
            (60, "1"),
        ] {
            assert_eq!(shown(minutes), text, "{minutes}");
        }
        assert_eq!((whole(89).as_str(), whole(90).as_str()), ("1", "2"));
    }

    proptest::proptest! {
        #[test]
        fn quarter_hours_are_read_back(quarters in 0_i64..40_000) {
            let minutes = quarters * 15;
            proptest::prop_assert_eq!(read(&shown(minutes).replace(',', "")), Some(minutes));
        }

        #[test]
        fn any_text_is_read_without_panic(text in ".*") {
            let _ = read(&text);
        }
    }
}
