//! Random clusters for the tests, the same in every run.

use super::atoms::Atoms;
use super::{Cluster, Constraint, Interval};
use crate::model::Probability;

/// A source of random numbers: `SplitMix64` (Steele, Lea & Flood 2014).
pub(in crate::scoring) struct Random(pub(in crate::scoring) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Returns a number below `limit`.
    pub(in crate::scoring) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap();
        usize::try_from(self.next() % limit).unwrap()
    }

    /// Returns a number from 0 to 1.
    pub(in crate::scoring) fn unit(&mut self) -> f64 {
        let bits = u32::try_from(self.next() >> 32).unwrap();
        f64::from(bits) / f64::from(u32::MAX)
    }

    /// Returns a probability in whole percents, as people state them: ties and zeros come up.
    pub(in crate::scoring) fn percent(&mut self) -> f64 {
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
            let atoms = Atoms::find(forecasts, &all).unwrap();
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
    pub(in crate::scoring) fn range(&mut self) -> Interval {
        let (a, b) = (self.percent(), self.percent());
        if self.below(4) == 0 {
            return range(a, a);
        }
        range(a.min(b), a.max(b))
    }
}

/// Returns a range, its ends cut to 0 and 1 since rounding may leave a mixture just outside.
pub(in crate::scoring) fn range(low: f64, high: f64) -> Interval {
    let end = |value: f64| Probability::new(value.clamp(0.0, 1.0)).unwrap();
    Interval::new(end(low), end(high)).unwrap()
}

/// Returns a cluster of numbers.
pub(super) fn points(stated: &[f64], constraints: &[Constraint]) -> Cluster {
    let stated = stated.iter().map(|&p| range(p, p)).collect();
    Cluster::new(stated, constraints.to_vec()).unwrap()
}

/// Returns a cluster of ranges.
pub(super) fn ranges(stated: &[(f64, f64)], constraints: &[Constraint]) -> Cluster {
    let stated = stated.iter().map(|&(low, high)| range(low, high)).collect();
    Cluster::new(stated, constraints.to_vec()).unwrap()
}
