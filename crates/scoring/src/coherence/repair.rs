//! The nearest coherent numbers: in closed form where there is one.

use super::atoms::Atoms;
use super::inequality::Bounds;
use super::nearest::nearest;
use super::probability_range::rounded;
use super::projection::{onto_chain, onto_simplex};
use super::{Constraint, ProbabilityRange};
use crate::Probability;

/// The coherent numbers nearest to those stated, by the sum of squared differences.
///
/// Its Brier total is no worse than that of the numbers stated, whatever happens, and better where
/// they were incoherent.
///
/// # References
///
/// - Osherson, D. & Vardi, M. Y. (2006). Aggregating disparate estimates of chance. *Games and
///   Economic Behavior*, 56(1), 148–173.
/// - Predd, J. B. et al. (2009). Probabilistic coherence and proper scoring rules. *IEEE
///   Transactions on Information Theory*, 55(10), 4786–4792.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// A number for each member, in their order. Where a range was stated, it is the number
    /// nearest to the range, and lies within it if that can stay.
    pub probabilities: Vec<Probability>,
    /// The root of the sum of squared changes: how incoherent the numbers stated are.
    pub distance: f64,
}

impl Repair {
    pub(super) fn new(stated: &[ProbabilityRange], probabilities: &[f64]) -> Self {
        let changes = stated.iter().zip(probabilities).map(|(range, p)| {
            let change = p - p.clamp(range.low(), range.high());
            change * change
        });
        Self {
            distance: changes.sum::<f64>().sqrt(),
            probabilities: probabilities.iter().copied().map(rounded).collect(),
        }
    }
}

/// Returns the nearest numbers for the members of a constraint that the stated ones contradict, in
/// its order, whatever other constraints there are; `None` where it has too many members.
pub(super) fn alone(constraint: &Constraint, stated: &[ProbabilityRange]) -> Option<Vec<f64>> {
    let members = constraint.members();
    let bounds: Vec<Bounds> = members.iter().map(|&i| stated[i].into()).collect();
    closed_form(constraint, &bounds).or_else(|| {
        let place = |i| members.iter().position(|&member| member == i);
        let own = constraint.renumbered(|i| place(i).unwrap_or(0));
        let atoms = Atoms::find(members.len(), [&own])?;
        Some(nearest(&atoms, &bounds).point)
    })
}

/// Returns the nearest numbers that satisfy a constraint which the bounds of its members, in its
/// order, contradict, where they have a closed form.
///
/// Of a range only the end nearest to fitting matters: what is moved is moved away from it.
fn closed_form(constraint: &Constraint, bounds: &[Bounds]) -> Option<Vec<f64>> {
    let lows: Vec<f64> = bounds.iter().map(|b| b.low).collect();
    let highs: Vec<f64> = bounds.iter().map(|b| b.high).collect();
    match constraint {
        Constraint::Partition(_) | Constraint::Complement(..) => {
            let too_much = lows.iter().sum::<f64>() > 1.0;
            Some(onto_simplex(if too_much { &lows } else { &highs }))
        }
        Constraint::Exclusive(_) => Some(onto_simplex(&lows)),
        Constraint::Exhaustive(_) => Some(onto_simplex(&highs)),
        Constraint::Implies { .. } | Constraint::Threshold { .. } => {
            let falls = lows[0] > highs[1];
            let (one, other) = if falls {
                (&lows, &highs)
            } else {
                (&highs, &lows)
            };
            Some(vec![f64::midpoint(one[0], other[1]); 2])
        }
        Constraint::Chain(_) if lows == highs => Some(onto_chain(&lows)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coherence::sample::{CLUSTERS, Random, bounds};

    #[test]
    fn a_closed_form_is_the_nearest_mixture() {
        let mut random = Random(2);
        let mut hard = 0;
        for _ in 0..CLUSTERS {
            let forecasts = 2 + random.below(5);
            let constraint = random.constraint(forecasts).renumbered(|i| i);
            let members = constraint.members();
            let own = constraint.renumbered(|i| members.iter().position(|&m| m == i).unwrap());
            let stated: Vec<ProbabilityRange> = members.iter().map(|_| random.range()).collect();
            let atoms = Atoms::find(members.len(), [&own]).unwrap();
            let found = nearest(&atoms, &bounds(&stated));
            if found.distance < 1e-9 {
                continue;
            }
            hard += 1;
            let closed = alone(&own, &stated).unwrap();
            let apart = closed.iter().zip(&stated).map(|(p, range)| {
                let moved = p - p.clamp(range.low(), range.high());
                moved * moved
            });
            let apart = apart.sum::<f64>().sqrt();
            assert!((apart - found.distance).abs() < 1e-9, "{own:?} {stated:?}");
        }
        assert!(hard > 200, "{hard}");
    }
}
