//! The share of records in scope that must hold a usable NHS number.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A target in hundredths of a percent, so that it is compared in whole numbers; a percentage in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target(u16);

impl Target {
    /// The 95% of the briefing and of the CP-IS rule.
    pub const DEFAULT: Self = Self(9_500);

    /// A target of that many hundredths of a percent, if it lies above 0% and at most at 100%.
    #[must_use]
    pub fn from_basis_points(basis_points: u32) -> Option<Self> {
        match u16::try_from(basis_points) {
            Ok(points) if (1..=10_000).contains(&points) => Some(Self(points)),
            _ => None,
        }
    }

    /// Reads `95`, `95.5` or `95%`.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let number: f64 = text.trim().trim_end_matches('%').trim().parse().ok()?;
        let points = (number * 100.0).round();
        // A third decimal would be dropped silently.
        if !(1.0..=10_000.0).contains(&points) || (number * 100.0 - points).abs() > 1e-6 {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked to lie between 1 and 10,000"
        )]
        Self::from_basis_points(points as u32)
    }

    /// The target in hundredths of a percent.
    #[must_use]
    pub fn basis_points(self) -> i64 {
        i64::from(self.0)
    }

    /// The target in percent, to draw it.
    #[must_use]
    pub fn percent(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// Whether that many covered records of that many in scope hold the target; nothing in scope doesn't.
    #[must_use]
    pub fn is_met(self, covered: i64, in_scope: i64) -> bool {
        in_scope > 0 && covered * 10_000 >= self.basis_points() * in_scope
    }

    /// The fewest records that must gain a usable number for the target to hold.
    #[must_use]
    pub fn records_to_go(self, covered: i64, in_scope: i64) -> i64 {
        let needed = (self.basis_points() * in_scope + 9_999).div_euclid(10_000);
        (needed - covered).max(0)
    }

    /// The target as people write it: `95%`, `92.5%`.
    #[must_use]
    pub fn label(self) -> String {
        format!("{}%", self.percent())
    }
}

impl Default for Target {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl Serialize for Target {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.percent())
    }
}

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let percent = f64::deserialize(deserializer)?;
        Self::from_text(&percent.to_string())
            .ok_or_else(|| serde::de::Error::custom("a target is a percentage above 0 and at most 100, with two decimals at most"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_to_go_is_whole_and_exact() {
        let cases = [
            (9_497, 10_000, 3),
            (9_500, 10_000, 0),
            (0, 0, 0),
            (0, 1, 1),
            (5, 6, 1),
            (18, 20, 1),
            (19, 20, 0),
            (100, 100, 0),
        ];
        for (covered, in_scope, to_go) in cases {
            assert_eq!(Target::DEFAULT.records_to_go(covered, in_scope), to_go, "{covered} of {in_scope}");
        }
    }

    #[test]
    fn reads_percentages_as_written() {
        for (text, points) in [
            ("95", Some(9_500)),
            ("95%", Some(9_500)),
            ("92.55 %", Some(9_255)),
            ("0", None),
            ("100.01", None),
            ("95.125", None),
            ("high", None),
        ] {
            assert_eq!(Target::from_text(text).map(Target::basis_points), points, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn that_many_more_records_hold_it_and_one_fewer_does_not(in_scope in 1_i64..2_000_000, share in 0.0_f64..1.0, points in 1_u32..=10_000) {
            let target = Target::from_basis_points(points).unwrap();
            let covered = (in_scope as f64 * share) as i64;
            let to_go = target.records_to_go(covered, in_scope);
            proptest::prop_assert!(target.is_met(covered + to_go, in_scope));
            if to_go > 0 {
                proptest::prop_assert!(!target.is_met(covered + to_go - 1, in_scope));
            }
        }
    }
}
