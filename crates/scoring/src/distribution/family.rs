//! What every distribution can say of an outcome.

use crate::{Bounds, Pit};

/// A distribution as a forecast of a number.
///
/// All its scores are for finite outcomes; what lies beyond a bound is known only to lie there, and
/// is first moved onto it (see [`Bounds`](crate::Bounds)).
pub trait Distribution {
    /// Returns the probability of an outcome not above this one.
    fn cdf(&self, outcome: f64) -> f64;

    /// Returns the probability of an outcome above this one, also where it is far too small to be
    /// told from what 1 lacks.
    fn tail(&self, outcome: f64) -> f64;

    /// Returns the logarithm of the density at the outcome: −∞ outside the support.
    fn ln_density(&self, outcome: f64) -> f64;

    /// Returns the continuous ranked probability score: 0 is best, there is no worst; it has the
    /// outcome's unit.
    ///
    /// # Formula
    ///
    /// ```text
    /// ∫ (F(x) − 1{x ≥ y})² dx    each family says what it comes to
    /// ```
    ///
    /// # References
    ///
    /// - Matheson, J. E. and Winkler, R. L. (1976). Scoring rules for continuous probability
    ///   distributions. *Management Science*, 22(10), 1087–1096.
    /// - Jordan, A., Krüger, F. and Lerch, S. (2019). Evaluating probabilistic forecasts with
    ///   scoringRules. *Journal of Statistical Software*, 90(12), 1–37, for the closed forms.
    fn crps(&self, outcome: f64) -> f64;

    /// Returns the continuous ranked probability score within bounds: what lies beyond a bound, in
    /// the forecast or the outcome, lies on it. 0 is best, the width of the bounds is worst.
    ///
    /// # Formula
    ///
    /// ```text
    /// ∫ₐᵇ (F(x) − 1{x ≥ y})² dx
    /// ```
    ///
    /// # References
    ///
    /// - Gneiting, T. and Ranjan, R. (2011). Comparing density forecasts using threshold- and
    ///   quantile-weighted scoring rules. *Journal of Business and Economic Statistics*, 29(3),
    ///   411–422.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::{Bounds, distribution::{Distribution, Normal}};
    ///
    /// let normal = Normal::new(11.0, 2.0).unwrap();
    /// let bounds = Bounds::new(0.0, 14.0).unwrap();
    /// let never = normal.crps_within(bounds, f64::INFINITY);
    /// assert!((never - normal.crps_within(bounds, 14.0)).abs() < 1e-12);
    /// ```
    fn crps_within(&self, bounds: Bounds, outcome: f64) -> f64;

    /// Returns the number that the outcome does not exceed with this probability, above 0 and below
    /// 1.
    fn quantile(&self, level: f64) -> f64;

    /// Returns the log score: lower is better, infinite is worst. A density depends on the unit, so
    /// the score does, and it can be negative.
    ///
    /// # Formula
    ///
    /// ```text
    /// −ln f(y)
    /// ```
    ///
    /// # References
    ///
    /// - Good, I. J. (1952). Rational decisions. *Journal of the Royal Statistical Society B*,
    ///   14(1), 107–114.
    fn log_score(&self, outcome: f64) -> f64 {
        -self.ln_density(outcome)
    }

    /// Returns the place of the outcome in the forecast.
    fn pit(&self, outcome: f64) -> Pit {
        Pit::point(self.cdf(outcome))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::distribution::{Family, Gamma, Lognormal, Mixture, Normal, Student};
    use crate::sum;

    fn one_of_each() -> Vec<(&'static str, Box<dyn Distribution>)> {
        let mixture = Mixture::new(vec![
            (0.3, Family::Normal.with(&[-1.0, 0.5]).unwrap()),
            (0.5, Family::Gamma.with(&[2.3, 0.7]).unwrap()),
            (0.2, Family::Student.with(&[5.0, 3.0, 0.2]).unwrap()),
        ]);
        vec![
            ("mixture", Box::new(mixture.unwrap())),
            ("normal", Box::new(Normal::new(0.7, 1.3).unwrap())),
            ("lognormal", Box::new(Lognormal::new(0.2, 0.5).unwrap())),
            ("student", Box::new(Student::new(9.0, 0.3, 0.7).unwrap())),
            ("gamma", Box::new(Gamma::new(2.3, 0.7).unwrap())),
            ("half gamma", Box::new(Gamma::new(0.5, 2.0).unwrap())),
        ]
    }

    /// ∫ (F − 1{x ≥ y})² dx by the midpoint rule, steps aside fine enough for five digits.
    fn integral(distribution: &dyn Distribution, outcome: f64, bounds: Bounds) -> f64 {
        let (low, steps) = (bounds.low(), 60_000);
        let step = (bounds.high() - low) / f64::from(steps);
        let each = (0..steps).map(|i| {
            let x = low + (f64::from(i) + 0.5) * step;
            let seen = f64::from(u8::from(x >= outcome));
            (distribution.cdf(x) - seen).powi(2)
        });
        step * sum(each)
    }

    #[test]
    fn every_closed_form_is_the_integral_it_stands_for() {
        let wide = Bounds::new(-60.0, 60.0).unwrap();
        for (name, distribution) in one_of_each() {
            for outcome in [-1.3, 0.0, 0.4, 1.0, 3.7] {
                let (closed, open) = (
                    distribution.crps(outcome),
                    integral(distribution.as_ref(), outcome, wide),
                );
                assert!(
                    (closed - open).abs() < 1e-4 * (1.0 + open),
                    "{name} at {outcome}: {closed}, not {open}"
                );
            }
        }
    }

    #[test]
    fn every_density_is_the_slope_of_its_distribution() {
        for (name, distribution) in one_of_each() {
            for outcome in [0.2, 0.4, 0.8] {
                let slope =
                    (distribution.cdf(outcome + 1e-5) - distribution.cdf(outcome - 1e-5)) / 2e-5;
                let density = distribution.ln_density(outcome).exp();
                assert!(
                    (density - slope).abs() < 1e-6,
                    "{name} at {outcome}: {density}, not {slope}"
                );
            }
        }
    }

    #[test]
    fn far_outcomes_leave_numbers_and_no_nan() {
        for (name, distribution) in one_of_each() {
            for outcome in [-1e6, -1.0, 0.0, 1.0, 1e6] {
                assert!(
                    distribution.crps(outcome).is_finite(),
                    "{name} at {outcome}"
                );
                assert!(
                    !distribution.log_score(outcome).is_nan(),
                    "{name} at {outcome}"
                );
                let (below, above) = (distribution.cdf(outcome), distribution.tail(outcome));
                assert!(
                    (0.0..=1.0).contains(&below) && (below + above - 1.0).abs() < 1e-12,
                    "{name} at {outcome}: {below} and {above}"
                );
            }
        }
    }

    #[test]
    fn wide_bounds_change_no_score_and_narrow_ones_cut_the_integral() {
        let narrow = Bounds::new(-0.5, 2.0).unwrap();
        for (name, distribution) in one_of_each() {
            for outcome in [-1.3, 0.0, 0.4, 1.0, 3.7] {
                let within = distribution.crps_within(Bounds::new(-1e6, 1e6).unwrap(), outcome);
                let whole = distribution.crps(outcome);
                assert!((within - whole).abs() < 1e-8, "{name} at {outcome}");
                let cut = distribution.crps_within(narrow, outcome);
                let open = integral(distribution.as_ref(), narrow.censor(outcome), narrow);
                assert!(
                    (cut - open).abs() < 1e-4,
                    "{name} at {outcome}: {cut}, not {open}"
                );
            }
        }
    }

    #[test]
    fn scores_within_bounds_are_those_of_another_program_up_to_the_ends_of_the_domains() {
        // mpmath 1.3, 30 digits: the integrals on both sides of the outcome.
        let student = |degrees| Student::new(degrees, 0.0, 1.0).unwrap();
        let gamma = |shape| Gamma::new(shape, 1.0).unwrap();
        let cases: [(&dyn Distribution, [f64; 3], f64); 6] = [
            (&student(1.01), [-2.0, 5.0, 3.0], 2.028_355_565_405_634_5),
            (&student(3.0), [-1.0, 0.5, 0.2], 0.219_248_210_773_051_6),
            (&student(1e4), [-2.0, 5.0, 0.3], 0.269_240_388_739_486_3),
            (&gamma(0.01), [0.0, 50.0, 0.3], 0.289_596_671_078_060_5),
            (&gamma(2.5), [0.5, 4.0, 2.0], 0.335_685_169_230_846_4),
            (&gamma(1e4), [9e3, 10_900.0, 9_900.0], 60.082_990_613_875),
        ];
        for (said, [low, high, outcome], expected) in cases {
            let ours = said.crps_within(Bounds::new(low, high).unwrap(), outcome);
            assert!(
                (ours / expected - 1.0).abs() < 1e-9,
                "{ours}, not {expected}"
            );
        }
    }

    #[test]
    fn a_quantile_undoes_the_distribution_and_rises_with_its_level() {
        for (name, distribution) in one_of_each() {
            let mut last = f64::NEG_INFINITY;
            for level in [1e-9, 0.01, 0.25, 0.5, 0.75, 0.99] {
                let x = distribution.quantile(level);
                assert!(last < x, "{name} at {level}");
                let back = distribution.cdf(x);
                assert!(
                    (back - level).abs() < 1e-9 * level,
                    "{name} at {level}: {back}"
                );
                last = x;
            }
        }
    }

    proptest! {
        #[test]
        fn no_normal_is_expected_to_score_better_than_the_belief(
            (mean, sd) in (-2.0_f64..2.0, 0.2_f64..4.0),
        ) {
            // The belief is the standard normal: a fine grid of outcomes, weighed by its density.
            let belief = Normal::new(0.0, 1.0).unwrap();
            let said = Normal::new(mean, sd).unwrap();
            let expected = |score: &dyn Fn(f64) -> f64| {
                let grid = (-160..=160).map(|i| f64::from(i) / 20.0);
                sum(grid.map(|y| belief.ln_density(y).exp() * score(y))) / 20.0
            };
            prop_assert!(expected(&|y| belief.crps(y)) <= expected(&|y| said.crps(y)) + 1e-9);
            prop_assert!(expected(&|y| belief.log_score(y)) <= expected(&|y| said.log_score(y)) + 1e-9);
        }

        #[test]
        fn the_score_grows_with_the_distance((y, step) in (1.0_f64..5.0, 0.1_f64..3.0)) {
            let normal = Normal::new(0.0, 1.0).unwrap();
            prop_assert!(normal.crps(y) < normal.crps(y + step));
        }
    }
}
