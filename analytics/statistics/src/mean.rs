//! The interval of a mean of a few values, by Student's t.

use statrs::distribution::{ContinuousCDF as _, StudentsT};

/// A mean with its 95% interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// The mean.
    pub value: f64,
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

/// The mean of values with its interval; none of no value. A single value says nothing of how far the mean may be off, so its interval is
/// the value itself.
#[must_use]
pub fn mean(values: &[f64]) -> Option<Mean> {
    let count = values.len() as f64;
    if values.is_empty() || values.iter().any(|value| !value.is_finite()) {
        return None;
    }
    let value = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|one| (one - value).powi(2)).sum();
    let half = match StudentsT::new(0.0, 1.0, count - 1.0) {
        Ok(student) => student.inverse_cdf(0.975) * (squares / (count - 1.0) / count).sqrt(),
        Err(_) => 0.0,
    };
    Some(Mean {
        value,
        lower: value - half,
        upper: value + half,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_student_s() {
        // t with 4 degrees of freedom at 97.5% is 2.776445; the standard error of 1 to 5 is √0.5.
        let found = mean(&[1.0, 2.0, 3.0, 4.0, 5.0]).unwrap();
        let half = 2.776_445_105 * 0.5_f64.sqrt();
        assert!((found.value - 3.0).abs() < 1e-12);
        assert!(
            (found.lower - (3.0 - half)).abs() < 1e-6 && (found.upper - (3.0 + half)).abs() < 1e-6,
            "{found:?}"
        );
    }

    #[test]
    fn what_does_not_vary_has_no_interval() {
        for values in [&[7.0][..], &[7.0, 7.0, 7.0]] {
            let found = mean(values).unwrap();
            assert_eq!((found.lower, found.value, found.upper), (7.0, 7.0, 7.0));
        }
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[1.0, f64::NAN]), None);
    }
}
