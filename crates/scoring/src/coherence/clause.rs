//! A relation as clauses: which combinations of outcomes it lets happen.

use super::Constraint;

/// At least one of some events happens, or at least one of others does not.
///
/// Events are bits: the clauses of a cluster are weighed against whole combinations of outcomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    happens: u64,
    fails: u64,
}

impl Clause {
    fn new(happens: &[usize], fails: &[usize]) -> Self {
        let bits = |all: &[usize]| all.iter().fold(0, |mask, &i| mask | 1 << i);
        Self {
            happens: bits(happens),
            fails: bits(fails),
        }
    }

    /// Returns whether the events that happened satisfy it.
    pub(super) fn allows(self, happened: u64) -> bool {
        happened & self.happens != 0 || !happened & self.fails != 0
    }

    /// Returns the last of its events.
    pub(super) fn last(self) -> usize {
        let bits = (self.happens | self.fails).leading_zeros();
        63_usize.saturating_sub(bits as usize)
    }
}

impl Constraint {
    /// Returns the clauses that together say what it says; none for total probability, whose
    /// conditional forecasts are no events. Its members must be below 64.
    pub(super) fn clauses(&self) -> Vec<Clause> {
        match self {
            Self::Partition(all) => one_of(all),
            Self::Complement(one, other) => one_of(&[*one, *other]),
            Self::Exclusive(all) => pairwise_exclusive(all),
            Self::Exhaustive(all) => vec![Clause::new(all, &[])],
            Self::Implies {
                premise,
                conclusion,
            } => vec![Clause::new(&[*conclusion], &[*premise])],
            Self::AllOf { whole, parts } => conjunction(*whole, parts),
            Self::AnyOf { whole, parts } => disjunction(*whole, parts),
            Self::Chain(all) => all
                .windows(2)
                .map(|pair| Clause::new(&pair[1..], &pair[..1]))
                .collect(),
            Self::Threshold { question, implied } => vec![
                Clause::new(&[*question], &[*implied]),
                Clause::new(&[*implied], &[*question]),
            ],
            Self::TotalProbability { .. } => vec![],
        }
    }
}

fn one_of(all: &[usize]) -> Vec<Clause> {
    let mut clauses = pairwise_exclusive(all);
    clauses.push(Clause::new(all, &[]));
    clauses
}

fn pairwise_exclusive(all: &[usize]) -> Vec<Clause> {
    all.iter()
        .enumerate()
        .flat_map(|(i, &one)| {
            all[i + 1..]
                .iter()
                .map(move |&other| Clause::new(&[], &[one, other]))
        })
        .collect()
}

fn conjunction(whole: usize, parts: &[usize]) -> Vec<Clause> {
    let mut clauses: Vec<_> = parts
        .iter()
        .map(|&part| Clause::new(&[part], &[whole]))
        .collect();
    clauses.push(Clause::new(&[whole], parts));
    clauses
}

fn disjunction(whole: usize, parts: &[usize]) -> Vec<Clause> {
    let mut clauses: Vec<_> = parts
        .iter()
        .map(|&part| Clause::new(&[whole], &[part]))
        .collect();
    clauses.push(Clause::new(parts, &[whole]));
    clauses
}
