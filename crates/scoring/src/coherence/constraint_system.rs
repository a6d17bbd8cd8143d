//! Forecasts and what ties them together.

use super::{Constraint, ConstraintError, ProbabilityRange};

/// Estimates and the constraints between them.
#[derive(Clone, Debug, PartialEq)]
pub struct ConstraintSystem {
    stated: Vec<ProbabilityRange>,
    constraints: Vec<Constraint>,
}

/// Forecasts tied to each other by constraints, with numbers of their own from 0.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// The numbers in the cluster, rising.
    pub(super) members: Vec<usize>,
    pub(super) stated: Vec<ProbabilityRange>,
    /// The constraints' places in the cluster.
    pub(super) places: Vec<usize>,
    pub(super) constraints: Vec<Constraint>,
}

impl ConstraintSystem {
    /// Returns the cluster, or what is wrong with the first bad constraint.
    ///
    /// A conditional forecast is one estimate among the others. Forecasts that no constraint names
    /// may stand in the list.
    pub fn new(
        stated: Vec<ProbabilityRange>,
        constraints: Vec<Constraint>,
    ) -> Result<Self, ConstraintError> {
        let mut checked = constraints.iter().enumerate();
        match checked.find_map(|(i, constraint)| constraint.fault(i, stated.len())) {
            Some(fault) => Err(fault),
            None => Ok(Self {
                stated,
                constraints,
            }),
        }
    }

    /// Returns the estimates.
    #[must_use]
    pub fn stated(&self) -> &[ProbabilityRange] {
        &self.stated
    }

    /// Returns the constraints.
    #[must_use]
    pub fn constraints(&self) -> &[Constraint] {
        &self.constraints
    }

    /// Returns the pieces that no constraint between unconditional forecasts ties to each other.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let mut roots = Roots::new(self.stated.len());
        let tied = || {
            let all = self.constraints.iter().enumerate();
            all.filter(|(_, constraint)| !constraint.is_conditional())
        };
        for (_, constraint) in tied() {
            let members = constraint.members();
            members[1..].iter().for_each(|&i| roots.join(members[0], i));
        }
        let mut places = vec![Vec::new(); self.stated.len()];
        for (place, constraint) in tied() {
            places[roots.of(constraint.members()[0])].push(place);
        }
        let mut members = vec![Vec::new(); self.stated.len()];
        for i in 0..self.stated.len() {
            members[roots.of(i)].push(i);
        }
        members
            .into_iter()
            .zip(places)
            .filter(|(_, places)| !places.is_empty())
            .map(|(members, places)| self.piece(members, places))
            .collect()
    }

    fn piece(&self, members: Vec<usize>, places: Vec<usize>) -> Piece {
        let own = |i: usize| members.binary_search(&i).unwrap_or_default();
        Piece {
            stated: members.iter().map(|&i| self.stated[i]).collect(),
            constraints: places
                .iter()
                .map(|&place| self.constraints[place].renumbered(own))
                .collect(),
            members,
            places,
        }
    }
}

/// A forest in which forecasts that are tied together have the same root, the first of them.
struct Roots(Vec<usize>);

impl Roots {
    fn new(size: usize) -> Self {
        Self((0..size).collect())
    }

    fn of(&mut self, mut i: usize) -> usize {
        while self.0[i] != i {
            self.0[i] = self.0[self.0[i]];
            i = self.0[i];
        }
        i
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        self.0[one.max(other)] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cluster(size: usize, constraints: Vec<Constraint>) -> ConstraintSystem {
        ConstraintSystem::new(vec![ProbabilityRange::ANY; size], constraints).unwrap()
    }

    #[test]
    fn a_bad_constraint_is_refused() {
        let bad = vec![Constraint::Complement(0, 1), Constraint::Chain(vec![1, 2])];
        assert_eq!(
            ConstraintSystem::new(vec![ProbabilityRange::ANY; 2], bad),
            Err(ConstraintError::Unknown {
                constraint: 1,
                forecast: 2
            })
        );
    }

    #[test]
    fn forecasts_fall_into_pieces_with_numbers_of_their_own() {
        let whole = cluster(
            7,
            vec![
                Constraint::Chain(vec![5, 1]),
                Constraint::Complement(2, 4),
                Constraint::Implies {
                    premise: 6,
                    conclusion: 5,
                },
            ],
        );
        let pieces = whole.pieces();
        let members: Vec<_> = pieces.iter().map(|piece| piece.members.clone()).collect();
        assert_eq!(members, [vec![1, 5, 6], vec![2, 4]]);
        assert_eq!(pieces[0].places, [0, 2]);
        assert_eq!(pieces[0].constraints[0], Constraint::Chain(vec![1, 0]));
        assert_eq!(pieces[1].constraints[0], Constraint::Complement(0, 1));
    }

    #[test]
    fn a_condition_ties_nothing_together() {
        let total = Constraint::TotalProbability {
            event: 0,
            condition: 1,
            if_yes: Some(2),
            if_no: Some(3),
        };
        assert_eq!(cluster(4, vec![total]).pieces(), []);
    }
}
