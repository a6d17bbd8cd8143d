//! Resampling of counted pairs: as they are, or as a perfectly calibrated forecaster would have them.

use rayon::prelude::*;

use crate::random::Stream;
use crate::{Cell, PairCounts, Resampling, Undefined, sum};

use super::count_law::CountLaw;
use super::resampler::{Resampler, drawable, is_crowded};
use super::thresholds::POOLED_ABOVE;
use super::{Approximation, Drawn, InferenceMethod, Procedure, SamplingPlan};

/// What a resample draws anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NullModel {
    /// The pairs, forecast and outcome together: where could the figure have been?
    Pairs,
    /// The forecasts, and for each an outcome by its probability: what if all were calibrated?
    ForecastsAndOutcomes,
    /// The outcomes alone, by the probabilities of the forecasts that there are.
    Outcomes,
}

/// The pairs to draw from: one of each cluster, each of weight 1.
#[derive(Clone, Debug)]
pub(crate) struct CountsResampler {
    /// The distinct forecasts, ascending.
    pub(crate) forecasts: Vec<f64>,
    null_model: NullModel,
    source: Source,
}

/// What is drawn.
#[derive(Clone, Debug)]
enum Source {
    /// Pairs by their class: twice the place of the forecast, plus 1 if it came true.
    Pairs(Resampler<u32>),
    /// Forecasts by their place.
    Forecasts(Resampler<u32>),
    /// Nothing but the outcomes of so many forecasts each.
    Outcomes(Vec<u32>),
    /// Very many pairs, whose neighbours are pooled: each pool by itself, and what was seen of it.
    Pools(Vec<PoolLaw>, Vec<[u32; 2]>),
}

/// What is drawn of a pool. How many pairs are drawn in all is left to chance as well where their number is:
/// of so many it hardly differs, and all pools are then independent.
#[derive(Clone, Debug)]
struct PoolLaw {
    yes: CountLaw,
    rest: Rest,
}

/// How many of a pool do not come true.
#[derive(Clone, Debug)]
enum Rest {
    /// Drawn as well.
    Drawn(CountLaw),
    /// All others of so many.
    Of(u32),
}

/// So many resamples are drawn side by side, so that what one pool's law needs is at hand for all of them.
const ABREAST: usize = 32;

impl PoolLaw {
    fn new(forecast: f64, [no, yes]: [u32; 2], null_model: NullModel) -> Self {
        let pairs = f64::from(no) + f64::from(yes);
        let poisson = |no, yes| Self {
            yes: CountLaw::poisson(yes),
            rest: Rest::Drawn(CountLaw::poisson(no)),
        };
        match null_model {
            NullModel::Pairs => poisson(no.into(), yes.into()),
            NullModel::ForecastsAndOutcomes => poisson(pairs * (1.0 - forecast), pairs * forecast),
            NullModel::Outcomes => Self {
                yes: CountLaw::binomial(no + yes, forecast),
                rest: Rest::Of(no + yes),
            },
        }
    }

    #[inline]
    fn draw(&self, stream: &mut Stream) -> [u32; 2] {
        let yes = self.yes.draw(stream);
        let no = match &self.rest {
            Rest::Drawn(law) => law.draw(stream),
            Rest::Of(pairs) => pairs.saturating_sub(yes),
        };
        [no, yes]
    }
}

/// What was drawn: for each forecast, how many pairs did not and how many did come true.
#[derive(Clone, Debug, Default)]
pub(crate) struct Resample {
    pub(crate) counts: Vec<[u32; 2]>,
}

/// A forecast, and how many pairs did not and did come true.
struct CountedForecast {
    forecast: f64,
    counts: [u64; 2],
}

impl CountedForecast {
    /// Returns the counts, unless they are too many to be drawn.
    fn narrow(&self) -> Result<[u32; 2], Undefined> {
        let [no, yes] = self.counts.map(u32::try_from);
        no.and_then(|no| Ok([no, yes?]))
            .map_err(|_| Undefined::TooMany)
    }
}

impl From<&Cell> for CountedForecast {
    fn from(cell: &Cell) -> Self {
        Self {
            forecast: cell.forecast.get(),
            counts: [cell.pairs - cell.events, cell.events],
        }
    }
}

impl CountsResampler {
    /// Returns a resampler of the pairs that were counted.
    pub(crate) fn of(pair_counts: &PairCounts, null_model: NullModel) -> Result<Self, Undefined> {
        let cells = pair_counts.some_cells()?.iter();
        Self::new(pair_counts, cells.map(CountedForecast::from), null_model)
    }

    /// Returns the same, with neighbouring forecasts pooled where there are very many distinct ones. What rests on it must not ask for the cells that were counted.
    pub(crate) fn pooled(
        pair_counts: &PairCounts,
        null_model: NullModel,
    ) -> Result<Self, Undefined> {
        Self::pooled_to(POOLED_ABOVE, pair_counts, null_model)
    }

    /// Returns the same, with neighbours pooled to so many.
    pub(crate) fn pooled_to(
        pools: usize,
        pair_counts: &PairCounts,
        null_model: NullModel,
    ) -> Result<Self, Undefined> {
        let cells = pair_counts.some_cells()?;
        if cells.len() <= POOLED_ABOVE {
            return Self::of(pair_counts, null_model);
        }
        pair_counts.require_equal_weights()?;
        let pools = pooled(cells, pools);
        let seen = pools.iter().map(CountedForecast::narrow);
        let seen: Vec<[u32; 2]> = seen.collect::<Result<_, _>>()?;
        let laws = pools.par_iter().zip(&seen);
        let laws = laws.map(|(pool, seen)| PoolLaw::new(pool.forecast, *seen, null_model));
        let laws = laws.collect();
        Ok(Self {
            forecasts: pools.iter().map(|pool| pool.forecast).collect(),
            null_model,
            source: Source::Pools(laws, seen),
        })
    }

    /// Returns what was seen of the pools, where neighbours are pooled.
    pub(crate) fn seen_of_pools(&self) -> Option<&[[u32; 2]]> {
        match &self.source {
            Source::Pools(_, seen) => Some(seen),
            _ => None,
        }
    }

    fn new(
        pair_counts: &PairCounts,
        forecasts: impl ExactSizeIterator<Item = CountedForecast>,
        null_model: NullModel,
    ) -> Result<Self, Undefined> {
        pair_counts.require_equal_weights()?;
        // So that no count and no sum of two is too many.
        drawable(pair_counts.binary_pairs())?;
        let counted: Vec<(f64, [u32; 2])> = forecasts
            .map(|one| Ok((one.forecast, one.narrow()?)))
            .collect::<Result<_, Undefined>>()?;
        let sizes = counted.iter().map(|(_, [no, yes])| no + yes);
        let source = match null_model {
            NullModel::Pairs => {
                let classes: Vec<u32> = counted.iter().flat_map(|(_, counts)| *counts).collect();
                Source::Pairs(resampler(&classes, counted.len())?)
            }
            NullModel::ForecastsAndOutcomes => {
                Source::Forecasts(resampler(&sizes.collect::<Vec<_>>(), counted.len())?)
            }
            NullModel::Outcomes => Source::Outcomes(sizes.collect()),
        };
        Ok(Self {
            forecasts: counted.into_iter().map(|(forecast, _)| forecast).collect(),
            null_model,
            source,
        })
    }

    /// Returns how what is made of the resamples was made.
    pub(crate) fn procedure(&self, method: InferenceMethod, resampling: Resampling) -> Procedure {
        let drawn = match self.null_model {
            NullModel::Pairs => Drawn::Pairs,
            NullModel::ForecastsAndOutcomes => Drawn::ForecastsAndOutcomes,
            NullModel::Outcomes => Drawn::Outcomes,
        };
        let plan = match &self.source {
            Source::Pairs(units) | Source::Forecasts(units) => units.plan(),
            Source::Outcomes(_) | Source::Pools(..) => SamplingPlan::AllAtOnce,
        };
        let pooled = self.seen_of_pools();
        let pooled = pooled.map(|_| Approximation::PooledForecasts);
        Procedure::drawn(method, drawn, plan, resampling).approximately(pooled)
    }

    /// Returns what becomes of each resample: begun with nothing, added to by what was drawn of each
    /// forecast, from the lowest on, and finished.
    pub(crate) fn run<S, T: Send>(
        &self,
        resampling: Resampling,
        none: impl Fn() -> S + Sync + Send,
        add: impl Fn(&mut S, usize, [u32; 2]) + Sync + Send,
        finish: impl Fn(&S) -> T + Sync + Send,
    ) -> Vec<T> {
        let Source::Pools(laws, _) = &self.source else {
            return resampling.run(Resample::default, |drawn, stream| {
                self.draw(stream, drawn);
                let mut all = none();
                let each = drawn.counts.iter().enumerate();
                each.for_each(|(place, counts)| add(&mut all, place, *counts));
                finish(&all)
            });
        };
        let numbers: Vec<usize> = (0..resampling.resamples).collect();
        let abreast = |numbers: &[usize]| {
            let begun = |number: &usize| (Stream::new(resampling.seed, *number), none());
            let mut drawn: Vec<(Stream, S)> = numbers.iter().map(begun).collect();
            for (place, law) in laws.iter().enumerate() {
                for (stream, all) in &mut drawn {
                    add(all, place, law.draw(stream));
                }
            }
            drawn.iter().map(|(_, all)| finish(all)).collect::<Vec<T>>()
        };
        numbers.par_chunks(ABREAST).flat_map_iter(abreast).collect()
    }

    /// Draws a resample.
    pub(crate) fn draw(&self, stream: &mut Stream, drawn: &mut Resample) {
        let counts = &mut drawn.counts;
        counts.clear();
        counts.resize(self.forecasts.len(), [0, 0]);
        match &self.source {
            Source::Pairs(pairs) => pairs.draw(stream, |&class, n, _| {
                counts[(class / 2) as usize][(class % 2) as usize] += n;
            }),
            Source::Forecasts(forecasts) => forecasts.draw(stream, |&place, n, chance| {
                let place = place as usize;
                let events = chance.events(n, self.forecasts[place]);
                counts[place][0] += n - events;
                counts[place][1] += events;
            }),
            Source::Outcomes(sizes) => {
                let cells = counts.iter_mut().zip(sizes).zip(&self.forecasts);
                for ((counts, &n), &forecast) in cells {
                    let events = stream.binomial(n, forecast);
                    *counts = [n - events, events];
                }
            }
            Source::Pools(laws, _) => {
                let each = counts.iter_mut().zip(laws);
                each.for_each(|(counts, law)| *counts = law.draw(stream));
            }
        }
    }
}

/// Returns a resampler of classes that are so many each, numbered from 0: at distinct forecasts that
/// are so many.
fn resampler(classes: &[u32], forecasts: usize) -> Result<Resampler<u32>, Undefined> {
    let all: u64 = classes.iter().copied().map(u64::from).sum();
    let pairs = usize::try_from(all).map_err(|_| Undefined::TooMany)?;
    if is_crowded(pairs, forecasts) {
        let classes = (0..).zip(classes.iter().copied().map(f64::from));
        Resampler::all_at_once(pairs, classes)
    } else {
        let units = (0..).zip(classes);
        let units = units.flat_map(|(class, &n)| std::iter::repeat_n(class, n as usize));
        Resampler::in_blocks_if_many(units.collect())
    }
}

/// Pools neighbours to no more forecasts than so many: as many to each, and the lowest and
/// the highest by themselves, so that curves reach as far.
fn pooled(cells: &[Cell], pools: usize) -> Vec<CountedForecast> {
    let pool = |cells: &[Cell]| {
        let counts = cells.iter().map(|cell| CountedForecast::from(cell).counts);
        let [no, yes] = counts.fold([0, 0], |[no, yes], more| [no + more[0], yes + more[1]]);
        let weighted = cells.iter().map(|cell| cell.forecast.get() * cell.weight());
        CountedForecast {
            forecast: sum(weighted) / sum(cells.iter().map(Cell::weight)),
            counts: [no, yes],
        }
    };
    let (lowest, rest) = cells.split_at(1);
    let (between, highest) = rest.split_at(rest.len() - 1);
    let pools = between.chunks(between.len().div_ceil(pools - 2));
    [lowest]
        .into_iter()
        .chain(pools)
        .chain([highest])
        .map(pool)
        .collect()
}

impl Resample {
    /// Returns the counts of what was drawn from another.
    pub(crate) fn pair_counts(&self, from: &PairCounts) -> PairCounts {
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
    use crate::{Probability, count};

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
        let resampler = CountsResampler::of(pair_counts, null_model).unwrap();
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
                let resampler = CountsResampler::of(&pair_counts(times), null_model).unwrap();
                let mut drawn = Resample::default();
                resampler.draw(&mut Stream::new(1, 0), &mut drawn);
                assert_eq!(drawn.counts.iter().flatten().sum::<u32>(), 8 * times);
            }
        }
    }

    #[test]
    fn threads_change_nothing() {
        let resampler = CountsResampler::of(&pair_counts(1), NullModel::Pairs).unwrap();
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
