//! Forecasters' scores adjusted for the difficulty of the questions that they took.

use crate::dataset::{Dataset, QuestionClass, collect_pairs, distinct};
use crate::metrics::MetricId;
use crate::query::{Excluded, Request, SampleSize, Weighting};
use crate::scoring::{Adjusted, ScoreEntry, Undefined, Weight, sum};

use super::Metric;
use super::measure::{Loss, Measure, ScoredPanel, scored};
use super::panel::StandingEstimate;

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
    let scored = scored(dataset, request, |_| true, |kind| [Measure::leading(kind)]);
    let table = |one: &ScoredPanel| {
        let entries = entries(one, request);
        (!entries.is_empty()).then(|| table(dataset, one, &entries, request))
    };
    Adjustment {
        tables: scored.iter().filter_map(table).collect(),
        skipped: collect_pairs(dataset, request).excluded,
    }
}

/// Returns each forecaster's mean score on each question, with the question's cluster.
fn entries(scored: &ScoredPanel, request: &Request) -> Vec<(ScoreEntry, usize)> {
    let mut entries = Vec::new();
    for (question, asked) in scored.questions.iter().enumerate() {
        let mut given: Vec<(u32, f64, f64)> = Vec::new();
        for segment in &asked.segments {
            let counts = |own: &&StandingEstimate<Loss>| {
                // Under `each`, what one says again by another's speaking is not said again.
                let counts = request.weigh != Weighting::Each || own.since >= segment.from;
                // What stands at once stands from when the last of them had spoken.
                counts || asked.segments.len() == 1
            };
            let standing = segment.standing.iter().filter(counts);
            given.extend(standing.map(|own| (own.who, own.value.score, segment.weight)));
        }
        // Those of one forecaster stay in their order.
        given.sort_by_key(|(who, ..)| *who);
        for own in given.chunk_by(|a, b| a.0 == b.0) {
            let forecaster = own[0].0;
            let weight = sum(own.iter().map(|(_, _, weight)| *weight));
            let score = sum(own.iter().map(|(_, score, share)| share * score)) / weight;
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
    let mut by_forecaster: Vec<&(ScoreEntry, usize)> = entries.iter().collect();
    by_forecaster.sort_by_key(|(one, _)| one.forecaster);
    let row = |(who, effect): (usize, &Option<f64>)| {
        let effect = (*effect)?;
        let begin = by_forecaster.partition_point(|(one, _)| one.forecaster < who);
        let end = by_forecaster.partition_point(|(one, _)| one.forecaster <= who);
        let own = &by_forecaster[begin..end];
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
