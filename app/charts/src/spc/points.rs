//! The data line and its points, drawn the finer the closer they stand, so that years of weeks can be read.

use crate::{Error, sheet::Sheet, theme};
use domain::questions::{PointType, SpcRow};

/// How strongly lines and points are drawn.
pub(super) struct Weight {
    /// The width of the data line, px.
    line: f64,
    /// The radius of a common-cause point, px.
    ring: f64,
    /// The size of a special-cause point, of its full one.
    triangle: f64,
}

impl Weight {
    /// By how many px apart points stand.
    pub(super) fn of(apart: f64) -> Self {
        // From here on points stand clear of each other at their full size.
        const CLEAR: f64 = 9.0;
        let share = (apart / CLEAR).min(1.0);
        Self {
            line: 2.0 * share.max(0.5),
            ring: 3.2 * share.max(0.35),
            // Less, and up could not be told from down.
            triangle: share.max(0.5),
        }
    }

    /// Draws the line through the points of one segment.
    pub(super) fn line(&self, sheet: &mut Sheet<'_>, points: &[(f64, f64)]) -> Result<(), Error> {
        sheet.line(points, theme::COMMON_CAUSE, self.line)
    }

    /// Draws every point, special cause last so that none is covered by what is usual.
    pub(super) fn points(&self, sheet: &mut Sheet<'_>, rows: &[SpcRow], points: &[(f64, f64)]) -> Result<(), Error> {
        let mut special = Vec::new();
        for (at, row) in points.iter().zip(rows) {
            let colour = match row.told().unwrap_or(PointType::CommonCause) {
                PointType::CommonCause => {
                    sheet.ring(*at, self.ring, theme::COMMON_CAUSE)?;
                    continue;
                }
                PointType::SpecialCauseImprovement => theme::MAIN,
                PointType::SpecialCauseConcern => theme::LOSS,
            };
            special.push((*at, row.rule.is_upwards(), colour));
        }
        let kinds: Vec<_> = special
            .iter()
            .map(|((x, _), is_upwards, colour)| (*x, (*is_upwards, *colour)))
            .collect();
        let is_full = landmarks(&kinds);
        for full in [false, true] {
            for ((at, is_upwards, colour), _) in special.iter().zip(&is_full).filter(|(_, is_full)| **is_full == full) {
                sheet.triangle(*at, if full { 1.0 } else { self.triangle }, *is_upwards, *colour)?;
            }
        }
        Ok(())
    }
}

/// Which points are drawn at their full size among smaller ones, so that the shape tells the kind wherever one looks: the first of a kind,
/// and the next of it that stands clear.
fn landmarks<K: PartialEq>(points: &[(f64, K)]) -> Vec<bool> {
    const CLEAR: f64 = 16.0;
    let mut before: Option<(f64, &K)> = None;
    points
        .iter()
        .map(|(x, kind)| {
            let is_clear = before.is_none_or(|(full, same)| same != kind || x - full >= CLEAR);
            if is_clear {
                before = Some((*x, kind));
            }
            is_clear
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_shrink_with_the_room_and_never_vanish() {
        let full = Weight::of(30.0);
        assert_eq!((full.line, full.ring, full.triangle), (2.0, 3.2, 1.0));
        let mut before = full;
        for tenths in (0..=90).rev() {
            let weight = Weight::of(f64::from(tenths) / 10.0);
            assert!(weight.line <= before.line && weight.ring <= before.ring && weight.triangle <= before.triangle);
            assert!(weight.line >= 1.0 && weight.ring >= 1.0 && weight.triangle >= 0.5);
            before = weight;
        }
        assert!(before.ring < 0.5 * Weight::of(9.0).ring);
    }

    #[test]
    fn the_shape_of_a_kind_is_never_far() {
        let weeks: Vec<(f64, bool)> = (0..260).map(|week| (f64::from(week) * 2.0, week % 100 < 70)).collect();
        let is_full = landmarks(&weeks);
        let mut seen: Option<(f64, bool)> = None;
        for ((x, kind), is_full) in weeks.into_iter().zip(is_full) {
            if is_full {
                seen = Some((x, kind));
            }
            let (full, same) = seen.unwrap();
            assert!(same == kind && x - full < 16.0, "{x}");
        }
        assert_eq!(landmarks(&[(0.0, 'a'), (30.0, 'a'), (60.0, 'a')]), [true; 3]);
    }
}
