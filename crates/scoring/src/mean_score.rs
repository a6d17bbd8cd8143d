//! The mean of scores, with infinite ones counted apart.

use super::{Case, Statistic, Undefined, sum};

/// The weighted mean of scores; its range and direction are the score's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanScore {
    /// The mean over all cases, infinite if any score is.
    pub mean: f64,
    /// The mean over the cases whose score is finite.
    pub finite: Statistic,
    /// How many cases have an infinite score.
    pub infinite: usize,
}

impl MeanScore {
    /// Returns the mean of the cases' scores.
    ///
    /// # Formula
    ///
    /// ```text
    /// Σ w S / Σ w
    /// ```
    ///
    /// Scores in different units have no mean. Undefined for no cases.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::{Case, MeanScore, Weight};
    ///
    /// let case = |value| Case { value, weight: Weight::ONE, cluster: 0 };
    /// let score = MeanScore::of(&[case(1.0), case(f64::INFINITY)]).unwrap();
    /// assert!(score.mean.is_infinite());
    /// assert_eq!((score.finite, score.infinite), (Ok(1.0), 1));
    /// ```
    pub fn of(cases: &[Case]) -> Result<Self, Undefined> {
        let finite: Vec<_> = cases
            .iter()
            .filter(|case| case.value.is_finite())
            .copied()
            .collect();
        Ok(Self {
            mean: mean(cases)?,
            finite: mean(&finite),
            infinite: cases.len() - finite.len(),
        })
    }
}

fn mean(cases: &[Case]) -> Statistic {
    if cases.is_empty() {
        return Err(Undefined::Empty);
    }
    let total = sum(cases.iter().map(|case| case.weight.get()));
    Ok(sum(cases
        .iter()
        .map(|case| case.weight.get() / total * case.value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Weight;

    fn cases(each: &[(f64, f64)]) -> Vec<Case> {
        let each = each.iter().map(|&(value, weight)| Case {
            value,
            weight: Weight::new(weight).unwrap(),
            cluster: 0,
        });
        each.collect()
    }

    #[test]
    fn a_case_that_counts_twice_pulls_twice() {
        let score = MeanScore::of(&cases(&[(0.3, 1.0), (0.6, 2.0)])).unwrap();
        assert!((score.mean - 0.5).abs() < 1e-12);
        assert_eq!(score.infinite, 0);
    }

    #[test]
    fn without_a_finite_score_there_is_no_finite_mean() {
        let score = MeanScore::of(&cases(&[(f64::INFINITY, 1.0)])).unwrap();
        assert_eq!((score.finite, score.infinite), (Err(Undefined::Empty), 1));
        assert_eq!(MeanScore::of(&[]), Err(Undefined::Empty));
    }
}
