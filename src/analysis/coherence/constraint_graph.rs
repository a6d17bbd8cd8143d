//! What can be said of the forecasts of a cluster, and what ties it together.

use std::collections::BTreeMap;

use crate::ledger::{Entry, Ledger, State, View};
use crate::model::{Condition, Forecast, ForecastId, KindName, Outcome, Threshold};
use crate::scoring::coherence::Constraint;

/// Something that has a probability.
#[derive(Clone, Copy, Debug)]
pub struct CoherenceTerm<'a> {
    /// The forecast.
    pub entry: &'a Entry,
    /// What of it.
    pub of: Of<'a>,
}

/// What of a forecast has the probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Of<'a> {
    /// That it comes about.
    Yes,
    /// That this option or scenario does.
    Option(&'a str),
    /// That the number falls beyond this limit.
    Beyond(&'a Threshold),
}

/// A relation between terms, by their places in the graph.
#[derive(Clone, Debug)]
pub struct DeclaredConstraint<'a> {
    /// What it says.
    pub constraint: Constraint,
    /// The record that says so.
    pub entry: &'a Entry,
    /// The key under which it does.
    pub key: &'static str,
}

/// The terms of a cluster with the ties between them.
#[derive(Clone, Debug)]
pub(in crate::analysis) struct ConstraintGraph<'a> {
    pub(super) ledger: &'a Ledger,
    pub(in crate::analysis) view: View,
    pub(in crate::analysis) terms: Vec<CoherenceTerm<'a>>,
    pub(in crate::analysis) ties: Vec<DeclaredConstraint<'a>>,
    places: BTreeMap<(ForecastId, Slot), usize>,
}

/// Which term of a forecast.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    Yes,
    Option(String),
    /// Beyond the limit of that question.
    Beyond(ForecastId),
}

/// How a forecast that is part of another stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Open, under the same condition: its term.
    Open(usize),
    /// It came about.
    True,
    /// It did not.
    False,
    /// It can no longer be compared.
    Gone,
}

impl<'a> ConstraintGraph<'a> {
    pub(super) fn new(ledger: &'a Ledger, view: View) -> Self {
        Self {
            ledger,
            view,
            terms: Vec::new(),
            ties: Vec::new(),
            places: BTreeMap::new(),
        }
    }

    /// Returns whether a forecast is still open, so that its estimates can be compared.
    pub(super) fn is_open(&self, entry: &'a Entry) -> bool {
        !self.view.state(self.ledger, entry).is_over()
    }

    /// Returns what an open forecast still depends on; nothing once that came about.
    pub(super) fn condition(&self, entry: &'a Entry) -> Option<&'a Condition> {
        let given = entry.forecast.given.as_ref()?;
        match self.view.state(self.ledger, entry) {
            State::Waiting => Some(given),
            _ => None,
        }
    }

    /// Returns whether two open forecasts depend on the same thing, if on anything: only then can
    /// their probabilities be held against each other.
    pub(super) fn is_alike(&self, one: &'a Entry, other: &'a Entry) -> bool {
        let hangs = |entry| {
            let condition = self.condition(entry);
            condition.map(|given| (&given.forecast, &given.outcome))
        };
        hangs(one) == hangs(other)
    }

    /// Returns the open yes-no question of that id, where it depends on the same as another.
    pub(super) fn alike(&self, entry: &'a Entry, id: &ForecastId) -> Option<&'a Entry> {
        let other = self.ledger.get(id)?;
        let fits = is_binary(&other.forecast) && self.is_open(other) && self.is_alike(entry, other);
        fits.then_some(other)
    }

    /// Returns how a part of a whole stands.
    pub(super) fn part(&mut self, whole: &'a Entry, id: &ForecastId) -> Part {
        let Some(entry) = self.ledger.get(id) else {
            return Part::Gone;
        };
        if let Some(open) = self.alike(whole, id) {
            return Part::Open(self.yes(open));
        }
        match self.view.state(self.ledger, entry) {
            State::Resolved(resolution) if resolution.outcome == Outcome::Yes => Part::True,
            State::Resolved(resolution) if resolution.outcome == Outcome::No => Part::False,
            _ => Part::Gone,
        }
    }

    /// Returns the place of a forecast's coming about.
    pub(super) fn yes(&mut self, entry: &'a Entry) -> usize {
        self.place(entry, Slot::Yes, Of::Yes)
    }

    /// Returns the place of an option's coming about.
    pub(super) fn option(&mut self, entry: &'a Entry, option: &'a str) -> usize {
        self.place(entry, Slot::Option(option.to_owned()), Of::Option(option))
    }

    /// Returns the place of a number's falling beyond the limit of a question.
    pub(super) fn beyond(
        &mut self,
        number: &'a Entry,
        question: &'a Entry,
        limit: &'a Threshold,
    ) -> usize {
        let slot = Slot::Beyond(question.forecast.id.clone());
        self.place(number, slot, Of::Beyond(limit))
    }

    fn place(&mut self, entry: &'a Entry, slot: Slot, of: Of<'a>) -> usize {
        let next = self.terms.len();
        let place = *self
            .places
            .entry((entry.forecast.id.clone(), slot))
            .or_insert(next);
        if place == next {
            self.terms.push(CoherenceTerm { entry, of });
        }
        place
    }

    pub(super) fn tie(&mut self, entry: &'a Entry, key: &'static str, constraint: Constraint) {
        self.ties.push(DeclaredConstraint {
            constraint,
            entry,
            key,
        });
    }
}

pub(super) fn is_binary(forecast: &Forecast) -> bool {
    forecast.kind.name() == KindName::Binary
}
