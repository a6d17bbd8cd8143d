//! The sign test: who was better more often.

use crate::special::even_binomial_two_sided;
use crate::{Statistic, Undefined, count};

/// How often each of two forecasters was better, and whether that is more than chance.
///
/// # Formula
///
/// ```text
/// p = P(as few wins or fewer) · 2, at most 1    binomial, even chances, ties left out
/// ```
///
/// # References
///
/// - Arbuthnott, J. (1710). An argument for divine providence. *Philosophical Transactions*, 27,
///   186–190.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SignTest {
    /// How often the first had the lower score.
    pub first: usize,
    /// How often the second had.
    pub second: usize,
    /// How often both had the same.
    pub ties: usize,
    /// How often chance alone parts the wins as unevenly; not defined where there are only ties.
    pub p_value: Statistic,
}

impl SignTest {
    /// Returns the test of differences, first less second, of a loss.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::compare::SignTest;
    ///
    /// let test = SignTest::test(&[-0.1, -0.2, -0.3, 0.0]);
    /// assert_eq!((test.first, test.second, test.ties), (3, 0, 1));
    /// assert!((test.p_value.unwrap() - 0.25).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn test(differences: &[f64]) -> Self {
        let first = differences.iter().filter(|&&d| d < 0.0).count();
        let second = differences.iter().filter(|&&d| d > 0.0).count();
        Self {
            first,
            second,
            ties: differences.len() - first - second,
            p_value: if first + second > 0 {
                Ok(even_binomial_two_sided(count(first), count(first + second)))
            } else if differences.is_empty() {
                Err(Undefined::Empty)
            } else {
                Err(Undefined::Identical)
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ties_say_nothing() {
        assert_eq!(SignTest::test(&[0.0]).p_value, Err(Undefined::Identical));
        assert_eq!(SignTest::test(&[]).p_value, Err(Undefined::Empty));
    }

    #[test]
    fn as_many_wins_on_both_sides_are_pure_chance() {
        let p_value = SignTest::test(&[-1.0, 1.0]).p_value.unwrap();
        assert!((p_value - 1.0).abs() < 1e-15);
    }
}
