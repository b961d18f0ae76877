//! Where labels go so that none covers another.

/// A rectangle in px.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Area {
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    pub(crate) fn within(&self, outer: &Self) -> bool {
        self.left >= outer.left && self.right <= outer.right && self.top >= outer.top && self.bottom <= outer.bottom
    }
}

/// Moves labels apart to at least `gap` between their middles, each as little as can be, between `low` and `high`.
///
/// `wanted` must not fall. What doesn't fit between the bounds runs over the upper one.
pub(crate) fn spread(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    // Less their own gaps the middles must only not fall: neighbours that do are pooled at their mean.
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (at, middle) in wanted.iter().enumerate() {
        let mut pool = (middle - at as f64 * gap, 1);
        while let Some(&(sum, count)) = pools.last() {
            if sum / count as f64 <= pool.0 / pool.1 as f64 {
                break;
            }
            pool = (pool.0 + sum, pool.1 + count);
            pools.pop();
        }
        pools.push(pool);
    }
    let highest = (high - wanted.len().saturating_sub(1) as f64 * gap).max(low);
    let middles = pools
        .iter()
        .flat_map(|&(sum, count)| std::iter::repeat_n((sum / count as f64).clamp(low, highest), count));
    middles.enumerate().map(|(at, middle)| middle + at as f64 * gap).collect()
}

/// The first of the places that covers the fewest obstacles and lies within `bounds`.
pub(crate) fn freest<'a, T>(places: &'a [(T, Area)], obstacles: &[Area], bounds: &Area) -> Option<&'a (T, Area)> {
    let covered = |area: &Area| obstacles.iter().filter(|obstacle| area.overlaps(obstacle)).count();
    places
        .iter()
        .filter(|(_, area)| area.within(bounds))
        .min_by_key(|(_, area)| covered(area))
}

/// A line as the small areas that it passes through.
pub(crate) fn along(points: &[(f64, f64)]) -> Vec<Area> {
    const STEP: f64 = 4.0;
    const CLEAR: f64 = 3.0;
    let mut areas = Vec::new();
    for pair in points.windows(2) {
        let [(x0, y0), (x1, y1)] = [pair[0], pair[1]];
        let steps = ((x1 - x0).abs().max((y1 - y0).abs()) / STEP).ceil().max(1.0);
        for step in 0..=steps as usize {
            let share = step as f64 / steps;
            areas.push(around((x0 + (x1 - x0) * share, y0 + (y1 - y0) * share), CLEAR));
        }
    }
    areas
}

/// The square around a point.
pub(crate) fn around((x, y): (f64, f64), by: f64) -> Area {
    Area {
        left: x - by,
        top: y - by,
        right: x + by,
        bottom: y + by,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_move_apart_and_no_more_than_needed() {
        let cases: [(&[f64], &[f64]); 4] = [
            (&[10.0, 50.0], &[10.0, 50.0]),
            (&[50.0, 50.0], &[40.0, 60.0]),
            (&[0.0, 0.0, 0.0], &[0.0, 20.0, 40.0]),
            (&[99.0, 100.0], &[80.0, 100.0]),
        ];
        for (wanted, placed) in cases {
            assert_eq!(spread(wanted, 20.0, 0.0, 100.0), placed, "{wanted:?}");
        }
    }
}
