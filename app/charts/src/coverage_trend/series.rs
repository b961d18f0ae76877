//! The rungs of the ladder as lines.

use crate::theme::{self, Colour};
use chrono::NaiveDate;
use domain::{
    Measure, percent,
    questions::{Ladder as _, Provenance, TrendRow},
};

/// One rung over time.
pub(super) struct Series {
    pub(super) measure: Measure,
    pub(super) colour: Colour,
    /// Whether the target is judged on it.
    pub(super) judged: bool,
    /// Dates at which it is known, oldest first.
    pub(super) points: Vec<Point>,
}

/// One rung at one date.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    pub(super) date: NaiveDate,
    pub(super) percent: f64,
    pub(super) count: i64,
    pub(super) provenance: Provenance,
    /// Whether the rung is known at the row before, so that a line joins them.
    joined: bool,
}

/// Points that one stroke goes through.
pub(super) struct Run<'a> {
    pub(super) points: &'a [Point],
    /// Whether they are counts from a history file.
    pub(super) earlier: bool,
}

/// The rungs that are known, the judged one last so that it lies on top.
pub(super) fn of(rows: &[&TrendRow], judged: Measure) -> Vec<Series> {
    let mut all: Vec<_> = [
        (Measure::Recorded, theme::RECORDED),
        (Measure::Verified, theme::VERIFIED),
        (Measure::Coverage, theme::MAIN),
    ]
    .into_iter()
    .map(|(measure, colour)| Series {
        measure,
        colour,
        judged: measure == judged,
        points: points(rows, measure),
    })
    .filter(|series| !series.points.is_empty())
    .collect();
    all.sort_by_key(|series| series.judged);
    all
}

fn points(rows: &[&TrendRow], measure: Measure) -> Vec<Point> {
    let mut known_before = false;
    let mut out = Vec::new();
    for row in rows {
        let count = row.counted(measure);
        if let Some(count) = count {
            let percent = percent::drawn(count, row.in_scope);
            out.push(Point {
                date: row.as_at,
                percent,
                count,
                provenance: row.provenance,
                joined: known_before,
            });
        }
        known_before = count.is_some();
    }
    out
}

impl Series {
    /// Cuts the line at gaps and where counts end and snapshots begin; the stroke into the first snapshot belongs to the counts.
    pub(super) fn runs(&self) -> Vec<Run<'_>> {
        let mut runs = Vec::new();
        let mut start = 0;
        for at in 1..=self.points.len() {
            let before = &self.points[at - 1];
            let ends = match self.points.get(at) {
                None => Some(at),
                Some(point) if !point.joined => Some(at),
                Some(point) if point.provenance != before.provenance => Some(at + 1),
                Some(_) => None,
            };
            if let Some(end) = ends {
                runs.push(Run {
                    points: &self.points[start..end],
                    earlier: before.provenance == Provenance::History,
                });
                start = at;
            }
        }
        runs
    }
}
