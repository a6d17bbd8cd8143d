//! Estimates that cannot all be right, and what would be.

use super::constraint_graph::{CoherenceTerm, ConstraintGraph, DeclaredConstraint};
use super::statements::EstimateSource;
use crate::analysis::in_force::InForce;
use crate::model::Probability;
use crate::scoring::coherence::{
    Coherence, CoherencePart, ProbabilityRange, Reach, Violation, ViolationSeverity,
};

/// The most that a number can lie from what was meant, where it is stated in whole percents: half
/// a point. A contradiction is counted only where it is larger than that for each number in it, so
/// that three times a third at 33 % is none.
pub const ROUNDING: f64 = 0.005;

/// More than what is left of a difference of decimals.
const SLACK: f64 = 1e-9;

/// Estimates that cannot all be right.
#[derive(Clone, Debug)]
pub struct Incoherence<'a> {
    /// Whose estimates.
    pub voice: EstimateSource<'a>,
    /// What they contradict.
    pub tied: Tied<'a>,
    /// How grave it is.
    pub severity: ViolationSeverity,
    /// The numbers in it.
    pub numbers: Vec<Number<'a>>,
    /// The number that is said to be wrong, by its place in `numbers`; none where it is their sum,
    /// or all of them together.
    pub subject: Option<usize>,
    /// That number, or the sum.
    pub value: f64,
    /// The most or the least that it could be.
    pub limit: f64,
    /// The numbers that set the limit, or that are summed, by their places.
    pub against: Vec<usize>,
    /// How far off it is, as a probability.
    pub size: f64,
    /// What a bettor gains whatever happens, for tickets that pay 1.
    pub sure_loss: f64,
}

/// What estimates contradict.
#[derive(Clone, Debug)]
pub enum Tied<'a> {
    /// One relation.
    One(DeclaredConstraint<'a>),
    /// Several only together.
    Together(Vec<DeclaredConstraint<'a>>),
    /// These contradict each other: nothing can happen that fits them.
    NoOutcome(Vec<DeclaredConstraint<'a>>),
}

/// A number in an incoherence.
#[derive(Clone, Debug)]
pub struct Number<'a> {
    /// Of what.
    pub term: CoherenceTerm<'a>,
    /// What is said; anything where nothing is.
    pub stated: ProbabilityRange,
    /// The estimates that say so, with their numbers in the record.
    pub said: Vec<InForce<'a>>,
    /// What the other numbers leave of a range.
    pub left: Option<ProbabilityRange>,
    /// The nearest that fits.
    pub repaired: Option<Probability>,
}

impl Incoherence<'_> {
    /// Returns whether it is a contradiction, or narrows what somebody said.
    fn says_something(&self) -> bool {
        let narrows = || self.numbers.iter().any(|number| number.left.is_some());
        self.severity == ViolationSeverity::Hard || narrows()
    }
}

impl Number<'_> {
    /// Notes what is left of a range; of what nobody said nothing can be left.
    fn leave(&mut self, left: ProbabilityRange) {
        self.left = Some(left).filter(|_| !self.said.is_empty());
    }
}

/// What one source says of the terms of a graph.
pub(super) struct Spoken<'a, 'w> {
    pub(super) web: &'w ConstraintGraph<'a>,
    pub(super) voice: EstimateSource<'a>,
    pub(super) stated: Vec<ProbabilityRange>,
    pub(super) said: Vec<Vec<InForce<'a>>>,
}

impl<'a> Spoken<'a, '_> {
    /// Returns what of a check is worth a word.
    pub(super) fn clashes(&self, found: &Coherence) -> Vec<Incoherence<'a>> {
        let grave = |violation: &&Violation| !is_rounding(violation);
        let single = found
            .violations
            .iter()
            .filter(grave)
            .map(|one| self.single(one));
        let joint = found
            .parts
            .iter()
            .filter_map(|part| self.joint(part, found));
        single
            .chain(joint)
            .filter(Incoherence::says_something)
            .collect()
    }

    fn single(&self, violation: &Violation) -> Incoherence<'a> {
        let tie = &self.web.ties[violation.constraint];
        let members = tie.constraint.members();
        let place = |term: usize| members.iter().position(|&member| member == term);
        let mut numbers = self.numbers(&members);
        for (term, left) in &violation.tightened {
            if let Some(i) = place(*term) {
                numbers[i].leave(*left);
            }
        }
        for (term, repaired) in &violation.repair {
            if let Some(i) = place(*term) {
                numbers[i].repaired = Some(*repaired);
            }
        }
        let breach = violation.breach.as_ref();
        Incoherence {
            voice: self.voice.clone(),
            tied: Tied::One(tie.clone()),
            severity: violation.severity,
            numbers,
            subject: breach.and_then(|breach| place(breach.subject?)),
            value: breach.map_or(0.0, |breach| breach.value),
            limit: breach.map_or(0.0, |breach| breach.limit),
            against: breach.map_or_else(Vec::new, |breach| {
                breach
                    .against
                    .iter()
                    .filter_map(|&term| place(term))
                    .collect()
            }),
            size: violation.size(),
            sure_loss: violation.sure_loss(),
        }
    }

    /// Returns what the ties of a part say only together, where that is graver than what any of
    /// them says alone.
    fn joint(&self, part: &CoherencePart, found: &Coherence) -> Option<Incoherence<'a>> {
        let severity = part.severity?;
        let alone = |violation: &&Violation| part.constraints.contains(&violation.constraint);
        let alone = found
            .violations
            .iter()
            .filter(alone)
            .filter(|one| !is_rounding(one));
        if alone.map(|one| one.severity).max() >= Some(severity) {
            return None;
        }
        let ties: Vec<DeclaredConstraint<'a>> = part
            .constraints
            .iter()
            .map(|&place| self.web.ties[place].clone())
            .collect();
        let no_outcome = part.reach == Reach::NoOutcome;
        if severity == ViolationSeverity::Hard && !no_outcome && part.sure_loss <= room(part) {
            return None;
        }
        Some(Incoherence {
            voice: self.voice.clone(),
            tied: if no_outcome {
                Tied::NoOutcome(ties)
            } else {
                Tied::Together(ties)
            },
            severity,
            numbers: self.joint_numbers(part),
            subject: None,
            value: 0.0,
            limit: 0.0,
            against: Vec::new(),
            size: part.sure_loss,
            sure_loss: part.sure_loss,
        })
    }

    fn joint_numbers(&self, part: &CoherencePart) -> Vec<Number<'a>> {
        let mut numbers = self.numbers(&part.members);
        for (i, (number, &term)) in numbers.iter_mut().zip(&part.members).enumerate() {
            let tightened = part.tightened.iter().find(|(other, _)| *other == term);
            if let Some((_, left)) = tightened {
                number.leave(*left);
            }
            number.repaired = part.repair.as_ref().map(|repair| repair.probabilities[i]);
        }
        numbers
    }

    fn numbers(&self, terms: &[usize]) -> Vec<Number<'a>> {
        let number = |&term: &usize| Number {
            term: self.web.terms[term],
            stated: self.stated[term],
            said: self.said[term].clone(),
            left: None,
            repaired: None,
        };
        terms.iter().map(number).collect()
    }
}

/// Returns whether a contradiction is no larger than what stating numbers in whole percents can
/// make.
fn is_rounding(violation: &Violation) -> bool {
    let Some(breach) = &violation.breach else {
        return false;
    };
    let numbers = breach.against.iter().chain(&breach.subject);
    violation.size() <= numbers.map(|_| ROUNDING).sum::<f64>() + SLACK
}

/// Returns the sure loss that whole percents alone can make: half a point for each ticket of 1.
/// Where the stakes are not known each number counts whole.
fn room(part: &CoherencePart) -> f64 {
    let stakes: f64 = part.stakes.iter().map(|stake| stake.abs()).sum();
    let tickets = if part.stakes.is_empty() {
        part.members.iter().map(|_| 1.0).sum()
    } else {
        stakes
    };
    ROUNDING * tickets + SLACK
}
