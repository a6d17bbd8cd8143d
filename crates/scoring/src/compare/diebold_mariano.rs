//! The Diebold–Mariano test, for forecasts that follow one another.

use crate::special::student_two_sided;
use crate::{Undefined, count, sum};

use super::differences::check;

/// How much later differences count in the variance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kernel {
    /// All up to the horizon count fully; the variance may come out negative.
    Plain,
    /// They count the less, the farther apart; the variance is never negative.
    Bartlett,
}

/// The test of Diebold and Mariano, as corrected for small samples.
///
/// # Formula
///
/// ```text
/// d̄ / √(f / n) · √((n + 1 − 2h + h (h − 1) / n) / n)    against Student's t with n − 1 degrees
/// f = γ(0) + 2 Σ_{0<k<h} w(k) γ(k)    w(k) = 1, or 1 − k/h with Bartlett's kernel
/// ```
///
/// with γ(k) the covariance of the differences k apart. With h = 1 it is the paired t test. The
/// differences must be in the order of time.
///
/// # References
///
/// - Diebold, F. X. and Mariano, R. S. (1995). Comparing predictive accuracy. *Journal of Business
///   & Economic Statistics*, 13(3), 253–263.
/// - Harvey, D., Leybourne, S. and Newbold, P. (1997). Testing the equality of prediction mean
///   squared errors. *International Journal of Forecasting*, 13(2), 281–291.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DieboldMariano {
    /// The statistic.
    pub statistic: f64,
    /// How often chance alone gives as much, on either side.
    pub p_value: f64,
}

impl DieboldMariano {
    /// Returns the test for forecasts made `horizon` steps ahead, at least 1.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::compare::{DieboldMariano, Kernel};
    ///
    /// let differences = [0.1, 0.3, -0.2, 0.4];
    /// let test = DieboldMariano::test(&differences, 1, Kernel::Plain).unwrap();
    /// // One step ahead it is Student's t of the mean: 0.15 over √(0.21 / 3 / 4).
    /// assert!((test.statistic - 0.15 / 0.0175_f64.sqrt()).abs() < 1e-12);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::TooFew`] unless there are more than the horizon, [`Undefined::Identical`] where
    /// all are 0, [`Undefined::NoVariance`] where the variance is not positive (with the plain
    /// kernel it can be negative: use Bartlett's), [`Undefined::Infinite`].
    pub fn test(differences: &[f64], horizon: usize, kernel: Kernel) -> Result<Self, Undefined> {
        let horizon = horizon.max(1);
        check(differences, horizon + 1)?;
        let (n, h) = (count(differences.len()), count(horizon));
        let mean = sum(differences.iter().copied()) / n;
        let covariance = |apart: usize| {
            let pairs = differences.iter().zip(&differences[apart..]);
            sum(pairs.map(|(a, b)| (a - mean) * (b - mean))) / n
        };
        let later = (1..horizon).map(|apart| match kernel {
            Kernel::Plain => covariance(apart),
            Kernel::Bartlett => (1.0 - count(apart) / h) * covariance(apart),
        });
        let variance = (covariance(0) + 2.0 * sum(later)) / n;
        if variance <= 0.0 {
            return Err(Undefined::NoVariance);
        }
        let correction = (n + 1.0 - 2.0 * h + h * (h - 1.0) / n) / n;
        let statistic = mean / variance.sqrt() * correction.sqrt();
        Ok(Self {
            statistic,
            p_value: student_two_sided(statistic, n - 1.0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negative_variance_is_no_test() {
        // The covariance one apart is −n−1 times that at 0, over n.
        let alternating = [1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0];
        let plain = DieboldMariano::test(&alternating, 2, Kernel::Plain);
        assert_eq!(plain, Err(Undefined::NoVariance));
        assert!(DieboldMariano::test(&alternating, 2, Kernel::Bartlett).is_ok());
    }

    #[test]
    fn the_horizon_must_be_shorter_than_the_sample() {
        let few = Err(Undefined::TooFew { have: 3, need: 4 });
        assert_eq!(
            DieboldMariano::test(&[0.1, 0.2, 0.4], 3, Kernel::Bartlett),
            few
        );
    }
}
