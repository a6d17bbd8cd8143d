//! An indicator as evidence: how probable it is under each scenario.

use super::Belief;

/// One deciban, a factor of 1.26 in the odds: about the least that anybody can feel.
///
/// - Good, I. J. (1979). A. M. Turing's statistical work in World War II. *Biometrika*, 66(2),
///   393–396.
const LEAST_DECIBANS: f64 = 1.0;

/// Beyond these one answer may multiply odds by more than 49, or 17 decibans: more than a judgement
/// by hand can claim to know.
const EXTREME: (f64, f64) = (0.02, 0.98);

/// An indicator: how probable a yes is under each scenario, and what happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The probability of a yes under each scenario, in the scenarios' order.
    pub likelihood: Vec<Belief>,
    /// Whether it came about; none while that is open.
    pub outcome: Option<bool>,
}

impl Evidence {
    /// Returns the probability of that outcome under each scenario.
    #[must_use]
    pub fn given(&self, outcome: bool) -> Vec<Belief> {
        let all = self.likelihood.iter();
        all.map(|l| if outcome { *l } else { l.complement() })
            .collect()
    }

    /// Returns how far that outcome pushes the two scenarios apart that it tells apart best: the
    /// greatest log likelihood ratio, in decibans.
    ///
    /// # Formula
    ///
    /// ```text
    /// 10 · log₁₀(max P(outcome|s) / min P(outcome|s))
    /// ```
    #[must_use]
    pub fn strength(&self, outcome: bool) -> f64 {
        let given = self.given(outcome);
        let points = || given.iter().map(|l| l.point());
        let most = points().fold(0.0, f64::max);
        let least = points().fold(1.0, f64::min);
        10.0 * (most / least).log10()
    }

    /// Returns whether either outcome would tell any two scenarios apart by as much as a deciban.
    #[must_use]
    pub fn is_diagnostic(&self) -> bool {
        self.strength(true).max(self.strength(false)) >= LEAST_DECIBANS
    }

    /// Returns the scenarios under which it is called all but certain or all but impossible:
    /// below 2 % or above 98 %.
    #[must_use]
    pub fn extremes(&self) -> Vec<usize> {
        let all = self.likelihood.iter().enumerate();
        all.filter(|(_, l)| is_extreme(l.point()))
            .map(|(scenario, _)| scenario)
            .collect()
    }
}

/// Returns whether a likelihood is all but certain or all but impossible: below 2 % or above 98 %.
#[must_use]
pub fn is_extreme(likelihood: f64) -> bool {
    likelihood < EXTREME.0 || likelihood > EXTREME.1
}

#[cfg(test)]
mod tests {
    use crate::bayes::sample::evidence;

    #[test]
    fn a_deciban_makes_an_indicator_diagnostic() {
        // 10 log₁₀ 1.25 = .97 decibans and 10 log₁₀ 1.26 = 1.004.
        assert!(!evidence(&[0.25, 0.2], None).is_diagnostic());
        assert!(evidence(&[0.252, 0.2], None).is_diagnostic());
        // A no tells more than a yes here: .1 against .05.
        assert!(evidence(&[0.95, 0.9], None).is_diagnostic());
    }

    #[test]
    fn likelihoods_beyond_2_and_98_percent_are_extreme() {
        let all = evidence(&[0.019, 0.02, 0.5, 0.98, 0.981], None);
        assert_eq!(all.extremes(), [0, 4]);
    }
}
