//! The part of a table that a row of the answer is about.

use std::collections::BTreeSet;

use crate::evaluate::tested::tested;
use crate::evaluate::{Basis, Coverage, Group, Request, Sample, Weigh};
use crate::model::{KindName, Moment, Probability};
use crate::scoring::{Case, Pair, PairCounts, PairCountsBuilder, Undefined, Weight, count};

use super::estimate::Estimate;

use super::grouping::{Grouping, Traits};
use super::hold::Event;
use super::ties::Ties;

/// The parts of a table: one for each group, and the total.
#[derive(Clone, Debug)]
pub(super) struct Parts<V> {
    grouping: Grouping,
    total: Part<V>,
    groups: Vec<Part<V>>,
    empty: Part<V>,
}

/// A part of a table.
#[derive(Clone, Debug)]
pub(super) struct Part<V> {
    /// What figures are made of.
    pub(super) values: V,
    /// How much of each scheduled life a number stood for, and how many lives there are.
    covered: (f64, usize),
}

impl<V: Clone> Parts<V> {
    pub(super) fn new(request: &Request, kind: KindName, empty: V) -> Self {
        let empty = Part {
            values: empty,
            covered: (0.0, 0),
        };
        Self {
            grouping: Grouping::new(request, kind),
            total: empty.clone(),
            groups: Vec::new(),
            empty,
        }
    }

    /// Returns the total, where nothing is grouped.
    pub(super) fn only(&mut self) -> Option<&mut Part<V>> {
        self.grouping.is_none().then_some(&mut self.total)
    }

    /// Adds something to each part that these traits belong to.
    pub(super) fn add(
        &mut self,
        traits: &Traits<'_>,
        add: impl Fn(&mut Part<V>),
    ) -> Result<(), String> {
        for &number in self.grouping.of(traits)? {
            if number >= self.groups.len() {
                self.groups.resize(number + 1, self.empty.clone());
            }
            add(&mut self.groups[number]);
        }
        add(&mut self.total);
        Ok(())
    }

    /// Returns the parts in the order of rows, the total last.
    pub(super) fn finish(self) -> Vec<(Group, Part<V>)> {
        let mut parts: Vec<_> = self.groups.into_iter().map(Some).collect();
        let groups = self.grouping.finish().into_iter();
        let groups = groups.filter_map(|(group, number)| Some((group, parts[number].take()?)));
        groups.chain([(Group::new(), self.total)]).collect()
    }
}

impl<V> Part<V> {
    /// Notes that a number stood for that share of a scheduled life.
    pub(super) fn cover(&mut self, share: f64) {
        self.covered.0 += share;
        self.covered.1 += 1;
    }

    /// Returns how much of the scheduled lives a number stood for, where that was asked.
    pub(super) fn coverage(&self) -> Option<Coverage> {
        let (covered, lives) = self.covered;
        let stated = covered / count(lives);
        (lives > 0).then(|| Coverage {
            stated,
            declined: 0.0,
            absent: (1.0 - stated).max(0.0),
        })
    }
}

/// Gathers estimates.
pub(super) trait Gather<S>: Clone {
    /// Adds an estimate, with how much it counts and what it belongs to.
    fn gather(&mut self, estimate: &Estimate<S>);
}

/// Pairs as they come: counted by value where each is known to stand alone, else one by one.
#[derive(Clone, Debug)]
pub(super) enum Pairs {
    /// Each stands alone.
    Alone(PairCountsBuilder),
    /// Some may share a question or a cluster, or count more than others.
    Tied(Cases<Event>),
}

impl Pairs {
    pub(super) fn new(tied: bool) -> Self {
        if tied {
            Self::Tied(Cases::default())
        } else {
            Self::Alone(PairCountsBuilder::default())
        }
    }

    /// Returns what counts the pairs, where each stands alone.
    pub(super) fn teller(&mut self) -> Option<&mut PairCountsBuilder> {
        match self {
            Self::Alone(teller) => Some(teller),
            Self::Tied(_) => None,
        }
    }

    /// Adds a pair whose time does not matter.
    pub(super) fn add(&mut self, said: Event, weight: Weight, ties: Ties) {
        match self {
            Self::Alone(teller) => teller.add(&said.pair(weight, 0)),
            Self::Tied(cases) => cases.add(said, weight, ties),
        }
    }

    /// Adds so many pairs of a forecast that stand alone, of which so many came true.
    pub(super) fn add_counted(&mut self, forecast: Probability, pairs: u32, events: u32) {
        if let Self::Alone(teller) = self {
            teller.add_counted(forecast, pairs, events);
        }
    }

    /// Returns what the figures rest on, the pairs as figures need them, and the question of each
    /// pair where they do not all stand alone.
    pub(super) fn finish(self, weigh: Weigh) -> (Basis, Sample, Vec<u32>) {
        let cases = match self {
            Self::Alone(teller) => {
                let tally = teller.finish();
                let n = tally.pairs();
                return (basis(n, n, n), Sample::alone(tally), Vec::new());
            }
            Self::Tied(cases) => cases,
        };
        let basis = cases.basis();
        let pairs = cases.seen.iter();
        let pairs: Vec<Pair> = pairs
            .map(|case| case.value.pair(case.weight, case.cluster))
            .collect();
        let equal = pairs.iter().all(|pair| pair.weight == Weight::ONE);
        if weigh == Weigh::Each && basis.clusters == pairs.len() && equal {
            return (basis, Sample::alone(PairCounts::of(&pairs)), Vec::new());
        }
        let tested = cases.tested(weigh);
        let tested = tested.map(|places| places.iter().map(|&place| pairs[place]).collect());
        (basis, Sample::of(&pairs).tested_on(tested), cases.questions)
    }
}

impl Gather<Event> for Pairs {
    fn gather(&mut self, estimate: &Estimate<Event>) {
        match self {
            Self::Alone(_) => self.add(estimate.said, estimate.weight, estimate.ties),
            Self::Tied(cases) => cases.gather(estimate),
        }
    }
}

/// What was said and what happened, one by one.
#[derive(Clone, Debug)]
pub(super) struct Cases<S> {
    pub(super) seen: Vec<Case<S>>,
    /// The question of each.
    pub(super) questions: Vec<u32>,
    /// When each was said, and when the outcome was known, where that matters.
    times: Vec<(i64, i64)>,
}

impl<S> Default for Cases<S> {
    fn default() -> Self {
        Self {
            seen: Vec::new(),
            questions: Vec::new(),
            times: Vec::new(),
        }
    }
}

impl<S: Clone> Gather<S> for Cases<S> {
    fn gather(&mut self, estimate: &Estimate<S>) {
        self.add(estimate.said.clone(), estimate.weight, estimate.ties);
        let start = |moment: Option<Moment>| moment.map_or(0, Moment::start);
        let times = &estimate.times;
        self.times
            .push((start(times.made_at), start(times.known())));
    }
}

impl<S> Cases<S> {
    fn add(&mut self, value: S, weight: Weight, ties: Ties) {
        self.questions.push(ties.question);
        self.seen.push(Case {
            value,
            weight,
            cluster: ties.cluster as usize,
        });
    }

    /// Returns what figures over them rest on.
    pub(super) fn basis(&self) -> Basis {
        let questions = self.questions.iter().map(|&question| question as usize);
        let clusters = self.seen.iter().map(|case| case.cluster);
        basis(self.seen.len(), distinct(questions), distinct(clusters))
    }

    /// Returns the places of those on which tests rest: the first of each cluster, in the order in
    /// which the outcomes became known; where every row counts, all of them, if they stand alone.
    ///
    /// # Errors
    ///
    /// Why nothing is tested.
    pub(super) fn tested(&self, weigh: Weigh) -> Result<Vec<usize>, Undefined> {
        let mut places: Vec<usize> = (0..self.seen.len()).collect();
        if weigh == Weigh::Each {
            let clusters = distinct(self.seen.iter().map(|case| case.cluster));
            let alone = clusters == places.len();
            return if alone {
                Ok(places)
            } else {
                Err(Undefined::Repeated)
            };
        }
        tested(weigh)?;
        places.sort_by_key(|&place| self.times[place].0);
        let mut seen = BTreeSet::new();
        places.retain(|&place| seen.insert(self.seen[place].cluster));
        places.sort_by_key(|&place| self.times[place].1);
        Ok(places)
    }
}

pub(super) fn basis(n: usize, questions: usize, clusters: usize) -> Basis {
    Basis {
        n,
        questions,
        clusters,
    }
}

/// Returns how many different numbers there are.
pub(super) fn distinct(numbers: impl Iterator<Item = usize>) -> usize {
    let mut numbers: Vec<usize> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.len()
}
