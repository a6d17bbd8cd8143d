//! Resampling: the pairs drawn again and again, each time from a random stream of its own.

use rayon::prelude::*;

use super::random::Stream;
use super::{Cell, PairCounts, Undefined, count};

/// How often to resample, and from which seed.
///
/// The same seed gives the same figures, however many threads there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resampling {
    /// The seed, to be shown beside every figure that depends on it.
    pub seed: u64,
    /// How many resamples to draw.
    pub resamples: usize,
}

impl Resampling {
    /// Returns what `draw` makes of each resample's stream, in the order of the resamples.
    ///
    /// `scratch` gives each thread a place to work in; what `draw` returns must not depend on
    /// what an earlier resample left there.
    pub fn run<S, T: Send>(
        self,
        scratch: impl Fn() -> S + Sync + Send,
        draw: impl Fn(&mut S, &mut Stream) -> T + Sync + Send,
    ) -> Vec<T> {
        (0..self.resamples)
            .into_par_iter()
            .map_init(scratch, |scratch, number| {
                draw(scratch, &mut Stream::new(self.seed, number))
            })
            .collect()
    }
}

/// What a resample draws anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NullModel {
    /// The pairs, forecast and outcome together: where could the figure have been?
    Pairs,
    /// The forecasts, and for each an outcome by its probability: what if all were calibrated?
    ForecastsAndOutcomes,
    /// The outcomes alone, by the probabilities of the forecasts that there are.
    Outcomes,
}

/// The pairs to draw from: one of each cluster, each of weight 1.
#[derive(Clone, Debug)]
pub(super) struct Resampler {
    /// The distinct forecasts, ascending.
    pub(super) forecasts: Vec<f64>,
    /// For each forecast, how many did not and did come true.
    counts: Vec<[u32; 2]>,
    pairs: u32,
    plan: SamplingPlan,
    null_model: NullModel,
}

/// How to draw pairs, each as likely as any other.
#[derive(Clone, Debug)]
enum SamplingPlan {
    /// One by one. For each pair, its class: twice the place of its forecast, plus 1 if it came true.
    OneByOne(Vec<u32>),
    /// First how many fall to each block of neighbours, then these one by one.
    ByBlocks(Blocks),
    /// All at once: how many fall to each forecast, or to each forecast and outcome.
    AllAtOnce(Multinomial),
}

/// What was drawn: for each forecast, how many pairs there are and how many came true.
#[derive(Clone, Debug, Default)]
pub(super) struct Resample {
    pub(super) counts: Vec<[u32; 2]>,
}

/// With this many pairs for each distinct forecast, drawing counts beats drawing pairs.
pub(super) const CROWDED: usize = 16;

/// How many pairs a block has: what is drawn from it stays in the fastest cache.
const BLOCK: usize = 1 << 10;
/// From how many pairs on blocks are drawn.
const LARGE: usize = 16 * BLOCK;

impl Resampler {
    /// Returns a resampler of the pairs that were counted.
    pub(super) fn of(pair_counts: &PairCounts, null_model: NullModel) -> Result<Self, Undefined> {
        let cells = pair_counts.some_cells()?;
        pair_counts.require_equal_weights()?;
        let drawable = |n: u64| u32::try_from(n).map_err(|_| Undefined::TooMany);
        let counts = cells
            .iter()
            .map(|cell| Ok([drawable(cell.pairs - cell.events)?, drawable(cell.events)?]));
        let counts: Vec<[u32; 2]> = counts.collect::<Result<_, _>>()?;
        let crowded = pair_counts.binary_pairs() >= CROWDED * cells.len();
        let plan = if crowded {
            SamplingPlan::AllAtOnce(Multinomial::new(&classes(&counts, null_model)))
        } else if pair_counts.binary_pairs() < LARGE {
            SamplingPlan::OneByOne(list_classes(&counts))
        } else {
            SamplingPlan::ByBlocks(Blocks::new(list_classes(&counts)))
        };
        Ok(Self {
            forecasts: cells.iter().map(|cell| cell.forecast.get()).collect(),
            pairs: u32::try_from(pair_counts.binary_pairs()).map_err(|_| Undefined::TooMany)?,
            counts,
            plan,
            null_model,
        })
    }

    /// Draws a resample.
    pub(super) fn draw(&self, stream: &mut Stream, drawn: &mut Resample) {
        drawn.counts.clear();
        drawn.counts.resize(self.counts.len(), [0, 0]);
        match (self.null_model, &self.plan) {
            (NullModel::Outcomes, _) => {
                for (place, counts) in self.counts.iter().enumerate() {
                    drawn.counts[place] = self.outcomes(stream, place, counts[0] + counts[1]);
                }
            }
            (NullModel::Pairs, SamplingPlan::OneByOne(places)) => {
                for _ in 0..self.pairs {
                    let place = places[stream.below(self.pairs) as usize];
                    drawn.counts[(place / 2) as usize][(place % 2) as usize] += 1;
                }
            }
            (NullModel::Pairs, SamplingPlan::ByBlocks(blocks)) => {
                blocks.deal(stream, |class, _| {
                    drawn.counts[(class / 2) as usize][(class % 2) as usize] += 1;
                });
            }
            (NullModel::ForecastsAndOutcomes, SamplingPlan::ByBlocks(blocks)) => {
                blocks.deal(stream, |class, unit| {
                    let place = (class / 2) as usize;
                    drawn.counts[place][usize::from(unit < self.forecasts[place])] += 1;
                });
            }
            (NullModel::Pairs, SamplingPlan::AllAtOnce(multinomial)) => {
                multinomial.deal(self.pairs, stream, |class, n, _| {
                    drawn.counts[class / 2][class % 2] = n;
                });
            }
            (NullModel::ForecastsAndOutcomes, SamplingPlan::OneByOne(places)) => {
                for _ in 0..self.pairs {
                    let place = (places[stream.below(self.pairs) as usize] / 2) as usize;
                    let happened = stream.happens(self.forecasts[place]);
                    drawn.counts[place][usize::from(happened)] += 1;
                }
            }
            (NullModel::ForecastsAndOutcomes, SamplingPlan::AllAtOnce(multinomial)) => {
                multinomial.deal(self.pairs, stream, |place, n, stream| {
                    drawn.counts[place] = self.outcomes(stream, place, n);
                });
            }
        }
    }

    /// Draws how many of the pairs at one forecast come true, if it is right.
    fn outcomes(&self, stream: &mut Stream, place: usize, pairs: u32) -> [u32; 2] {
        let events = stream.binomial(pairs, self.forecasts[place]);
        [pairs - events, events]
    }
}

/// Returns the weights of the classes that pairs fall to.
fn classes(counts: &[[u32; 2]], null_model: NullModel) -> Vec<f64> {
    let counts = counts.iter();
    if null_model == NullModel::Pairs {
        counts.flatten().copied().map(f64::from).collect()
    } else {
        counts.map(|[no, yes]| f64::from(no + yes)).collect()
    }
}

/// Returns the class of each pair.
fn list_classes(counts: &[[u32; 2]]) -> Vec<u32> {
    let classes = (0..).zip(counts.iter().flatten());
    classes
        .flat_map(|(class, &n)| std::iter::repeat_n(class, n as usize))
        .collect()
}

/// Pairs in blocks of neighbours.
#[derive(Clone, Debug)]
struct Blocks {
    /// The class of each pair.
    classes: Vec<u32>,
    multinomial: Multinomial,
}

impl Blocks {
    fn new(classes: Vec<u32>) -> Self {
        let sizes: Vec<_> = classes
            .chunks(BLOCK)
            .map(|block| count(block.len()))
            .collect();
        Self {
            multinomial: Multinomial::new(&sizes),
            classes,
        }
    }

    /// Draws as many pairs as there are, and calls `take` with the class of each and a number from
    /// 0, included, to 1, excluded.
    fn deal(&self, stream: &mut Stream, mut take: impl FnMut(u32, f64)) {
        let pairs = u32::try_from(self.classes.len()).expect("it was checked");
        self.multinomial.deal(pairs, stream, |place, n, stream| {
            let begin = place * BLOCK;
            let block = &self.classes[begin..self.classes.len().min(begin + BLOCK)];
            let size = u32::try_from(block.len()).expect("it is small");
            for _ in 0..n {
                let (pair, unit) = stream.below_with_unit(size);
                take(block[pair as usize], unit);
            }
        });
    }
}

/// Draws that fall to classes by their weights.
#[derive(Clone, Debug)]
pub(super) struct Multinomial {
    /// For each class, its share of the weight of it and all later ones.
    shares: Vec<f64>,
}

impl Multinomial {
    /// Returns the draws for classes of the given weights.
    pub(super) fn new(weights: &[f64]) -> Self {
        let mut later = 0.0;
        let mut shares = vec![0.0; weights.len()];
        for (share, &weight) in shares.iter_mut().zip(weights).rev() {
            later += weight;
            *share = if weight > 0.0 { weight / later } else { 0.0 };
        }
        Self { shares }
    }

    /// Draws, and calls `take` with each class that got something and how much.
    pub(super) fn deal(
        &self,
        mut draws: u32,
        stream: &mut Stream,
        mut take: impl FnMut(usize, u32, &mut Stream),
    ) {
        for (class, &share) in self.shares.iter().enumerate() {
            let taken = stream.binomial(draws, share);
            if taken > 0 {
                take(class, taken, stream);
                draws -= taken;
            }
        }
    }
}

impl Resample {
    /// Returns the weights of yes and of all for each forecast, as the pooling wants them.
    pub(super) fn cells(&self) -> impl Iterator<Item = (f64, f64)> {
        let counts = self.counts.iter();
        counts.map(|&[no, yes]| (f64::from(yes), f64::from(no + yes)))
    }

    /// Returns the counts of what was drawn from another.
    pub(super) fn pair_counts(&self, from: &PairCounts) -> PairCounts {
        let cells = from.cells().iter().zip(&self.counts);
        let drawn = cells.map(|(cell, &[no, yes])| Cell {
            forecast: cell.forecast,
            yes: f64::from(yes),
            no: f64::from(no),
            pairs: u64::from(no + yes),
            events: u64::from(yes),
        });
        PairCounts::of_cells(drawn.filter(|cell| cell.pairs > 0).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Probability;

    /// Pairs at 0.2 and 0.7, `times` as many as 3 + 1 and 1 + 3.
    fn pair_counts(times: u32) -> PairCounts {
        let cell = |forecast, no: u32, yes: u32| Cell {
            forecast: Probability::new(forecast).unwrap(),
            yes: f64::from(yes * times),
            no: f64::from(no * times),
            pairs: u64::from((no + yes) * times),
            events: u64::from(yes * times),
        };
        PairCounts::of_cells(vec![cell(0.2, 3, 1), cell(0.7, 1, 3)])
    }

    /// The mean of each count over many resamples.
    fn means(pair_counts: &PairCounts, null_model: NullModel) -> [[f64; 2]; 2] {
        let resampler = Resampler::of(pair_counts, null_model).unwrap();
        let resampling = Resampling {
            seed: 5,
            resamples: 20_000,
        };
        let draws = resampling.run(Resample::default, |drawn, stream| {
            resampler.draw(stream, drawn);
            drawn.counts.clone()
        });
        let mean = |place: usize, side: usize| {
            let total: u32 = draws.iter().map(|counts| counts[place][side]).sum();
            f64::from(total) / count(draws.len())
        };
        [[mean(0, 0), mean(0, 1)], [mean(1, 0), mean(1, 1)]]
    }

    fn assert_means(null_model: NullModel, expected: [[f64; 2]; 2]) {
        // 8 pairs are drawn one by one, 800 all at once.
        for times in [1, 100] {
            let scale = f64::from(times);
            let means = means(&pair_counts(times), null_model);
            for (mean, expected) in means.iter().flatten().zip(expected.iter().flatten()) {
                // A count's standard deviation is at most √(8 · scale) / 2.
                let off = (mean - expected * scale) / ((2.0 * scale).sqrt() / 20_000_f64.sqrt());
                assert!(off.abs() < 5.0, "{null_model:?}, {times}: {means:?}");
            }
        }
    }

    #[test]
    fn drawn_pairs_look_like_the_pairs() {
        assert_means(NullModel::Pairs, [[3.0, 1.0], [1.0, 3.0]]);
    }

    #[test]
    fn drawn_forecasts_come_true_by_their_probability() {
        assert_means(NullModel::ForecastsAndOutcomes, [[3.2, 0.8], [1.2, 2.8]]);
        assert_means(NullModel::Outcomes, [[3.2, 0.8], [1.2, 2.8]]);
    }

    #[test]
    fn each_resample_has_as_many_pairs() {
        for null_model in [
            NullModel::Pairs,
            NullModel::ForecastsAndOutcomes,
            NullModel::Outcomes,
        ] {
            for times in [1, 100] {
                let resampler = Resampler::of(&pair_counts(times), null_model).unwrap();
                let mut drawn = Resample::default();
                resampler.draw(&mut Stream::new(1, 0), &mut drawn);
                assert_eq!(drawn.counts.iter().flatten().sum::<u32>(), 8 * times);
            }
        }
    }

    #[test]
    fn threads_change_nothing() {
        let resampler = Resampler::of(&pair_counts(1), NullModel::Pairs).unwrap();
        let resampling = Resampling {
            seed: 2,
            resamples: 100,
        };
        let with_threads = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
            pool.build().unwrap().install(|| {
                resampling.run(Resample::default, |drawn, stream| {
                    resampler.draw(stream, drawn);
                    drawn.counts.clone()
                })
            })
        };
        assert_eq!(with_threads(1), with_threads(4));
    }
}
