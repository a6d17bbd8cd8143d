//! Random clusters for the tests, the same in every run.

use super::atoms::Atoms;
use super::inequality::Bounds;
use super::probability_range::rounded;
use super::{
    CoherencePart, Constraint, ConstraintSystem, ProbabilityRange, Reach, Violation,
    ViolationSeverity,
};

/// How many random clusters a test goes through.
pub(super) const CLUSTERS: usize = 1000;

/// A source of random numbers: `SplitMix64` (Steele, Lea & Flood 2014).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Returns a number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).expect("a limit fits in 64 bits");
        usize::try_from(self.next() % limit).expect("it is below a usize")
    }

    /// Returns a number from 0 to 1.
    pub(crate) fn unit(&mut self) -> f64 {
        let bits = u32::try_from(self.next() >> 32).expect("32 bits are left");
        f64::from(bits) / f64::from(u32::MAX)
    }

    /// Returns a probability in whole percents, as people state them: ties and zeros come up.
    pub(crate) fn percent(&mut self) -> f64 {
        (self.unit() * 100.0).round() / 100.0
    }

    /// Returns so many different numbers below `limit`.
    fn some(&mut self, size: usize, limit: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..limit).collect();
        (0..size)
            .map(|_| {
                let k = self.below(all.len());
                all.swap_remove(k)
            })
            .collect()
    }

    /// Returns a constraint between some of so many forecasts, at least two.
    pub(super) fn constraint(&mut self, forecasts: usize) -> Constraint {
        let size = 2 + self.below(forecasts - 1);
        let mut all = self.some(size, forecasts);
        match self.below(if size == 2 { 7 } else { 6 }) {
            0 => Constraint::Partition(all),
            1 => Constraint::Exclusive(all),
            2 => Constraint::Exhaustive(all),
            3 => Constraint::Chain(all),
            4 => Constraint::AllOf {
                whole: all.remove(0),
                parts: all,
            },
            5 => Constraint::AnyOf {
                whole: all.remove(0),
                parts: all,
            },
            _ => match self.below(3) {
                0 => Constraint::Complement(all[0], all[1]),
                1 => Constraint::Implies {
                    premise: all[0],
                    conclusion: all[1],
                },
                _ => Constraint::Threshold {
                    question: all[0],
                    implied: all[1],
                },
            },
        }
    }

    /// Returns one to three constraints that leave at least one combination of outcomes, with the
    /// combinations.
    pub(super) fn constraints(&mut self, forecasts: usize) -> (Vec<Constraint>, Atoms) {
        loop {
            let size = 1 + self.below(3);
            let all: Vec<Constraint> = (0..size).map(|_| self.constraint(forecasts)).collect();
            let atoms = Atoms::find(forecasts, &all).expect("so few forecasts fit");
            if atoms.len() > 0 {
                return (all, atoms);
            }
        }
    }

    /// Returns a mixture of a few of the atoms.
    pub(super) fn mixture(&mut self, atoms: &Atoms, forecasts: usize) -> Vec<f64> {
        let size = 1 + self.below(6);
        let weights: Vec<f64> = (0..size).map(|_| 0.01 + self.unit()).collect();
        let total: f64 = weights.iter().sum();
        let mut mean = vec![0.0; forecasts];
        for weight in weights {
            let atom = self.below(atoms.len());
            for (i, sum) in mean.iter_mut().enumerate() {
                *sum += weight / total * atoms.indicator(atom, i);
            }
        }
        mean
    }

    /// Returns a range in whole percents, now and then a single number.
    pub(crate) fn range(&mut self) -> ProbabilityRange {
        let (a, b) = (self.percent(), self.percent());
        if self.below(4) == 0 {
            return range(a, a);
        }
        range(a.min(b), a.max(b))
    }
}

/// Returns a range, its ends cut to 0 and 1 since rounding may leave a mixture just outside.
pub(crate) fn range(low: f64, high: f64) -> ProbabilityRange {
    ProbabilityRange::new(rounded(low), rounded(high)).expect("the ends are in order")
}

/// Returns a cluster of numbers.
pub(super) fn points(stated: &[f64], constraints: &[Constraint]) -> ConstraintSystem {
    let stated = stated.iter().map(|&p| range(p, p)).collect();
    ConstraintSystem::new(stated, constraints.to_vec()).expect("the constraints are sound")
}

/// Returns a cluster of ranges.
pub(super) fn ranges(stated: &[(f64, f64)], constraints: &[Constraint]) -> ConstraintSystem {
    let stated = stated.iter().map(|&(low, high)| range(low, high)).collect();
    ConstraintSystem::new(stated, constraints.to_vec()).expect("the constraints are sound")
}

/// Fails where two numbers differ by more than rounding.
pub(crate) fn assert_close(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() < 1e-12,
        "{found} is not {expected}"
    );
}

/// Fails where other ranges are left than expected.
pub(super) fn assert_left(found: &[(usize, ProbabilityRange)], expected: &[(usize, f64, f64)]) {
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for ((i, left), &(j, low, high)) in found.iter().zip(expected) {
        assert_eq!(*i, j);
        assert_close(left.low(), low);
        assert_close(left.high(), high);
    }
}

/// Returns the numbers that a violation would be mended with.
pub(super) fn repair(violation: &Violation) -> Vec<f64> {
    violation.repair.iter().map(|(_, p)| p.get()).collect()
}

/// Fails where any two numbers differ by more than rounding.
pub(super) fn assert_numbers(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (a, b) in found.iter().zip(expected) {
        assert_close(*a, *b);
    }
}

/// Returns the only violation and the only part.
pub(super) fn one(cluster: &ConstraintSystem) -> (Violation, CoherencePart) {
    let found = cluster.check();
    assert_eq!(
        (found.violations.len(), found.parts.len()),
        (1, 1),
        "{found:?}"
    );
    (found.violations[0].clone(), found.parts[0].clone())
}

/// Returns the only violation of numbers that one constraint contradicts.
pub(super) fn contradiction(stated: &[f64], constraint: Constraint) -> Violation {
    let (violation, part) = one(&points(stated, &[constraint]));
    assert_eq!(violation.severity, ViolationSeverity::Hard);
    assert_eq!(part.severity, Some(ViolationSeverity::Hard));
    assert_eq!(part.reach, Reach::Whole);
    assert_close(part.sure_loss, violation.sure_loss());
    violation
}

/// Returns the ranges as bounds.
pub(super) fn bounds(stated: &[ProbabilityRange]) -> Vec<Bounds> {
    stated.iter().copied().map(Bounds::from).collect()
}
