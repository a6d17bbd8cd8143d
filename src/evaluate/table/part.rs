//! The part of a table that a row of the answer is about.

use crate::evaluate::{Group, Request};
use crate::model::{KindName, Probability};
use crate::scoring::{Pair, Teller};

use super::grouping::{Grouping, Traits};
use super::ties::Ties;

/// Parts of a table: one for each group, and the total.
#[derive(Clone, Debug)]
pub(super) struct Parts<P> {
    grouping: Grouping,
    total: P,
    parts: Vec<P>,
    /// An empty part.
    empty: P,
}

impl<P: Clone> Parts<P> {
    pub(super) fn new(request: &Request, kind: KindName, empty: P) -> Self {
        Self {
            grouping: Grouping::new(request, kind),
            total: empty.clone(),
            parts: Vec::new(),
            empty,
        }
    }

    /// Adds something to each part that these traits belong to.
    pub(super) fn add(&mut self, traits: &Traits<'_>, add: impl Fn(&mut P)) -> Result<(), String> {
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
    pub(super) fn finish(self) -> Vec<(Group, P)> {
        let mut parts: Vec<Option<P>> = self.parts.into_iter().map(Some).collect();
        let groups = self.grouping.finish().into_iter();
        let grouped = groups.filter_map(|(group, number)| Some((group, parts[number].take()?)));
        let mut all: Vec<_> = grouped.collect();
        all.push((Group::new(), self.total));
        all
    }
}

/// Pairs as they come: counted by value where each is known to stand alone, else one by one.
#[derive(Clone, Debug)]
pub(super) enum Pairs {
    /// Each stands alone.
    Alone(Teller),
    /// Some may share a question or a cluster, or count more than others.
    Tied {
        pairs: Vec<Pair>,
        questions: Vec<u32>,
    },
}

impl Pairs {
    pub(super) fn new(tied: bool) -> Self {
        if tied {
            Self::Tied {
                pairs: Vec::new(),
                questions: Vec::new(),
            }
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

    pub(super) fn add(&mut self, mut pair: Pair, ties: Ties) {
        match self {
            Self::Alone(teller) => teller.add(&pair),
            Self::Tied { pairs, questions } => {
                pair.cluster = ties.cluster as usize;
                pairs.push(pair);
                questions.push(ties.question);
            }
        }
    }
}
