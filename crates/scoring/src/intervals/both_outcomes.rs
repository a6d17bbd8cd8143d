//! The interval of mean scores of yes or no, in which the other outcome counts a little.

use std::borrow::Cow;

use crate::resampling::{ClusterSum, cluster_sums_beside, sums_in_order};
use crate::{
    BinaryOutcome, Case, ConfidenceInterval, InferenceMethod, Line, Pair, PairCounts, Probability,
    Procedure, Statistic, Undefined, count, sum,
};

use super::student::{Spread, degrees, require_clusters};

/// The clusters as which the other outcomes count together.
const OTHERS: f64 = 1.0;

/// Where the scores of what happened stand, and those of what did not.
const SEEN: usize = 0;
const OTHER: usize = 1;

/// What an interval of scores of yes or no rests on.
#[derive(Clone, Copy, Debug)]
pub enum ScoredPairs<'a> {
    /// Pairs that stand alone and count once.
    Alone(&'a PairCounts),
    /// Pairs that share clusters or carry weights.
    Clustered(&'a [Pair]),
}

impl ScoredPairs<'_> {
    /// Returns the interval of a mean score.
    ///
    /// # Method
    ///
    /// Student's t over clusters. Each pair also counts with the outcome that it did not have, all of
    /// these together as much as one cluster: a forecaster who was never wrong yet might have been.
    /// Scores of sure forecasts are skewed, most small and a few large, and without that an interval
    /// holds the truth the less often, the surer they are. It does for any score what Agresti and
    /// Coull do for a share.
    ///
    /// ```text
    /// centre = (Σ T + Σ T′ / C) / (Σ W + Σ W / C)
    /// error² = C / (C − 1) · Σ ((T − centre W)² + (T′ − centre W)² / C) / (Σ W + Σ W / C)²
    /// ```
    ///
    /// with W and T the weight and the weighted score of each of C clusters, T′ with the other outcome.
    ///
    /// # References
    ///
    /// - Agresti, A. and Coull, B. A. (1998). Approximate is better than "exact" for interval estimation
    ///   of binomial proportions. *The American Statistician*, 52(2), 119–126.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::{BinaryOutcome, ScoredPairs, Pair, PairCounts, Probability, brier};
    ///
    /// let said = Probability::new(0.9).unwrap();
    /// let pairs: Vec<_> = Pair::alone([(said, BinaryOutcome::YES); 10]).collect();
    /// let interval = ScoredPairs::Alone(&PairCounts::of(&pairs)).mean(brier, 0.95).unwrap();
    /// // Ten of ten: the mean is 0.01 and might be as high as 0.25.
    /// assert!(interval.contains(0.01) && interval.high > 0.2 && interval.high < 0.3);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::TooFew`] under five clusters, [`Undefined::Infinite`], [`Undefined::Unbounded`] where
    /// the other outcome would have an infinite score, [`Undefined::NoVariance`].
    pub fn mean(
        self,
        score: impl Fn(Probability, BinaryOutcome) -> f64 + Sync,
        level: f64,
    ) -> Result<ConfidenceInterval, Undefined> {
        self.of_means(|p, y| [score(p, y)], |[mean]| Ok(mean), level)
    }

    /// Returns the interval of a figure of several mean scores, taken for a straight line in them.
    ///
    /// # Errors
    ///
    /// Those of [`ScoredPairs::mean`], and of the figure.
    pub fn of_means<const N: usize>(
        self,
        scores: impl Fn(Probability, BinaryOutcome) -> [f64; N] + Sync,
        figure: impl Fn([f64; N]) -> Statistic,
        level: f64,
    ) -> Result<ConfidenceInterval, Undefined> {
        let pairs = match self {
            Self::Alone(pair_counts) => {
                return student(alone(pair_counts, &scores, &figure)?, level);
            }
            Self::Clustered(pairs) => pairs,
        };
        let case = |pair: &Pair| Case {
            value: [pair.outcome, pair.outcome.complement()].map(|y| scores(pair.forecast, y)),
            weight: pair.weight,
            cluster: pair.cluster,
        };
        // A sample has them in order, and is asked for many figures.
        let mut pairs = Cow::Borrowed(pairs);
        if !pairs.is_sorted_by(|a, b| a.by_cluster(b).is_le()) {
            pairs.to_mut().sort_unstable_by(Pair::by_cluster);
        }
        let clusters = sums_in_order(pairs.iter().map(case));
        student(Spread::beside(&clusters, figure)?, level)
    }
}

/// Returns the spread of a figure of pairs that stand alone.
fn alone<const N: usize>(
    pair_counts: &PairCounts,
    scores: &(impl Fn(Probability, BinaryOutcome) -> [f64; N] + Sync),
    figure: &impl Fn([f64; N]) -> Statistic,
) -> Result<Spread, Undefined> {
    pair_counts.require_equal_weights()?;
    let clusters = pair_counts.pairs();
    require_clusters(clusters)?;
    let share = OTHERS / count(clusters);
    let seen = pair_counts.means(scores)?;
    let others = pair_counts.means(|p, y| scores(p, y.complement()))?;
    let line = Line::touching(figure, both(seen, others, share)?)?;
    let squares = pair_counts.mean(|p, y| {
        let off = |outcome| (line.at(scores(p, outcome)) - line.height()).powi(2);
        off(y) + share * off(y.complement())
    })?;
    Ok(Spread {
        centre: line.height(),
        error: (squares / count(clusters - 1)).sqrt() / (1.0 + share),
        degrees: count(clusters - 1),
        skewness: 0.0,
    })
}

impl Spread {
    /// Returns the spread of a figure of mean scores, in which the scores that the other outcome would have
    /// had count together as one cluster: see [`ScoredPairs::mean`].
    ///
    /// Each case has the scores of what happened, then those of what did not.
    ///
    /// # Errors
    ///
    /// Those of [`ScoredPairs::mean`].
    pub fn of_both_outcomes<const N: usize>(
        cases: &[Case<[[f64; N]; 2]>],
        figure: impl Fn([f64; N]) -> Statistic,
    ) -> Result<Self, Undefined> {
        Self::beside(&cluster_sums_beside(cases.iter().copied()), figure)
    }

    /// Returns the same, given the sums of each cluster.
    fn beside<const N: usize>(
        clusters: &[[ClusterSum<N>; 2]],
        figure: impl Fn([f64; N]) -> Statistic,
    ) -> Result<Self, Undefined> {
        require_clusters(clusters.len())?;
        let share = OTHERS / count(clusters.len());
        let weight = sum(clusters.iter().map(|[seen, _]| seen.weight));
        let means = |which: usize| {
            std::array::from_fn(|i| sum(clusters.iter().map(|one| one[which].totals[i])) / weight)
        };
        let line = Line::touching(&figure, both(means(SEEN), means(OTHER), share)?)?;
        let off = |one: &ClusterSum<N>| line.off(one).powi(2);
        let squares = |which: usize| sum(clusters.iter().map(|one| off(&one[which])));
        let few = count(clusters.len()) / count(clusters.len() - 1);
        let all = few * (squares(SEEN) + share * squares(OTHER));
        Ok(Self {
            centre: line.height(),
            error: all.sqrt() / (weight * (1.0 + share)),
            degrees: degrees(clusters.iter().map(|[seen, _]| seen.weight)),
            skewness: 0.0,
        })
    }
}

/// Returns the interval of a figure of mean scores of yes or no, given what each would have been.
///
/// # Errors
///
/// Those of [`ScoredPairs::mean`], and of the figure.
pub fn both_outcomes_of_means<const N: usize>(
    cases: &[Case<[[f64; N]; 2]>],
    figure: impl Fn([f64; N]) -> Statistic,
    level: f64,
) -> Result<ConfidenceInterval, Undefined> {
    student(Spread::of_both_outcomes(cases, figure)?, level)
}

/// Returns the interval of such a spread.
fn student(spread: Spread, level: f64) -> Result<ConfidenceInterval, Undefined> {
    let interval = spread.interval(level)?;
    let procedure = Procedure::analytic(InferenceMethod::StudentBothOutcomes);
    Ok(ConfidenceInterval::new(interval, procedure))
}

/// Returns the means in which the other outcomes count a share.
fn both<const N: usize>(
    seen: [f64; N],
    others: [f64; N],
    share: f64,
) -> Result<[f64; N], Undefined> {
    if !seen.iter().all(|mean| mean.is_finite()) {
        return Err(Undefined::Infinite);
    }
    if !others.iter().all(|mean| mean.is_finite()) {
        return Err(Undefined::Unbounded);
    }
    Ok(std::array::from_fn(|i| {
        (seen[i] + share * others[i]) / (1.0 + share)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Weight, brier, log_score};

    fn pairs(each: &[(f64, bool)], times: usize, weight: f64) -> Vec<Pair> {
        let pair = |(cluster, &(p, happened)): (usize, &(f64, bool))| Pair {
            forecast: Probability::new(p).unwrap(),
            outcome: BinaryOutcome::from(happened),
            weight: Weight::new(weight).unwrap(),
            cluster,
        };
        let each = each.iter().enumerate().map(pair);
        each.flat_map(|pair| std::iter::repeat_n(pair, times))
            .collect()
    }

    const SAID: [(f64, bool); 6] = [
        (0.9, true),
        (0.8, true),
        (0.7, false),
        (0.4, true),
        (0.2, false),
        (0.1, false),
    ];

    #[test]
    fn pairs_alone_and_in_clusters_agree_and_updates_narrow_nothing() {
        let once = pairs(&SAID, 1, 1.0);
        let alone = ScoredPairs::Alone(&PairCounts::of(&once))
            .mean(brier, 0.95)
            .unwrap();
        for other in [once, pairs(&SAID, 10, 1.0), pairs(&SAID, 2, 0.25)] {
            let other = ScoredPairs::Clustered(&other).mean(brier, 0.95).unwrap();
            assert!((other.low - alone.low).abs() < 1e-12, "{other:?} {alone:?}");
            assert!((other.high - alone.high).abs() < 1e-12);
        }
    }

    #[test]
    fn a_mean_lies_in_its_interval_however_sure() {
        for p in [0.5, 0.9, 0.99, 1.0] {
            let pairs = pairs(&[(p, true); 7], 1, 1.0);
            let interval = ScoredPairs::Clustered(&pairs).mean(brier, 0.95);
            match interval {
                Ok(interval) => assert!(interval.contains((1.0 - p) * (1.0 - p)), "{p}"),
                // Of a half either outcome scores the same.
                Err(why) => assert_eq!((p, why), (0.5, Undefined::NoVariance)),
            }
        }
    }

    #[test]
    fn what_has_no_interval_has_a_reason() {
        let of = |pairs: &[Pair]| ScoredPairs::Clustered(pairs).mean(log_score, 0.95);
        let few = Undefined::TooFew { have: 4, need: 5 };
        assert_eq!(of(&pairs(&SAID[..4], 3, 1.0)), Err(few));
        assert_eq!(
            of(&pairs(&[(1.0, true); 9], 1, 1.0)),
            Err(Undefined::Unbounded)
        );
        assert_eq!(
            of(&pairs(&[(1.0, false); 9], 1, 1.0)),
            Err(Undefined::Infinite)
        );
    }

    #[test]
    fn a_skill_against_a_fixed_score_has_the_interval_of_its_score() {
        let pairs = pairs(&SAID, 1, 1.0);
        let scores = |p, y| [brier(p, y), 0.25];
        let skill = |[own, other]: [f64; 2]| Ok(1.0 - own / other);
        let skill = ScoredPairs::Clustered(&pairs)
            .of_means(scores, skill, 0.95)
            .unwrap();
        let score = ScoredPairs::Clustered(&pairs).mean(brier, 0.95).unwrap();
        assert!(
            (skill.low - (1.0 - score.high / 0.25)).abs() < 1e-9,
            "{skill:?}"
        );
        assert!((skill.high - (1.0 - score.low / 0.25)).abs() < 1e-9);
    }
}
