//! Intervals for a share: x of n.
//!
//! Both may be fractional, so that weights and clusters can enter through an effective number.

use super::special::{beta_quantile, normal_quantile};
use super::{Interval, Undefined};

/// Returns Wilson's interval for a share, the one to show by default.
///
/// # Formula
///
/// ```text
/// (x + z²/2 ± z √(x (n − x) / n + z²/4)) / (n + z²)    z: the normal quantile of the level
/// ```
///
/// # Edge cases
///
/// It starts at exactly 0 for x = 0, and ends at exactly 1 for x = n.
///
/// # References
///
/// - Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
///   *Journal of the American Statistical Association*, 22(158), 209–212.
/// - Brown, L. D., Cai, T. T. and DasGupta, A. (2001). Interval estimation for a binomial
///   proportion. *Statistical Science*, 16(2), 101–133.
///
/// # Example
///
/// ```
/// use foretell_scoring::proportion::wilson;
///
/// let interval = wilson(0.0, 10.0, 0.95).unwrap();
/// assert_eq!(interval.low, 0.0);
/// assert!((interval.high - 0.277_532_799).abs() < 1e-9);
/// ```
///
/// # Errors
///
/// [`Undefined::Empty`] where n is 0.
pub fn wilson(x: f64, n: f64, level: f64) -> Result<Interval, Undefined> {
    let z = critical(n, level)?;
    let square = z * z;
    let half = z * (x * (n - x) / n + square / 4.0).sqrt();
    let at = |sign: f64| (x + square / 2.0 + sign * half) / (n + square);
    Ok(Interval {
        low: if x <= 0.0 { 0.0 } else { at(-1.0).max(0.0) },
        high: if x >= n { 1.0 } else { at(1.0).min(1.0) },
    })
}

/// Returns the interval of Clopper and Pearson, which covers at least as often as it says.
///
/// # Formula
///
/// ```text
/// from the (1 − level)/2 quantile of Beta(x, n − x + 1)
/// to the (1 + level)/2 quantile of Beta(x + 1, n − x)
/// ```
///
/// # Edge cases
///
/// It starts at 0 for x = 0, and ends at 1 for x = n.
///
/// # References
///
/// - Clopper, C. J. and Pearson, E. S. (1934). The use of confidence or fiducial limits illustrated
///   in the case of the binomial. *Biometrika*, 26(4), 404–413.
///
/// # Example
///
/// ```
/// use foretell_scoring::proportion::clopper_pearson;
///
/// // (1 − high)¹⁰ = 2.5 %
/// let interval = clopper_pearson(0.0, 10.0, 0.95).unwrap();
/// assert!((interval.high - (1.0 - 0.025_f64.powf(0.1))).abs() < 1e-12);
/// ```
///
/// # Errors
///
/// [`Undefined::Empty`] where n is 0.
pub fn clopper_pearson(x: f64, n: f64, level: f64) -> Result<Interval, Undefined> {
    critical(n, level)?;
    let outside = (1.0 - level) / 2.0;
    Ok(Interval {
        low: if x > 0.0 {
            beta_quantile(outside, x, n - x + 1.0)
        } else {
            0.0
        },
        high: if x < n {
            beta_quantile(1.0 - outside, x + 1.0, n - x)
        } else {
            1.0
        },
    })
}

/// Returns Jeffreys' interval: the middle of the belief after x of n, before which nothing is known.
///
/// # Formula
///
/// ```text
/// the (1 ∓ level)/2 quantiles of Beta(x + ½, n − x + ½)
/// ```
///
/// # Edge cases
///
/// As in statsmodels it does not reach 0 for x = 0 nor 1 for x = n; Brown, Cai and DasGupta move
/// these ends there.
///
/// # References
///
/// - Brown, Cai and DasGupta (2001), as for [`wilson`].
///
/// # Example
///
/// ```
/// use foretell_scoring::proportion::jeffreys;
///
/// assert!(jeffreys(5.0, 10.0, 0.95).unwrap().contains(0.5));
/// ```
///
/// # Errors
///
/// [`Undefined::Empty`] where n is 0.
pub fn jeffreys(x: f64, n: f64, level: f64) -> Result<Interval, Undefined> {
    critical(n, level)?;
    let outside = (1.0 - level) / 2.0;
    let (a, b) = (x + 0.5, n - x + 0.5);
    Ok(Interval {
        low: beta_quantile(outside, a, b),
        high: beta_quantile(1.0 - outside, a, b),
    })
}

/// Returns how many standard deviations each side of the middle hold the level.
fn critical(n: f64, level: f64) -> Result<f64, Undefined> {
    if n > 0.0 {
        Ok(normal_quantile(f64::midpoint(1.0, level)))
    } else {
        Err(Undefined::Empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Method = fn(f64, f64, f64) -> Result<Interval, Undefined>;

    const METHODS: [Method; 3] = [wilson, clopper_pearson, jeffreys];

    #[test]
    fn without_cases_there_is_no_interval() {
        for method in METHODS {
            assert_eq!(method(0.0, 0.0, 0.95), Err(Undefined::Empty));
        }
    }

    #[test]
    fn yes_and_no_mirror_each_other() {
        for method in METHODS {
            let yes = method(3.5, 10.0, 0.9).unwrap();
            let no = method(6.5, 10.0, 0.9).unwrap();
            assert!((yes.low + no.high - 1.0).abs() < 1e-14, "{yes:?} {no:?}");
            assert!(yes.contains(0.35));
        }
    }

    #[test]
    fn none_of_many_starts_at_zero() {
        for method in [wilson, clopper_pearson] {
            let interval = method(0.0, 7.0, 0.95).unwrap();
            assert!(interval.contains(0.0) && interval.high < 1.0);
            assert!(method(7.0, 7.0, 0.95).unwrap().contains(1.0));
        }
    }

    #[test]
    fn the_exact_interval_covers_what_it_says() {
        // P(at most 2 of 12 | high) = P(at least 2 of 12 | low) = 5 %: the defining equations.
        let Interval { low, high } = clopper_pearson(2.0, 12.0, 0.9).unwrap();
        let none = |p: f64| (1.0 - p).powi(12);
        let one = |p: f64| 12.0 * p * (1.0 - p).powi(11);
        let two = |p: f64| 66.0 * p.powi(2) * (1.0 - p).powi(10);
        assert!((none(high) + one(high) + two(high) - 0.05).abs() < 1e-13);
        assert!((1.0 - none(low) - one(low) - 0.05).abs() < 1e-13);
    }
}
