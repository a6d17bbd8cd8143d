//! The resampler: draws as many units as there are, with replacement, each as likely as any other.

use std::fmt;

use crate::random::Stream;
use crate::{Undefined, count};

use super::multinomial::Multinomial;
use super::thresholds::{ALL_AT_ONCE_FROM, IN_BLOCKS_FROM};

/// The units to draw from, and how.
#[derive(Clone, Debug)]
pub(crate) struct Resampler<U> {
    draws: u32,
    source: Source<U>,
}

/// How units are drawn. All ways give the same distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SamplingPlan {
    /// Each by itself.
    OneByOne,
    /// First how many fall to each block of neighbours, then these one by one.
    InBlocks,
    /// How many fall to each distinct value.
    AllAtOnce,
    /// Nothing is left to chance: all that could be drawn is tried.
    Exhaustive,
}

impl SamplingPlan {
    /// Returns its name for machines.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OneByOne => "one-by-one",
            Self::InBlocks => "in-blocks",
            Self::AllAtOnce => "all-at-once",
            Self::Exhaustive => "exhaustive",
        }
    }
}

impl fmt::Display for SamplingPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.as_str().replace('-', " "))
    }
}

#[derive(Clone, Debug)]
enum Source<U> {
    OneByOne(Vec<U>),
    InBlocks { units: Vec<U>, blocks: Multinomial },
    AllAtOnce { values: Vec<U>, times: Multinomial },
}

/// How many units a block has: what is drawn from it stays in the fastest cache.
const BLOCK: usize = 1 << 10;

/// The chance that goes with what was drawn.
pub(super) enum Chance<'s> {
    /// A number from 0, included, to 1, excluded, for a single unit.
    Unit(f64),
    /// The stream, for a single unit.
    Single(&'s mut Stream),
    /// The stream, for several alike.
    Several(&'s mut Stream),
}

impl Chance<'_> {
    /// Returns how many of what was drawn come true, each with probability `p`.
    pub(super) fn events(self, drawn: u32, p: f64) -> u32 {
        match self {
            Self::Unit(unit) => u32::from(unit < p),
            Self::Single(stream) => u32::from(stream.happens(p)),
            Self::Several(stream) => stream.binomial(drawn, p),
        }
    }
}

/// Says whether so many pairs are drawn all at once where they have so many distinct values.
pub(super) fn is_crowded(pairs: usize, values: usize) -> bool {
    pairs >= ALL_AT_ONCE_FROM * values
}

impl<U> Resampler<U> {
    /// Returns a resampler that draws units one by one.
    pub(super) fn one_by_one(units: Vec<U>) -> Result<Self, Undefined> {
        Ok(Self {
            draws: drawable(units.len())?,
            source: Source::OneByOne(units),
        })
    }

    /// Returns one that draws clusters, of which it takes two.
    pub(super) fn of_clusters(clusters: Vec<U>) -> Result<Self, Undefined> {
        match clusters.len() {
            have @ (0 | 1) => Err(Undefined::TooFew { have, need: 2 }),
            _ => Self::one_by_one(clusters),
        }
    }

    /// Returns one that draws units one by one, or in blocks where there are very many.
    pub(super) fn in_blocks_if_many(units: Vec<U>) -> Result<Self, Undefined> {
        if units.len() < IN_BLOCKS_FROM {
            return Self::one_by_one(units);
        }
        let sizes = units.chunks(BLOCK).map(|block| count(block.len()));
        let blocks = Multinomial::new(&sizes.collect::<Vec<_>>());
        Ok(Self {
            draws: drawable(units.len())?,
            source: Source::InBlocks { units, blocks },
        })
    }

    /// Returns one that draws so often, from values that are so many each.
    pub(super) fn all_at_once(
        draws: usize,
        values: impl IntoIterator<Item = (U, f64)>,
    ) -> Result<Self, Undefined> {
        let (values, times): (Vec<U>, Vec<f64>) = values.into_iter().unzip();
        Ok(Self {
            draws: drawable(draws)?,
            source: Source::AllAtOnce {
                times: Multinomial::new(&times),
                values,
            },
        })
    }

    /// Returns the units, or the distinct values.
    pub(super) fn units(&self) -> &[U] {
        match &self.source {
            Source::OneByOne(units) | Source::InBlocks { units, .. } => units,
            Source::AllAtOnce { values, .. } => values,
        }
    }

    /// Returns how the units are drawn.
    pub(super) fn plan(&self) -> SamplingPlan {
        match self.source {
            Source::OneByOne(_) => SamplingPlan::OneByOne,
            Source::InBlocks { .. } => SamplingPlan::InBlocks,
            Source::AllAtOnce { .. } => SamplingPlan::AllAtOnce,
        }
    }

    /// Draws as many units as there are, and calls `take` with each and how often it was drawn.
    pub(super) fn draw(&self, stream: &mut Stream, mut take: impl FnMut(&U, u32, Chance<'_>)) {
        self.fold(stream, (), |(), unit, times, chance| {
            take(unit, times, chance);
        });
    }

    /// Draws as many units as there are, and adds each with how often it was drawn to what was drawn
    /// before it. What is handed on by value stays in registers, which halves the time.
    pub(super) fn fold<A>(
        &self,
        stream: &mut Stream,
        none: A,
        mut add: impl FnMut(A, &U, u32, Chance<'_>) -> A,
    ) -> A {
        let mut all = none;
        match &self.source {
            Source::OneByOne(units) => {
                // A copy stays there as well.
                let mut own = stream.clone();
                for _ in 0..self.draws {
                    let unit = &units[own.below(self.draws) as usize];
                    all = add(all, unit, 1, Chance::Single(&mut own));
                }
                *stream = own;
                all
            }
            Source::InBlocks { units, blocks } => {
                blocks.deal(self.draws, stream, all, |mut all, place, n, stream| {
                    let begin = place * BLOCK;
                    let block = &units[begin..units.len().min(begin + BLOCK)];
                    let size = u32::try_from(block.len()).expect("it is small");
                    let mut own = stream.clone();
                    for _ in 0..n {
                        let (unit, chance) = own.below_with_unit(size);
                        all = add(all, &block[unit as usize], 1, Chance::Unit(chance));
                    }
                    *stream = own;
                    all
                })
            }
            Source::AllAtOnce { values, times } => {
                times.deal(self.draws, stream, all, |all, place, n, stream| {
                    add(all, &values[place], n, Chance::Several(stream))
                })
            }
        }
    }
}

/// Returns how many units can be drawn.
pub(super) fn drawable(units: usize) -> Result<u32, Undefined> {
    u32::try_from(units).map_err(|_| Undefined::TooMany)
}
