//! A mean with its standard error.

use crate::Probability;

use super::resampling::{ClusterSum, cluster_sums};
use super::special::normal_quantile;
use super::{BinaryOutcome, Case, Interval, PairCounts, Statistic, Undefined, count, sum};

/// A weighted mean and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// The mean.
    pub value: f64,
    /// Its standard error.
    pub error: Statistic,
}

impl Mean {
    /// Returns the mean of cases, whose error goes by clusters.
    ///
    /// # Formula
    ///
    /// ```text
    /// error² = C / (C − 1) · Σ (T − mean · W)² / (Σ W)²
    /// ```
    ///
    /// with W and T the weight and the weighted sum of each of the C clusters; where all cases stand
    /// alone and count alike that is s² / n.
    ///
    /// # References
    ///
    /// - Cochran, W. G. (1977). *Sampling Techniques*, 3rd ed., ch. 6. Wiley: the ratio estimator.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::{Case, Mean, Weight};
    ///
    /// let case = |cluster, value| Case { value, weight: Weight::ONE, cluster };
    /// let mean = Mean::of_cases(&[case(0, 0.1), case(1, 0.3)]).unwrap();
    /// assert!((mean.value - 0.2).abs() < 1e-12);
    /// assert!((mean.error.unwrap() - 0.1).abs() < 1e-12);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without cases. The error alone is [`Undefined::TooFew`] under two
    /// clusters, and [`Undefined::Infinite`] where the mean is.
    pub fn of_cases(cases: &[Case]) -> Result<Self, Undefined> {
        if cases.is_empty() {
            return Err(Undefined::Empty);
        }
        let cluster_sums = cluster_sums(cases.iter().map(Case::alone));
        let weight = sum(cluster_sums.iter().map(|cluster_sum| cluster_sum.weight));
        let value = sum(cluster_sums.iter().map(ClusterSum::total)) / weight;
        let squares = cluster_sums
            .iter()
            .map(|cluster_sum| (cluster_sum.total() - value * cluster_sum.weight).powi(2));
        Ok(Self {
            value,
            error: error(value, sum(squares) / (weight * weight), cluster_sums.len()),
        })
    }

    /// Returns the mean of a score over pairs that stand alone.
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without pairs. The error alone is [`Undefined::Weighted`] with weights,
    /// [`Undefined::TooFew`] under two pairs, and [`Undefined::Infinite`] where the mean is.
    pub fn of_score(
        pair_counts: &PairCounts,
        score: impl Fn(Probability, BinaryOutcome) -> f64 + Sync,
    ) -> Result<Self, Undefined> {
        let value = pair_counts.mean(&score)?;
        let n = pair_counts.pairs();
        let variance = pair_counts.mean(|p, y| (score(p, y) - value).powi(2))?;
        Ok(Self {
            value,
            error: pair_counts
                .require_equal_weights()
                .and_then(|()| error(value, variance / count(n), n)),
        })
    }

    /// Returns the interval of the mean, as if it were normally distributed.
    ///
    /// # Errors
    ///
    /// Those of the standard error.
    pub fn interval(self, level: f64) -> Result<Interval, Undefined> {
        let half = normal_quantile(f64::midpoint(1.0, level)) * self.error?;
        Ok(Interval {
            low: self.value - half,
            high: self.value + half,
        })
    }
}

/// Returns the standard error, given the squared error that divides by the number of clusters.
fn error(mean: f64, square: f64, clusters: usize) -> Statistic {
    if !mean.is_finite() {
        Err(Undefined::Infinite)
    } else if clusters < 2 {
        Err(Undefined::TooFew {
            have: clusters,
            need: 2,
        })
    } else {
        Ok((square * count(clusters) / count(clusters - 1)).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Pair, Weight, brier, log_score};

    fn cases(times: usize) -> Vec<Case> {
        let values = [0.1, 0.4, 0.2, 0.9];
        let case = |(cluster, value)| Case {
            value,
            weight: Weight::new(0.5).unwrap(),
            cluster,
        };
        let each = values.into_iter().enumerate().map(case);
        each.flat_map(|case| std::iter::repeat_n(case, times))
            .collect()
    }

    #[test]
    fn ten_updates_in_a_cluster_are_no_surer_than_one() {
        let (once, ten) = (
            Mean::of_cases(&cases(1)).unwrap(),
            Mean::of_cases(&cases(10)).unwrap(),
        );
        assert!((once.value - ten.value).abs() < 1e-15);
        assert!((once.error.unwrap() - ten.error.unwrap()).abs() < 1e-15);
        // s² = 0.38 / 3, over 4
        assert!((once.error.unwrap() - (0.38_f64 / 12.0).sqrt()).abs() < 1e-15);
    }

    #[test]
    fn pairs_and_cases_agree() {
        let said = [0.1, 0.4, 0.4, 0.8].map(|p| Probability::new(p).unwrap());
        let pairs: Vec<_> = Pair::alone(said.map(|p| (p, BinaryOutcome::YES))).collect();
        let case = |pair: &Pair| Case {
            value: brier(pair.forecast, pair.outcome),
            weight: pair.weight,
            cluster: pair.cluster,
        };
        let by_cases = Mean::of_cases(&pairs.iter().map(case).collect::<Vec<_>>()).unwrap();
        let by_pairs = Mean::of_score(&PairCounts::of(&pairs), brier).unwrap();
        assert!((by_cases.value - by_pairs.value).abs() < 1e-15);
        assert!((by_cases.error.unwrap() - by_pairs.error.unwrap()).abs() < 1e-15);
        let interval = by_pairs.interval(0.95).unwrap();
        assert!(interval.contains(by_pairs.value));
    }

    #[test]
    fn what_has_no_error_has_a_reason() {
        let few = Err(Undefined::TooFew { have: 1, need: 2 });
        assert_eq!(Mean::of_cases(&cases(5)[..5]).unwrap().error, few);
        assert_eq!(Mean::of_cases(&[]), Err(Undefined::Empty));
        let pairs: Vec<_> = Pair::alone([(Probability::ZERO, BinaryOutcome::YES); 2]).collect();
        let mean = Mean::of_score(&PairCounts::of(&pairs), log_score).unwrap();
        assert_eq!(mean.error, Err(Undefined::Infinite));
    }
}
