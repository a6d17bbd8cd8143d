//! Scores of a forecast over options that have an order, where a near miss is better than a far one.
//!
//! The log score does not know the order; it is [`log_score`](super::multi::log_score).

use super::{count, multi::ChoicePair, sum};

/// Returns the ranked probability score: 0 is best, one less than the number of options is worst.
///
/// # Formula
///
/// ```text
/// Σₖ (Fₖ − Oₖ)²    over the K − 1 splits of the order; F and O are the cumulative probability and
///                  outcome, so for two options it is the binary (p − y)²
/// ```
///
/// # References
///
/// - Epstein, E. S. (1969). A scoring system for probability forecasts of ranked categories.
///   *Journal of Applied Meteorology*, 8(6), 985–987.
///
/// # Example
///
/// ```
/// use foretell_scoring::{Probability, multi::{ChoicePair, Probabilities}, ordered::rps};
///
/// let said = [0.15, 0.45, 0.25, 0.15].map(|p| Probability::new(p).unwrap());
/// let pair = ChoicePair::new(Probabilities::new(said.to_vec()).unwrap(), 2).unwrap();
/// assert!((rps(&pair) - 0.405).abs() < 1e-12);
/// ```
#[must_use]
pub fn rps(pair: &ChoicePair) -> f64 {
    let mut ahead = 0.0;
    let splits = pair.each().take(pair.said().len() - 1);
    sum(splits.map(|(p, o)| {
        ahead += p - o;
        ahead * ahead
    }))
}

/// Returns the ranked probability score per split: 0 is best, 1 is worst, whatever the number of
/// options.
///
/// # Formula
///
/// ```text
/// RPS / (K − 1)
/// ```
///
/// # References
///
/// - Murphy, A. H. (1971). A note on the ranked probability score. *Journal of Applied
///   Meteorology*, 10(1), 155–156.
///
/// # Example
///
/// ```
/// use foretell_scoring::{Probability, multi::{ChoicePair, Probabilities}, ordered::rps_normalised};
///
/// let said = [0.15, 0.45, 0.25, 0.15].map(|p| Probability::new(p).unwrap());
/// let pair = ChoicePair::new(Probabilities::new(said.to_vec()).unwrap(), 2).unwrap();
/// assert!((rps_normalised(&pair) - 0.135).abs() < 1e-12);
/// ```
#[must_use]
pub fn rps_normalised(pair: &ChoicePair) -> f64 {
    rps(pair) / count(pair.said().len() - 1)
}

/// Returns the score of Good Judgment for ordered options: 0 is best, 2 is worst.
///
/// # Formula
///
/// ```text
/// 2 RPS / (K − 1)    the mean, over the K − 1 splits of the order, of the full (0–2) Brier score
///                    of the two sides
/// ```
///
/// # References
///
/// - IARPA ACE Test and Evaluation Plan, Appendix B, the rule of the Good Judgment Project, Good
///   Judgment Open and Cultivate.
///
/// # Example
///
/// ```
/// use foretell_scoring::{Probability, multi::{ChoicePair, Probabilities}, ordered::good_judgment};
///
/// let said = [0.15, 0.45, 0.25, 0.15].map(|p| Probability::new(p).unwrap());
/// let pair = ChoicePair::new(Probabilities::new(said.to_vec()).unwrap(), 2).unwrap();
/// assert!((good_judgment(&pair) - 0.27).abs() < 1e-12);
/// ```
#[must_use]
pub fn good_judgment(pair: &ChoicePair) -> f64 {
    2.0 * rps_normalised(pair)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Probability;
    use crate::multi::{Probabilities, brier, brier_full};

    fn probabilities(each: &[f64]) -> Probabilities {
        let each = each.iter().map(|&p| Probability::new(p).unwrap());
        Probabilities::new(each.collect()).unwrap()
    }

    fn pair(each: &[f64], option: usize) -> ChoicePair {
        ChoicePair::new(probabilities(each), option).unwrap()
    }

    fn beliefs() -> impl Strategy<Value = Probabilities> {
        prop::collection::vec(0.01_f64..1.0, 4).prop_map(|raw| {
            let total = sum(raw.iter().copied());
            probabilities(&raw.iter().map(|r| r / total).collect::<Vec<_>>())
        })
    }

    #[test]
    fn the_rule_of_good_judgment_is_the_mean_full_brier_score_of_the_splits() {
        // By hand, [.25, .25, .3, .2] with the second true. The splits say .25 | .75, .50 | .50,
        // .80 | .20 and saw no, yes, yes: (2 · .0625 + 2 · .25 + 2 · .04) / 3 = .235.
        let near = pair(&[0.25, 0.25, 0.3, 0.2], 1);
        assert!((good_judgment(&near) - 0.235).abs() < 1e-12);
        assert!((brier_full(&near) - 0.755).abs() < 1e-12);
    }

    #[test]
    fn a_near_miss_is_better_than_a_far_one_though_both_missed() {
        // One split of three is wrong, 2/3; all three are wrong, 2.
        let near = good_judgment(&pair(&[0.0, 0.0, 1.0, 0.0], 3));
        let far = good_judgment(&pair(&[1.0, 0.0, 0.0, 0.0], 3));
        assert!((near - 2.0 / 3.0).abs() < 1e-12);
        assert!((far - 2.0).abs() < 1e-12);
    }

    #[test]
    fn a_certain_hit_scores_zero_and_the_farthest_miss_the_number_of_splits() {
        assert!(rps(&pair(&[0.0, 1.0, 0.0], 1)).abs() < 1e-15);
        assert!((rps(&pair(&[1.0, 0.0, 0.0], 2)) - 2.0).abs() < 1e-15);
        assert!((rps_normalised(&pair(&[1.0, 0.0, 0.0], 2)) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn the_order_read_backwards_gives_the_same_score() {
        let forwards = rps(&pair(&[0.1, 0.2, 0.4, 0.3], 3));
        let backwards = rps(&pair(&[0.3, 0.4, 0.2, 0.1], 0));
        assert!((forwards - backwards).abs() < 1e-12);
        // .1², .3², .7² = .01 + .09 + .49.
        assert!((forwards - 0.59).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn for_two_options_it_is_half_the_brier_score((p, option) in (0.0_f64..=1.0, 0_usize..2)) {
            let pair = pair(&[p, 1.0 - p], option);
            prop_assert!((rps(&pair) - brier(&pair)).abs() < 1e-12);
        }

        #[test]
        fn no_forecast_is_expected_to_score_better_than_the_belief(
            (belief, said) in (beliefs(), beliefs()),
        ) {
            let expected = |said: &Probabilities| {
                let each = belief.iter().enumerate();
                sum(each.map(|(i, b)| b * rps(&ChoicePair::new(said.clone(), i).unwrap())))
            };
            prop_assert!(expected(&belief) <= expected(&said) + 1e-12);
        }
    }
}
