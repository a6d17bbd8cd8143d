//! The bootstrap of a mean.

use crate::Probability;
use crate::resample::{CROWDED, Multinomial};
use crate::{BinaryOutcome, Interval, PairCounts, Sum, Undefined, Weight, count};

use super::interval::{acceleration, corrected, percentile};
use super::{Bootstrap, BootstrapInterval};

/// A value with the weight and the cluster of the case it belongs to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Case<T = f64> {
    /// The value: a score, the difference of two, or what is to be scored.
    pub value: T,
    /// How much it counts.
    pub weight: Weight,
    /// The cluster, which is drawn as a whole.
    pub cluster: usize,
}

/// A cluster: the weight of its cases and their weighted sum.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClusterSum {
    pub(crate) weight: f64,
    pub(crate) total: f64,
}

/// Returns the cases as clusters, by cluster.
pub(crate) fn cluster_sums(cases: &[Case]) -> Vec<ClusterSum> {
    let mut cases = cases.to_vec();
    // By value and weight too, so that the sums do not depend on the order of the cases.
    cases.sort_unstable_by(|a, b| {
        let cluster = a.cluster.cmp(&b.cluster);
        let value = cluster.then(a.value.total_cmp(&b.value));
        value.then(a.weight.get().total_cmp(&b.weight.get()))
    });
    let cluster_sum = |cluster: &[Case]| ClusterSum {
        weight: total(cluster.iter().map(|case| case.weight.get())),
        total: total(cluster.iter().map(|case| case.weight.get() * case.value)),
    };
    cases
        .chunk_by(|a, b| a.cluster == b.cluster)
        .map(cluster_sum)
        .collect()
}

fn total(values: impl Iterator<Item = f64>) -> f64 {
    values.collect::<Sum>().get()
}

/// A distinct value and how many pairs have it.
type Tied = (f64, f64);

/// Up to this many pairs are drawn one by one where their values differ.
const GRID_ABOVE: usize = 1 << 16;

/// How many steps the grid has on which the scores of more pairs are laid, and how many standard
/// deviations it reaches: each step is a 64th of one, which adds less than (1/64)² / 4 = 6e-5 of
/// the variance.
const STEPS: usize = 1024;
const GRID_DEVIATIONS: f64 = 8.0;

impl Bootstrap {
    /// Returns the interval of a weighted mean.
    ///
    /// # Method
    ///
    /// As many clusters as there are, drawn with replacement; the mean of all that is in them.
    /// Ten updates of one question are one cluster, and do not make the interval narrower.
    ///
    /// # References
    ///
    /// - Efron, B. and Tibshirani, R. J. (1993). *An Introduction to the Bootstrap*, chs. 13–14.
    /// - Field, C. A. and Welsh, A. H. (2007). Bootstrapping clustered data. *Journal of the Royal
    ///   Statistical Society B*, 69(3), 369–390.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::{Bootstrap, Case, BootstrapInterval, Resampling, Weight};
    ///
    /// let scores = [0.1, 0.2, 0.2, 0.3, 0.4];
    /// let case = |(cluster, &value)| Case { value, weight: Weight::ONE, cluster };
    /// let cases: Vec<_> = scores.iter().enumerate().map(case).collect();
    /// let resampling = Resampling { seed: 1, resamples: 1000 };
    /// let bootstrap = Bootstrap { resampling, level: 0.95 };
    /// assert!(bootstrap.mean(&cases, BootstrapInterval::Percentile).unwrap().contains(0.24));
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::TooFew`] under two clusters, [`Undefined::Infinite`] with an infinite value.
    pub fn mean(self, cases: &[Case], ends: BootstrapInterval) -> Result<Interval, Undefined> {
        let cluster_sums = cluster_sums(cases);
        check(
            cluster_sums.iter().map(|cluster_sum| cluster_sum.total),
            cluster_sums.len(),
        )?;
        let clusters = u32::try_from(cluster_sums.len()).map_err(|_| Undefined::TooMany)?;
        let scratch = || ();
        let means = self.resampling.run(scratch, |(), stream| {
            let (mut weight, mut total) = (0.0, 0.0);
            for _ in 0..clusters {
                let cluster_sum = &cluster_sums[stream.below(clusters) as usize];
                weight += cluster_sum.weight;
                total += cluster_sum.total;
            }
            total / weight
        });
        let weight = total(cluster_sums.iter().map(|cluster_sum| cluster_sum.weight));
        let sum = total(cluster_sums.iter().map(|cluster_sum| cluster_sum.total));
        let without =
            |cluster_sum: &ClusterSum| (sum - cluster_sum.total) / (weight - cluster_sum.weight);
        let centre = total(cluster_sums.iter().map(without)) / count(cluster_sums.len());
        let deviations = cluster_sums
            .iter()
            .map(|cluster_sum| (centre - without(cluster_sum), 1.0));
        self.read(means, ends, sum / weight, deviations)
    }

    /// Returns the interval of the mean of a score over pairs that stand alone.
    ///
    /// # Method
    ///
    /// As [`Bootstrap::mean`], but where many pairs score alike, how many of each score are drawn
    /// is drawn at once. The scores of very many pairs that differ are first shared between the
    /// points of a fine grid, which keeps their mean, and their standard deviation but for less
    /// than a ten-thousandth.
    ///
    /// # Errors
    ///
    /// [`Undefined::TooFew`] under two pairs, [`Undefined::Infinite`] with an infinite score,
    /// [`Undefined::Weighted`] with weights.
    pub fn mean_score(
        self,
        pair_counts: &PairCounts,
        ends: BootstrapInterval,
        score: impl Fn(Probability, BinaryOutcome) -> f64 + Sync,
    ) -> Result<Interval, Undefined> {
        pair_counts.require_equal_weights()?;
        let pairs = pair_counts.pairs();
        check([].into_iter(), pairs)?;
        let mean = pair_counts.mean(&score)?;
        check([mean].into_iter(), pairs)?;
        let scores = || pair_counts.entries().map(|(p, y, n)| (score(p, y), n));
        let differ = pair_counts.entries().count();
        let means = if pairs >= CROWDED * differ {
            self.means_of_ties(&scores().collect::<Vec<_>>(), pairs)
        } else if pairs > GRID_ABOVE {
            let square = pair_counts.mean(|p, y| (score(p, y) - mean).powi(2))?;
            self.means_of_ties(&on_grid(scores(), mean, square.sqrt()), pairs)
        } else {
            self.means_one_by_one(&scores().collect::<Vec<_>>(), pairs)
        };
        let deviations = scores().map(|(score, pairs)| (score - mean, pairs));
        self.read(means?, ends, mean, deviations)
    }

    fn means_of_ties(self, scores: &[Tied], pairs: usize) -> Result<Vec<f64>, Undefined> {
        let draws = u32::try_from(pairs).map_err(|_| Undefined::TooMany)?;
        let counts: Vec<_> = scores.iter().map(|(_, n)| *n).collect();
        let multinomial = Multinomial::new(&counts);
        let scratch = || ();
        Ok(self.resampling.run(scratch, |(), stream| {
            let mut total = 0.0;
            multinomial.deal(draws, stream, |place, n, _| {
                total += f64::from(n) * scores[place].0;
            });
            total / f64::from(draws)
        }))
    }

    fn means_one_by_one(self, scores: &[Tied], pairs: usize) -> Result<Vec<f64>, Undefined> {
        let draws = u32::try_from(pairs).map_err(|_| Undefined::TooMany)?;
        let mut values = Vec::with_capacity(pairs);
        let mut left = 0.0;
        for &(score, n) in scores {
            left += n;
            while left >= 0.5 {
                values.push(score);
                left -= 1.0;
            }
        }
        let scratch = || ();
        Ok(self.resampling.run(scratch, |(), stream| {
            let draw = |_| values[stream.below(draws) as usize];
            (0..draws).map(draw).sum::<f64>() / f64::from(draws)
        }))
    }

    fn read(
        self,
        figures: Vec<f64>,
        ends: BootstrapInterval,
        observed: f64,
        deviations: impl Iterator<Item = (f64, f64)> + Clone,
    ) -> Result<Interval, Undefined> {
        match ends {
            BootstrapInterval::Percentile => percentile(figures, self.level),
            BootstrapInterval::Corrected => {
                corrected(figures, self.level, observed, acceleration(deviations))
            }
        }
    }
}

fn check(mut values: impl Iterator<Item = f64>, have: usize) -> Result<(), Undefined> {
    if have < 2 {
        Err(Undefined::TooFew { have, need: 2 })
    } else if values.all(f64::is_finite) {
        Ok(())
    } else {
        Err(Undefined::Infinite)
    }
}

/// Shares each score between its neighbours on a grid around their mean, so that the mean stays
/// what it is; scores far out stay where they are.
fn on_grid(scores: impl Iterator<Item = Tied>, mean: f64, spread: f64) -> Vec<Tied> {
    let low = mean - GRID_DEVIATIONS * spread;
    let step = 2.0 * GRID_DEVIATIONS * spread / count(STEPS);
    let mut grid: Vec<_> = (0..=STEPS).map(|i| (low + count(i) * step, 0.0)).collect();
    for (score, pairs) in scores {
        let place = (score - low) / step;
        if !(0.0..count(STEPS)).contains(&place) {
            grid.push((score, pairs));
            continue;
        }
        let left = floor(place);
        let share = place - count(left);
        grid[left].1 += (1.0 - share) * pairs;
        grid[left + 1].1 += share * pairs;
    }
    grid.retain(|(_, pairs)| *pairs > 0.0);
    grid
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place on the grid"
)]
fn floor(place: f64) -> usize {
    place as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;
    use crate::{Pair, Resampling, brier};

    const BOOTSTRAP: Bootstrap = Bootstrap {
        resampling: Resampling {
            seed: 6,
            resamples: 4000,
        },
        level: 0.95,
    };

    fn case(value: f64, weight: f64, cluster: usize) -> Case {
        Case {
            value,
            weight: Weight::new(weight).unwrap(),
            cluster,
        }
    }

    fn width(interval: Interval) -> f64 {
        interval.high - interval.low
    }

    #[test]
    fn an_interval_is_about_as_wide_as_theory_says() {
        // Values 0 and 1, half each: the standard error is ½ / √400.
        let cases: Vec<_> = (0_u32..400)
            .map(|i| case(f64::from(i % 2), 1.0, i as usize))
            .collect();
        for ends in [BootstrapInterval::Percentile, BootstrapInterval::Corrected] {
            let interval = BOOTSTRAP.mean(&cases, ends).unwrap();
            assert!((width(interval) / (2.0 * 1.96 * 0.025) - 1.0).abs() < 0.06);
        }
    }

    #[test]
    fn ten_updates_in_a_cluster_do_not_narrow_the_interval() {
        let once: Vec<_> = (0_u32..30)
            .map(|i| case(f64::from(i % 7), 1.0, i as usize))
            .collect();
        let ten: Vec<_> = once.iter().flat_map(|case| [*case; 10]).collect();
        let (once, ten) = (
            BOOTSTRAP.mean(&once, BootstrapInterval::Percentile),
            BOOTSTRAP.mean(&ten, BootstrapInterval::Percentile),
        );
        assert!((width(once.unwrap()) - width(ten.unwrap())).abs() < 1e-12);
    }

    #[test]
    fn the_order_of_the_cases_does_not_matter() {
        let cases: Vec<_> = (0_u32..50)
            .map(|i| {
                case(
                    f64::from(i * 37 % 11) / 7.0,
                    1.0 + f64::from(i % 3),
                    (i % 20) as usize,
                )
            })
            .collect();
        let backwards: Vec<_> = cases.iter().rev().copied().collect();
        for ends in [BootstrapInterval::Percentile, BootstrapInterval::Corrected] {
            assert_eq!(
                BOOTSTRAP.mean(&cases, ends),
                BOOTSTRAP.mean(&backwards, ends)
            );
        }
    }

    #[test]
    fn an_infinite_value_has_no_interval_and_one_cluster_neither() {
        let infinite = [case(f64::INFINITY, 1.0, 0), case(0.0, 1.0, 1)];
        let mean = |cases: &[Case]| BOOTSTRAP.mean(cases, BootstrapInterval::Percentile);
        assert_eq!(mean(&infinite), Err(Undefined::Infinite));
        let same = [case(1.0, 1.0, 4), case(0.0, 1.0, 4)];
        assert_eq!(mean(&same), Err(Undefined::TooFew { have: 1, need: 2 }));
    }

    /// Pairs with forecasts of `digits` decimals that come true by their probability.
    fn pair_counts(n: usize, grid: u32) -> PairCounts {
        let mut stream = Stream::new(17, 0);
        let said = (0..n).map(|_| {
            let p = f64::from(stream.below(grid) + 1) / f64::from(grid + 1);
            (
                Probability::new(p).unwrap(),
                BinaryOutcome::from(stream.happens(p)),
            )
        });
        PairCounts::of(&Pair::alone(said).collect::<Vec<_>>())
    }

    #[test]
    fn all_ways_of_drawing_agree() {
        // Crowded values, few pairs one by one, and many pairs on the grid.
        for (n, grid) in [(5000, 9), (3000, 100_000), (70_000, 1_000_000)] {
            let pair_counts = pair_counts(n, grid);
            let mean = pair_counts.mean(brier).unwrap();
            let variance = pair_counts
                .mean(|p, y| (brier(p, y) - mean).powi(2))
                .unwrap();
            let expected = 2.0 * 1.96 * (variance / count(n)).sqrt();
            let interval = BOOTSTRAP
                .mean_score(&pair_counts, BootstrapInterval::Percentile, brier)
                .unwrap();
            assert!((width(interval) / expected - 1.0).abs() < 0.06, "{n}");
            assert!((f64::midpoint(interval.low, interval.high) - mean).abs() < 0.05 * expected);
        }
    }

    #[test]
    fn a_grid_keeps_the_mean_and_almost_the_spread() {
        let even = (0_u32..9000).map(|i| (f64::from(i).sqrt(), 2.0));
        let with_outlier = even.clone().chain([(690.0, 1.0)]);
        let moments = |scores: &[Tied]| {
            let n = total(scores.iter().map(|(_, n)| *n));
            let mean = total(scores.iter().map(|(v, n)| v * n)) / n;
            let squares = total(scores.iter().map(|(v, n)| n * (v - mean).powi(2)));
            (mean, (squares / n).sqrt())
        };
        for scores in [even.collect::<Vec<_>>(), with_outlier.collect()] {
            let (mean, spread) = moments(&scores);
            let grid = on_grid(scores.iter().copied(), mean, spread);
            let (grid_mean, grid_spread) = moments(&grid);
            assert!((mean - grid_mean).abs() < 1e-12 * mean);
            assert!((0.0..1e-4 * spread).contains(&(grid_spread - spread)));
        }
    }

    #[test]
    fn equal_scores_have_an_interval_without_width() {
        let pair_counts = PairCounts::of(
            &Pair::alone([(Probability::HALF, BinaryOutcome::YES); 50]).collect::<Vec<_>>(),
        );
        for ends in [BootstrapInterval::Percentile, BootstrapInterval::Corrected] {
            let interval = BOOTSTRAP.mean_score(&pair_counts, ends, brier).unwrap();
            assert!((interval.low - 0.25).abs() < 1e-15 && width(interval) < 1e-15);
        }
    }
}
