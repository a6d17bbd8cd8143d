//! Every two forecasters compared.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::dataset::{Dataset, QuestionClass, collect_pairs};
use crate::query::{Excluded, Request};
use crate::scoring::compare::holm;
use crate::scoring::{LEAST_CLUSTERS, Statistic, Undefined};

use super::DifferenceTest;
use super::compare::{Compared, compared, known};
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
        let answered = Answered::of(one);
        let who: Vec<u32> = answered.questions.keys().copied().collect();
        if who.len() > MOST_COMPARED {
            return Err(who.len());
        }
        let pairs = pairs(dataset, (one, &answered), &who, test, request);
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

/// What every pair of a table is compared by, so that a pair need not look at the questions of all others.
pub(super) struct Answered {
    /// The places of the questions on which each forecaster stood by anything.
    questions: BTreeMap<u32, Vec<usize>>,
    /// When each cluster was resolved.
    known: BTreeMap<usize, f64>,
}

impl Answered {
    /// Returns what was answered of these questions.
    pub(super) fn of(scored: &ScoredPanel) -> Self {
        let mut questions: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (place, asked) in scored.questions.iter().enumerate() {
            for one in asked.segments.iter().flat_map(|segment| &segment.standing) {
                let own = questions.entry(one.who).or_default();
                if own.last() != Some(&place) {
                    own.push(place);
                }
            }
        }
        let known = known(scored);
        Self { questions, known }
    }

    fn by(&self, who: u32) -> &[usize] {
        self.questions.get(&who).map_or(&[], Vec::as_slice)
    }

    /// Returns the questions that two have in common.
    fn by_both(&self, (first, second): (u32, u32)) -> impl Iterator<Item = usize> {
        let mut others = self.by(second).iter().copied().peekable();
        self.by(first).iter().copied().filter(move |place| {
            while others.next_if(|other| other < place).is_some() {}
            others.peek() == Some(place)
        })
    }
}

/// Returns the pairs of these forecasters that have anything in common.
pub(super) fn pairs(
    dataset: &Dataset<'_>,
    (scored, answered): (&ScoredPanel, &Answered),
    who: &[u32],
    test: DifferenceTest,
    request: &Request,
) -> Vec<ComparedPair> {
    let name = |who: u32| (dataset.forecaster(who).to_owned(), who);
    let firsts = who.iter().enumerate();
    let both = firsts.flat_map(|(i, first)| who[i + 1..].iter().map(|second| (*first, *second)));
    let both: Vec<(u32, u32)> = both.collect();
    let compared = both.into_par_iter().filter_map(|pair| {
        let questions = answered.by_both(pair);
        let compared = compared(scored, questions, pair, &answered.known, test, request)?;
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
