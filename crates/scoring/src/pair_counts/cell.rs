//! One cell of the counts: the pairs of one forecast value.

use crate::{BinaryOutcome, Probability};

/// The pairs of one forecast value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// What was said.
    pub forecast: Probability,
    /// The weight of the pairs that came true.
    pub yes: f64,
    /// The weight of the pairs that did not.
    pub no: f64,
    /// How many pairs there are.
    pub pairs: u64,
    /// How many of them came true.
    pub events: u64,
}

/// The pairs of one forecast value and one partial resolution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct FractionalCell {
    pub(super) forecast: Probability,
    pub(super) outcome: BinaryOutcome,
    pub(super) weight: f64,
    pub(super) pairs: u64,
}

impl Cell {
    /// Returns the weight of all pairs.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.yes + self.no
    }

    /// Returns the weighted share that came true.
    #[must_use]
    pub fn frequency(&self) -> f64 {
        self.yes / self.weight()
    }

    pub(super) fn absorb(&mut self, other: &Self) {
        self.yes += other.yes;
        self.no += other.no;
        self.pairs = self.pairs.saturating_add(other.pairs);
        self.events = self.events.saturating_add(other.events);
    }
}
