//! The target over time.

use crate::sheet::Scale;
use domain::Target;
use std::ops::Range;

/// The target as a step line across the plot: it holds from each date to the next. `targets` are those in force at places on it.
pub(crate) fn steps(targets: impl IntoIterator<Item = (f64, Target)>, scale: &Scale, plot: Range<f64>) -> Vec<(f64, f64)> {
    let mut steps: Vec<(f64, f64)> = Vec::new();
    for (x, target) in targets {
        let y = scale.at(target.percent());
        match steps.last() {
            Some(&(_, before)) if before == y => {}
            Some(&(_, before)) => steps.extend([(x, before), (x, y)]),
            None => steps.push((plot.start, y)),
        }
    }
    steps.extend(steps.last().map(|&(_, y)| (plot.end, y)));
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_holds_until_the_next() {
        let scale = Scale::new(0.0..100.0, 100.0..0.0);
        let at = |x: f64, percent: u32| (x, Target::from_basis_points(percent * 100).unwrap());
        let steps = |targets: &[(f64, Target)]| steps(targets.iter().copied(), &scale, 0.0..50.0);
        assert_eq!(steps(&[]), []);
        assert_eq!(steps(&[at(25.0, 95)]), [(0.0, 5.0), (50.0, 5.0)]);
        assert_eq!(
            steps(&[at(10.0, 90), at(20.0, 90), at(30.0, 95), at(40.0, 95)]),
            [(0.0, 10.0), (30.0, 10.0), (30.0, 5.0), (50.0, 5.0)]
        );
    }
}
