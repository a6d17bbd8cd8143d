//! How far to extremise: the factor that would have fitted other questions best.

use crate::Probability;
use crate::{BinaryOutcome, Statistic, Undefined, Weight, sum};

/// The factors among which the best is looked for: studies found 1.16 to 3.92, and a few questions
/// that all came out right would otherwise call for certainty.
const LEAST_FACTOR: f64 = 0.5;
const GREATEST_FACTOR: f64 = 4.0;

/// Returns the factor on the log odds that would have given pooled forecasts the best log score,
/// from ½ to 4. Use it on other questions than those it is fitted to.
///
/// # Formula
///
/// ```text
/// argmax Σ w (y ln σ(a ℓ(p)) + (1 − y) ln (1 − σ(a ℓ(p))))    ℓ(p) = ln (p/(1 − p)), σ its inverse
/// ```
///
/// # Edge cases
///
/// Forecasts of 0 and 1 have no log odds and those of ½ nothing to extremise; they say nothing of
/// the factor. A partial outcome counts by its share.
///
/// # References
///
/// - Satopää, V. A. et al. (2014). Combining multiple probability predictions using a simple logit
///   model. *International Journal of Forecasting*, 30(2), 344–356.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::pool::fitted_factor;
/// use foretell_scoring::{BinaryOutcome, Weight};
///
/// // Said 2 to 1, came true four times in five, which are odds of 4 to 1: twice the log odds.
/// let said = Probability::new(2.0 / 3.0).unwrap();
/// let past = [true, true, true, true, false].map(|y| (said, BinaryOutcome::from(y), Weight::ONE));
/// assert!((fitted_factor(&past).unwrap() - 2.0).abs() < 1e-9);
/// ```
///
/// # Errors
///
/// [`Undefined::Empty`] where no forecast says anything of the factor.
pub fn fitted_factor(past: &[(Probability, BinaryOutcome, Weight)]) -> Statistic {
    let log_odds = |p: Probability| p.get().ln() - (-p.get()).ln_1p();
    let terms = past.iter().filter_map(|&(p, y, w)| {
        let l = log_odds(p);
        (l.is_finite() && l != 0.0).then_some((l, y.get(), w.get()))
    });
    let terms: Vec<_> = terms.collect();
    if terms.is_empty() {
        return Err(Undefined::Empty);
    }
    // The derivative falls as the factor rises, so halving finds where it crosses 0.
    let rises = |a: f64| {
        let each = terms.iter();
        sum(each.map(|(l, y, w)| w * l * (y - 1.0 / (1.0 + (-a * l).exp())))) > 0.0
    };
    let (mut low, mut high) = (LEAST_FACTOR, GREATEST_FACTOR);
    if rises(high) {
        return Ok(high);
    }
    if !rises(low) {
        return Ok(low);
    }
    // Each half is exact, and after 60 no number is left between the two.
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if rises(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    Ok(f64::midpoint(low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(past: &[(f64, f64)]) -> Statistic {
        let past = past.iter().map(|&(p, y)| {
            let said = Probability::new(p).unwrap();
            (said, BinaryOutcome::new(y).unwrap(), Weight::ONE)
        });
        fitted_factor(&past.collect::<Vec<_>>())
    }

    #[test]
    fn what_came_true_as_said_needs_no_extremising() {
        let said = [(0.8, 1.0), (0.8, 1.0), (0.8, 1.0), (0.8, 1.0), (0.8, 0.0)];
        assert!((fit(&said).unwrap() - 1.0).abs() < 1e-9);
        // A share of .8 says the same in one question, and its mirror image as well.
        assert!((fit(&[(0.8, 0.8)]).unwrap() - 1.0).abs() < 1e-9);
        assert!((fit(&[(0.2, 0.2), (0.8, 0.8)]).unwrap() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_few_that_all_came_right_or_wrong_stop_at_the_ends() {
        assert_eq!(fit(&[(0.6, 1.0), (0.3, 0.0)]), Ok(GREATEST_FACTOR));
        assert_eq!(fit(&[(0.6, 0.0), (0.3, 1.0)]), Ok(LEAST_FACTOR));
    }

    #[test]
    fn certainty_and_one_half_say_nothing() {
        assert_eq!(
            fit(&[(1.0, 1.0), (0.0, 0.0), (0.5, 1.0)]),
            Err(Undefined::Empty)
        );
        assert_eq!(fit(&[]), Err(Undefined::Empty));
    }

    #[test]
    fn what_counts_twice_pulls_as_two() {
        let said = Probability::new(0.6).unwrap();
        let one = |y: bool, w: f64| (said, BinaryOutcome::from(y), Weight::new(w).unwrap());
        let twice = fitted_factor(&[one(true, 2.0), one(false, 1.0)]);
        let two = fitted_factor(&[one(true, 1.0), one(true, 1.0), one(false, 1.0)]);
        assert_eq!(twice, two);
        // Odds of 2 to 1 where 3 to 2 was said.
        assert!((two.unwrap() - 2.0_f64.ln() / 1.5_f64.ln()).abs() < 1e-9);
    }
}
