//! What a relation has to say about the numbers stated.

use super::inequality::{Bounds, TOLERANCE, tighten};
use super::{Constraint, Interval};
use crate::model::Probability;

/// How grave a violation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The ranges fit, but not over their whole width.
    Tightening,
    /// The ranges fit at their edges only.
    Soft,
    /// No numbers within the ranges fit.
    Hard,
}

/// A number that cannot stand beside the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Breach {
    /// The forecast whose number it is; none where it is the sum of all.
    pub subject: Option<usize>,
    /// The number; of a range the end that comes nearest to fitting.
    pub value: f64,
    /// The most or the least that it could be.
    pub limit: f64,
    /// The forecasts that set this limit; where there is no subject, those that are summed.
    pub against: Vec<usize>,
}

/// One constraint that the stated numbers violate, or that narrows them.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// The constraint's place in the list.
    pub constraint: usize,
    /// How grave it is.
    pub severity: Severity,
    /// The worst of what does not fit; only where it is hard.
    pub breach: Option<Breach>,
    /// The ranges that are narrower than stated, with what is left of them; none where it is hard.
    pub tightened: Vec<(usize, Interval)>,
    /// The nearest coherent number of each member, where it is hard and the nearest can be found.
    pub repair: Vec<(usize, Probability)>,
}

impl Violation {
    /// Returns how far the number is from what could be, as a probability: 0.2 is 20 points.
    #[must_use]
    pub fn size(&self) -> f64 {
        self.breach
            .as_ref()
            .map_or(0.0, |breach| (breach.value - breach.limit).abs())
    }

    /// Returns what a bettor gains whatever happens, for tickets that pay 1.
    ///
    /// It is the size of the violation, since one ticket on each forecast named is enough: a
    /// partition whose prices sum to 1.2 is sold for 1.2 and pays 1. On a conditional forecast the
    /// ticket is called off where the condition fails, and the bet on the condition is as large as
    /// the difference between the two conditional forecasts.
    ///
    /// # References
    ///
    /// - de Finetti, B. (1937). La prévision: ses lois logiques, ses sources subjectives. *Annales
    ///   de l'Institut Henri Poincaré*, 7(1), 1–68.
    #[must_use]
    pub fn sure_loss(&self) -> f64 {
        self.size()
    }

    /// Returns the same violation of forecasts that have other numbers.
    pub(super) fn renumbered(mut self, new: impl Fn(usize) -> usize) -> Self {
        if let Some(breach) = &mut self.breach {
            breach.subject = breach.subject.map(&new);
            breach.against.iter_mut().for_each(|i| *i = new(*i));
        }
        self.tightened.iter_mut().for_each(|(i, _)| *i = new(*i));
        self.repair.iter_mut().for_each(|(i, _)| *i = new(*i));
        self
    }
}

/// Returns what a constraint between unconditional forecasts has to say, if anything.
pub(super) fn check(
    constraint: &Constraint,
    number: usize,
    stated: &[Interval],
) -> Option<Violation> {
    let inequalities = constraint.inequalities();
    let mut bounds: Vec<Bounds> = stated.iter().copied().map(Bounds::from).collect();
    let (worst, excess) = inequalities
        .iter()
        .map(|inequality| (inequality, inequality.excess(&bounds)))
        .reduce(|worst, next| if next.1 > worst.1 { next } else { worst })?;
    if excess > TOLERANCE {
        return Some(hard(number, worst.breach(&bounds)));
    }
    tighten(&inequalities, &mut bounds);
    narrower(number, &constraint.members(), stated, &bounds)
}

/// Returns the violation of a number that cannot stand.
pub(super) fn hard(constraint: usize, breach: Breach) -> Violation {
    Violation {
        constraint,
        severity: Severity::Hard,
        breach: Some(breach),
        tightened: vec![],
        repair: vec![],
    }
}

/// Returns what to say of ranges of which the bounds are left, if anything.
pub(super) fn narrower(
    constraint: usize,
    members: &[usize],
    stated: &[Interval],
    bounds: &[Bounds],
) -> Option<Violation> {
    let tightened: Vec<(usize, Interval)> = members
        .iter()
        .filter_map(|&i| narrowed(stated[i], bounds[i]).map(|left| (i, left)))
        .collect();
    let severity = tightened
        .iter()
        .map(|&(i, left)| gravity(stated[i], left))
        .max()?;
    Some(Violation {
        constraint,
        severity,
        breach: None,
        tightened,
        repair: vec![],
    })
}

/// Returns what is left of a range, if that is less than stated.
pub(super) fn narrowed(stated: Interval, left: Bounds) -> Option<Interval> {
    let narrower = left.low > stated.low() + TOLERANCE || left.high < stated.high() - TOLERANCE;
    narrower.then(|| Interval::rounded(left.low, left.high))
}

/// Returns whether what is left of a range is more than one of its ends.
pub(super) fn gravity(stated: Interval, left: Interval) -> Severity {
    let at_low = left.high() <= stated.low() + TOLERANCE;
    let at_high = left.low() >= stated.high() - TOLERANCE;
    if at_low || at_high {
        Severity::Soft
    } else {
        Severity::Tightening
    }
}
