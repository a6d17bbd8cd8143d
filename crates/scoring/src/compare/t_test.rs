//! The paired t test.

use crate::special::{student_half_width, student_two_sided};
use crate::{Interval, Undefined, count, sum};

/// The paired t test: is the mean of the differences 0?
///
/// # Formula
///
/// ```text
/// t = d̄ / (s / √n)    s² = Σ (d − d̄)² / (n − 1), against Student's t with n − 1 degrees
/// ```
///
/// The differences must stand alone: for clusters use the sign flip test and the bootstrap.
///
/// # References
///
/// - Student (1908). The probable error of a mean. *Biometrika*, 6(1), 1–25.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairedT {
    /// The mean difference.
    pub mean: f64,
    /// Its standard error.
    pub error: f64,
    /// The mean in standard errors.
    pub t: f64,
    /// The degrees of freedom.
    pub degrees: usize,
    /// How often chance alone gives as much, on either side.
    pub p_value: f64,
}

impl PairedT {
    /// Returns the test.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::compare::PairedT;
    ///
    /// let test = PairedT::test(&[1.0, 2.0, 3.0]).unwrap();
    /// assert!((test.t - 12.0_f64.sqrt()).abs() < 1e-12);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::TooFew`] under two, [`Undefined::Identical`] where all are 0,
    /// [`Undefined::NoVariance`] where all are the same, [`Undefined::Infinite`].
    pub fn test(differences: &[f64]) -> Result<Self, Undefined> {
        let (mean, error) = mean_and_error(differences)?;
        if error <= 0.0 {
            return Err(Undefined::NoVariance);
        }
        let (t, degrees) = (mean / error, differences.len() - 1);
        Ok(Self {
            mean,
            error,
            t,
            degrees,
            p_value: student_two_sided(t, count(degrees)),
        })
    }

    /// Returns the interval of the mean difference.
    #[must_use]
    pub fn interval(&self, level: f64) -> Interval {
        let half = student_half_width(level, count(self.degrees)) * self.error;
        Interval {
            low: self.mean - half,
            high: self.mean + half,
        }
    }
}

/// Refuses differences that cannot be tested: none, not finite, or all 0.
pub(super) fn check(differences: &[f64], need: usize) -> Result<(), Undefined> {
    let have = differences.len();
    if have < need {
        Err(Undefined::TooFew { have, need })
    } else if !differences.iter().all(|value| value.is_finite()) {
        Err(Undefined::Infinite)
    } else if differences.iter().all(|&value| value == 0.0) {
        Err(Undefined::Identical)
    } else {
        Ok(())
    }
}

/// Returns the mean and its standard error, by the sample variance.
fn mean_and_error(values: &[f64]) -> Result<(f64, f64), Undefined> {
    check(values, 2)?;
    let n = count(values.len());
    let mean = sum(values.iter().copied()) / n;
    let squares = sum(values.iter().map(|value| (value - mean).powi(2)));
    Ok((mean, (squares / (n - 1.0) / n).sqrt()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_tested_has_a_reason() {
        let cases: [(&[f64], Undefined); 5] = [
            (&[], Undefined::TooFew { have: 0, need: 2 }),
            (&[0.1], Undefined::TooFew { have: 1, need: 2 }),
            (&[0.0, 0.0, 0.0], Undefined::Identical),
            (&[0.5, 0.5], Undefined::NoVariance),
            (&[0.5, f64::NAN], Undefined::Infinite),
        ];
        for (differences, reason) in cases {
            assert_eq!(PairedT::test(differences), Err(reason));
        }
    }

    #[test]
    fn the_interval_and_the_test_agree() {
        let test = PairedT::test(&[0.1, 0.3, -0.2, 0.4, 0.25]).unwrap();
        let edge = test.interval(1.0 - test.p_value);
        assert!(edge.low.abs() < 1e-12);
    }
}
