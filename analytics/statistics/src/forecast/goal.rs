//! The target as an exact fraction, and how many records are short of it.

use chrono::NaiveDate;

/// So many billionths of all records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Goal(i64);

/// Why a number is no target.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("the target is {0}; it must be a share above 0 and at most 1")]
pub struct InvalidGoal(f64);

const BILLION: i64 = 1_000_000_000;

impl Goal {
    /// A target given as a share, to nine decimals: 0.95 is exactly 95 of 100, which no binary fraction is.
    ///
    /// # Errors
    /// It doesn't lie above 0 and at most at 1.
    pub fn new(share: f64) -> Result<Self, InvalidGoal> {
        #[expect(clippy::cast_precision_loss, reason = "a billion is exact")]
        let parts = (share * BILLION as f64).round();
        #[expect(clippy::cast_possible_truncation, reason = "checked to lie between 0 and a billion")]
        match share {
            share if share > 0.0 && share <= 1.0 && parts >= 1.0 => Ok(Self(parts as i64)),
            _ => Err(InvalidGoal(share)),
        }
    }

    /// The fewest of so many records that must be gained for the target to hold.
    #[must_use]
    pub fn records_needed(self, covered: i64, records: i64) -> i64 {
        let billion = i128::from(BILLION);
        let wanted = (i128::from(self.0) * i128::from(records) + billion - 1).div_euclid(billion);
        i64::try_from((wanted - i128::from(covered)).max(0)).unwrap_or(i64::MAX)
    }

    /// The target as a share.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "below 2^52")]
    pub fn share(self) -> f64 {
        self.0 as f64 / BILLION as f64
    }
}

/// How many records must be gained each week, rounded up, to have gained so many between two dates; none if no day lies between.
///
/// For the reader who picks a date. It takes the number of records to stay as it is.
#[must_use]
pub fn records_each_week(records_needed: i64, from: NaiveDate, by: NaiveDate) -> Option<i64> {
    let days = i128::from(by.signed_duration_since(from).num_days());
    let gained = i128::from(records_needed.max(0));
    (days > 0).then(|| i64::try_from((gained * 7 + days - 1) / days).unwrap_or(i64::MAX))
}
