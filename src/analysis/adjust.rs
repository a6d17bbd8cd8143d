//! Forecasters' scores adjusted for the difficulty of the questions that they took.

use crate::dataset::{Dataset, QuestionClass, collect_pairs, distinct};
use crate::metrics::MetricId;
use crate::query::{Excluded, Request, SampleSize, Weighting};
use crate::scoring::{Adjusted, ScoreEntry, Undefined, Weight, sum};

use super::Metric;
use super::measure::{Measure, ScoredPanel, scored};

/// Forecasters' scores adjusted for difficulty.
#[derive(Clone, Debug)]
pub struct Adjustment {
    /// For each kind and unit, the forecasters.
    pub tables: Vec<AdjustedTable>,
    /// What was left out.
    pub skipped: Excluded,
}

/// The forecasters of one kind and unit.
#[derive(Clone, Debug)]
pub struct AdjustedTable {
    /// The kind and unit.
    pub class: QuestionClass,
    /// The score.
    pub measure: Measure,
    /// The forecasters by name, those of one group beside each other.
    pub rows: Vec<AdjustedRow>,
    /// Why nothing could be adjusted, where nothing could.
    pub why: Option<Undefined>,
}

/// A forecaster's score, adjusted.
#[derive(Clone, Debug)]
pub struct AdjustedRow {
    /// Who.
    pub forecaster: String,
    /// What it rests on; its pairs are the questions.
    pub basis: SampleSize,
    /// The score as it is.
    pub score: f64,
    /// The score to expect on an average question of the group, with its interval.
    pub adjusted: Metric,
    /// How much higher scores are on the questions taken than on an average one: above 0 they were
    /// hard.
    pub difficulty: f64,
    /// The number of the group, from 1. Scores of two groups cannot be compared: no chain of common
    /// questions leads from one to the other.
    pub group: usize,
}

impl AdjustedTable {
    /// Returns the names of each group.
    #[must_use]
    pub fn groups(&self) -> Vec<Vec<&str>> {
        let groups = self.rows.chunk_by(|a, b| a.group == b.group);
        groups
            .map(|rows| rows.iter().map(|row| row.forecaster.as_str()).collect())
            .collect()
    }
}

/// Returns each forecaster's score as two-way fixed effects would have it on an average question, by
/// the leading score of each kind and unit.
///
/// Difficulty is learnt from everybody's estimates; the request's forecasters only choose the rows.
#[must_use]
pub fn adjust(dataset: &Dataset<'_>, request: &Request) -> Adjustment {
    let scored = scored(dataset, request, |_| true);
    let leads = |one: &&ScoredPanel| Measure::of(one.class.kind)[0] == one.measure;
    let table = |one: &ScoredPanel| {
        let entries = entries(one, request);
        (!entries.is_empty()).then(|| table(dataset, one, &entries, request))
    };
    Adjustment {
        tables: scored.iter().filter(leads).filter_map(table).collect(),
        skipped: collect_pairs(dataset, request).excluded,
    }
}

/// Returns each forecaster's mean score on each question, with the question's cluster.
fn entries(scored: &ScoredPanel, request: &Request) -> Vec<(ScoreEntry, usize)> {
    let mut entries = Vec::new();
    for (question, asked) in scored.questions.iter().enumerate() {
        let who = asked.segments.iter().flat_map(|one| &one.standing);
        let mut who: Vec<u32> = who.map(|one| one.who).collect();
        who.sort_unstable();
        who.dedup();
        for forecaster in who {
            let given = asked.segments.iter().filter_map(|segment| {
                let own = segment.standing.iter().find(|one| one.who == forecaster)?;
                // Under `each`, what one says again by another's speaking is not said again.
                let counts = request.weigh != Weighting::Each || own.since >= segment.from;
                // What stands at once stands from when the last of them had spoken.
                let counts = counts || asked.segments.len() == 1;
                counts.then_some((own.value.score, segment.weight))
            });
            let given: Vec<(f64, f64)> = given.collect();
            let weight = sum(given.iter().map(|(_, weight)| *weight));
            let score = sum(given.iter().map(|(score, share)| share * score)) / weight;
            entries.extend(Weight::new(weight).map(|weight| {
                let entry = ScoreEntry {
                    forecaster: forecaster as usize,
                    question,
                    score,
                    weight,
                };
                (entry, asked.cluster)
            }));
        }
    }
    entries
}

fn table(
    dataset: &Dataset<'_>,
    scored: &ScoredPanel,
    entries: &[(ScoreEntry, usize)],
    request: &Request,
) -> AdjustedTable {
    let all: Vec<ScoreEntry> = entries.iter().map(|(entry, _)| *entry).collect();
    let table = |rows, why| AdjustedTable {
        class: scored.class.clone(),
        measure: scored.measure,
        rows,
        why,
    };
    let adjusted = match Adjusted::of(&all) {
        Ok(adjusted) => adjusted,
        Err(why) => return table(Vec::new(), Some(why)),
    };
    let intervals = request.doubt().bootstrap().map(|one| one.adjusted(entries));
    let row = |(who, effect): (usize, &Option<f64>)| {
        let effect = (*effect)?;
        let own: Vec<_> = entries
            .iter()
            .filter(|(one, _)| one.forecaster == who)
            .collect();
        let weight = sum(own.iter().map(|(one, _)| one.weight.get()));
        let score = sum(own.iter().map(|(one, _)| one.weight.get() * one.score)) / weight;
        let interval = match &intervals {
            Ok(intervals) => intervals[who],
            Err(why) => Err(*why),
        };
        Some(AdjustedRow {
            forecaster: dataset.forecasters()[who].clone(),
            basis: SampleSize {
                n: own.len(),
                questions: own.len(),
                clusters: distinct(own.iter().map(|(_, cluster)| *cluster)),
            },
            score,
            adjusted: Metric::with_interval(MetricId::Adjusted, Ok(effect), interval),
            difficulty: score - effect,
            group: adjusted.groups[who]? + 1,
        })
    };
    let mut rows: Vec<_> = adjusted
        .forecasters
        .iter()
        .enumerate()
        .filter_map(row)
        .collect();
    rows.retain(|row| request.selection.takes_forecaster(&row.forecaster));
    rows.sort_by_key(|row| row.group);
    table(rows, None)
}
