//! Two forecasters compared, on what both answered.

use std::collections::BTreeMap;

use crate::dataset::{Dataset, QuestionClass, collect_pairs, distinct};
use crate::query::{Excluded, Request, SampleSize, Weighting};
use crate::scoring::{Case, Weight, count, sum};

use super::DifferenceTest;
use super::difference::Difference;
use super::measure::{Loss, Measure, ScoredPanel, scored};
use super::panel::PanelQuestion;

/// Two forecasters compared.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The first.
    pub first: String,
    /// The second.
    pub second: String,
    /// How the difference is tested.
    pub test: DifferenceTest,
    /// A row for each score of each kind, and of numbers in each unit, that both answered; the first
    /// of a kind and unit is the one to judge by.
    pub rows: Vec<Compared>,
    /// What could not be compared.
    pub dropped: Dropped,
    /// What was left out before.
    pub skipped: Excluded,
}

/// Two forecasters compared by one score.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The kind and unit of the questions.
    pub class: QuestionClass,
    /// The score.
    pub measure: Measure,
    /// What the comparison rests on: segments over which both stood by an estimate, questions and
    /// clusters.
    pub basis: SampleSize,
    /// The share of a question's scheduled life over which both stood, on average; none where
    /// estimates are not weighed by days.
    pub shared: Option<f64>,
    /// The first's mean score over those; infinite where what was called impossible happened.
    pub first: f64,
    /// The second's.
    pub second: f64,
    /// The first's less the second's.
    pub difference: Difference,
}

/// The ids of questions that could not be compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dropped {
    /// Only the first answered them.
    pub only_first: Vec<String>,
    /// Only the second did.
    pub only_second: Vec<String>,
    /// Both did, but no two of their estimates stood at the same time, or have the same score.
    pub apart: Vec<String>,
}

impl Comparison {
    /// Returns the rows to judge by: the first of each kind and unit.
    pub fn leading(&self) -> impl Iterator<Item = &Compared> {
        let before = |i: usize| i.checked_sub(1).map(|i| &self.rows[i].class);
        let rows = self.rows.iter().enumerate();
        rows.filter(move |(i, row)| before(*i) != Some(&row.class))
            .map(|(_, row)| row)
    }
}

/// Returns two forecasters compared on the questions, and the days, on which both had an estimate.
///
/// Over the days each pair of standing estimates counts by the days that both stood, over the days
/// of the question's scheduled life; otherwise by the one estimate that the weighting takes of each.
#[must_use]
pub fn compare(
    dataset: &Dataset<'_>,
    request: &Request,
    first: &str,
    second: &str,
    test: DifferenceTest,
) -> Comparison {
    let number = |name| dataset.number(name).unwrap_or(u32::MAX);
    let pair = (number(first), number(second));
    let is_one = |who| who == pair.0 || who == pair.1;
    let scored = scored(dataset, request, is_one, Measure::of);
    Comparison {
        first: first.to_owned(),
        second: second.to_owned(),
        test,
        rows: scored
            .iter()
            .filter_map(|one| {
                let all = 0..one.questions.len();
                compared(one, all, pair, &known(one), test, request)
            })
            .collect(),
        dropped: Dropped::of(scored.iter().flat_map(|one| &one.questions), pair),
        skipped: collect_pairs(dataset, request).excluded,
    }
}

/// What both gave over one segment, as their scores.
struct Both {
    question: usize,
    cluster: usize,
    weight: f64,
    losses: (Loss, Loss),
}

/// Returns two forecasters compared on those questions, by their places, on which both stood by anything,
/// given when each cluster was resolved; none where there is no such question.
pub(super) fn compared(
    scored: &ScoredPanel,
    questions: impl Iterator<Item = usize>,
    pair: (u32, u32),
    known: &BTreeMap<usize, f64>,
    test: DifferenceTest,
    request: &Request,
) -> Option<Compared> {
    let both = questions.flat_map(|i| both(i, &scored.questions[i], pair));
    let both: Vec<Both> = both.collect();
    let cases: Vec<Case<Loss>> = both.iter().filter_map(Both::case).collect();
    if cases.is_empty() {
        return None;
    }
    let weight = sum(both.iter().map(|one| one.weight));
    let mean = |of: fn(&Both) -> f64| sum(both.iter().map(|one| one.weight * of(one))) / weight;
    let basis = SampleSize {
        n: both.len(),
        questions: distinct(both.iter().map(|one| one.question)),
        clusters: distinct(both.iter().map(|one| one.cluster)),
    };
    Some(Compared {
        class: scored.class.clone(),
        measure: scored.measure,
        basis,
        shared: (request.weigh == Weighting::Days).then(|| weight / count(basis.questions)),
        first: mean(|one| one.losses.0.score),
        second: mean(|one| one.losses.1.score),
        difference: Difference::by(test, &cases, known, scored.measure, request),
    })
}

/// Returns when each cluster was resolved: when the first of its questions was.
pub(super) fn known(scored: &ScoredPanel) -> BTreeMap<usize, f64> {
    let mut known: BTreeMap<usize, f64> = BTreeMap::new();
    for asked in &scored.questions {
        let first = known.entry(asked.cluster).or_insert(f64::INFINITY);
        *first = first.min(asked.known);
    }
    known
}

fn both(
    question: usize,
    asked: &PanelQuestion<Loss>,
    pair: (u32, u32),
) -> impl Iterator<Item = Both> {
    asked.segments.iter().filter_map(move |segment| {
        Some(Both {
            question,
            cluster: asked.cluster,
            weight: segment.weight,
            losses: (segment.by(pair.0)?, segment.by(pair.1)?),
        })
    })
}

impl Both {
    fn case(&self) -> Option<Case<Loss>> {
        Some(Case {
            value: self.losses.0.less(self.losses.1),
            weight: Weight::new(self.weight)?,
            cluster: self.cluster,
        })
    }
}

impl Dropped {
    /// Returns what could not be compared by any score.
    fn of<'a>(asked: impl Iterator<Item = &'a PanelQuestion<Loss>>, pair: (u32, u32)) -> Self {
        let mut seen: BTreeMap<&str, [bool; 3]> = BTreeMap::new();
        for one in asked {
            let answered = |who| one.segments.iter().any(|s| s.by(who).is_some());
            let [first, second, together] = seen.entry(&one.id).or_default();
            *first |= answered(pair.0);
            *second |= answered(pair.1);
            *together |= both(0, one, pair).next().is_some();
        }
        let these = |wanted: [bool; 3]| {
            let these = seen.iter().filter(|(_, seen)| **seen == wanted);
            these.map(|(id, _)| (*id).to_owned()).collect()
        };
        Self {
            only_first: these([true, false, false]),
            only_second: these([false, true, false]),
            apart: these([true, true, false]),
        }
    }
}
