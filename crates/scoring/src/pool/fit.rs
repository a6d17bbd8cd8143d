//! How far to extremise: the factor that would have fitted other questions best.

use crate::Probability;
use crate::{BinaryOutcome, Statistic, Sum, Undefined, Weight};

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
    let mut fit = FactorFit::default();
    for &(forecast, outcome, weight) in past {
        fit.add(forecast, outcome, weight);
    }
    fit.factor(1.0)
}

/// The same for forecasts that come one by one.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::pool::FactorFit;
/// use foretell_scoring::{BinaryOutcome, Weight};
///
/// let mut fit = FactorFit::default();
/// for y in [true, true, true, true, false] {
///     fit.add(Probability::new(2.0 / 3.0).unwrap(), BinaryOutcome::from(y), Weight::ONE);
/// }
/// assert!((fit.factor(1.0).unwrap() - 2.0).abs() < 1e-9);
/// ```
#[derive(Clone, Debug, Default)]
pub struct FactorFit {
    terms: Vec<Term>,
}

/// A forecast in log odds, what came of it, and how much it counts.
#[derive(Clone, Copy, Debug)]
struct Term {
    odds: f64,
    outcome: f64,
    weight: f64,
}

impl FactorFit {
    /// Adds a forecast; one of 0, ½ or 1 says nothing.
    pub fn add(&mut self, forecast: Probability, outcome: BinaryOutcome, weight: Weight) {
        let odds = forecast.get().ln() - (-forecast.get()).ln_1p();
        if odds.is_finite() && odds != 0.0 {
            self.terms.push(Term {
                odds,
                outcome: outcome.get(),
                weight: weight.get(),
            });
        }
    }

    /// Returns how many say something.
    #[must_use]
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Returns whether none says anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Returns the factor that fits them best; one that is near it saves time, and changes nothing but
    /// the last digits.
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] where no forecast says anything of the factor.
    pub fn factor(&self, near: f64) -> Statistic {
        const STEPS: usize = 100;
        if self.terms.is_empty() {
            return Err(Undefined::Empty);
        }
        // The slope falls as the factor rises, so that the best lies at an end or where it crosses 0.
        let (mut low, mut high) = (LEAST_FACTOR, GREATEST_FACTOR);
        if self.slope(high).0 > 0.0 {
            return Ok(high);
        }
        if self.slope(low).0 <= 0.0 {
            return Ok(low);
        }
        let mut factor = near.clamp(low, high);
        for _ in 0..STEPS {
            let (slope, fall) = self.slope(factor);
            let step = slope / fall;
            if step.abs() <= 4.0 * f64::EPSILON * factor {
                break;
            }
            if slope > 0.0 {
                low = factor;
            } else {
                high = factor;
            }
            // Newton's step, unless it leaves what is left to search.
            let next = factor + step;
            factor = if low < next && next < high {
                next
            } else {
                f64::midpoint(low, high)
            };
        }
        Ok(factor)
    }

    /// Returns the slope of the log score at a factor, and how fast it falls there.
    fn slope(&self, factor: f64) -> (f64, f64) {
        let (mut slope, mut fall) = (Sum::default(), Sum::default());
        for term in &self.terms {
            let p = 1.0 / (1.0 + (-factor * term.odds).exp());
            let pull = term.weight * term.odds;
            slope.add(pull * (term.outcome - p));
            fall.add(pull * term.odds * p * (1.0 - p));
        }
        (slope.get(), fall.get())
    }
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
    fn where_the_search_begins_makes_no_difference() {
        let mut fit = FactorFit::default();
        for i in 1..200 {
            let said = Probability::new(f64::from(i) / 200.0).unwrap();
            // About as often as was said.
            let outcome = BinaryOutcome::from(i * 37 % 200 < i);
            fit.add(said, outcome, Weight::ONE);
        }
        assert_eq!(fit.len(), 198);
        let found = fit.factor(1.0).unwrap();
        assert!(found > LEAST_FACTOR && found < GREATEST_FACTOR);
        assert!(
            fit.slope(found * (1.0 - 1e-12)).0 > 0.0 && fit.slope(found * (1.0 + 1e-12)).0 < 0.0
        );
        for near in [0.0, 0.5, 0.9, 2.0, 4.0, 100.0] {
            assert!(
                (fit.factor(near).unwrap() / found - 1.0).abs() < 1e-13,
                "{near}"
            );
        }
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
