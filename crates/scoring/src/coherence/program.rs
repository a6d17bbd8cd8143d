//! What ranges come to under all combinations of outcomes, by linear programming.

use super::atoms::Atoms;
use super::inequality::{Bounds, TOLERANCE};
use super::simplex::{Goal, Simplex};

/// What a bettor can win for certain from whoever bets at both ends of the stated ranges.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct DutchBook {
    pub(super) sure_loss: f64,
    /// A stake for each forecast: positive where the bettor sells.
    pub(super) stakes: Vec<f64>,
}

/// Returns the sure loss and the stakes that bring it about, none above 1: the least sum of
/// distances from the ranges to a coherent point, and its dual prices. There must be at least one
/// atom, and no bounds may be empty.
pub(super) fn dutch_book(atoms: &Atoms, bounds: &[Bounds]) -> DutchBook {
    let mut simplex = Simplex::new(atoms, bounds);
    simplex.minimise(Goal::Missed);
    let mut stakes = simplex.prices(Goal::Missed);
    stakes.truncate(bounds.len());
    DutchBook {
        sure_loss: simplex.missed(),
        stakes,
    }
}

/// Returns what coherence leaves of each range. The ranges must be coherent.
pub(super) fn tightened(atoms: &Atoms, bounds: &[Bounds]) -> Vec<Bounds> {
    let mut simplex = Simplex::new(atoms, bounds);
    simplex.minimise(Goal::Missed);
    simplex.forbid_misses();
    let numbers = simplex.numbers();
    let mut seen: Vec<Bounds> = numbers.map(|low| Bounds { low, high: low }).collect();
    for (i, stated) in bounds.iter().enumerate() {
        // An end that some coherent point has reached needs no search.
        if seen[i].low > stated.low + TOLERANCE {
            simplex.minimise(Goal::Least(i));
            widen(&mut seen, simplex.numbers());
        }
        if seen[i].high < stated.high - TOLERANCE {
            simplex.minimise(Goal::Most(i));
            widen(&mut seen, simplex.numbers());
        }
    }
    seen
}

/// Takes numbers into the ranges of what was seen.
fn widen(seen: &mut [Bounds], numbers: impl Iterator<Item = f64>) {
    for (range, number) in seen.iter_mut().zip(numbers) {
        range.low = range.low.min(number);
        range.high = range.high.max(number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coherence::ProbabilityRange;
    use crate::coherence::nearest::nearest;
    use crate::coherence::sample::{CLUSTERS, Random, bounds};

    /// Returns what the forecaster loses who buys at the lower ends and sells at the upper ones.
    fn lost(
        dutch_book: &DutchBook,
        stated: &[ProbabilityRange],
        atoms: &Atoms,
        atom: usize,
    ) -> f64 {
        let bets = dutch_book.stakes.iter().zip(stated).enumerate();
        bets.map(|(i, (&stake, range))| {
            let price = if stake > 0.0 {
                range.low()
            } else {
                range.high()
            };
            stake * (price - atoms.indicator(atom, i))
        })
        .sum()
    }

    #[test]
    fn ranges_lose_for_certain_just_where_no_mixture_is_in_them() {
        let mut random = Random(5);
        let mut hard = 0;
        for _ in 0..CLUSTERS {
            let forecasts = 2 + random.below(7);
            let (_, atoms) = random.constraints(forecasts);
            let stated: Vec<ProbabilityRange> = (0..forecasts).map(|_| random.range()).collect();
            let distance = nearest(&atoms, &bounds(&stated)).distance;
            let dutch_book = dutch_book(&atoms, &bounds(&stated));
            assert_eq!(distance > 1e-9, dutch_book.sure_loss > 1e-9, "{stated:?}");
            for atom in 0..atoms.len() {
                let lost = lost(&dutch_book, &stated, &atoms, atom);
                assert!(
                    lost >= dutch_book.sure_loss - 1e-9,
                    "{stated:?} {dutch_book:?}"
                );
            }
            hard += usize::from(distance > 1e-9);
        }
        assert!(hard > 200 && hard < 950, "{hard}");
    }
}
