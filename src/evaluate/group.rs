//! Groups: the rows of an answer.

use std::collections::BTreeMap;

use crate::ledger::Entry;
use crate::model::{Estimate, Reading, Value, Yardstick};

use super::Said;
use crate::query::{Dimension, Group};

/// A value of a dimension, with its place in the order of rows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    order: u8,
    pub(super) text: String,
}

impl Key {
    /// Returns the key of a text; of none, one that comes last.
    pub(super) fn of(text: Option<&str>) -> Self {
        match text {
            Some(text) if !text.is_empty() => Self {
                order: 0,
                text: text.to_owned(),
            },
            _ => Self {
                order: u8::MAX,
                text: "none".to_owned(),
            },
        }
    }

    /// Returns the key of a horizon, given as days to the deadline.
    pub(super) fn of_horizon(days: i64) -> Self {
        let found = (0_u8..).zip(HORIZONS).find(|(_, (last, _))| days <= *last);
        let (order, text) = found.map_or((u8::MAX, "over 3 years"), |(i, (_, text))| (i, text));
        Self {
            order,
            text: text.to_owned(),
        }
    }
}

/// Returns what was said by group, in order, the total last; the total alone without dimensions.
///
/// A forecast with several tags counts in each.
#[must_use]
pub fn split<'a>(said: &[Said<'a>], dimensions: &[Dimension]) -> Vec<(Group, Vec<Said<'a>>)> {
    let mut groups: BTreeMap<Vec<Key>, Vec<Said<'a>>> = BTreeMap::new();
    if !dimensions.is_empty() {
        for &one in said {
            for keys in combinations(dimensions, one.entry, Some(one.estimate)) {
                groups.entry(keys).or_default().push(one);
            }
        }
    }
    let name = |keys: Vec<Key>| {
        dimensions
            .iter()
            .copied()
            .zip(keys.into_iter().map(|key| key.text))
            .collect()
    };
    let rows = groups.into_iter().map(|(keys, said)| (name(keys), said));
    rows.chain([(Group::new(), said.to_vec())]).collect()
}

/// Returns whether a row of that group is about the forecaster's share of a forecast; none where
/// the group tells estimates apart, and not forecasts.
pub(super) fn holds(group: &Group, entry: &Entry, by: &str) -> Option<bool> {
    let mut all = true;
    for (dimension, text) in group {
        all &= match dimension {
            Dimension::Forecaster => by == text,
            Dimension::Horizon | Dimension::Confidence | Dimension::Word | Dimension::Origin => {
                return None;
            }
            other => keys(*other, entry, None)
                .iter()
                .any(|key| key.text == *text),
        };
    }
    Some(all)
}

fn combinations(
    dimensions: &[Dimension],
    entry: &Entry,
    estimate: Option<&Estimate>,
) -> Vec<Vec<Key>> {
    dimensions
        .iter()
        .fold(vec![Vec::new()], |heads, &dimension| {
            let tails = keys(dimension, entry, estimate);
            let longer = |head: &Vec<Key>| {
                let grown = tails
                    .iter()
                    .map(|tail| [head.clone(), vec![tail.clone()]].concat());
                grown.collect::<Vec<_>>()
            };
            heads.iter().flat_map(longer).collect()
        })
}

fn keys(dimension: Dimension, entry: &Entry, estimate: Option<&Estimate>) -> Vec<Key> {
    let forecast = &entry.forecast;
    let text = |text: &str| vec![Key::of(Some(text))];
    let or_none = |found: Option<&str>| vec![Key::of(found)];
    match dimension {
        Dimension::Forecaster => or_none(estimate.map(|estimate| estimate.by.as_str())),
        Dimension::Tag if forecast.tags.is_empty() => or_none(None),
        Dimension::Tag => forecast.tags.iter().flat_map(|tag| text(tag)).collect(),
        Dimension::Kind => text(forecast.kind.name().as_str()),
        Dimension::Horizon => estimate.map_or_else(Vec::new, |one| vec![horizon(entry, one)]),
        Dimension::Year => text(&forecast.deadline.day().format("%Y").to_string()),
        Dimension::Confidence => or_none(
            estimate
                .and_then(|one| one.confidence)
                .map(crate::model::Confidence::as_str),
        ),
        Dimension::Word => estimate.map_or_else(Vec::new, |one| vec![word(one)]),
        Dimension::Document => or_none(
            forecast
                .source
                .as_ref()
                .and_then(|source| source.document.as_deref()),
        ),
        Dimension::Topic => or_none(Some(entry.topic())),
        Dimension::Origin => or_none(estimate.map(|estimate| estimate.origin().as_str())),
    }
}

/// The horizons of the printed tables: the last day of each, counted to the deadline.
const HORIZONS: [(i64, &str); 3] = [
    (91, "0–3 months"),
    (365, "3–12 months"),
    (1095, "1–3 years"),
];

fn horizon(entry: &Entry, estimate: &Estimate) -> Key {
    Key::of_horizon((entry.forecast.deadline.day() - estimate.date.day()).num_days())
}

fn word(estimate: &Estimate) -> Key {
    let Value::Probability(stated) = &estimate.value else {
        return Key {
            order: u8::MAX,
            text: "none".to_owned(),
        };
    };
    match &stated.reading {
        Reading::Word {
            word, yardstick, ..
        } => {
            let place = Yardstick::builtin(yardstick)
                .and_then(|scale| {
                    scale
                        .terms
                        .iter()
                        .position(|term| term.words.contains(word))
                })
                .and_then(|place| u8::try_from(place).ok());
            Key {
                order: place.unwrap_or(u8::MAX - 1),
                text: word.clone(),
            }
        }
        _ => Key {
            order: u8::MAX,
            text: "a number".to_owned(),
        },
    }
}
