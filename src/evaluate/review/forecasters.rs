//! Forecasters beside each other, with the difficulty of what they answered taken out.

use std::collections::BTreeMap;

use crate::scoring::{Adjusted, Entry, Undefined, Weight};

use super::Outturn;

/// The forecasters beside each other, over the binary questions.
#[derive(Clone, Debug)]
pub struct Forecasters {
    /// Each of them, by name.
    pub rows: Vec<Compared>,
    /// How many groups there are between which no chain of common questions leads; only within one
    /// can adjusted scores be compared.
    pub groups: usize,
    /// Why there are no adjusted scores, where there are none.
    pub why_not: Option<Undefined>,
}

/// A forecaster beside the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The name.
    pub by: String,
    /// How many forecasts.
    pub questions: usize,
    /// On how many of them somebody else made an estimate too.
    pub shared: usize,
    /// The mean score, each forecast by its weight.
    pub score: f64,
    /// The score to expect on a question of average difficulty.
    pub adjusted: Option<f64>,
    /// The group within which it can be compared, from 0.
    pub group: Option<usize>,
}

impl Forecasters {
    /// Returns the forecasters behind outturns.
    pub(super) fn of(outturns: &[Outturn<'_>]) -> Self {
        let mut names: BTreeMap<&str, usize> = BTreeMap::new();
        let mut questions: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for one in binary(outturns) {
            names.entry(one.by).or_default();
            let number = questions.len();
            questions
                .entry(one.entry.forecast.id.as_str())
                .or_insert((number, 0))
                .1 += 1;
        }
        for (number, place) in names.values_mut().enumerate() {
            *place = number;
        }
        let entries: Vec<Entry> = binary(outturns)
            .filter_map(|one| {
                Some(Entry {
                    forecaster: names[one.by],
                    question: questions[one.entry.forecast.id.as_str()].0,
                    score: one.score?,
                    weight: Weight::new(one.weight)?,
                })
            })
            .collect();
        let adjusted = Adjusted::of(&entries);
        let row = |(by, place): (&&str, &usize)| {
            compared(by, *place, outturns, &questions, adjusted.as_ref().ok())
        };
        Self {
            rows: names.iter().filter_map(row).collect(),
            groups: adjusted.as_ref().map_or(0, Adjusted::group_count),
            why_not: adjusted.as_ref().err().copied(),
        }
    }
}

fn binary<'a, 'b>(outturns: &'b [Outturn<'a>]) -> impl Iterator<Item = &'b Outturn<'a>> {
    outturns
        .iter()
        .filter(|one| one.said.is_some() && one.score.is_some())
}

fn compared(
    by: &str,
    place: usize,
    outturns: &[Outturn<'_>],
    questions: &BTreeMap<&str, (usize, usize)>,
    adjusted: Option<&Adjusted>,
) -> Option<Compared> {
    let own: Vec<_> = binary(outturns).filter(|one| one.by == by).collect();
    let weight: f64 = own.iter().map(|one| one.weight).sum();
    let total: f64 = own
        .iter()
        .filter_map(|one| Some(one.weight * one.score?))
        .sum();
    let answered = |one: &&&Outturn<'_>| questions[one.entry.forecast.id.as_str()].1 > 1;
    (weight > 0.0).then(|| Compared {
        by: by.to_owned(),
        questions: own.len(),
        shared: own.iter().filter(answered).count(),
        score: total / weight,
        adjusted: adjusted.and_then(|all| *all.forecasters.get(place)?),
        group: adjusted.and_then(|all| *all.groups.get(place)?),
    })
}
