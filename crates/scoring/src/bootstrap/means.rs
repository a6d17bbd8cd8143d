//! The bootstrap of a figure that is made of several means, such as a skill.

use crate::Probability;
use crate::random::Stream;
use crate::resample::{CROWDED, Multinomial};
use crate::{BinaryOutcome, Interval, PairCounts, Statistic, Sum, Undefined};

use super::{Bootstrap, BootstrapInterval, Case};

/// A cluster: the weight of its cases, and the weighted sum of each of their values.
#[derive(Clone, Copy, Debug)]
struct ClusterSum<const N: usize> {
    weight: f64,
    totals: [f64; N],
}

/// Up to this many distinct pairs the figure is worked out anew from each resample's means; beyond
/// it, it is taken for a straight line in them, from which it then no longer differs visibly.
const LINEARISE_ABOVE: usize = 1 << 13;

impl Bootstrap {
    /// Returns the percentile interval of a figure of weighted means, drawn by clusters.
    ///
    /// # Method
    ///
    /// As many clusters as there are, drawn with replacement; the figure is worked out from the
    /// means of all that is in them. Resamples without a figure are passed over; where they are
    /// more than a tenth there is no interval.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::{Bootstrap, Case, Resampling, Weight, skill};
    ///
    /// // Scores beside those of a reference on the same questions.
    /// let scores = [[0.1, 0.2], [0.2, 0.2], [0.1, 0.3], [0.0, 0.2], [0.2, 0.3]];
    /// let case = |(cluster, &value)| Case { value, weight: Weight::ONE, cluster };
    /// let cases: Vec<_> = scores.iter().enumerate().map(case).collect();
    /// let resampling = Resampling { seed: 1, resamples: 1000 };
    /// let bootstrap = Bootstrap { resampling, level: 0.9 };
    /// let interval = bootstrap.of_means(&cases, |[own, other]| skill(own, other)).unwrap();
    /// assert!(interval.contains(0.5));
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::TooFew`] under two clusters, [`Undefined::Infinite`] with an infinite value,
    /// [`Undefined::Unstable`].
    pub fn of_means<const N: usize>(
        self,
        cases: &[Case<[f64; N]>],
        figure: impl Fn([f64; N]) -> Statistic + Sync + Send,
    ) -> Result<Interval, Undefined> {
        let cluster_sums = cluster_sums(cases);
        let clusters = u32::try_from(cluster_sums.len()).map_err(|_| Undefined::TooMany)?;
        check(
            cluster_sums
                .iter()
                .flat_map(|cluster_sum| cluster_sum.totals),
            cluster_sums.len(),
        )?;
        let figures = self.resampling.run(
            || (),
            |(), stream| {
                let draw = |stream: &mut Stream| &cluster_sums[stream.below(clusters) as usize];
                let (mut weight, mut totals) = (0.0, [0.0; N]);
                for _ in 0..clusters {
                    let cluster_sum = draw(stream);
                    weight += cluster_sum.weight;
                    for (total, more) in totals.iter_mut().zip(cluster_sum.totals) {
                        *total += more;
                    }
                }
                figure(totals.map(|total| total / weight)).ok()
            },
        );
        self.read_fits(figures)
    }

    /// Returns the same for the means of scores over pairs that stand alone.
    ///
    /// # Method
    ///
    /// As [`Bootstrap::of_means`]; over very many distinct pairs the figure is taken for a straight
    /// line in the means.
    ///
    /// # Errors
    ///
    /// [`Undefined::TooFew`] under two pairs, [`Undefined::Infinite`] with an infinite score,
    /// [`Undefined::Weighted`] with weights, [`Undefined::Unstable`].
    pub fn of_mean_scores<const N: usize>(
        self,
        pair_counts: &PairCounts,
        scores: impl Fn(Probability, BinaryOutcome) -> [f64; N] + Sync + Send,
        figure: impl Fn([f64; N]) -> Statistic + Sync + Send,
    ) -> Result<Interval, Undefined> {
        pair_counts.require_equal_weights()?;
        let n = pair_counts.pairs();
        let crowded = n >= CROWDED * pair_counts.entries().count();
        if n > LINEARISE_ABOVE && !crowded {
            let means = pair_counts.means(&scores)?;
            check(means.into_iter(), n)?;
            let slope = slope(means, &figure)?;
            return self.mean_score(pair_counts, BootstrapInterval::Percentile, |p, y| {
                slope.at(scores(p, y))
            });
        }
        let entries: Vec<_> = pair_counts
            .entries()
            .map(|(p, y, n)| (scores(p, y), n))
            .collect();
        check(entries.iter().flat_map(|(scores, _)| *scores), n)?;
        if crowded {
            return self.of_ties(&entries, n, figure);
        }
        let mut each = Vec::with_capacity(n);
        for &(value, pairs) in &entries {
            each.extend(std::iter::repeat_n(value, whole(pairs)));
        }
        let draws = u32::try_from(each.len()).map_err(|_| Undefined::TooMany)?;
        let figures = self.resampling.run(
            || (),
            |(), stream| {
                let mut totals = [0.0; N];
                for _ in 0..draws {
                    for (total, more) in totals.iter_mut().zip(each[stream.below(draws) as usize]) {
                        *total += more;
                    }
                }
                figure(totals.map(|total| total / f64::from(draws))).ok()
            },
        );
        self.read_fits(figures)
    }

    fn of_ties<const N: usize>(
        self,
        entries: &[([f64; N], f64)],
        pairs: usize,
        figure: impl Fn([f64; N]) -> Statistic + Sync + Send,
    ) -> Result<Interval, Undefined> {
        let draws = u32::try_from(pairs).map_err(|_| Undefined::TooMany)?;
        let counts: Vec<_> = entries.iter().map(|(_, n)| *n).collect();
        let multinomial = Multinomial::new(&counts);
        let figures = self.resampling.run(
            || (),
            |(), stream| {
                let mut totals = [0.0; N];
                multinomial.deal(draws, stream, |place, n, _| {
                    for (total, value) in totals.iter_mut().zip(entries[place].0) {
                        *total += f64::from(n) * value;
                    }
                });
                figure(totals.map(|total| total / f64::from(draws))).ok()
            },
        );
        self.read_fits(figures)
    }
}

/// A figure as a straight line in its means.
struct Slope<const N: usize> {
    centre: [f64; N],
    height: f64,
    rises: [f64; N],
}

impl<const N: usize> Slope<N> {
    fn at(&self, means: [f64; N]) -> f64 {
        let steps = self.rises.iter().zip(means).zip(self.centre);
        self.height
            + steps
                .map(|((rise, mean), centre)| rise * (mean - centre))
                .sum::<f64>()
    }
}

/// Returns the line that touches the figure at the means.
fn slope<const N: usize>(
    centre: [f64; N],
    figure: &impl Fn([f64; N]) -> Statistic,
) -> Result<Slope<N>, Undefined> {
    // Small enough for a straight line, large enough for ten digits.
    const STEP: f64 = 1e-6;
    let mut rises = [0.0; N];
    for (i, rise) in rises.iter_mut().enumerate() {
        let step = STEP * centre[i].abs().max(STEP);
        let moved = |by: f64| {
            let mut means = centre;
            means[i] += by;
            figure(means)
        };
        *rise = (moved(step)? - moved(-step)?) / (2.0 * step);
    }
    Ok(Slope {
        centre,
        height: figure(centre)?,
        rises,
    })
}

/// Returns the cases as clusters; the sums do not depend on the order of the cases.
fn cluster_sums<const N: usize>(cases: &[Case<[f64; N]>]) -> Vec<ClusterSum<N>> {
    let mut cases = cases.to_vec();
    cases.sort_unstable_by(|a, b| {
        let values = a.value.iter().zip(&b.value).map(|(a, b)| a.total_cmp(b));
        let values = values.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then);
        let cluster = a.cluster.cmp(&b.cluster).then(values);
        cluster.then(a.weight.get().total_cmp(&b.weight.get()))
    });
    let cluster_sum = |cluster: &[Case<[f64; N]>]| {
        let total = |i: usize| {
            let each = cluster.iter().map(|case| case.weight.get() * case.value[i]);
            each.collect::<Sum>().get()
        };
        let weight = cluster.iter().map(|case| case.weight.get());
        ClusterSum {
            weight: weight.collect::<Sum>().get(),
            totals: std::array::from_fn(total),
        }
    };
    cases
        .chunk_by(|a, b| a.cluster == b.cluster)
        .map(cluster_sum)
        .collect()
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

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count of pairs"
)]
fn whole(pairs: f64) -> usize {
    pairs.round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Pair, Resampling, Weight, brier, skill};

    const BOOTSTRAP: Bootstrap = Bootstrap {
        resampling: Resampling {
            seed: 7,
            resamples: 2000,
        },
        level: 0.95,
    };

    fn pairs(n: u32, grid: u32) -> Vec<Pair> {
        let mut stream = Stream::new(3, 0);
        let said = (0..n).map(|_| {
            let p = f64::from(1 + stream.below(grid - 1)) / f64::from(grid);
            let happened = stream.happens(0.1 + 0.8 * p);
            (Probability::new(p).unwrap(), BinaryOutcome::from(happened))
        });
        Pair::alone(said.collect::<Vec<_>>()).collect()
    }

    fn scores(p: Probability, y: BinaryOutcome) -> [f64; 2] {
        [brier(p, y), y.get()]
    }

    /// The skill against the sample's base rate, whose score is ȳ (1 − ȳ).
    fn against_base_rate([score, seen]: [f64; 2]) -> Statistic {
        skill(score, seen * (1.0 - seen))
    }

    fn cases(pairs: &[Pair], repeats: usize) -> Vec<Case<[f64; 2]>> {
        let case = |pair: &Pair| Case {
            value: scores(pair.forecast, pair.outcome),
            weight: Weight::ONE,
            cluster: pair.cluster,
        };
        let each = pairs.iter().map(case);
        each.flat_map(|case| std::iter::repeat_n(case, repeats))
            .collect()
    }

    fn near(a: Interval, b: Interval, tolerance: f64) {
        let close = (a.low - b.low).abs() < tolerance && (a.high - b.high).abs() < tolerance;
        assert!(close, "{a:?} {b:?}");
    }

    #[test]
    fn pairs_that_stand_alone_have_the_interval_of_clusters_of_one() {
        // 60 pairs are drawn one by one, 3,000 on a coarse grid by how many of each there are.
        for (n, grid, tolerance) in [(60, 100, 0.08), (3000, 10, 0.008)] {
            let pairs = pairs(n, grid);
            let clustered = BOOTSTRAP.of_means(&cases(&pairs, 1), against_base_rate);
            let pair_counts = PairCounts::of(&pairs);
            let alone = BOOTSTRAP.of_mean_scores(&pair_counts, scores, against_base_rate);
            near(clustered.unwrap(), alone.unwrap(), tolerance);
        }
    }

    #[test]
    fn a_straight_line_serves_for_very_many_pairs() {
        let pairs = pairs(10_000, 1_000_000);
        let pair_counts = PairCounts::of(&pairs);
        assert!(
            pair_counts.pairs() > LINEARISE_ABOVE
                && pair_counts.pairs() < CROWDED * pair_counts.cells().len()
        );
        let line = BOOTSTRAP.of_mean_scores(&pair_counts, scores, against_base_rate);
        let anew = BOOTSTRAP.of_means(&cases(&pairs, 1), against_base_rate);
        near(line.unwrap(), anew.unwrap(), 0.004);
    }

    #[test]
    fn repeating_every_case_does_not_narrow_the_interval() {
        let pairs = pairs(40, 20);
        let once = BOOTSTRAP.of_means(&cases(&pairs, 1), against_base_rate);
        let often = BOOTSTRAP.of_means(&cases(&pairs, 10), against_base_rate);
        near(once.unwrap(), often.unwrap(), 1e-12);
    }

    #[test]
    fn the_interval_of_a_figure_without_spread_is_the_figure() {
        let cases: Vec<_> = (0..5)
            .map(|cluster| Case {
                value: [0.1, 0.2],
                weight: Weight::ONE,
                cluster,
            })
            .collect();
        let interval = BOOTSTRAP.of_means(&cases, |[a, b]| skill(a, b)).unwrap();
        assert!((interval.low - 0.5).abs() < 1e-12 && (interval.high - 0.5).abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_drawn_has_no_interval() {
        let case = |value| Case {
            value: [value],
            weight: Weight::ONE,
            cluster: 0,
        };
        let mean = |[mean]: [f64; 1]| Ok(mean);
        let few = BOOTSTRAP.of_means(&[case(1.0)], mean);
        assert_eq!(few, Err(Undefined::TooFew { have: 1, need: 2 }));
        let other = Case {
            cluster: 1,
            ..case(f64::INFINITY)
        };
        let infinite = BOOTSTRAP.of_means(&[case(1.0), other], mean);
        assert_eq!(infinite, Err(Undefined::Infinite));
        // Half of the resamples of two pairs have one outcome, and so no base rate to beat.
        let two = pairs(2, 5);
        let two = [
            Pair {
                outcome: BinaryOutcome::YES,
                ..two[0]
            },
            Pair {
                outcome: BinaryOutcome::NO,
                ..two[1]
            },
        ];
        let unstable = BOOTSTRAP.of_means(&cases(&two, 1), against_base_rate);
        assert!(
            matches!(unstable, Err(Undefined::Unstable { .. })),
            "{unstable:?}"
        );
    }
}
