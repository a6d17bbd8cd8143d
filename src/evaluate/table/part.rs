//! The part of a table that a row of the answer is about.

use crate::evaluate::{Basis, Coverage, Group, Request, Sample};
use crate::model::{KindName, Probability};
use crate::scoring::{Case, Pair, Tally, Teller, Weight, count};

use super::grouping::{Grouping, Traits};
use super::hold::Event;
use super::ties::Ties;

/// The parts of a table: one for each group, and the total.
#[derive(Clone, Debug)]
pub(super) struct Parts<V> {
    grouping: Grouping,
    total: Part<V>,
    parts: Vec<Part<V>>,
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
            parts: Vec::new(),
            empty,
        }
    }

    /// Adds something to each part that these traits belong to.
    pub(super) fn add(
        &mut self,
        traits: &Traits<'_>,
        add: impl Fn(&mut Part<V>),
    ) -> Result<(), String> {
        for &number in self.grouping.of(traits)? {
            if number >= self.parts.len() {
                self.parts.resize(number + 1, self.empty.clone());
            }
            add(&mut self.parts[number]);
        }
        add(&mut self.total);
        Ok(())
    }

    /// Returns the parts in the order of rows, the total last.
    pub(super) fn finish(self) -> Vec<(Group, Part<V>)> {
        let mut parts: Vec<_> = self.parts.into_iter().map(Some).collect();
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

/// Gathers what was said and what happened.
pub(super) trait Gather<S>: Clone {
    /// Adds something said, with how much it counts and what it belongs to.
    fn gather(&mut self, said: &S, weight: Weight, ties: Ties);
}

/// Pairs as they come: counted by value where each is known to stand alone, else one by one.
#[derive(Clone, Debug)]
pub(super) enum Pairs {
    /// Each stands alone.
    Alone(Teller),
    /// Some may share a question or a cluster, or count more than others.
    Tied(Vec<(Pair, u32)>),
}

impl Pairs {
    pub(super) fn new(tied: bool) -> Self {
        if tied {
            Self::Tied(Vec::new())
        } else {
            Self::Alone(Teller::default())
        }
    }

    /// Adds so many pairs of a forecast that stand alone, of which so many came true.
    pub(super) fn add_counted(&mut self, forecast: Probability, pairs: u32, events: u32) {
        if let Self::Alone(teller) = self {
            teller.add_counted(forecast, pairs, events);
        }
    }

    /// Returns what the figures rest on, and the pairs as figures need them.
    pub(super) fn finish(self) -> (Basis, Sample) {
        let pairs = match self {
            Self::Alone(teller) => {
                let tally = teller.finish();
                let n = tally.pairs();
                return (basis(n, n, n), Sample::alone(tally));
            }
            Self::Tied(pairs) => pairs,
        };
        let questions = distinct(pairs.iter().map(|(_, question)| *question as usize));
        let clusters = distinct(pairs.iter().map(|(pair, _)| pair.cluster));
        let basis = basis(pairs.len(), questions, clusters);
        let equal = pairs.iter().all(|(pair, _)| pair.weight == Weight::ONE);
        if clusters == pairs.len() && equal {
            let tally = Tally::of(pairs.iter().map(|(pair, _)| pair));
            return (basis, Sample::alone(tally));
        }
        let pairs: Vec<Pair> = pairs.into_iter().map(|(pair, _)| pair).collect();
        (basis, Sample::of(&pairs))
    }
}

impl Gather<Event> for Pairs {
    fn gather(&mut self, said: &Event, weight: Weight, ties: Ties) {
        let pair = Pair {
            forecast: said.forecast,
            outcome: said.outcome,
            weight,
            cluster: ties.cluster as usize,
        };
        match self {
            Self::Alone(teller) => teller.add(&pair),
            Self::Tied(pairs) => pairs.push((pair, ties.question)),
        }
    }
}

/// What was said and what happened, one by one.
#[derive(Clone, Debug)]
pub(super) struct Cases<S> {
    cases: Vec<Case<S>>,
    questions: Vec<u32>,
}

impl<S> Default for Cases<S> {
    fn default() -> Self {
        Self {
            cases: Vec::new(),
            questions: Vec::new(),
        }
    }
}

impl<S: Clone> Gather<S> for Cases<S> {
    fn gather(&mut self, said: &S, weight: Weight, ties: Ties) {
        self.questions.push(ties.question);
        self.cases.push(Case {
            value: said.clone(),
            weight,
            cluster: ties.cluster as usize,
        });
    }
}

impl<S> Cases<S> {
    /// Returns what the figures rest on, and the cases.
    pub(super) fn finish(self) -> (Basis, Vec<Case<S>>) {
        let questions = distinct(self.questions.iter().map(|&question| question as usize));
        let clusters = distinct(self.cases.iter().map(|case| case.cluster));
        (basis(self.cases.len(), questions, clusters), self.cases)
    }
}

fn basis(n: usize, questions: usize, clusters: usize) -> Basis {
    Basis {
        n,
        questions,
        clusters,
    }
}

fn distinct(numbers: impl Iterator<Item = usize>) -> usize {
    let mut numbers: Vec<usize> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.len()
}
