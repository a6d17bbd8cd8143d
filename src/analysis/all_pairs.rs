//! Every two forecasters compared.

use crate::dataset::{Dataset, QuestionClass, collect_pairs};
use crate::query::{Excluded, Request};
use crate::scoring::compare::holm;
use crate::scoring::{LEAST_CLUSTERS, Statistic, Undefined};

use super::DifferenceTest;
use super::compare::{Compared, compared};
use super::measure::{Measure, ScoredPanel, scored};

/// Every two forecasters compared.
#[derive(Clone, Debug)]
pub struct AllPairs {
    /// How each difference is tested.
    pub test: DifferenceTest,
    /// The pairs of each kind and unit, by the score that it is judged by.
    pub tables: Vec<PairTable>,
    /// What was left out.
    pub skipped: Excluded,
}

/// The pairs of one kind and unit.
#[derive(Clone, Debug)]
pub struct PairTable {
    /// The kind and unit.
    pub class: QuestionClass,
    /// The pairs that have anything in common, by name.
    pub pairs: Vec<ComparedPair>,
}

/// Two forecasters compared, among many.
#[derive(Clone, Debug)]
pub struct ComparedPair {
    /// The first, by name and by number.
    pub first: (String, u32),
    /// The second.
    pub second: (String, u32),
    /// How they compare.
    pub compared: Compared,
    /// The p-value that allows for all pairs of the table.
    pub p_holm: Statistic,
}

/// As many forecasters as are compared with each other: a hundred make 4,950 pairs.
pub const MOST_COMPARED: usize = 100;

impl ComparedPair {
    /// Returns the number of the better and that of the worse, where that is more than chance among all pairs.
    #[must_use]
    pub fn beyond_chance(&self, request: &Request) -> Option<(u32, u32)> {
        let mean = self.compared.difference.mean.ok()?;
        let is_more = self.p_holm.is_ok_and(|p| p <= 1.0 - request.level);
        let (first, second) = (self.first.1, self.second.1);
        let ordered = if mean < 0.0 {
            (first, second)
        } else {
            (second, first)
        };
        is_more.then_some(ordered)
    }
}

/// Returns every two forecasters compared on what both answered, with p-values that allow for how many pairs
/// there are.
///
/// # Errors
///
/// How many forecasters there are, where they are more than [`MOST_COMPARED`].
pub fn all_pairs(
    dataset: &Dataset<'_>,
    request: &Request,
    test: DifferenceTest,
) -> Result<AllPairs, usize> {
    let taken = |who: u32| {
        let name = dataset.forecaster(who);
        request.selection.takes_forecaster(name)
    };
    let panels = scored(dataset, request, taken, |kind| [Measure::leading(kind)]);
    let mut tables = Vec::new();
    for one in &panels {
        let who = who(one);
        if who.len() > MOST_COMPARED {
            return Err(who.len());
        }
        let pairs = pairs(dataset, one, &who, test, request);
        if !pairs.is_empty() {
            tables.push(PairTable {
                class: one.class.clone(),
                pairs,
            });
        }
    }
    Ok(AllPairs {
        test,
        tables,
        skipped: collect_pairs(dataset, request).excluded,
    })
}

/// Returns who stood by anything.
fn who(scored: &ScoredPanel) -> Vec<u32> {
    let segments = scored.questions.iter().flat_map(|one| &one.segments);
    let standing = segments.flat_map(|segment| &segment.standing);
    let mut who: Vec<u32> = standing.map(|one| one.who).collect();
    who.sort_unstable();
    who.dedup();
    who
}

/// Returns the pairs of these forecasters that have anything in common.
pub(super) fn pairs(
    dataset: &Dataset<'_>,
    scored: &ScoredPanel,
    who: &[u32],
    test: DifferenceTest,
    request: &Request,
) -> Vec<ComparedPair> {
    let name = |who: u32| (dataset.forecaster(who).to_owned(), who);
    let firsts = who.iter().enumerate();
    let both = firsts.flat_map(|(i, first)| who[i + 1..].iter().map(|second| (*first, *second)));
    let compared = both.filter_map(|pair| {
        let compared = compared(scored, pair, test, request)?;
        Some(ComparedPair {
            first: name(pair.0),
            second: name(pair.1),
            p_holm: compared.difference.p_value,
            compared,
        })
    });
    let mut pairs: Vec<ComparedPair> = compared.collect();
    let tested = |pair: &ComparedPair| {
        let enough = pair.compared.basis.clusters >= LEAST_CLUSTERS;
        pair.p_holm.and_then(|p| {
            let few = Undefined::TooFew {
                have: pair.compared.basis.clusters,
                need: LEAST_CLUSTERS,
            };
            if enough { Ok(p) } else { Err(few) }
        })
    };
    let p_values: Vec<Statistic> = pairs.iter().map(tested).collect();
    let plain: Vec<f64> = p_values.iter().filter_map(|p| p.ok()).collect();
    let mut adjusted = holm(&plain).into_iter();
    for (pair, tested) in pairs.iter_mut().zip(p_values) {
        pair.p_holm = tested.map(|_| adjusted.next().unwrap_or(1.0));
    }
    pairs
}
