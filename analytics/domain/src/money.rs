//! Money in whole pence: read from what people write, and shown as they expect it. Never a float.

use crate::percent;

/// More than any council spends on this; a larger amount is another figure in the wrong column.
const MOST_PENCE: i64 = 100_000_000_000;

/// Reads pounds as whole pence: `£1,234.50`, `1234.5`, `1 234`, `GBP 12`. None if it is negative, not an amount, or not whole pence.
///
/// What a spreadsheet computed may differ from whole pence by the last digits of its binary numbers; that alone is rounded.
#[must_use]
pub fn read(text: &str) -> Option<i64> {
    let text = text.trim();
    let text = text.strip_prefix('£').or_else(|| text.strip_prefix("GBP")).unwrap_or(text).trim();
    let (pounds, fraction) = text.split_once('.').unwrap_or((text, ""));
    let pounds = grouped(pounds)?;
    let pence = hundredths(fraction)?;
    if pounds.is_empty() && fraction.is_empty() || pounds.len() > 12 {
        return None;
    }
    let whole: i64 = if pounds.is_empty() { 0 } else { pounds.parse().ok()? };
    Some(whole * 100 + pence).filter(|pence| *pence <= MOST_PENCE)
}

/// The amount exactly: `£1,234.50`; a negative one with a minus before the sign of the pound.
#[must_use]
pub fn shown(pence: i64) -> String {
    let (pounds, rest) = (pence.unsigned_abs() / 100, pence.unsigned_abs() % 100);
    format!(
        "{}£{}.{rest:02}",
        minus(pence),
        percent::count(i64::try_from(pounds).unwrap_or(i64::MAX))
    )
}

/// The amount to the nearest pound, half up, for sentences and charts: `£1,235`.
#[must_use]
pub fn pounds(pence: i64) -> String {
    let pounds = pence.unsigned_abs().saturating_add(50) / 100;
    let minus = if pounds == 0 { "" } else { minus(pence) };
    format!("{minus}£{}", percent::count(i64::try_from(pounds).unwrap_or(i64::MAX)))
}

/// Divides an amount by weights so that the parts add up to it exactly: the largest remainders get what rounding down leaves, the first of
/// equal ones first. Nothing for weights that add up to nothing.
#[must_use]
pub fn shares(total: i64, weights: &[i64]) -> Vec<i64> {
    let of: i128 = weights.iter().map(|weight| i128::from((*weight).max(0))).sum();
    if of == 0 {
        return vec![0; weights.len()];
    }
    let exact = |weight: &i64| i128::from(total) * i128::from((*weight).max(0));
    let mut parts: Vec<i64> = weights
        .iter()
        .map(|weight| i64::try_from(exact(weight).div_euclid(of)).unwrap_or(0))
        .collect();
    let left = total - parts.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(exact(&weights[*at]).rem_euclid(of)), *at));
    for at in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[at] += 1;
    }
    parts
}

fn minus(pence: i64) -> &'static str {
    if pence < 0 { "−" } else { "" }
}

/// Digits without the commas or spaces between groups of three; none if they are grouped otherwise.
fn grouped(text: &str) -> Option<String> {
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let groups: Vec<&str> = text.split([',', ' ', '\u{a0}']).collect();
    let (first, rest) = groups.split_first()?;
    let is_grouped = rest.is_empty() || (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
    (is_grouped && groups.iter().all(|group| digits(group))).then(|| groups.concat())
}

/// The digits behind the point as hundredths; none where they are none.
fn hundredths(fraction: &str) -> Option<i64> {
    /// From so many digits on, a number was computed and not typed.
    const COMPUTED: usize = 8;
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digit = |at: usize| fraction.as_bytes().get(at).map_or(0, |byte| i64::from(byte - b'0'));
    let first = |digits: usize| (0..digits).fold(0, |sum, at| sum * 10 + digit(at));
    let typed = fraction.trim_end_matches('0').len();
    match typed {
        ..=2 => Some(first(2)),
        COMPUTED.. => {
            let millionths = first(6) + i64::from(digit(6) >= 5);
            (millionths % 10_000 == 0).then_some(millionths / 10_000)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pounds_are_read_as_whole_pence() {
        for (text, pence) in [
            ("£1,234.50", Some(123_450)),
            ("1234.5", Some(123_450)),
            ("1 234", Some(123_400)),
            ("GBP 12", Some(1_200)),
            ("£0", Some(0)),
            (".5", Some(50)),
            ("12.", Some(1_200)),
            ("12.00", Some(1_200)),
            ("12.000", Some(1_200)),
            ("0.30000000000000004", Some(30)),
            ("12.299999999999999", Some(1_230)),
            ("0.99999999999", Some(100)),
            ("12.345", None),
            ("12.3333333333", None),
            ("-5", None),
            ("−5", None),
            ("1,23", None),
            ("12,34.5", None),
            ("", None),
            (".", None),
            ("£", None),
            ("1e3", None),
            ("five", None),
            ("9999999999", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(read(text), pence, "{text}");
        }
    }

    #[test]
    fn pence_are_shown_as_pounds() {
        for (pence, exactly, nearest) in [
            (123_450, "£1,234.50", "£1,235"),
            (5, "£0.05", "£0"),
            (-5, "−£0.05", "£0"),
            (-123_449, "−£1,234.49", "−£1,234"),
            (0, "£0.00", "£0"),
        ] {
            assert_eq!((shown(pence).as_str(), pounds(pence).as_str()), (exactly, nearest), "{pence}");
        }
    }

    #[test]
    fn the_largest_remainders_get_what_rounding_leaves() {
        for (total, weights, parts) in [
            (100, &[1, 1, 1][..], &[34, 33, 33][..]),
            (10, &[1, 2, 3], &[2, 3, 5]),
            (1, &[0, 5], &[0, 1]),
            (7, &[0, 0], &[0, 0]),
            (0, &[], &[]),
        ] {
            assert_eq!(shares(total, weights), parts, "{total} by {weights:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn parts_add_up_to_the_whole(total in 0_i64..1_000_000_000, weights in proptest::collection::vec(0_i64..100_000, 1..40)) {
            proptest::prop_assume!(weights.iter().sum::<i64>() > 0);
            let parts = shares(total, &weights);
            proptest::prop_assert_eq!(parts.iter().sum::<i64>(), total);
            for (part, weight) in parts.iter().zip(&weights) {
                let exact = total as f64 * *weight as f64 / weights.iter().sum::<i64>() as f64;
                proptest::prop_assert!((*part as f64 - exact).abs() < 1.0 + 1e-6);
            }
        }

        #[test]
        fn what_is_shown_is_read_back(pence in 0_i64..=MOST_PENCE) {
            proptest::prop_assert_eq!(read(&shown(pence)), Some(pence));
        }

        #[test]
        fn any_text_is_read_without_panic(text in ".*") {
            let _ = read(&text);
        }
    }
}
