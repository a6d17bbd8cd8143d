//! Two forecasters compared, on what both answered.

use std::collections::BTreeSet;

use crate::ledger::Ledger;
use crate::scoring::{Case, Weight, count, sum};

use super::difference::Difference;
use super::measure::{Measure, Scored, scored};
use super::row::Basis;
use super::skipped::Skipped;
use super::together::{Asked, Names, questions};
use super::{Request, Weigh};

/// Two forecasters compared.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The first.
    pub first: String,
    /// The second.
    pub second: String,
    /// A row for each score of each kind that both answered; the first of a kind is the one to
    /// judge by.
    pub rows: Vec<Compared>,
    /// What could not be compared.
    pub dropped: Dropped,
    /// What was left out before.
    pub skipped: Skipped,
}

/// Two forecasters compared by one score.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The score.
    pub measure: Measure,
    /// What the comparison rests on: stretches over which both stood by an estimate, questions and
    /// clusters.
    pub basis: Basis,
    /// The share of a question's scheduled life over which both stood, on average; none where
    /// estimates are not weighed by days.
    pub shared: Option<f64>,
    /// The first's mean score over those; infinite where what was called impossible
    /// happened.
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
    /// Both did, but no two of their estimates stood at the same time.
    pub apart: Vec<String>,
}

/// Returns two forecasters compared on the questions, and the days, on which both had an estimate.
///
/// Over the days each pair of standing estimates counts by the days that both stood, over the days
/// of the question's scheduled life; otherwise by the one estimate that the weighing takes of each.
#[must_use]
pub fn compare(ledger: &Ledger, request: &Request, first: &str, second: &str) -> Comparison {
    let (questions, skipped) = questions(ledger, request);
    let names = Names::sorted(vec![first.to_owned(), second.to_owned()]);
    let number = |name| names.number(name).expect("both are among the names");
    let pair = (number(first), number(second));
    let scored = scored(&questions, &names, request.weigh);
    let leading = scored.iter().filter(|one| one.measure.leads());
    let row = |one: &Scored| compared(one.measure, &one.asked, pair, request);
    Comparison {
        first: first.to_owned(),
        second: second.to_owned(),
        dropped: Dropped::of(leading.flat_map(|one| &one.asked), pair),
        rows: scored.iter().filter_map(row).collect(),
        skipped,
    }
}

/// What both said over one stretch, as their scores.
struct Both {
    question: usize,
    cluster: usize,
    weight: f64,
    scores: (f64, f64),
}

fn compared(
    measure: Measure,
    asked: &[Asked<f64>],
    pair: (usize, usize),
    request: &Request,
) -> Option<Compared> {
    let both: Vec<Both> = (0..)
        .zip(asked)
        .flat_map(|(i, one)| both(i, one, pair))
        .collect();
    let cases: Vec<Case> = both.iter().filter_map(Both::case).collect();
    if cases.is_empty() {
        return None;
    }
    let weight = sum(both.iter().map(|one| one.weight));
    let mean = |of: fn(&Both) -> f64| sum(both.iter().map(|one| one.weight * of(one))) / weight;
    let basis = Basis {
        n: both.len(),
        questions: distinct(both.iter().map(|one| one.question)),
        clusters: distinct(both.iter().map(|one| one.cluster)),
    };
    Some(Compared {
        measure,
        basis,
        shared: (request.weigh == Weigh::Days).then(|| weight / count(basis.questions)),
        first: mean(|one| one.scores.0),
        second: mean(|one| one.scores.1),
        difference: Difference::of(&cases, request),
    })
}

fn both(question: usize, asked: &Asked<f64>, pair: (usize, usize)) -> Vec<Both> {
    let both = asked.stretches.iter().filter_map(|stretch| {
        Some(Both {
            question,
            cluster: asked.cluster,
            weight: stretch.weight,
            scores: (stretch.by(pair.0)?, stretch.by(pair.1)?),
        })
    });
    both.collect()
}

impl Both {
    fn case(&self) -> Option<Case> {
        Some(Case {
            value: self.scores.0 - self.scores.1,
            weight: Weight::new(self.weight)?,
            cluster: self.cluster,
        })
    }
}

impl Dropped {
    fn of<'a>(asked: impl Iterator<Item = &'a Asked<f64>>, pair: (usize, usize)) -> Self {
        let mut dropped = Self::default();
        for one in asked {
            let answered = |who| one.stretches.iter().any(|s| s.by(who).is_some());
            let id = one.id.clone();
            match (answered(pair.0), answered(pair.1)) {
                (true, false) => dropped.only_first.push(id),
                (false, true) => dropped.only_second.push(id),
                (true, true) if both(0, one, pair).is_empty() => dropped.apart.push(id),
                _ => {}
            }
        }
        dropped
    }
}

/// Returns how many different numbers there are.
pub(super) fn distinct(numbers: impl Iterator<Item = usize>) -> usize {
    numbers.collect::<BTreeSet<_>>().len()
}
