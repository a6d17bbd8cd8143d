//! Which pool to use, and what it gains on questions that had no say in the choice.

use std::collections::BTreeMap;

use crate::analysis::difference::{ComparisonVerdict, Difference};
use crate::analysis::measure::{Loss, Measure};
use crate::query::Request;
use crate::scoring::Case;

use super::Method;
use super::answer::{Made, Table};

/// Which pool to use.
#[derive(Clone, Debug)]
pub struct Advice {
    /// The way that scored best, of those that are defined everywhere.
    pub best: Method,
    /// What choosing by score would have gained over the plain mean: for each cluster the way that scored
    /// best on all others, its score less that of the mean.
    pub gain: Difference,
}

impl Advice {
    /// Returns the way to use: the best one where choosing it gains more than chance, or the plain mean.
    #[must_use]
    pub fn method(&self) -> Method {
        match self.gain.told {
            ComparisonVerdict::First => self.best,
            _ => Method::Mean,
        }
    }
}

/// Returns which pool to use; nothing where there is nothing to choose from.
pub(super) fn advice(tables: &[Table], request: &Request) -> Option<Advice> {
    let most = tables.iter().map(|table| table.made.len()).max()?;
    let tables: Vec<&Table> = tables
        .iter()
        .filter(|table| table.made.len() == most && most > 0)
        .collect();
    let totals: Vec<Totals> = tables.iter().map(|table| Totals::of(&table.made)).collect();
    // All of these ways made a forecast of every panel, in the same order.
    let mut panels: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (panel, made) in tables.first()?.made.iter().enumerate() {
        panels.entry(made.pair.cluster).or_default().push(panel);
    }
    let chosen = panels
        .iter()
        .filter_map(|(cluster, panels)| Some((panels, best(&totals, Some(*cluster))?)));
    let cases = chosen.flat_map(|(panels, method)| {
        let all = &tables[method].made;
        let made = panels.iter().map(|panel| &all[*panel]);
        made.map(|made| Case {
            value: apart(made.brier().less(made.mean)),
            weight: made.pair.weight,
            cluster: made.pair.cluster,
        })
    });
    let cases: Vec<Case<Loss>> = cases.collect();
    Some(Advice {
        best: tables[best(&totals, None)?].method,
        gain: Difference::of(&cases, Measure::Brier, request),
    })
}

/// Returns a difference in which what is the same but for rounding is the same.
fn apart(loss: Loss) -> Loss {
    let apart = |value: f64| if value.abs() < 1e-12 { 0.0 } else { value };
    Loss {
        score: apart(loss.score),
        otherwise: loss.otherwise.map(apart),
    }
}

/// The weighted scores of a way, of all and by cluster; all ways weigh alike.
struct Totals {
    all: f64,
    by_cluster: BTreeMap<usize, f64>,
}

impl Totals {
    fn of(made: &[Made]) -> Self {
        let mut by_cluster = BTreeMap::new();
        for one in made {
            *by_cluster.entry(one.pair.cluster).or_default() +=
                one.pair.weight.get() * one.brier().score;
        }
        Self {
            all: by_cluster.values().sum(),
            by_cluster,
        }
    }
}

/// Returns the place of the way that scores best without a cluster; of equals the first.
fn best(totals: &[Totals], without: Option<usize>) -> Option<usize> {
    let score = |one: &Totals| {
        let left = without.and_then(|cluster| one.by_cluster.get(&cluster));
        one.all - left.copied().unwrap_or_default()
    };
    let scores = totals.iter().map(score).enumerate();
    let least = scores.reduce(|best, one| if one.1 < best.1 - 1e-12 { one } else { best });
    least.map(|(place, _)| place)
}
