//! Whether estimates can all be right, and what would be.

use super::{
    ConstraintSystem, ProbabilityRange, Repair, Violation, ViolationSeverity, conditional,
};

/// What a check of a cluster found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coherence {
    /// The constraints that are violated, or that narrow a range, in their order.
    pub violations: Vec<Violation>,
    /// The parts that unconditional constraints tie together, by their first member.
    pub parts: Vec<CoherencePart>,
}

/// Forecasts tied together, and what all their constraints say at once.
#[derive(Clone, Debug, PartialEq)]
pub struct CoherencePart {
    /// The forecasts, rising.
    pub members: Vec<usize>,
    /// The places of the constraints between them.
    pub constraints: Vec<usize>,
    /// How far the check went.
    pub reach: Reach,
    /// How grave it is; none where all is well.
    pub severity: Option<ViolationSeverity>,
    /// Whether it is graver than what any one constraint says: they say it only together.
    pub only_together: bool,
    /// What a bettor gains whatever happens who stakes at most 1 on each forecast: as much as can
    /// be, or where each constraint was checked by itself as much as was found.
    pub sure_loss: f64,
    /// The stakes that bring it about, one for each member: positive where the bettor sells
    /// tickets to the forecaster, negative where the bettor buys. Empty where they were not found.
    pub stakes: Vec<f64>,
    /// The ranges that are narrower than stated, with what is left of them.
    pub tightened: Vec<(usize, ProbabilityRange)>,
    /// The nearest coherent numbers, where none of those stated are.
    pub repair: Option<Repair>,
}

/// How far a check went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All that the constraints say together: what passes is coherent.
    Whole,
    /// Each constraint by itself, since there are too many combinations of outcomes: what passes
    /// may still be incoherent. A violation's repair then mends that constraint alone.
    Each,
    /// The constraints contradict each other: nothing can happen that fits them.
    NoOutcome,
}

impl Coherence {
    /// Returns the gravest severity there is; none where all is well.
    #[must_use]
    pub fn severity(&self) -> Option<ViolationSeverity> {
        let single = self.violations.iter().map(|violation| violation.severity);
        let joint = self.parts.iter().filter_map(|part| part.severity);
        single.chain(joint).max()
    }
}

impl ConstraintSystem {
    /// Checks every constraint, alone and together.
    ///
    /// Forecasts that are tied together are weighed over all combinations of their outcomes where
    /// they are at most twelve, or where the constraints leave at most 4,096; otherwise each
    /// constraint is checked by itself. Conditional forecasts are checked by the law of total
    /// probability and get no repair.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::Probability;
    /// use foretell_scoring::coherence::{ConstraintSystem, Constraint, ProbabilityRange};
    ///
    /// let stated = [0.6, 0.4, 0.2].map(|p| ProbabilityRange::from(Probability::new(p).unwrap()));
    /// let options = Constraint::Partition(vec![0, 1, 2]);
    /// let found = ConstraintSystem::new(stated.to_vec(), vec![options]).unwrap().check();
    /// assert!((found.violations[0].sure_loss() - 0.2).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn check(&self) -> Coherence {
        let mut found = Coherence::default();
        for (place, constraint) in self.constraints().iter().enumerate() {
            found
                .violations
                .extend(conditional::check(constraint, place, self.stated()));
        }
        for piece in self.pieces() {
            let (part, violations) = piece.check();
            found.parts.push(part);
            found.violations.extend(violations);
        }
        found
            .violations
            .sort_by_key(|violation| violation.constraint);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coherence::Constraint;
    use crate::coherence::atoms::Atoms;
    use crate::coherence::program;
    use crate::coherence::sample::{CLUSTERS, Random, bounds, points, range};

    #[test]
    fn no_constraint_finds_nothing() {
        assert_eq!(points(&[0.3, 0.9], &[]).check(), Coherence::default());
    }

    /// Returns the sum of squared errors of the numbers, if the combination happens.
    fn brier_total(numbers: &[f64], atoms: &Atoms, atom: usize) -> f64 {
        let errors = numbers.iter().enumerate();
        errors
            .map(|(i, p)| (p - atoms.indicator(atom, i)).powi(2))
            .sum()
    }

    /// Returns the combinations of outcomes of a part's forecasts.
    fn atoms_of(part: &CoherencePart, cluster: &ConstraintSystem) -> Atoms {
        let own = |i: usize| part.members.iter().position(|&m| m == i).unwrap();
        let constraints: Vec<Constraint> = part
            .constraints
            .iter()
            .map(|&place| cluster.constraints()[place].renumbered(own))
            .collect();
        Atoms::find(part.members.len(), &constraints).unwrap()
    }

    fn stated_in(part: &CoherencePart, cluster: &ConstraintSystem) -> Vec<f64> {
        part.members
            .iter()
            .map(|&i| cluster.stated()[i].low())
            .collect()
    }

    fn repaired(part: &CoherencePart) -> Vec<f64> {
        let repair = part.repair.as_ref().unwrap();
        repair.probabilities.iter().map(|p| p.get()).collect()
    }

    #[test]
    fn a_coherent_cluster_is_never_flagged() {
        let mut random = Random(0);
        for round in 0..CLUSTERS {
            let forecasts = 2 + random.below(7);
            let (constraints, atoms) = random.constraints(forecasts);
            let mixture = random.mixture(&atoms, forecasts);
            let found = points(&mixture, &constraints).check();
            assert_eq!(
                found.severity(),
                None,
                "round {round}: {constraints:?} {mixture:?}"
            );
        }
    }

    /// Runs the test on the hard parts of clusters with random numbers, and returns how many there
    /// were.
    fn on_hard_parts(test: impl Fn(&CoherencePart, &ConstraintSystem)) -> usize {
        let mut random = Random(0);
        let mut tested = 0;
        while tested < CLUSTERS {
            let forecasts = 2 + random.below(7);
            let (constraints, _) = random.constraints(forecasts);
            let stated: Vec<f64> = (0..forecasts).map(|_| random.percent()).collect();
            let cluster = points(&stated, &constraints);
            for part in cluster.check().parts {
                if part.severity == Some(ViolationSeverity::Hard) {
                    test(&part, &cluster);
                    tested += 1;
                }
            }
        }
        tested
    }

    #[test]
    fn a_repair_scores_no_worse_whatever_happens() {
        on_hard_parts(|part, cluster| {
            let atoms = atoms_of(part, cluster);
            let (before, after) = (stated_in(part, cluster), repaired(part));
            let gain = part.repair.as_ref().unwrap().distance.powi(2);
            for atom in 0..atoms.len() {
                // The projection gains at least the squared distance; the sums round at 1e-15.
                let better = brier_total(&before, &atoms, atom) - brier_total(&after, &atoms, atom);
                assert!(better >= gain - 1e-12, "{cluster:?} {part:?}");
            }
        });
    }

    #[test]
    fn a_repair_is_coherent() {
        on_hard_parts(|part, cluster| {
            let mut stated = cluster.stated().to_vec();
            for (&i, p) in part.members.iter().zip(repaired(part)) {
                stated[i] = range(p, p);
            }
            let mended = ConstraintSystem::new(stated, cluster.constraints().to_vec()).unwrap();
            let again = mended.check();
            let same = again
                .parts
                .iter()
                .find(|p| p.members == part.members)
                .unwrap();
            assert_eq!(same.severity, None, "{cluster:?} {part:?}");
            // The simplex method and the search for the nearest point know nothing of each other.
            let own: Vec<ProbabilityRange> = repaired(part).iter().map(|&p| range(p, p)).collect();
            let missed = program::dutch_book(&atoms_of(part, cluster), &bounds(&own)).sure_loss;
            assert!(missed < 1e-9, "{missed} {cluster:?} {part:?}");
        });
    }

    #[test]
    fn a_sure_loss_is_lost_whatever_happens() {
        on_hard_parts(|part, cluster| {
            let atoms = atoms_of(part, cluster);
            let stated = stated_in(part, cluster);
            assert!(part.stakes.iter().all(|stake| stake.abs() <= 1.0 + 1e-9));
            assert!(part.sure_loss > 1e-9);
            for atom in 0..atoms.len() {
                let bets = part.stakes.iter().zip(&stated).enumerate();
                let lost: f64 = bets
                    .map(|(i, (stake, price))| stake * (price - atoms.indicator(atom, i)))
                    .sum();
                assert!(lost >= part.sure_loss - 1e-9, "{cluster:?} {part:?}");
            }
            // No bettor gains more than moving to coherent numbers costs the forecaster.
            let moved: f64 = stated
                .iter()
                .zip(repaired(part))
                .map(|(a, b)| (a - b).abs())
                .sum();
            assert!(part.sure_loss <= moved + 1e-9, "{cluster:?} {part:?}");
        });
    }

    #[test]
    fn a_single_violation_loses_no_more_than_all_together() {
        let mut random = Random(1);
        for _ in 0..CLUSTERS {
            let (constraints, _) = random.constraints(6);
            let stated: Vec<f64> = (0..6).map(|_| random.percent()).collect();
            let found = points(&stated, &constraints).check();
            for violation in &found.violations {
                let part = found
                    .parts
                    .iter()
                    .find(|part| part.constraints.contains(&violation.constraint))
                    .unwrap();
                assert_eq!(part.severity, Some(ViolationSeverity::Hard));
                assert!(violation.sure_loss() <= part.sure_loss + 1e-9);
                assert!(violation.sure_loss() > 0.0);
            }
        }
    }
}
