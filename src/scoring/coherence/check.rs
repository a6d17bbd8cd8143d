//! Whether estimates can all be right, and what would be.

use super::atoms::Atoms;
use super::cluster::Piece;
use super::inequality::{Bounds, Inequality, TOLERANCE, tighten};
use super::interval::rounded;
use super::nearest::nearest;
use super::program::Program;
use super::repair::{Repair, alone};
use super::violation::{self, gravity, narrowed};
use super::{Cluster, Constraint, Interval, Severity, Violation, conditional};

/// What a check of a cluster found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coherence {
    /// The constraints that are violated, or that narrow a range, in their order.
    pub violations: Vec<Violation>,
    /// The parts that unconditional constraints tie together, by their first member.
    pub parts: Vec<Part>,
}

/// Forecasts tied together, and what all their constraints say at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The forecasts, rising.
    pub members: Vec<usize>,
    /// The places of the constraints between them.
    pub constraints: Vec<usize>,
    /// How far the check went.
    pub reach: Reach,
    /// How grave it is; none where all is well.
    pub severity: Option<Severity>,
    /// Whether it is graver than what any one constraint says: they say it only together.
    pub only_together: bool,
    /// What a bettor gains whatever happens who stakes at most 1 on each forecast: as much as can
    /// be, or where each constraint was checked by itself as much as was found.
    pub sure_loss: f64,
    /// The stakes that bring it about, one for each member: positive where the bettor sells
    /// tickets to the forecaster, negative where the bettor buys. Empty where they were not found.
    pub stakes: Vec<f64>,
    /// The ranges that are narrower than stated, with what is left of them.
    pub tightened: Vec<(usize, Interval)>,
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
    pub fn severity(&self) -> Option<Severity> {
        let single = self.violations.iter().map(|violation| violation.severity);
        let joint = self.parts.iter().filter_map(|part| part.severity);
        single.chain(joint).max()
    }
}

impl Cluster {
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
    /// use foretell::model::Probability;
    /// use foretell::scoring::coherence::{Cluster, Constraint, Interval};
    ///
    /// let stated = [0.6, 0.4, 0.2].map(|p| Interval::from(Probability::new(p).unwrap()));
    /// let options = Constraint::Partition(vec![0, 1, 2]);
    /// let found = Cluster::new(stated.to_vec(), vec![options]).unwrap().check();
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

impl Piece {
    /// Returns what the constraints say together, and what each says alone.
    fn check(&self) -> (Part, Vec<Violation>) {
        let constraints = self.constraints.iter().zip(&self.places);
        let mut violations: Vec<Violation> = constraints
            .filter_map(|(constraint, &place)| violation::check(constraint, place, &self.stated))
            .collect();
        let worst = violations.iter().map(|violation| violation.severity).max();
        let joint = self.joint(&violations, worst);
        for violation in &mut violations {
            if violation.severity == Severity::Hard {
                self.mend(violation, joint.repair.as_ref());
            }
        }
        let global = |i: usize| self.members[i];
        let part = Part {
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

    fn joint(&self, violations: &[Violation], worst: Option<Severity>) -> Joint {
        if let ([constraint], [violation]) = (&self.constraints[..], violations) {
            return self.single(constraint, violation);
        }
        if self.constraints.len() == 1 {
            return Joint::well(Reach::Whole);
        }
        match Atoms::find(self.stated.len(), &self.constraints) {
            None => self.each(violations, worst),
            Some(atoms) if atoms.len() == 0 => Joint {
                severity: Some(Severity::Hard),
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
        if violation.severity < Severity::Hard {
            return found;
        }
        let atoms = Atoms::find(self.stated.len(), &self.constraints);
        let book = atoms.map(|atoms| Program::new(&atoms, &self.bounds()).book());
        let repair = alone(constraint, &self.stated).map(|numbers| {
            let mut own = vec![0.0; self.stated.len()];
            for (i, number) in constraint.members().into_iter().zip(numbers) {
                own[i] = number;
            }
            Repair::new(&self.stated, &own)
        });
        Joint {
            sure_loss: book
                .as_ref()
                .map_or(violation.sure_loss(), |book| book.sure_loss),
            stakes: book.map(|book| book.stakes).unwrap_or_default(),
            repair,
            ..found
        }
    }

    /// Weighs the numbers stated against every combination of outcomes.
    fn weigh(&self, atoms: &Atoms) -> Joint {
        let bounds = self.bounds();
        let nearest = nearest(atoms, &bounds);
        if nearest.distance > TOLERANCE {
            let book = Program::new(atoms, &bounds).book();
            return Joint {
                severity: Some(Severity::Hard),
                sure_loss: book.sure_loss,
                stakes: book.stakes,
                repair: Some(Repair::new(&self.stated, &nearest.point)),
                ..Joint::well(Reach::Whole)
            };
        }
        if self.stated.iter().all(|stated| stated.is_point()) {
            return Joint::well(Reach::Whole);
        }
        let left = Program::new(atoms, &bounds).tightened();
        self.narrowed(Reach::Whole, &left)
    }

    /// Returns what is known from following each constraint from forecast to forecast.
    fn each(&self, violations: &[Violation], worst: Option<Severity>) -> Joint {
        let inequalities: Vec<Inequality> = self
            .constraints
            .iter()
            .flat_map(Constraint::inequalities)
            .collect();
        let mut left = self.bounds();
        tighten(&inequalities, &mut left);
        let crossed = left.iter().any(|b| b.low > b.high + TOLERANCE);
        if !crossed && worst < Some(Severity::Hard) {
            return self.narrowed(Reach::Each, &left);
        }
        let losses = violations.iter().map(Violation::sure_loss);
        Joint {
            severity: Some(Severity::Hard),
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
        let tightened: Vec<(usize, Interval)> = all
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
    severity: Option<Severity>,
    sure_loss: f64,
    stakes: Vec<f64>,
    tightened: Vec<(usize, Interval)>,
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
