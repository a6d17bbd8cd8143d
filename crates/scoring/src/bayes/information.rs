//! How much an answer would tell.

/// Returns the entropy of a distribution in bits: 0 where it is certain.
///
/// # Formula
///
/// ```text
/// − Σ p · log₂ p
/// ```
///
/// # References
///
/// - Shannon, C. E. (1948). A mathematical theory of communication. *Bell System Technical
///   Journal*, 27, 379–423.
#[must_use]
pub fn entropy(distribution: &[f64]) -> f64 {
    let told: f64 = distribution.iter().map(|&p| information(p, p)).sum();
    0.0 - told
}

/// Returns how many bits the answer to an indicator tells of the scenarios, in the mean: 0 where
/// it is as probable under each.
///
/// # Formula
///
/// ```text
/// H(S) − Σ P(outcome) · H(S|outcome)
///   = Σ P(s) · Σ P(outcome|s) · log₂(P(outcome|s) / P(outcome))
/// ```
///
/// # References
///
/// - Lindley, D. V. (1956). On a measure of the information provided by an experiment. *Annals of
///   Mathematical Statistics*, 27(4), 986–1005.
///
/// # Example
///
/// ```
/// use foretell_scoring::bayes::mutual_information;
///
/// // A fair coin that the indicator gives away.
/// assert_eq!(mutual_information(&[0.5, 0.5], &[1.0, 0.0]), 1.0);
/// ```
#[must_use]
pub fn mutual_information(scenarios: &[f64], likelihood: &[f64]) -> f64 {
    let yes = mean(scenarios, likelihood);
    let pairs = scenarios.iter().zip(likelihood);
    let told = pairs.map(|(p, l)| {
        p * (information(*l, l / yes) + information(1.0 - l, (1.0 - l) / (1.0 - yes)))
    });
    told.sum::<f64>().max(0.0)
}

/// Returns by how much the answer to an indicator lowers the Brier score of the scenarios, in the
/// mean, on the scale from 0 to 1.
///
/// # Formula
///
/// ```text
/// ½ · Σ P(outcome) · Σ (P(s|outcome) − P(s))²
/// ```
#[must_use]
pub fn brier_gain(scenarios: &[f64], likelihood: &[f64]) -> f64 {
    let yes = mean(scenarios, likelihood);
    let spread = yes * (1.0 - yes);
    if spread <= 0.0 {
        return 0.0;
    }
    let pairs = scenarios.iter().zip(likelihood);
    let moved: f64 = pairs.map(|(p, l)| (p * (l - yes)).powi(2)).sum();
    moved / spread / 2.0
}

/// Returns by how much a full answer would lower the Brier score of the scenarios, in the mean, on
/// the scale from 0 to 1.
///
/// # Formula
///
/// ```text
/// ½ · Σ P(s) · (1 − P(s))
/// ```
#[must_use]
pub fn greatest_brier_gain(scenarios: &[f64]) -> f64 {
    scenarios.iter().map(|p| p * (1.0 - p)).sum::<f64>() / 2.0
}

/// Returns a share of the logarithm of a number, in bits; nothing of it is nothing.
fn information(share: f64, number: f64) -> f64 {
    if share > 0.0 {
        share * number.log2()
    } else {
        0.0
    }
}

fn mean(weights: &[f64], values: &[f64]) -> f64 {
    weights.iter().zip(values).map(|(w, v)| w * v).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bayes::value_of_information;
    use crate::coherence::sample::assert_close;
    use crate::testing::p;

    #[test]
    fn entropy_is_greatest_where_nothing_is_known() {
        assert_close(entropy(&[0.25; 4]), 2.0);
        assert_close(entropy(&[1.0, 0.0]), 0.0);
    }

    #[test]
    fn the_brier_gain_of_two_scenarios_is_that_of_an_event() {
        // The gain of the event "first scenario" by P(c) = .55 and P(U|c) = .4/.55, .1/.45.
        let gain = brier_gain(&[0.5, 0.5], &[0.8, 0.3]);
        let value = value_of_information(p(0.55), p(0.4 / 0.55), p(0.1 / 0.45));
        assert_close(gain, value.brier_gain);
        assert_close(greatest_brier_gain(&[0.5, 0.5]), 0.25);
        assert_close(brier_gain(&[1.0, 0.0], &[1.0, 0.5]), 0.0);
    }
}
