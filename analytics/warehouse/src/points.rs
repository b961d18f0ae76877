//! Figures at dates, as a row for each or as one text, from which processes are judged.

use crate::Columns;
use chrono::NaiveDate;
use domain::{Filter, Target};

/// The figures at one date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dated {
    pub(crate) as_at: NaiveDate,
    pub(crate) numerator: i64,
    pub(crate) denominator: Option<i64>,
    pub(crate) target: Option<Target>,
    pub(crate) rebase: bool,
}

impl Dated {
    /// The columns of a row for each date.
    pub(crate) const COLUMNS: &'static [&'static str] = &["as_at", "numerator", "denominator", "target", "rebase"];

    pub(crate) fn read(columns: &Columns<'_>) -> duckdb::Result<Self> {
        Ok(Self {
            as_at: columns.date("as_at")?,
            numerator: columns.count("numerator")?,
            denominator: columns.maybe_count("denominator")?,
            target: columns.maybe_target("target")?,
            rebase: columns.flag("rebase")?,
        })
    }

    /// All dates of a team from one text, as the mart `courses` writes them; none if it is not such a text.
    pub(crate) fn of_text(text: &str) -> Option<Vec<Self>> {
        let (mut points, mut fields, mut at) = (Vec::with_capacity(text.len() / 20), [0_i64; 5], 0);
        for byte in text.bytes().chain([b';']) {
            match byte {
                b'0'..=b'9' => {
                    let field = fields.get_mut(at)?;
                    *field = field.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
                }
                b' ' => at += 1,
                b';' => {
                    points.push(Self::of_fields(fields)?);
                    (fields, at) = ([0; 5], 0);
                }
                _ => return None,
            }
        }
        Some(points)
    }

    fn of_fields([days, numerator, denominator, target, rebase]: [i64; 5]) -> Option<Self> {
        Some(Self {
            as_at: NaiveDate::from_num_days_from_ce_opt(i32::try_from(days + 1).ok()?)?,
            numerator,
            denominator: Some(denominator),
            target: Some(Target::from_basis_points(u32::try_from(target).ok()?)?),
            rebase: rebase == 1,
        })
    }

    /// The share of 1, or the count where there is nothing to be a share of.
    pub(crate) fn value(&self) -> f64 {
        match self.denominator {
            Some(denominator) => self.numerator as f64 / denominator as f64,
            None => self.numerator as f64,
        }
    }
}

/// The dates at which there is something to be a share of. A rebase on another date starts at the next of them.
pub(crate) fn usable(read: &[Dated]) -> Vec<Dated> {
    let mut is_due = false;
    let mut usable = Vec::with_capacity(read.len());
    for row in read {
        is_due |= row.rebase;
        if row.denominator != Some(0) {
            usable.push(Dated { rebase: is_due, ..*row });
            is_due = false;
        }
    }
    usable
}

/// The dates of the filter's period, up to the one asked about, of dates in order.
pub(crate) fn within<'a>(filter: &Filter, points: &'a [Dated]) -> &'a [Dated] {
    let ends = [filter.as_at, filter.to];
    let first = points.partition_point(|point| filter.from.is_some_and(|from| point.as_at < from));
    let last = points.partition_point(|point| ends.into_iter().flatten().all(|end| point.as_at <= end));
    &points[first.min(last)..last]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_as_the_mart_writes_it_or_not_at_all() {
        let points = Dated::of_text("738155 7 9 9500 0;738186 8 0 9700 1").unwrap();
        let read: Vec<_> = points
            .iter()
            .map(|point| (point.as_at.to_string(), point.numerator, point.denominator, point.rebase))
            .collect();
        assert_eq!(
            read,
            [
                ("2022-01-01".to_owned(), 7, Some(9), false),
                ("2022-02-01".to_owned(), 8, Some(0), true)
            ]
        );
        assert_eq!(points[1].target, Target::from_basis_points(9_700));
        for wrong in [
            "",
            "738155 7 9",
            "738155 7 9 9500 0;",
            "738155 -7 9 9500 0",
            "1 2 3 4 5 6",
            "99999999999999999999 1 1 1 1",
        ] {
            assert_eq!(Dated::of_text(wrong), None, "{wrong}");
        }
    }
}
