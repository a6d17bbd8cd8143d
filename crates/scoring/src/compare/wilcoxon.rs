//! Wilcoxon's signed rank test.

use crate::special::normal_two_sided;
use crate::{Undefined, count};

use super::differences::check;

/// Wilcoxon's signed rank test: are the differences symmetric about 0?
///
/// # Formula
///
/// ```text
/// W = min(ranks of positive, ranks of negative differences)    by |d|, ties share their ranks
/// z = (W − n (n + 1) / 4) / √(n (n + 1)(2n + 1) / 24 − Σ (t³ − t) / 48)
/// ```
///
/// with t the sizes of the ties. Zeros are dropped. It tests symmetry and not the mean, which is
/// what a mean score is about.
///
/// # References
///
/// - Wilcoxon, F. (1945). Individual comparisons by ranking methods. *Biometrics Bulletin*, 1(6),
///   80–83.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wilcoxon {
    /// The smaller of the two sums of ranks.
    pub statistic: f64,
    /// How often chance alone gives as little, by the normal distribution.
    pub p_value: f64,
}

impl Wilcoxon {
    /// Returns the test.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::compare::Wilcoxon;
    ///
    /// let test = Wilcoxon::test(&[0.1, 0.2, -0.3, 0.0]).unwrap();
    /// assert_eq!(test.statistic, 3.0);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::Identical`] where all are 0, [`Undefined::TooFew`] without any,
    /// [`Undefined::Infinite`].
    pub fn test(differences: &[f64]) -> Result<Self, Undefined> {
        check(differences, 1)?;
        let mut values: Vec<_> = differences.iter().copied().filter(|&d| d != 0.0).collect();
        values.sort_unstable_by(|a, b| a.abs().total_cmp(&b.abs()));
        let n = count(values.len());
        let (mut below, mut positive, mut ties) = (0.0, 0.0, 0.0);
        for tied in values.chunk_by(|a, b| a.abs().total_cmp(&b.abs()).is_eq()) {
            let size = count(tied.len());
            let rank = below + f64::midpoint(size, 1.0);
            positive += rank * count(tied.iter().filter(|&&d| d > 0.0).count());
            ties += size.powi(3) - size;
            below += size;
        }
        let all = n * (n + 1.0) / 2.0;
        let statistic = f64::min(positive, all - positive);
        let variance = n * (n + 1.0) * (2.0 * n + 1.0) / 24.0 - ties / 48.0;
        Ok(Self {
            statistic,
            p_value: normal_two_sided((statistic - all / 2.0) / variance.sqrt()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_their_ranks() {
        // Ranks 1½, 1½ and 3: the negative one has 1½.
        let test = Wilcoxon::test(&[0.5, -0.5, 2.0]).unwrap();
        assert!((test.statistic - 1.5).abs() < 1e-15);
    }

    #[test]
    fn zeros_alone_are_identical() {
        assert_eq!(Wilcoxon::test(&[0.0, 0.0]), Err(Undefined::Identical));
    }
}
