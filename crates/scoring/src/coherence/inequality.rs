//! A relation as inequalities between probabilities, and what they leave of stated ranges.

use super::{Breach, Constraint, ProbabilityRange};

/// Two probabilities this close are the same: finer than anybody states one, coarser than what
/// rounding leaves after a few hundred sums.
pub(super) const TOLERANCE: f64 = 1e-9;

/// What is left of a range; empty where the ends have crossed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl From<ProbabilityRange> for Bounds {
    fn from(stated: ProbabilityRange) -> Self {
        Self {
            low: stated.low(),
            high: stated.high(),
        }
    }
}

/// The sum of some probabilities less the sum of others is at most `limit`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Inequality {
    pub(super) plus: Vec<usize>,
    pub(super) minus: Vec<usize>,
    pub(super) limit: f64,
    /// The forecast whose number is said to be wrong; the sum as a whole where there is none.
    pub(super) subject: Option<usize>,
}

impl Inequality {
    /// Returns the inequality of two probabilities of which the first is at most the second.
    fn at_most(lesser: usize, greater: usize, subject: usize) -> Self {
        Self {
            plus: vec![lesser],
            minus: vec![greater],
            limit: 0.0,
            subject: Some(subject),
        }
    }

    fn sum_at_most_one(all: &[usize]) -> Self {
        Self {
            plus: all.to_vec(),
            minus: vec![],
            limit: 1.0,
            subject: None,
        }
    }

    fn sum_at_least_one(all: &[usize]) -> Self {
        Self {
            plus: vec![],
            minus: all.to_vec(),
            limit: -1.0,
            subject: None,
        }
    }

    /// Returns by how much the bounds must break it; negative where they leave room.
    pub(super) fn excess(&self, bounds: &[Bounds]) -> f64 {
        let plus: f64 = self.plus.iter().map(|&i| bounds[i].low).sum();
        let minus: f64 = self.minus.iter().map(|&i| bounds[i].high).sum();
        plus - minus - self.limit
    }

    /// Returns in words' terms how the bounds break it: whose number is beyond what the others
    /// leave to it.
    pub(super) fn breach(&self, bounds: &[Bounds]) -> Breach {
        let excess = self.excess(bounds);
        let others = |all: &[usize]| {
            let others = all.iter().copied().filter(|&i| Some(i) != self.subject);
            others.collect::<Vec<_>>()
        };
        let against = [others(&self.plus), others(&self.minus)].concat();
        let (value, limit) = match self.subject {
            Some(i) if self.plus.contains(&i) => (bounds[i].low, bounds[i].low - excess),
            Some(i) => (bounds[i].high, bounds[i].high + excess),
            None => ((excess + self.limit).abs(), self.limit.abs()),
        };
        Breach {
            subject: self.subject,
            value,
            limit,
            against,
        }
    }

    /// Cuts off what it rules out, and returns whether that was anything.
    fn tighten(&self, bounds: &mut [Bounds]) -> bool {
        let room = -self.excess(bounds);
        let mut narrower = false;
        for &i in &self.plus {
            let high = bounds[i].low + room;
            if high < bounds[i].high - TOLERANCE {
                bounds[i].high = high;
                narrower = true;
            }
        }
        for &i in &self.minus {
            let low = bounds[i].high - room;
            if low > bounds[i].low + TOLERANCE {
                bounds[i].low = low;
                narrower = true;
            }
        }
        narrower
    }
}

/// Cuts off what the inequalities rule out, until nothing more goes.
///
/// For the inequalities of one constraint this ends after a few rounds, at the narrowest ranges
/// there are; the cap only guards against creeping.
pub(super) fn tighten(inequalities: &[Inequality], bounds: &mut [Bounds]) {
    for _ in 0..=bounds.len() {
        let narrower = inequalities
            .iter()
            .fold(false, |any, inequality| inequality.tighten(bounds) | any);
        if !narrower {
            return;
        }
    }
}

impl Constraint {
    /// Returns the inequalities that hold between its members' probabilities, and that no more
    /// than it says: whatever satisfies them is coherent with it.
    ///
    /// Those of a conjunction and a disjunction are the Fréchet bounds. There are none for total
    /// probability, which is not linear.
    pub(super) fn inequalities(&self) -> Vec<Inequality> {
        match self {
            Self::Partition(all) => both_sums(all),
            Self::Complement(one, other) => both_sums(&[*one, *other]),
            Self::Exclusive(all) => vec![Inequality::sum_at_most_one(all)],
            Self::Exhaustive(all) => vec![Inequality::sum_at_least_one(all)],
            Self::Implies {
                premise,
                conclusion,
            } => vec![Inequality::at_most(*premise, *conclusion, *premise)],
            Self::AllOf { whole, parts } => conjunction(*whole, parts),
            Self::AnyOf { whole, parts } => disjunction(*whole, parts),
            Self::Chain(all) => chain(all),
            Self::Threshold { question, implied } => vec![
                Inequality::at_most(*question, *implied, *question),
                Inequality::at_most(*implied, *question, *question),
            ],
            Self::TotalProbability { .. } => vec![],
        }
    }
}

fn both_sums(all: &[usize]) -> Vec<Inequality> {
    vec![
        Inequality::sum_at_most_one(all),
        Inequality::sum_at_least_one(all),
    ]
}

fn conjunction(whole: usize, parts: &[usize]) -> Vec<Inequality> {
    let mut all: Vec<_> = parts
        .iter()
        .map(|&part| Inequality::at_most(whole, part, whole))
        .collect();
    all.push(Inequality {
        plus: parts.to_vec(),
        minus: vec![whole],
        limit: parts[1..].iter().map(|_| 1.0).sum(),
        subject: Some(whole),
    });
    all
}

fn disjunction(whole: usize, parts: &[usize]) -> Vec<Inequality> {
    let mut all: Vec<_> = parts
        .iter()
        .map(|&part| Inequality::at_most(part, whole, whole))
        .collect();
    all.push(Inequality {
        plus: vec![whole],
        minus: parts.to_vec(),
        limit: 0.0,
        subject: Some(whole),
    });
    all
}

/// All pairs and not only neighbours, so that the worst drop is found whatever lies between.
fn chain(all: &[usize]) -> Vec<Inequality> {
    all.iter()
        .enumerate()
        .flat_map(|(i, &earlier)| {
            all[i + 1..]
                .iter()
                .map(move |&later| Inequality::at_most(earlier, later, later))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coherence::atoms::Atoms;
    use crate::coherence::program;
    use crate::coherence::sample::{CLUSTERS, Random, bounds};

    #[test]
    fn the_inequalities_of_one_constraint_leave_what_its_outcomes_leave() {
        let mut random = Random(3);
        let mut compared = 0;
        for _ in 0..CLUSTERS {
            let constraint = random.constraint(5);
            let stated: Vec<ProbabilityRange> = (0..5).map(|_| random.range()).collect();
            let atoms = Atoms::find(5, [&constraint]).unwrap();
            let missed = program::dutch_book(&atoms, &bounds(&stated)).sure_loss;
            let inequalities = constraint.inequalities();
            let worst = inequalities.iter().map(|i| i.excess(&bounds(&stated)));
            let worst = worst.fold(0.0, f64::max);
            assert_eq!(missed > 1e-9, worst > 1e-9, "{constraint:?} {stated:?}");
            if missed > 1e-9 {
                continue;
            }
            compared += 1;
            let mut left = bounds(&stated);
            tighten(&inequalities, &mut left);
            let exact = program::tightened(&atoms, &bounds(&stated));
            for (a, b) in left.iter().zip(&exact) {
                let close = (a.low - b.low).abs() < 1e-8 && (a.high - b.high).abs() < 1e-8;
                assert!(close, "{constraint:?} {stated:?} {left:?} {exact:?}");
            }
        }
        assert!(compared > 200, "{compared}");
    }
}
