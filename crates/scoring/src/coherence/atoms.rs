//! The combinations of outcomes that the relations of a cluster let happen.

use super::Constraint;
use super::clause::Clause;

/// As many combinations as twelve forecasts without a relation have.
pub(super) const MOST_ATOMS: usize = 4096;

/// As many events as a word has bits.
const MOST_EVENTS: usize = 64;

/// Partial combinations looked at before giving up. A search without dead ends needs one for each
/// event of each atom.
const MOST_STEPS: usize = MOST_ATOMS * MOST_EVENTS;

/// The combinations of outcomes that can happen, each a word whose bits are the events.
#[derive(Clone, Debug)]
pub(super) struct Atoms {
    words: Vec<u64>,
}

impl Atoms {
    /// Finds all combinations of so many events that satisfy the constraints, or returns `None`
    /// where there are too many.
    pub(super) fn find<'a>(
        events: usize,
        constraints: impl IntoIterator<Item = &'a Constraint>,
    ) -> Option<Self> {
        if events > MOST_EVENTS {
            return None;
        }
        let mut due = vec![Vec::new(); events];
        for clause in constraints.into_iter().flat_map(Constraint::clauses) {
            due[clause.last()].push(clause);
        }
        let mut search = Search {
            due,
            words: Vec::new(),
            steps: 0,
        };
        search.extend(0, 0)?;
        Some(Self {
            words: search.words,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Returns 1 if the event happens in the combination, else 0.
    pub(super) fn indicator(&self, atom: usize, event: usize) -> f64 {
        if self.words[atom] >> event & 1 == 1 {
            1.0
        } else {
            0.0
        }
    }

    /// Returns the combination in which the weights of what happens sum to least, the first of
    /// equals, with that sum. There must be at least one.
    pub(super) fn least(&self, weights: &[f64]) -> (usize, f64) {
        let mut best = (0, f64::INFINITY);
        for (atom, sum) in self.sums(weights).enumerate() {
            if sum < best.1 {
                best = (atom, sum);
            }
        }
        best
    }

    /// Returns for each combination the sum of the weights of what happens in it.
    ///
    /// Sums over a byte of events are looked up, since thousands of combinations share them.
    pub(super) fn sums(&self, weights: &[f64]) -> impl Iterator<Item = f64> {
        let tables: Vec<Vec<f64>> = weights.chunks(8).map(subset_sums).collect();
        self.words.iter().map(move |word| {
            tables
                .iter()
                .zip(word.to_le_bytes())
                .map(|(table, byte)| table[usize::from(byte)])
                .sum()
        })
    }
}

/// Returns the sums of all subsets, the subset being the bits of the place.
fn subset_sums(weights: &[f64]) -> Vec<f64> {
    let mut sums = Vec::with_capacity(1 << weights.len());
    sums.push(0.0);
    for weight in weights {
        for i in 0..sums.len() {
            sums.push(sums[i] + weight);
        }
    }
    sums
}

/// A walk over the tree of combinations, one event after the other.
struct Search {
    /// The clauses that can be decided once this event is.
    due: Vec<Vec<Clause>>,
    words: Vec<u64>,
    steps: usize,
}

impl Search {
    /// Finds what extends the outcomes of the first `event` events; `None` once it is too much.
    fn extend(&mut self, happened: u64, event: usize) -> Option<()> {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return None;
        }
        if event == self.due.len() {
            self.words.push(happened);
            return (self.words.len() <= MOST_ATOMS).then_some(());
        }
        for word in [happened, happened | 1 << event] {
            if self.due[event].iter().all(|clause| clause.allows(word)) {
                self.extend(word, event + 1)?;
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the combinations as texts, `10` meaning that of two events the first happened.
    fn found(events: usize, constraints: &[Constraint]) -> Vec<String> {
        let atoms = Atoms::find(events, constraints).unwrap();
        let mut words: Vec<String> = (0..atoms.len())
            .map(|atom| {
                (0..events)
                    .map(|i| {
                        if atoms.indicator(atom, i) > 0.5 {
                            '1'
                        } else {
                            '0'
                        }
                    })
                    .collect()
            })
            .collect();
        words.sort();
        words
    }

    fn parts(parts: &[usize]) -> Vec<usize> {
        parts.to_vec()
    }

    #[test]
    fn every_relation_lets_happen_what_it_says() {
        let three = parts(&[0, 1, 2]);
        let tables: [(Constraint, &[&str]); 7] = [
            (Constraint::Partition(three.clone()), &["001", "010", "100"]),
            (
                Constraint::Exclusive(three.clone()),
                &["000", "001", "010", "100"],
            ),
            (Constraint::Exhaustive(parts(&[0, 1])), &["01", "10", "11"]),
            (
                Constraint::AllOf {
                    whole: 0,
                    parts: parts(&[1, 2]),
                },
                &["000", "001", "010", "111"],
            ),
            (
                Constraint::AnyOf {
                    whole: 2,
                    parts: parts(&[0, 1]),
                },
                &["000", "011", "101", "111"],
            ),
            (Constraint::Chain(three), &["000", "001", "011", "111"]),
            (
                Constraint::Threshold {
                    question: 0,
                    implied: 1,
                },
                &["00", "11"],
            ),
        ];
        for (constraint, expected) in tables {
            let events = expected[0].len();
            assert_eq!(
                found(events, std::slice::from_ref(&constraint)),
                expected,
                "{constraint:?}"
            );
        }
        let implies = Constraint::Implies {
            premise: 0,
            conclusion: 1,
        };
        assert_eq!(found(2, &[implies]), ["00", "01", "11"]);
        assert_eq!(found(2, &[Constraint::Complement(0, 1)]), ["01", "10"]);
    }

    #[test]
    fn twelve_free_forecasts_fit_and_thirteen_do_not() {
        assert_eq!(Atoms::find(12, []).unwrap().len(), MOST_ATOMS);
        assert!(Atoms::find(13, []).is_none());
        assert!(Atoms::find(65, []).is_none());
    }

    #[test]
    fn many_forecasts_fit_where_the_relations_leave_few_combinations() {
        let chain = Constraint::Chain((0..64).collect());
        assert_eq!(Atoms::find(64, [&chain]).unwrap().len(), 65);
        let partition = Constraint::Partition((0..64).collect());
        assert_eq!(Atoms::find(64, [&partition]).unwrap().len(), 64);
    }

    #[test]
    fn relations_that_contradict_each_other_leave_nothing() {
        let constraints = [
            Constraint::Complement(0, 1),
            Constraint::Threshold {
                question: 0,
                implied: 1,
            },
        ];
        assert_eq!(Atoms::find(2, &constraints).unwrap().len(), 0);
    }

    #[test]
    fn the_least_sum_is_found_across_tables() {
        let atoms = Atoms::find(11, [&Constraint::Partition((0..11).collect())]).unwrap();
        let weights: Vec<f64> = (0..11).map(|i| f64::from(i - 9).abs()).collect();
        let (atom, sum) = atoms.least(&weights);
        assert_eq!((atoms.indicator(atom, 9), sum), (1.0, 0.0));
        for (atom, sum) in atoms.sums(&weights).enumerate() {
            let by_hand: f64 = (0..11).map(|i| weights[i] * atoms.indicator(atom, i)).sum();
            assert!((sum - by_hand).abs() < 1e-12);
        }
    }
}
