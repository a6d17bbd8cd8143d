//! What the constraints of a piece say all at once.

use super::atoms::Atoms;
use super::constraint_system::Piece;
use super::inequality::{Bounds, Inequality, TOLERANCE, tighten};
use super::nearest::nearest;
use super::probability_range::rounded;
use super::repair::{Repair, alone};
use super::violation::{self, gravity, narrowed};
use super::{
    CoherencePart, Constraint, ProbabilityRange, Reach, Violation, ViolationSeverity, program,
};

impl Piece {
    /// Returns what the constraints say together, and what each says alone.
    pub(super) fn check(&self) -> (CoherencePart, Vec<Violation>) {
        let constraints = self.constraints.iter().zip(&self.places);
        let mut violations: Vec<Violation> = constraints
            .filter_map(|(constraint, &place)| violation::check(constraint, place, &self.stated))
            .collect();
        let worst = violations.iter().map(|violation| violation.severity).max();
        let joint = self.joint(&violations, worst);
        for violation in &mut violations {
            if violation.severity == ViolationSeverity::Hard {
                self.mend(violation, joint.repair.as_ref());
            }
        }
        let global = |i: usize| self.members[i];
        let part = CoherencePart {
            members: self.members.clone(),
            constraints: self.places.clone(),
            reach: joint.reach,
            severity: joint.severity,
            only_together: joint.severity > worst,
            sure_loss: joint.sure_loss,
            stakes: joint.stakes,
            tightened: joint
                .tightened
                .iter()
                .map(|&(i, left)| (global(i), left))
                .collect(),
            repair: joint.repair,
        };
        let violations = violations.into_iter().map(|v| v.renumbered(global));
        (part, violations.collect())
    }

    fn joint(&self, violations: &[Violation], worst: Option<ViolationSeverity>) -> Joint {
        if let ([constraint], [violation]) = (&self.constraints[..], violations) {
            return self.single(constraint, violation);
        }
        if self.constraints.len() == 1 {
            return Joint::well(Reach::Whole);
        }
        match Atoms::find(self.stated.len(), &self.constraints) {
            None => self.each(violations, worst),
            Some(atoms) if atoms.len() == 0 => Joint {
                severity: Some(ViolationSeverity::Hard),
                ..Joint::well(Reach::NoOutcome)
            },
            Some(atoms) => self.weigh(&atoms),
        }
    }

    /// Returns what the only constraint says, which needs no search over outcomes to be whole.
    fn single(&self, constraint: &Constraint, violation: &Violation) -> Joint {
        let found = Joint {
            severity: Some(violation.severity),
            tightened: violation.tightened.clone(),
            ..Joint::well(Reach::Whole)
        };
        if violation.severity < ViolationSeverity::Hard {
            return found;
        }
        let atoms = Atoms::find(self.stated.len(), &self.constraints);
        let dutch_book = atoms.map(|atoms| program::dutch_book(&atoms, &self.bounds()));
        let repair = alone(constraint, &self.stated).map(|numbers| {
            let mut own = vec![0.0; self.stated.len()];
            for (i, number) in constraint.members().into_iter().zip(numbers) {
                own[i] = number;
            }
            Repair::new(&self.stated, &own)
        });
        Joint {
            sure_loss: dutch_book
                .as_ref()
                .map_or(violation.sure_loss(), |dutch_book| dutch_book.sure_loss),
            stakes: dutch_book
                .map(|dutch_book| dutch_book.stakes)
                .unwrap_or_default(),
            repair,
            ..found
        }
    }

    /// Weighs the numbers stated against every combination of outcomes.
    fn weigh(&self, atoms: &Atoms) -> Joint {
        let bounds = self.bounds();
        let nearest = nearest(atoms, &bounds);
        if nearest.distance > TOLERANCE {
            let dutch_book = program::dutch_book(atoms, &bounds);
            return Joint {
                severity: Some(ViolationSeverity::Hard),
                sure_loss: dutch_book.sure_loss,
                stakes: dutch_book.stakes,
                repair: Some(Repair::new(&self.stated, &nearest.point)),
                ..Joint::well(Reach::Whole)
            };
        }
        if self.stated.iter().all(|stated| stated.is_point()) {
            return Joint::well(Reach::Whole);
        }
        let left = program::tightened(atoms, &bounds);
        self.narrowed(Reach::Whole, &left)
    }

    /// Returns what is known from following each constraint from forecast to forecast.
    fn each(&self, violations: &[Violation], worst: Option<ViolationSeverity>) -> Joint {
        let inequalities: Vec<Inequality> = self
            .constraints
            .iter()
            .flat_map(Constraint::inequalities)
            .collect();
        let mut left = self.bounds();
        tighten(&inequalities, &mut left);
        let crossed = left.iter().any(|b| b.low > b.high + TOLERANCE);
        if !crossed && worst < Some(ViolationSeverity::Hard) {
            return self.narrowed(Reach::Each, &left);
        }
        let losses = violations.iter().map(Violation::sure_loss);
        Joint {
            severity: Some(ViolationSeverity::Hard),
            sure_loss: losses.fold(0.0, f64::max),
            ..Joint::well(Reach::Each)
        }
    }

    fn bounds(&self) -> Vec<Bounds> {
        self.stated.iter().copied().map(Bounds::from).collect()
    }

    /// Returns what to say where these bounds are left of the ranges.
    fn narrowed(&self, reach: Reach, left: &[Bounds]) -> Joint {
        let all = self.stated.iter().zip(left).enumerate();
        let tightened: Vec<(usize, ProbabilityRange)> = all
            .filter_map(|(i, (&stated, &left))| narrowed(stated, left).map(|left| (i, left)))
            .collect();
        let severities = tightened
            .iter()
            .map(|&(i, left)| gravity(self.stated[i], left));
        Joint {
            severity: severities.max(),
            tightened,
            ..Joint::well(reach)
        }
    }

    /// Writes the repair of its members into a violation: that of all together, or where there is
    /// none that of the constraint alone.
    fn mend(&self, violation: &mut Violation, joint: Option<&Repair>) {
        let Ok(own) = self.places.binary_search(&violation.constraint) else {
            return;
        };
        let members = self.constraints[own].members();
        let numbers: Vec<_> = match joint {
            Some(repair) => members.iter().map(|&i| repair.probabilities[i]).collect(),
            None => alone(&self.constraints[own], &self.stated)
                .unwrap_or_default()
                .into_iter()
                .map(rounded)
                .collect(),
        };
        violation.repair = members.into_iter().zip(numbers).collect();
    }
}

/// What constraints say together, of forecasts with numbers of their own.
struct Joint {
    reach: Reach,
    severity: Option<ViolationSeverity>,
    sure_loss: f64,
    stakes: Vec<f64>,
    tightened: Vec<(usize, ProbabilityRange)>,
    repair: Option<Repair>,
}

impl Joint {
    fn well(reach: Reach) -> Self {
        Self {
            reach,
            severity: None,
            sure_loss: 0.0,
            stakes: vec![],
            tightened: vec![],
            repair: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coherence::ConstraintSystem;
    use crate::coherence::sample::{
        CLUSTERS, Random, assert_close, assert_left, assert_numbers, one, points, range, ranges,
        repair,
    };

    #[test]
    fn two_separate_drops_lose_more_than_the_worst() {
        // .5 → .3 and .9 → .6: a bet on each pair wins .2 + .3.
        let chain = Constraint::Chain(vec![0, 1, 2, 3]);
        let (violation, part) = one(&points(&[0.5, 0.3, 0.9, 0.6], &[chain]));
        assert_close(violation.sure_loss(), 0.3);
        assert_close(part.sure_loss, 0.5);
    }

    #[test]
    fn three_events_that_exclude_each_other_in_pairs_are_too_much_together() {
        // Each pair sums to .8, but the three to 1.2.
        let excludes = |a, b| Constraint::Exclusive(vec![a, b]);
        let found = points(&[0.4; 3], &[excludes(0, 1), excludes(1, 2), excludes(0, 2)]).check();
        assert_eq!(found.violations, []);
        let part = &found.parts[0];
        assert_eq!(
            (part.severity, part.only_together),
            (Some(ViolationSeverity::Hard), true)
        );
        assert_close(part.sure_loss, 0.2);
        assert_numbers(&part.stakes, &[1.0; 3]);
        let third = 1.0 / 3.0;
        let numbers: Vec<f64> = part
            .repair
            .as_ref()
            .unwrap()
            .probabilities
            .iter()
            .map(|p| p.get())
            .collect();
        assert_numbers(&numbers, &[third; 3]);
        // √3 × (.4 − 1/3).
        assert_close(part.repair.as_ref().unwrap().distance, 3_f64.sqrt() / 15.0);
    }

    #[test]
    fn relations_that_leave_no_outcome_are_said_to() {
        let threshold = Constraint::Threshold {
            question: 0,
            implied: 1,
        };
        let found = points(&[0.5, 0.5], &[Constraint::Complement(0, 1), threshold]).check();
        assert_eq!(found.parts[0].reach, Reach::NoOutcome);
        assert_eq!(found.severity(), Some(ViolationSeverity::Hard));
    }

    #[test]
    fn a_large_cluster_is_checked_by_each_constraint_and_says_so() {
        // Twenty forecasts in a ring of "any of" leave far more than 4,096 combinations.
        let mut constraints: Vec<Constraint> = (0..10)
            .map(|i| Constraint::Exhaustive(vec![2 * i, 2 * i + 1, (2 * i + 2) % 20]))
            .collect();
        let found = points(&[0.5; 20], &constraints).check();
        assert_eq!((found.parts.len(), found.parts[0].reach), (1, Reach::Each));
        assert_eq!(found.severity(), None);

        constraints.push(Constraint::Chain(vec![0, 1, 2]));
        let mut stated = [0.5; 20];
        stated[2] = 0.3;
        let found = points(&stated, &constraints).check();
        assert_eq!(found.parts[0].reach, Reach::Each);
        assert_eq!(found.parts[0].severity, Some(ViolationSeverity::Hard));
        assert_eq!(found.parts[0].repair, None);
        // (.5 + .5 + .3) / 3.
        let pooled = 1.3 / 3.0;
        assert_numbers(&repair(&found.violations[0]), &[pooled; 3]);
    }

    #[test]
    fn a_large_cluster_follows_implications_from_forecast_to_forecast() {
        let mut constraints: Vec<Constraint> = (0..10)
            .map(|i| Constraint::Exhaustive(vec![2 * i, 2 * i + 1, (2 * i + 2) % 20]))
            .collect();
        for (premise, conclusion) in [(0, 1), (1, 2)] {
            constraints.push(Constraint::Implies {
                premise,
                conclusion,
            });
        }
        let mut stated = [(0.0, 1.0); 20];
        stated[0] = (0.6, 0.7);
        let left = ranges(&stated, &constraints).check().parts.remove(0);
        assert_eq!(
            (left.reach, left.severity),
            (Reach::Each, Some(ViolationSeverity::Tightening))
        );
        assert_left(&left.tightened, &[(1, 0.6, 1.0), (2, 0.6, 1.0)]);
        stated[2] = (0.1, 0.2);
        let crossed = ranges(&stated, &constraints).check();
        assert!(crossed.parts[0].only_together);
        assert_eq!(crossed.parts[0].severity, Some(ViolationSeverity::Hard));
    }

    #[test]
    fn one_constraint_is_checked_whole_however_many_it_names() {
        let stated = vec![0.02; 100];
        let (violation, part) = one(&points(
            &stated,
            &[Constraint::Partition((0..100).collect())],
        ));
        assert_eq!(part.reach, Reach::Whole);
        assert_close(part.sure_loss, 1.0);
        assert_numbers(&repair(&violation), &[0.01; 100]);
        assert_eq!(part.repair.unwrap().probabilities.len(), 100);
    }

    #[test]
    fn tightened_ranges_are_as_narrow_as_can_be_and_no_narrower() {
        let mut random = Random(4);
        let mut ends = 0;
        for _ in 0..CLUSTERS {
            let (constraints, atoms) = random.constraints(6);
            // Around a coherent point, so that the ranges always fit.
            let stated: Vec<ProbabilityRange> = random
                .mixture(&atoms, 6)
                .iter()
                .map(|p| range(p - random.unit() / 5.0, p + random.unit() / 5.0))
                .collect();
            let found = ConstraintSystem::new(stated.clone(), constraints.clone())
                .unwrap()
                .check();
            assert!(found.severity() < Some(ViolationSeverity::Hard));
            let is_hard = |i: usize, value: f64| {
                let mut moved = stated.clone();
                moved[i] = range(value, value);
                let again = ConstraintSystem::new(moved, constraints.clone())
                    .unwrap()
                    .check();
                again.severity() == Some(ViolationSeverity::Hard)
            };
            for (i, left) in found.parts.iter().flat_map(|part| &part.tightened) {
                for (end, outwards) in [(left.low(), -1e-6), (left.high(), 1e-6)] {
                    assert!(!is_hard(*i, end), "{constraints:?} {stated:?} {i} {left:?}");
                    if end > stated[*i].low() + 1e-5 && end < stated[*i].high() - 1e-5 {
                        ends += 1;
                        assert!(
                            is_hard(*i, end + outwards),
                            "{constraints:?} {stated:?} {i}"
                        );
                    }
                }
            }
        }
        assert!(ends > 500, "{ends}");
    }
}
