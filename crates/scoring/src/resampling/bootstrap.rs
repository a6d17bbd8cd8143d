//! The bootstrap of means, and of figures that are made of several.

use crate::platform::binomial_quantile;
use crate::{
    BinaryOutcome, Drawing, Interval, PairCounts, Probability, Statistic, Undefined, count, sum,
};

use super::cluster_sums::{Case, ClusterSum, cluster_sums};
use super::grid::on_grid;
use super::interval::{BootstrapInterval, ConfidenceInterval, percentile};
use super::line::Line;
use super::resampler::{Resampler, drawable, is_crowded};
use super::thresholds::{FEW_VALUES_UP_TO, GRID_ABOVE, LINE_ABOVE};
use super::{Approximation, Drawn, Procedure, Resampling, SamplingPlan};

/// The largest share of resamples without a figure that leaves an interval worth showing.
const LOST: f64 = 0.1;

/// How to bootstrap: how often, from which seed, and to which level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bootstrap {
    /// How often, and from which seed.
    pub resampling: Resampling,
    /// The level of the interval, as 0.95.
    pub level: f64,
}

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
    pub fn mean(
        self,
        cases: &[Case],
        ends: BootstrapInterval,
    ) -> Result<ConfidenceInterval, Undefined> {
        let clusters = cluster_sums(cases.iter().map(Case::alone));
        let resampler = of_clusters(clusters)?;
        let means = self.resampled(&resampler, ClusterSum::parts, |[mean]| mean);
        let procedure = self.procedure(ends, Drawn::Clusters, resampler.plan());
        let clusters = resampler.units();
        let weight = sum(clusters.iter().map(|cluster| cluster.weight));
        let total = sum(clusters.iter().map(ClusterSum::total));
        let without = |cluster: &ClusterSum| (total - cluster.total()) / (weight - cluster.weight);
        let centre = sum(clusters.iter().map(without)) / count(clusters.len());
        let deviations = clusters
            .iter()
            .map(|cluster| (centre - without(cluster), 1.0));
        let interval = ends.read(means, self.level, total / weight, deviations)?;
        Ok(ConfidenceInterval::new(interval, procedure))
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
    ) -> Result<ConfidenceInterval, Undefined> {
        pair_counts.require_equal_weights()?;
        let pairs = pair_counts.pairs();
        check([], pairs)?;
        let mean = pair_counts.mean(&score)?;
        check([mean], pairs)?;
        let scores = || pair_counts.entries().map(|(p, y, n)| (score(p, y), n));
        let values = pair_counts.entries().count();
        // Asked first, since very many values take as long to draw from where they are crowded.
        let on_a_grid = pairs > GRID_ABOVE && values > FEW_VALUES_UP_TO;
        let resampler = if on_a_grid {
            let square = pair_counts.mean(|p, y| (score(p, y) - mean).powi(2))?;
            Resampler::all_at_once(pairs, on_grid(scores(), mean, square.sqrt()))
        } else {
            of_pairs(scores(), pairs, values)
        }?;
        let means = self.means_of(&resampler);
        let deviations = scores().map(|(score, pairs)| (score - mean, pairs));
        let interval = ends.read(means, self.level, mean, deviations)?;
        let procedure = self.procedure(ends, Drawn::Pairs, resampler.plan());
        let procedure = procedure.approximately(on_a_grid.then_some(Approximation::Grid));
        Ok(ConfidenceInterval::new(interval, procedure))
    }

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
    ) -> Result<ConfidenceInterval, Undefined> {
        let resampler = of_clusters(cluster_sums(cases.iter().copied()))?;
        let figures = self.resampled(&resampler, ClusterSum::parts, |means| figure(means).ok());
        self.read_found(figures, self.of_clusters(resampler.plan()))
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
    ) -> Result<ConfidenceInterval, Undefined> {
        pair_counts.require_equal_weights()?;
        let pairs = pair_counts.pairs();
        let values = pair_counts.entries().count();
        let fast = is_crowded(pairs, values) && values <= FEW_VALUES_UP_TO;
        if pairs > LINE_ABOVE && !fast {
            return self.on_a_line(pair_counts, scores, &figure);
        }
        let entries = pair_counts.entries().map(|(p, y, n)| (scores(p, y), n));
        let entries: Vec<_> = entries.collect();
        check(entries.iter().flat_map(|(scores, _)| *scores), pairs)?;
        let resampler = of_pairs(entries.into_iter(), pairs, values)?;
        let figures = self.resampled(
            &resampler,
            |&scores| (1.0, scores),
            |means| figure(means).ok(),
        );
        self.read_found(figures, self.of_pairs(resampler.plan()))
    }

    /// Returns the interval of a figure that is taken for a straight line in the means.
    fn on_a_line<const N: usize>(
        self,
        pair_counts: &PairCounts,
        scores: impl Fn(Probability, BinaryOutcome) -> [f64; N] + Sync,
        figure: &impl Fn([f64; N]) -> Statistic,
    ) -> Result<ConfidenceInterval, Undefined> {
        let means = pair_counts.means(&scores)?;
        check(means, pair_counts.pairs())?;
        let line = Line::touching(figure, means)?;
        let interval = self.mean_score(pair_counts, BootstrapInterval::Percentile, |p, y| {
            line.at(scores(p, y))
        })?;
        let approximation = match interval.procedure.approximation {
            Some(Approximation::Grid) => Approximation::LineOnGrid,
            _ => Approximation::Line,
        };
        Ok(ConfidenceInterval {
            procedure: interval.procedure.approximately(Some(approximation)),
            ..interval
        })
    }

    /// Returns the interval of the share that came true of pairs that stand alone.
    ///
    /// # Method
    ///
    /// How many come true in a resample is binomial, so that nothing need be drawn: the ends are its
    /// quantiles.
    ///
    /// # Errors
    ///
    /// [`Undefined::TooMany`], [`Undefined::Empty`] without pairs.
    pub fn share(self, share: Probability, pairs: usize) -> Result<ConfidenceInterval, Undefined> {
        if pairs == 0 {
            return Err(Undefined::Empty);
        }
        let n = drawable(pairs)?;
        let outside = (1.0 - self.level) / 2.0;
        let end = |level: f64| events(binomial_quantile(level, n.into(), share)) / f64::from(n);
        let interval = Interval {
            low: end(outside),
            high: end(1.0 - outside),
        };
        let procedure = Procedure {
            drawing: Some(Drawing {
                drawn: Drawn::Pairs,
                plan: SamplingPlan::Exhaustive,
                resampling: None,
            }),
            ..Procedure::analytic(BootstrapInterval::Percentile.method())
        };
        Ok(ConfidenceInterval::new(interval, procedure))
    }

    /// Returns the mean of each resample of scores. It knows nothing of the score, so that it is compiled
    /// once, beside the random numbers.
    fn means_of(self, resampler: &Resampler<f64>) -> Vec<f64> {
        self.resampled(resampler, |&score| (1.0, [score]), |[mean]| mean)
    }

    /// Returns what `figure` makes of the weighted means of each resample; `parts` gives the weight of
    /// a unit and its weighted values.
    fn resampled<U: Sync, T: Send, const N: usize>(
        self,
        resampler: &Resampler<U>,
        parts: impl Fn(&U) -> (f64, [f64; N]) + Sync + Send,
        figure: impl Fn([f64; N]) -> T + Sync + Send,
    ) -> Vec<T> {
        self.resampling.run(
            || (),
            |(), stream| {
                let none = (0.0, [0.0; N]);
                let (weight, totals) =
                    resampler.fold(stream, none, |(weight, mut totals), unit, times, _| {
                        let (times, (more, values)) = (f64::from(times), parts(unit));
                        for (total, value) in totals.iter_mut().zip(values) {
                            *total += times * value;
                        }
                        (weight + times * more, totals)
                    });
                figure(totals.map(|total| total / weight))
            },
        )
    }

    /// Returns the percentile interval of those figures that exist, unless too many do not.
    pub(super) fn read_found(
        self,
        figures: Vec<Option<f64>>,
        procedure: Procedure,
    ) -> Result<ConfidenceInterval, Undefined> {
        let all = figures.len();
        let found: Vec<_> = figures.into_iter().flatten().collect();
        let lost = all - found.len();
        if count(lost) > LOST * count(all) {
            return Err(Undefined::Unstable { lost, all });
        }
        Ok(ConfidenceInterval::new(
            percentile(found, self.level)?,
            procedure,
        ))
    }

    /// Returns how a percentile interval is made by drawing clusters.
    pub(super) fn of_clusters(self, plan: SamplingPlan) -> Procedure {
        self.procedure(BootstrapInterval::Percentile, Drawn::Clusters, plan)
    }

    /// Returns how one is made by drawing pairs that stand alone.
    fn of_pairs(self, plan: SamplingPlan) -> Procedure {
        self.procedure(BootstrapInterval::Percentile, Drawn::Pairs, plan)
    }

    fn procedure(self, ends: BootstrapInterval, drawn: Drawn, plan: SamplingPlan) -> Procedure {
        Procedure::drawn(ends.method(), drawn, plan, self.resampling)
    }
}

#[expect(clippy::cast_precision_loss, reason = "fewer than 2^32")]
fn events(n: u64) -> f64 {
    n as f64
}

impl<const N: usize> ClusterSum<N> {
    fn parts(&self) -> (f64, [f64; N]) {
        (self.weight, self.totals)
    }
}

/// Returns the resampler of clusters.
fn of_clusters<const N: usize>(
    clusters: Vec<ClusterSum<N>>,
) -> Result<Resampler<ClusterSum<N>>, Undefined> {
    check(
        clusters.iter().flat_map(|cluster| cluster.totals),
        clusters.len(),
    )?;
    Resampler::of_clusters(clusters)
}

/// Returns the resampler of pairs that stand alone, given their distinct values and how many have each.
fn of_pairs<U: Clone>(
    values: impl Iterator<Item = (U, f64)>,
    pairs: usize,
    distinct: usize,
) -> Result<Resampler<U>, Undefined> {
    if is_crowded(pairs, distinct) {
        return Resampler::all_at_once(pairs, values);
    }
    let units = values.flat_map(|(value, n)| std::iter::repeat_n(value, whole(n)));
    Resampler::one_by_one(units.collect())
}

fn check(values: impl IntoIterator<Item = f64>, have: usize) -> Result<(), Undefined> {
    if have < 2 {
        Err(Undefined::TooFew { have, need: 2 })
    } else if values.into_iter().all(f64::is_finite) {
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
    use crate::random::Stream;
    use crate::{Pair, Weight, brier, skill};

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

    fn width(interval: ConfidenceInterval) -> f64 {
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
    fn calibrated(n: usize, grid: u32) -> PairCounts {
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
            let pair_counts = calibrated(n, grid);
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
    fn equal_scores_have_an_interval_without_width() {
        let pair_counts = PairCounts::of(
            &Pair::alone([(Probability::HALF, BinaryOutcome::YES); 50]).collect::<Vec<_>>(),
        );
        for ends in [BootstrapInterval::Percentile, BootstrapInterval::Corrected] {
            let interval = BOOTSTRAP.mean_score(&pair_counts, ends, brier).unwrap();
            assert!((interval.low - 0.25).abs() < 1e-15 && width(interval) < 1e-15);
        }
    }

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

    fn near(a: ConfidenceInterval, b: ConfidenceInterval, tolerance: f64) {
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
            pair_counts.pairs() > LINE_ABOVE
                && !is_crowded(pair_counts.pairs(), pair_counts.cells().len())
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
