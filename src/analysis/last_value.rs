//! The last outcome that was known of a series, taken for a forecast of the next: persistence.

use std::collections::BTreeMap;

use crate::dataset::{Dataset, EstimateValue, Observed, Quantity, Question, seconds};
use crate::model::{KindName, Probability};
use crate::query::Request;
use crate::scoring::ensemble::Samples;
use crate::scoring::multi::Probabilities;

use super::measure::{Loss, ScoredPanel};

/// The questions of a series.
#[derive(Default)]
struct Series<'q, 'l> {
    /// With the second at which their outcome was known, in order.
    known: Vec<(f64, &'q Question<'l>)>,
    /// Of each number of those that were known first, the place of the last of the series.
    last: Vec<usize>,
}

impl<'q, 'l> Series<'q, 'l> {
    fn settle(&mut self) {
        let known = &mut self.known;
        known.sort_by(|(a, x), (b, y)| a.total_cmp(b).then(x.number.cmp(&y.number)));
        let mut last = 0;
        for place in 0..known.len() {
            if ends(known[place]) >= ends(known[last]) {
                last = place;
            }
            self.last.push(last);
        }
    }

    /// Returns the last question of the series whose outcome was known at a time, and not this one.
    fn last_before(&self, from: f64, but: &Question<'_>) -> Option<&'q Question<'l>> {
        let n = self.known.partition_point(|(at, _)| *at <= from);
        let (_, last) = self.known[self.last[n.checked_sub(1)?]];
        if last.number != but.number {
            return Some(last);
        }
        // Only where nobody looks at the days can it be known itself.
        let others = self.known[..n]
            .iter()
            .filter(|(_, one)| one.number != but.number);
        let last = others.max_by(|a, b| ends(**a).total_cmp(&ends(**b)));
        last.map(|(_, one)| *one)
    }
}

/// Returns the second at which a question that was known then was decided at the latest.
fn ends((known, question): (f64, &Question<'_>)) -> f64 {
    let deadline = question.times.deadline;
    deadline.map_or(known, |deadline| seconds(deadline.end()))
}

/// Returns the loss of the last value over each segment of each question of a panel: none where its
/// question is of no series, or nothing of the series was known when the segment began.
///
/// A day is no value to stay at: that of an earlier question has passed. Dates have none.
pub(super) fn losses(
    dataset: &Dataset<'_>,
    scored: &ScoredPanel,
    series: &[String],
    request: &Request,
) -> Vec<Vec<Option<Loss>>> {
    let these = dataset.known().into_iter();
    let these: Vec<_> = these.filter(|one| *one.class == scored.class).collect();
    let outcomes = outcomes(dataset, &these, series);
    let loss = |question: &Question<'_>, from: f64| {
        let of_series = &outcomes[series_of(dataset, question, series)?];
        let last = of_series.last_before(from, question)?;
        let mut row = dataset.rows(question).first()?.clone();
        row.value = persistence(last, question)?;
        row.details = None;
        scored.measure.loss(question, &row, request.floor)
    };
    let asked = scored.questions.iter().zip(&these);
    let of = asked.map(|(asked, question)| {
        let segments = asked.segments.iter();
        segments.map(|one| loss(question, one.from)).collect()
    });
    of.collect()
}

/// Returns the questions of each series that have a known day.
fn outcomes<'q, 'l, 's>(
    dataset: &Dataset<'_>,
    these: &[&'q Question<'l>],
    series: &'s [String],
) -> BTreeMap<&'s str, Series<'q, 'l>> {
    let mut found: BTreeMap<&str, Series<'_, '_>> = BTreeMap::new();
    for question in these {
        if let Some(name) = series_of(dataset, question, series) {
            let known = question.times.known;
            let known = known.map(|known| (seconds(known.end()), *question));
            found.entry(name).or_default().known.extend(known);
        }
    }
    found.values_mut().for_each(Series::settle);
    found
}

/// Returns the series that a question is of: the first that is one of its tags.
fn series_of<'s>(
    dataset: &Dataset<'_>,
    question: &Question<'_>,
    series: &'s [String],
) -> Option<&'s str> {
    let tags = dataset.tags(question);
    let named = series.iter().find(|one| tags.contains(one));
    named.map(String::as_str)
}

/// Returns the outcome of one question as a forecast of another.
fn persistence(last: &Question<'_>, of: &Question<'_>) -> Option<EstimateValue> {
    let options = |options: Probabilities| {
        (last.options == of.options).then(|| EstimateValue::Options(Box::new(options)))
    };
    match last.observed()? {
        Observed::Event(outcome) => Probability::new(outcome.get()).map(EstimateValue::Probability),
        Observed::Option(place) => {
            let sure = |i| {
                if i == *place {
                    Probability::ONE
                } else {
                    Probability::ZERO
                }
            };
            options(Probabilities::new((0..last.options.len()).map(sure).collect()).ok()?)
        }
        Observed::Shares(shares) => options(Probabilities::clone(shares)),
        Observed::Number(value) if of.kind() == KindName::Number => {
            let point = Quantity::Samples(Samples::new(vec![*value])?);
            Some(EstimateValue::Quantity(Box::new(point)))
        }
        Observed::Number(_) | Observed::Unfit => None,
    }
}
