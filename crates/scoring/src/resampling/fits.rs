//! The bootstrap of a fit, or of any figure of pair counts.

use std::ops::Range;

use crate::random::Stream;
use crate::{Cell, Pair, PairCounts, Statistic, Undefined, Weight};

use super::resampler::{Resampler, drawable};
use super::{
    Bootstrap, ConfidenceInterval, CountsResampler, InferenceMethod, NullModel, Procedure, Resample,
};

impl Bootstrap {
    /// Returns the percentile interval of any figure of the pairs, drawn by clusters.
    ///
    /// Resamples without a figure are passed over; where they are more than a tenth there is no
    /// interval.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::{Bootstrap, BinaryOutcome, Pair, Probability, Resampling, discrimination};
    ///
    /// let said = (1..40).map(|i| {
    ///     let p = f64::from(i) / 40.0;
    ///     (Probability::new(p).unwrap(), BinaryOutcome::from(i % 5 > 2))
    /// });
    /// let pairs: Vec<_> = Pair::alone(said).collect();
    /// let bootstrap = Bootstrap { resampling: Resampling { seed: 1, resamples: 500 }, level: 0.9 };
    /// let interval = bootstrap.fit(&pairs, discrimination::auc).unwrap();
    /// assert!(interval.contains(0.5));
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::TooFew`] under two clusters, [`Undefined::Unstable`].
    pub fn fit(
        self,
        pairs: &[Pair],
        figure: impl Fn(&PairCounts) -> Statistic + Sync + Send,
    ) -> Result<ConfidenceInterval, Undefined> {
        let [interval] = self.fits(pairs, |pair_counts| [figure(pair_counts)]);
        interval
    }

    /// Returns the same for several figures of the same resamples.
    ///
    /// # Errors
    ///
    /// Those of [`Bootstrap::fit`], for each figure by itself.
    pub fn fits<const N: usize>(
        self,
        pairs: &[Pair],
        figures: impl Fn(&PairCounts) -> [Statistic; N] + Sync + Send,
    ) -> [Result<ConfidenceInterval, Undefined>; N] {
        if let Ok(pair_counts) = PairCounts::for_tests(pairs) {
            return self.fits_alone(&pair_counts, figures);
        }
        let clusters = match ClusteredPairs::of(pairs) {
            Ok(clusters) => clusters,
            Err(why) => return [Err(why); N],
        };
        let drawn = self.resampling.run(DrawnPairs::default, |drawn, stream| {
            figures(&clusters.draw(stream, drawn)).map(Result::ok)
        });
        self.read_each(&drawn, self.of_clusters(clusters.resampler.plan()))
    }

    /// Returns the same for pairs that stand alone.
    ///
    /// # Errors
    ///
    /// [`Undefined::TooFew`] under two pairs, [`Undefined::Unstable`], [`Undefined::Weighted`].
    pub fn fit_alone(
        self,
        pair_counts: &PairCounts,
        figure: impl Fn(&PairCounts) -> Statistic + Sync + Send,
    ) -> Result<ConfidenceInterval, Undefined> {
        let [interval] = self.fits_alone(pair_counts, |pair_counts| [figure(pair_counts)]);
        interval
    }

    /// Returns the same for several figures of the same resamples of pairs that stand alone.
    ///
    /// # Errors
    ///
    /// Those of [`Bootstrap::fit_alone`], for each figure by itself.
    pub fn fits_alone<const N: usize>(
        self,
        pair_counts: &PairCounts,
        figures: impl Fn(&PairCounts) -> [Statistic; N] + Sync + Send,
    ) -> [Result<ConfidenceInterval, Undefined>; N] {
        let have = pair_counts.binary_pairs();
        if have < 2 {
            return [Err(Undefined::TooFew { have, need: 2 }); N];
        }
        let resampler = match CountsResampler::of(pair_counts, NullModel::Pairs) {
            Ok(resampler) => resampler,
            Err(why) => return [Err(why); N],
        };
        let drawn = self.resampling.run(Resample::default, |drawn, stream| {
            resampler.draw(stream, drawn);
            figures(&drawn.pair_counts(pair_counts)).map(Result::ok)
        });
        let method = InferenceMethod::PercentileBootstrap;
        self.read_each(&drawn, resampler.procedure(method, self.resampling))
    }

    fn read_each<const N: usize>(
        self,
        drawn: &[[Option<f64>; N]],
        procedure: Procedure,
    ) -> [Result<ConfidenceInterval, Undefined>; N] {
        std::array::from_fn(|i| {
            self.read_found(drawn.iter().map(|figures| figures[i]).collect(), procedure)
        })
    }
}

/// Pairs by cluster, over the cells of their counts.
struct ClusteredPairs {
    /// The cells, empty.
    cells: Vec<Cell>,
    /// The pairs of one cluster after another: twice the place of the cell, and 1 more where it came
    /// true.
    classes: Vec<u32>,
    /// What each weighs; none where each weighs 1.
    weights: Vec<f64>,
    /// The clusters to draw from: where their pairs are.
    resampler: Resampler<Range<usize>>,
}

/// What was drawn: for each cell, how many pairs did not and how many did come true, and what they weigh
/// where that is something else.
#[derive(Clone, Debug, Default)]
struct DrawnPairs {
    counts: Vec<[u32; 2]>,
    weights: Vec<[f64; 2]>,
}

impl ClusteredPairs {
    fn of(pairs: &[Pair]) -> Result<Self, Undefined> {
        let pair_counts = PairCounts::of(pairs);
        let empty = |cell: &Cell| Cell {
            yes: 0.0,
            no: 0.0,
            pairs: 0,
            events: 0,
            ..*cell
        };
        let cells = pair_counts.cells();
        let binary = pairs.iter().filter(|pair| pair.outcome.is_binary());
        let mut sorted: Vec<&Pair> = binary.collect();
        drawable(sorted.len())?;
        sorted.sort_by_key(|pair| pair.cluster);
        let class = |pair: &&Pair| {
            let place = cells.partition_point(|cell| cell.forecast < pair.forecast);
            let happened = pair.outcome.happened() == Some(true);
            u32::try_from(2 * place).expect("there are fewer cells than pairs")
                + u32::from(happened)
        };
        let mut begin = 0;
        let clusters = sorted.chunk_by(|a, b| a.cluster == b.cluster);
        let clusters = clusters.map(|cluster| {
            let range = begin..begin + cluster.len();
            begin = range.end;
            range
        });
        let resampler = Resampler::of_clusters(clusters.collect())?;
        let weights = sorted.iter().map(|pair| pair.weight.get());
        Ok(Self {
            classes: sorted.iter().map(class).collect(),
            weights: if sorted.iter().all(|pair| pair.weight == Weight::ONE) {
                Vec::new()
            } else {
                weights.collect()
            },
            resampler,
            cells: cells.iter().map(empty).collect(),
        })
    }

    /// Draws as many clusters as there are, and returns the counts of their pairs.
    fn draw(&self, stream: &mut Stream, drawn: &mut DrawnPairs) -> PairCounts {
        drawn.counts.clear();
        drawn.counts.resize(self.cells.len(), [0; 2]);
        drawn.weights.clear();
        if !self.weights.is_empty() {
            drawn.weights.resize(self.cells.len(), [0.0; 2]);
        }
        self.resampler.draw(stream, |cluster, _, _| {
            let classes = &self.classes[cluster.clone()];
            for class in classes.iter().map(|class| *class as usize) {
                drawn.counts[class / 2][class % 2] += 1;
            }
            if let Some(weights) = self.weights.get(cluster.clone()) {
                for (class, weight) in classes.iter().zip(weights) {
                    let class = *class as usize;
                    drawn.weights[class / 2][class % 2] += weight;
                }
            }
        });
        let cell = |(place, cell): (usize, &Cell)| {
            let [no, yes] = drawn.counts[place];
            let own = [f64::from(no), f64::from(yes)];
            let weights = drawn.weights.get(place).copied().unwrap_or(own);
            (no + yes > 0).then_some(Cell {
                yes: weights[1],
                no: weights[0],
                pairs: u64::from(no) + u64::from(yes),
                events: u64::from(yes),
                ..*cell
            })
        };
        PairCounts::of_weighted_cells(self.cells.iter().enumerate().filter_map(cell).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Probability;
    use crate::calibration::Cox;
    use crate::{BinaryOutcome, Resampling};

    const BOOTSTRAP: Bootstrap = Bootstrap {
        resampling: Resampling {
            seed: 13,
            resamples: 1000,
        },
        level: 0.95,
    };

    fn pairs(n: u32, times: u32, weight: f64) -> Vec<Pair> {
        let mut stream = Stream::new(29, 0);
        let mut pair = |i: u32| Pair {
            forecast: Probability::new(f64::from(i % 9 + 1) / 10.0).unwrap(),
            outcome: BinaryOutcome::from(stream.happens(f64::from(i % 9 + 1) / 10.0)),
            weight: Weight::new(weight).unwrap(),
            cluster: i as usize,
        };
        (0..n)
            .flat_map(|i| std::iter::repeat_n(pair(i), times as usize))
            .collect()
    }

    fn base_rate(pairs: &[Pair]) -> ConfidenceInterval {
        BOOTSTRAP.fit(pairs, PairCounts::base_rate).unwrap()
    }

    #[test]
    fn updates_in_a_cluster_do_not_narrow_the_interval_of_a_fit() {
        let width = |interval: ConfidenceInterval| interval.high - interval.low;
        let once = base_rate(&pairs(60, 1, 1.0));
        // The first draws pairs and the others draw clusters, by other random numbers.
        for other in [
            base_rate(&pairs(60, 10, 1.0)),
            base_rate(&pairs(60, 1, 0.3)),
        ] {
            assert!((width(other) / width(once) - 1.0).abs() < 0.15);
        }
        let slope =
            |pairs: &[Pair]| BOOTSTRAP.fit(pairs, |pair_counts| Ok(Cox::fit(pair_counts)?.slope));
        let (once, ten) = (slope(&pairs(60, 1, 1.0)), slope(&pairs(60, 10, 1.0)));
        assert!((width(ten.unwrap()) / width(once.unwrap()) - 1.0).abs() < 0.2);
    }

    #[test]
    fn a_fit_that_often_fails_has_no_interval() {
        let fit = BOOTSTRAP.fit(&pairs(4, 1, 1.0), |pair_counts| {
            Ok(Cox::fit(pair_counts)?.slope)
        });
        assert!(
            matches!(fit, Err(Undefined::Unstable { all: 1000, .. })),
            "{fit:?}"
        );
    }

    #[test]
    fn one_cluster_has_no_interval() {
        let few = Err(Undefined::TooFew { have: 1, need: 2 });
        assert_eq!(BOOTSTRAP.fit(&pairs(1, 5, 1.0), PairCounts::base_rate), few);
        assert_eq!(BOOTSTRAP.fit(&pairs(1, 1, 1.0), PairCounts::base_rate), few);
    }
}
