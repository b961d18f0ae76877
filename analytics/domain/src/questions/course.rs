use crate::{Target, percent};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The shares of a unit at its latest dates, oldest first, in tenths of a percent as [`percent::shown`] has them.
///
/// Written as one text, `58.2 59.0 61.3`, so that it fits into a cell of any table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Course(Vec<i64>);

impl Course {
    /// The most dates that it goes back.
    pub const DATES: usize = 24;

    /// The course of counts with their targets, oldest first; dates with nobody in scope are left out.
    pub fn of(counts: impl IntoIterator<Item = (i64, i64, Target)>) -> Self {
        let shares = counts
            .into_iter()
            .filter_map(|(part, of, target)| percent::tenths(part, of, target));
        Self(shares.collect())
    }

    /// The shares in tenths of a percent.
    #[must_use]
    pub fn tenths(&self) -> &[i64] {
        &self.0
    }
}

impl fmt::Display for Course {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, share) in self.0.iter().enumerate() {
            let space = if at > 0 { " " } else { "" };
            write!(f, "{space}{}", percent::decimal(*share))?;
        }
        Ok(())
    }
}

impl From<Course> for String {
    fn from(course: Course) -> Self {
        course.to_string()
    }
}

impl TryFrom<String> for Course {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let tenths = |share: &str| match share.split_once('.') {
            Some((whole, decimal)) if decimal.len() == 1 => format!("{whole}{decimal}").parse().ok(),
            _ => None,
        };
        let shares: Option<Vec<i64>> = text.split_whitespace().map(tenths).collect();
        shares
            .map(Self)
            .ok_or_else(|| "a course is shares with one decimal, separated by spaces".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_is_read_as_it_was_written() {
        let course = Course::of([(9_497, 10_000), (0, 7), (0, 0), (7, 7)].map(|(part, of)| (part, of, Target::DEFAULT)));
        assert_eq!(course.to_string(), "94.9 0.0 100.0");
        assert_eq!(Course::try_from(course.to_string()), Ok(course));
        assert_eq!(Course::try_from(String::new()), Ok(Course::default()));
        for wrong in ["94", "94.97", "x.y", "94.9, 0.0"] {
            assert!(Course::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }
}
