//! The difference of two areas under the ROC curve.

use crate::discrimination::{Placements, covariance_of_means};
use crate::special::normal_two_sided;
use crate::{Pair, PairCounts, Undefined};

/// Two forecasters' areas under the ROC curve on the same cases, by the method of DeLong.
///
/// # Formula
///
/// ```text
/// z = (A − B) / √(Var A + Var B − 2 Cov(A, B))
/// ```
///
/// # References
///
/// - DeLong, E. R., DeLong, D. M. and Clarke-Pearson, D. L. (1988). Comparing the areas under two
///   or more correlated receiver operating characteristic curves. *Biometrics*, 44(3), 837–845.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AucDifference {
    /// The first forecaster's area.
    pub first: f64,
    /// The second's.
    pub second: f64,
    /// The difference in standard errors.
    pub z: f64,
    /// How often chance alone gives as much, on either side.
    pub p_value: f64,
}

impl AucDifference {
    /// Returns the test; item by item, the two lists are about the same case.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::Probability;
    /// use foretell_scoring::compare::AucDifference;
    /// use foretell_scoring::{BinaryOutcome, Pair};
    ///
    /// let seen = [BinaryOutcome::NO, BinaryOutcome::NO, BinaryOutcome::YES, BinaryOutcome::YES];
    /// let pairs = |said: [f64; 4]| -> Vec<_> {
    ///     let said = said.map(|p| Probability::new(p).unwrap());
    ///     Pair::alone(said.into_iter().zip(seen)).collect()
    /// };
    /// let test = AucDifference::test(&pairs([0.1, 0.2, 0.7, 0.8]), &pairs([0.4, 0.1, 0.3, 0.6]));
    /// let test = test.unwrap();
    /// assert!(test.first == 1.0 && test.second == 0.75 && test.z > 0.0);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::Repeated`], [`Undefined::Weighted`], [`Undefined::Partial`],
    /// [`Undefined::OneOutcome`], [`Undefined::TooFew`] under two of either outcome,
    /// [`Undefined::Identical`] where both rank all cases alike.
    pub fn test(first: &[Pair], second: &[Pair]) -> Result<Self, Undefined> {
        let a = Placements::of(&PairCounts::for_tests(first)?)?;
        let b = Placements::of(&PairCounts::for_tests(second)?)?;
        let shares = |happened: bool| {
            let cases = first.iter().zip(second);
            let of_outcome =
                cases.filter(move |(pair, _)| pair.outcome.happened() == Some(happened));
            let shares = of_outcome
                .map(|(x, y)| (a.share(x.forecast, happened), b.share(y.forecast, happened)));
            shares.unzip::<f64, f64, Vec<_>, Vec<_>>()
        };
        let mut variance = 0.0;
        for happened in [true, false] {
            let (a, b) = shares(happened);
            if a.len() < 2 {
                let have = a.len();
                return Err(Undefined::TooFew { have, need: 2 });
            }
            variance += covariance_of_means(&a, &a) + covariance_of_means(&b, &b)
                - 2.0 * covariance_of_means(&a, &b);
        }
        // Where all ranks agree the three terms cancel but for rounding.
        if variance <= 1e-18 {
            return Err(Undefined::Identical);
        }
        let z = (a.auc - b.auc) / variance.sqrt();
        Ok(Self {
            first: a.auc,
            second: b.auc,
            z,
            p_value: normal_two_sided(z),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BinaryOutcome;
    use crate::Probability;

    fn pairs(forecasts: [f64; 4]) -> Vec<Pair> {
        let seen = [
            BinaryOutcome::NO,
            BinaryOutcome::YES,
            BinaryOutcome::NO,
            BinaryOutcome::YES,
        ];
        let said = forecasts.map(|p| Probability::new(p).unwrap());
        Pair::alone(said.into_iter().zip(seen)).collect()
    }

    #[test]
    fn the_same_ranks_are_identical() {
        let test = AucDifference::test(&pairs([0.1, 0.2, 0.3, 0.4]), &pairs([0.2, 0.4, 0.6, 0.8]));
        assert_eq!(test, Err(Undefined::Identical));
    }

    #[test]
    fn swapping_the_two_turns_the_sign() {
        let (a, b) = (pairs([0.1, 0.9, 0.3, 0.4]), pairs([0.5, 0.4, 0.6, 0.8]));
        let (ab, ba) = (
            AucDifference::test(&a, &b).unwrap(),
            AucDifference::test(&b, &a).unwrap(),
        );
        assert!((ab.z + ba.z).abs() < 1e-12 && ab.z > 0.0);
    }
}
