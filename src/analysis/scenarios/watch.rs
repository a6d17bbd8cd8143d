//! What is still open, what it would tell, and what its forecasters say of it.

use super::{Assessment, Bearing, Sign};
use crate::analysis::in_force::{belief, in_force, mean};
use crate::ledger::View;
use crate::model::Moment;
use crate::scoring::bayes::{Belief, ObservationValue, WeightOfEvidence};

/// How far an indicator's own estimate may lie from the one that its set implies: the width of the
/// narrowest bands of the usual yardsticks, below which nobody can be held to a difference.
pub const APART: f64 = 0.05;

/// An indicator whose answer is still to come.
#[derive(Clone, Debug)]
pub struct Watched<'a, 's> {
    /// The indicator.
    pub sign: &'s Sign<'a>,
    /// What its answer would tell.
    pub open: ObservationValue,
    /// When it can be looked up.
    pub due: Option<Moment>,
    /// What is said of it, where anything is.
    pub own: Option<Own<'a>>,
}

/// What is said of an indicator by itself.
#[derive(Clone, Debug)]
pub struct Own<'a> {
    /// Who said it: the forecaster of the set, else everybody, of whom it is the mean.
    pub by: Vec<&'a str>,
    /// What is said.
    pub says: Belief,
    /// How far it lies from what the set implies; 0 where the ranges meet.
    pub gap: f64,
}

impl<'a> Assessment<'a> {
    /// Returns the indicators whose answers are still to come, the most telling first; those that
    /// another covers last.
    #[must_use]
    pub fn watch(&self, view: &View) -> Vec<Watched<'a, '_>> {
        let open = self.inquiry.open().into_iter();
        open.filter_map(|open| {
            let sign = self
                .sign(open.evidence)
                .filter(|sign| sign.bearing.is_open())?;
            Some(Watched {
                sign,
                due: sign.entry.map(|entry| entry.forecast.lookup()),
                own: self.own(sign, open.implied, view),
                open,
            })
        })
        .collect()
    }

    /// Returns the indicator of a piece of evidence.
    #[must_use]
    pub fn sign(&self, evidence: usize) -> Option<&Sign<'a>> {
        self.signs
            .iter()
            .find(|sign| sign.evidence == Some(evidence))
    }

    /// Returns what an indicator did; nothing where the start has counted it already.
    #[must_use]
    pub fn push(&self, sign: &Sign<'_>) -> Option<&WeightOfEvidence> {
        self.posterior.weights_of_evidence.get(sign.evidence?)
    }

    /// Returns the indicators that are overdue: evidence not yet booked.
    pub fn overdue(&self) -> impl Iterator<Item = &Sign<'a>> {
        let late = |sign: &&Sign<'a>| matches!(sign.bearing, Bearing::Overdue { .. });
        self.signs.iter().filter(late)
    }

    /// Returns the indicators whose answers tell nothing, whatever they are.
    pub fn non_diagnostic(&self) -> impl Iterator<Item = &Sign<'a>> {
        self.inquiry
            .non_diagnostic()
            .into_iter()
            .filter_map(|evidence| self.sign(evidence))
    }

    fn own(&self, sign: &Sign<'a>, implied: Belief, view: &View) -> Option<Own<'a>> {
        let said = in_force(sign.entry?, view);
        let said: Vec<(&str, Belief)> = said
            .into_iter()
            .filter_map(|(_, estimate)| Some((&*estimate.by, belief(estimate.stated()?)?)))
            .collect();
        let own = said.iter().find(|(by, _)| Some(*by) == self.by);
        let chosen = own.map_or(&said[..], std::slice::from_ref);
        let beliefs: Vec<Belief> = chosen.iter().map(|(_, says)| *says).collect();
        let says = mean(&beliefs)?;
        Some(Own {
            by: chosen.iter().map(|(by, _)| *by).collect(),
            says,
            gap: gap(says, implied),
        })
    }
}

/// Returns how far two ranges lie apart.
fn gap(one: Belief, other: Belief) -> f64 {
    let (one, other) = (one.range(), other.range());
    (one.low() - other.high())
        .max(other.low() - one.high())
        .max(0.0)
}
