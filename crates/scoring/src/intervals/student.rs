//! Student's interval, by clusters.

use crate::special::{student_half_width, student_two_sided};
use crate::{
    Case, ConfidenceInterval, InferenceMethod, Interval, Line, Procedure, Statistic, Undefined,
    cluster_sums, count, sum,
};

/// The least number of clusters on which an interval rests.
pub const LEAST_CLUSTERS: usize = 5;

/// How far a figure may be off, and how well that is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The middle of its interval.
    pub centre: f64,
    /// Its standard error.
    pub error: f64,
    /// The degrees of freedom of the standard error.
    pub degrees: f64,
    /// The skewness of the figure, 0 where it is taken for symmetric.
    pub skewness: f64,
}

impl Spread {
    /// Returns the interval by Student's t, turned by Hall's transformation where scores are skewed.
    ///
    /// # Formula
    ///
    /// ```text
    /// T(t) = t + a t² / 3 + a² t³ / 27 + a / 6       t = (centre − figure) / error
    /// all figures whose T lies within ± t(level, degrees)
    /// ```
    ///
    /// with a the skewness of the figure. Losses are skewed: most are small and few are large, and a mean
    /// that has met no large one yet looks too sure of itself.
    ///
    /// # References
    ///
    /// - Student (1908). The probable error of a mean. *Biometrika*, 6(1), 1–25.
    /// - Hall, P. (1992). On the removal of skewness by transformation. *Journal of the Royal Statistical
    ///   Society B*, 54(1), 221–228.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoVariance`] where all are alike, [`Undefined::Infinite`].
    pub fn interval(self, level: f64) -> Result<Interval, Undefined> {
        let error = self.some_error()?;
        let t = student_half_width(level, self.degrees);
        Ok(Interval {
            low: self.centre - self.turned_back(t) * error,
            high: self.centre - self.turned_back(-t) * error,
        })
    }

    /// Returns how often chance alone gives a figure as far from 0, on either side; the interval leaves 0
    /// out exactly where that is less than it leaves outside.
    ///
    /// # Errors
    ///
    /// Those of [`Spread::interval`].
    pub fn p_value(self) -> Statistic {
        let t = self.centre / self.some_error()?;
        Ok(student_two_sided(self.turned(t), self.degrees))
    }

    fn some_error(self) -> Statistic {
        if !(self.centre.is_finite() && self.error.is_finite()) {
            return Err(Undefined::Infinite);
        }
        // What rounding leaves of scores that are all the same.
        if self.error <= 1e-12 * self.centre.abs() {
            return Err(Undefined::NoVariance);
        }
        Ok(self.error)
    }

    fn turned(self, t: f64) -> f64 {
        let a = self.skewness;
        t + a * t * t / 3.0 + a * a * t.powi(3) / 27.0 + a / 6.0
    }

    fn turned_back(self, turned: f64) -> f64 {
        let a = self.skewness;
        // Near 0 the cube root has no digits left, and the correction is a hair.
        if a.abs() < 1e-6 {
            return turned - a / 6.0 - a * turned * turned / 3.0;
        }
        3.0 / a * ((1.0 + a * (turned - a / 6.0)).cbrt() - 1.0)
    }

    /// Returns the spread of a figure of several weighted means over clusters, taken for a straight line
    /// in them.
    ///
    /// # Formula
    ///
    /// ```text
    /// error²   = C / (C − 1) · Σ (T − mean · W)² / (Σ W)²
    /// skewness = Σ (T − mean · W)³ / (Σ (T − mean · W)²)^1.5
    /// ```
    ///
    /// with W and T the weight and the weighted sum of each of the C clusters; where all cases stand
    /// alone and count alike that is s² / n.
    ///
    /// # References
    ///
    /// - Cochran, W. G. (1977). *Sampling Techniques*, 3rd ed., ch. 6. Wiley: the ratio estimator.
    ///
    /// # Errors
    ///
    /// [`Undefined::TooFew`] under five clusters, [`Undefined::Infinite`], and those of the figure.
    pub fn of_means<const N: usize>(
        cases: &[Case<[f64; N]>],
        figure: impl Fn([f64; N]) -> Statistic,
    ) -> Result<Self, Undefined> {
        let clusters = cluster_sums(cases.iter().copied());
        require_clusters(clusters.len())?;
        let weight = sum(clusters.iter().map(|cluster| cluster.weight));
        let total = |i: usize| sum(clusters.iter().map(|cluster| cluster.totals[i]));
        let means: [f64; N] = std::array::from_fn(|i| total(i) / weight);
        if !means.iter().all(|mean| mean.is_finite()) {
            return Err(Undefined::Infinite);
        }
        let line = Line::touching(&figure, means)?;
        let off = |power: i32| sum(clusters.iter().map(|one| line.off(one).powi(power)));
        let few = count(clusters.len()) / count(clusters.len() - 1);
        let squares = off(2);
        Ok(Self {
            centre: line.height(),
            error: (few * squares).sqrt() / weight,
            degrees: degrees(clusters.iter().map(|cluster| cluster.weight)),
            skewness: if squares > 0.0 {
                off(3) / squares.powf(1.5)
            } else {
                0.0
            },
        })
    }

    /// Returns the spread of a weighted mean.
    ///
    /// # Errors
    ///
    /// Those of [`Spread::of_means`].
    pub fn of_cases(cases: &[Case]) -> Result<Self, Undefined> {
        let cases: Vec<_> = cases.iter().map(Case::alone).collect();
        Self::of_means(&cases, |[mean]: [f64; 1]| Ok(mean))
    }
}

/// Returns Student's interval of a figure of several weighted means over clusters.
///
/// # Example
///
/// ```
/// use foretell_scoring::{Case, Weight, skill, student_of_means};
///
/// // Scores beside those of a reference on the same questions.
/// let scores = [[0.1, 0.2], [0.2, 0.2], [0.1, 0.3], [0.0, 0.2], [0.2, 0.3]];
/// let case = |(cluster, &value)| Case { value, weight: Weight::ONE, cluster };
/// let cases: Vec<_> = scores.iter().enumerate().map(case).collect();
/// let figure = |[own, other]: [f64; 2]| skill(own, other);
/// let interval = student_of_means(&cases, figure, 0.9).unwrap();
/// assert!(interval.contains(0.5));
/// ```
///
/// # Errors
///
/// Those of [`Spread::of_means`] and of [`Spread::interval`].
pub fn student_of_means<const N: usize>(
    cases: &[Case<[f64; N]>],
    figure: impl Fn([f64; N]) -> Statistic,
    level: f64,
) -> Result<ConfidenceInterval, Undefined> {
    let interval = Spread::of_means(cases, figure)?.interval(level)?;
    let procedure = Procedure::analytic(InferenceMethod::Student);
    Ok(ConfidenceInterval::new(interval, procedure))
}

/// Returns the degrees of freedom that clusters of these weights leave to a variance between them.
///
/// # Formula
///
/// ```text
/// (Σ W²)² / Σ W⁴ − 1, at least 1
/// ```
///
/// Of clusters that weigh alike that is one less than there are. It is Satterthwaite's number where
/// all in a cluster share one fate.
///
/// # References
///
/// - Bell, R. M. and `McCaffrey`, D. F. (2002). Bias reduction in standard errors for linear regression
///   with multi-stage samples. *Survey Methodology*, 28(2), 169–181.
pub(crate) fn degrees(weights: impl Iterator<Item = f64> + Clone) -> f64 {
    let most = weights.clone().fold(f64::MIN_POSITIVE, f64::max);
    let power = |power: i32| move |weight: f64| (weight / most).powi(power);
    let squares = sum(weights.clone().map(power(2)));
    (squares.powi(2) / sum(weights.map(power(4))) - 1.0).max(1.0)
}

/// Refuses an interval that would rest on too few clusters.
pub(crate) fn require_clusters(have: usize) -> Result<(), Undefined> {
    if have < LEAST_CLUSTERS {
        Err(Undefined::TooFew {
            have,
            need: LEAST_CLUSTERS,
        })
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_clusters_leave_one_less_and_a_heavy_one_leaves_few() {
        assert!((degrees([2.0; 9].into_iter()) - 8.0).abs() < 1e-12);
        // (100 + 4)² / (10⁴ + 4) − 1
        let heavy = degrees([10.0, 1.0, 1.0, 1.0, 1.0].into_iter());
        assert!((heavy - 1.0).abs() < 1e-12, "{heavy}");
    }

    #[test]
    fn the_interval_leaves_0_out_exactly_where_the_test_says_more_than_chance() {
        for (centre, skewness) in [
            (0.4, 0.0),
            (0.45, 0.3),
            (0.5, 0.6),
            (0.7, -0.5),
            (0.3, 1e-7),
        ] {
            let spread = Spread {
                centre,
                error: 0.2,
                degrees: 9.0,
                skewness,
            };
            let p_value = spread.p_value().unwrap();
            for level in [1.0 - p_value - 1e-6, 1.0 - p_value + 1e-6] {
                let interval = spread.interval(level).unwrap();
                assert_eq!(interval.contains(0.0), level > 1.0 - p_value, "{spread:?}");
            }
        }
    }

    #[test]
    fn scores_that_are_all_alike_have_no_interval() {
        let spread = Spread {
            centre: 0.3,
            error: 1e-17,
            degrees: 9.0,
            skewness: 0.0,
        };
        assert_eq!(spread.interval(0.95), Err(Undefined::NoVariance));
    }
}
