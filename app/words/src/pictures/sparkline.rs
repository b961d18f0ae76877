//! A share's course as a line without axes, small enough for a cell.

use domain::Target;

const WIDTH: f64 = 96.0;
const HEIGHT: f64 = 40.0;
/// The room for half of the last point's mark.
const MARGIN: f64 = 4.0;

/// What all lines of a column have in common, so that they can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scale {
    /// Tenths of a percent at the bottom.
    low: i64,
    /// And at the top.
    high: i64,
    /// The dates of the longest line.
    dates: usize,
}

impl Scale {
    /// Room for every share and target, from ten percent to ten percent.
    pub(crate) fn of<'a>(lines: impl Iterator<Item = (&'a [i64], Target)>) -> Self {
        let (mut low, mut high, mut dates) = (i64::MAX, i64::MIN, 0);
        for (shares, target) in lines {
            for tenths in shares.iter().copied().chain([target.basis_points() / 10]) {
                (low, high) = (low.min(tenths), high.max(tenths));
            }
            dates = dates.max(shares.len());
        }
        if low > high {
            (low, high) = (0, 1_000);
        }
        let high = (high + 99) / 100 * 100;
        Self {
            low: (low / 100 * 100).min(high - 100),
            high,
            dates,
        }
    }

    /// The dates of the longest line.
    pub(crate) fn dates(&self) -> usize {
        self.dates
    }

    /// Bottom and top in percent.
    pub(crate) fn percent(&self) -> (i64, i64) {
        (self.low / 10, self.high / 10)
    }

    /// From the right, where every line ends.
    fn across(&self, dates_before_the_last: usize) -> f64 {
        let steps = self.dates.saturating_sub(1).max(1);
        WIDTH - MARGIN - (WIDTH - 2.0 * MARGIN) * dates_before_the_last as f64 / steps as f64
    }

    fn down(&self, tenths: i64) -> f64 {
        let share = (tenths - self.low) as f64 / (self.high - self.low) as f64;
        HEIGHT - MARGIN - (HEIGHT - 2.0 * MARGIN) * share
    }
}

/// The line, its target dashed, and its last point marked.
pub(crate) fn draw(shares: &[i64], target: Target, scale: &Scale) -> String {
    let places = shares.iter().rev().enumerate();
    let points: Vec<_> = places
        .map(|(back, share)| format!("{:.1},{:.1}", scale.across(back), scale.down(*share)))
        .collect();
    let target = scale.down(target.basis_points() / 10);
    let last = shares.last().map_or_else(String::new, |last| {
        format!(
            r#"<circle class="sparkline__last" cx="{:.1}" cy="{:.1}" r="3"/>"#,
            scale.across(0),
            scale.down(*last)
        )
    });
    format!(
        r#"<svg class="sparkline" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" aria-hidden="true"><line class="sparkline__target" x1="0" y1="{target:.1}" x2="{WIDTH}" y2="{target:.1}"/><polyline class="sparkline__line" points="{}"/>{last}</svg>"#,
        points.join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(lines: &[&[i64]]) -> Scale {
        Scale::of(lines.iter().map(|shares| (*shares, Target::DEFAULT)))
    }

    #[test]
    fn the_scale_holds_every_share_and_the_target() {
        for (lines, percent) in [
            (vec![], (0, 100)),
            (vec![&[][..]], (90, 100)),
            (vec![&[949, 951][..]], (90, 100)),
            (vec![&[582, 910][..], &[301]], (30, 100)),
            (vec![&[0, 1_000][..]], (0, 100)),
        ] {
            assert_eq!(scale(&lines).percent(), percent, "{lines:?}");
        }
        let full = Scale::of([(&[1_000][..], Target::from_basis_points(10_000).unwrap())].into_iter());
        assert_eq!(full.percent(), (90, 100));
    }

    #[test]
    fn lines_end_together_at_the_right_and_stay_within() {
        let long: Vec<i64> = (0..24).map(|at| at * 40).collect();
        let scale = scale(&[&long, &[500, 1_000], &[0]]);
        let first = |shares: &[i64]| draw(shares, Target::DEFAULT, &scale).split("points=\"").nth(1).unwrap().to_owned();
        assert!(first(&[500, 1_000]).starts_with("92.0,4.0 88.2,20.0\""), "{}", first(&[500, 1_000]));
        assert!(first(&long).contains(" 4.0,36.0\""), "{}", first(&long));
        assert!(first(&[0]).starts_with("92.0,36.0\""));
        assert!(draw(&[], Target::DEFAULT, &scale).contains("points=\"\""));
    }
}
