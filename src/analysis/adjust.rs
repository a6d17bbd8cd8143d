//! Forecasters like for like: how each differs from the panel on the same questions, and their ranks.

use crate::dataset::{Dataset, QuestionClass, collect_pairs, distinct};
use crate::metrics::MetricId;
use crate::query::{Excluded, Request, SampleSize, Weighting};
use crate::scoring::compare::rank_ranges;
use crate::scoring::{Adjusted, LikeForLike, ScoreEntry, Undefined, Weight, like_for_like, sum};

use super::all_pairs::{Answered, MOST_COMPARED, pairs};
use super::measure::{Loss, Measure, ScoredPanel, scored};
use super::panel::StandingEstimate;
use super::reference::{Reference, ReferenceSkill, skill_of};
use super::{DifferenceTest, Metric};

/// Forecasters' scores adjusted for difficulty.
#[derive(Clone, Debug)]
pub struct Adjustment {
    /// For each kind and unit, the forecasters.
    pub tables: Vec<AdjustedTable>,
    /// Whom skills are against, where they were asked for.
    pub reference: Option<Reference>,
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
    /// The forecasters, those of one group beside each other and the best of it first.
    pub rows: Vec<AdjustedRow>,
    /// Why nothing could be adjusted, where nothing could.
    pub why: Option<Undefined>,
    /// On how many questions the reference has no score, where one was asked for.
    pub without_reference: usize,
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
    /// How much it differs from that of a forecaster on average on the same questions, drawn towards the
    /// average where little is known, with its interval; below 0 is better.
    pub like_for_like: Metric,
    /// The same as it is.
    pub unshrunk: Metric,
    /// The score to expect on an average question of the group.
    pub adjusted: Metric,
    /// How much higher scores are on the questions taken than on an average one: above 0 they were
    /// hard.
    pub difficulty: f64,
    /// The number of the group, from 1. Scores of two groups cannot be compared: no chain of common
    /// questions leads from one to the other.
    pub group: usize,
    /// The rank, where ranks were asked for.
    pub rank: Option<Rank>,
    /// The skill against a reference, where one was asked for.
    pub skill: Option<ReferenceSkill>,
}

/// A forecaster's rank by the like-for-like score, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    /// The rank.
    pub rank: usize,
    /// The best that is not ruled out.
    pub best: usize,
    /// The worst.
    pub worst: usize,
    /// Of how many.
    pub of: usize,
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

/// Returns how each forecaster's score differs from that of the panel on the same questions, by the leading
/// score of each kind.
///
/// Difficulty is learnt from everybody's estimates; the request's forecasters only choose the rows.
#[must_use]
pub fn adjust(dataset: &Dataset<'_>, request: &Request) -> Adjustment {
    tables(dataset, request, None, |_, _| {})
}

/// Returns the same with ranks, as far as those are forecasters enough to be compared and not too many, and
/// with the skill against a reference.
#[must_use]
pub fn leaderboard(
    dataset: &Dataset<'_>,
    request: &Request,
    reference: Option<&Reference>,
) -> Adjustment {
    tables(dataset, request, reference, |scored, table| {
        let answered = Answered::of(scored);
        let groups = table.rows.chunk_by_mut(|a, b| a.group == b.group);
        for rows in groups {
            rank(dataset, (scored, &answered), rows, request);
        }
        let Some(reference) = reference else {
            return;
        };
        let losses = reference.losses(dataset, scored, request);
        let with = losses.iter().filter(|one| one.iter().any(Option::is_some));
        table.without_reference = scored.questions.len() - with.count();
        for row in &mut table.rows {
            let who = dataset.number(&row.forecaster).unwrap_or(u32::MAX);
            row.skill = Some(skill_of(who, scored, &losses, request));
        }
    })
}

fn tables(
    dataset: &Dataset<'_>,
    request: &Request,
    reference: Option<&Reference>,
    more: impl Fn(&ScoredPanel, &mut AdjustedTable),
) -> Adjustment {
    let scored = scored(dataset, request, |_| true, |kind| [Measure::leading(kind)]);
    let table = |one: &ScoredPanel| {
        let entries = entries(one, request);
        if entries.is_empty() {
            return None;
        }
        let mut table = table(dataset, one, &entries, request);
        more(one, &mut table);
        let rows = &mut table.rows;
        rows.retain(|row| request.selection.takes_forecaster(&row.forecaster));
        Some(table)
    };
    Adjustment {
        tables: scored.iter().filter_map(table).collect(),
        reference: reference.cloned(),
        skipped: collect_pairs(dataset, request).excluded,
    }
}

/// Ranks the rows of a group that are in the order of their like-for-like scores. A rank is ruled out by those
/// who are better or worse by more than chance, of all pairs.
fn rank(
    dataset: &Dataset<'_>,
    asked: (&ScoredPanel, &Answered),
    rows: &mut [AdjustedRow],
    request: &Request,
) {
    let n = rows
        .iter()
        .filter(|row| row.like_for_like.value.is_ok())
        .count();
    if !(2..=MOST_COMPARED).contains(&n) {
        return;
    }
    let ranked = &mut rows[..n];
    let number = |row: &AdjustedRow| dataset.number(&row.forecaster).unwrap_or(u32::MAX);
    let who: Vec<u32> = ranked.iter().map(number).collect();
    let pairs = pairs(dataset, asked, &who, DifferenceTest::default(), request);
    let place = |of: u32| who.iter().position(|one| *one == of);
    let beyond = pairs.iter().filter_map(|pair| pair.beyond_chance(request));
    let beyond = beyond.filter_map(|(better, worse)| Some((place(better)?, place(worse)?)));
    let ranges = rank_ranges(n, beyond);
    for (i, (row, (best, worst))) in ranked.iter_mut().zip(ranges).enumerate() {
        let rank = i + 1;
        row.rank = Some(Rank {
            rank,
            best: best.min(rank),
            worst: worst.max(rank),
            of: n,
        });
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
        without_reference: 0,
    };
    let adjusted = match Adjusted::of(&all) {
        Ok(adjusted) => adjusted,
        Err(why) => return table(Vec::new(), Some(why)),
    };
    let differences = like_for_like(entries, &adjusted);
    let mut by_forecaster: Vec<&(ScoreEntry, usize)> = entries.iter().collect();
    by_forecaster.sort_by_key(|(one, _)| one.forecaster);
    let row = |(who, effect): (usize, &Option<f64>)| {
        let effect = (*effect)?;
        let begin = by_forecaster.partition_point(|(one, _)| one.forecaster < who);
        let end = by_forecaster.partition_point(|(one, _)| one.forecaster <= who);
        let own = &by_forecaster[begin..end];
        let weight = sum(own.iter().map(|(one, _)| one.weight.get()));
        let score = sum(own.iter().map(|(one, _)| one.weight.get() * one.score)) / weight;
        let difference = differences[who];
        let interval = difference.and_then(|one| one.interval(request.level));
        let value = |of: fn(LikeForLike) -> f64| difference.map(of);
        Some(AdjustedRow {
            forecaster: dataset.forecasters()[who].clone(),
            basis: SampleSize {
                n: own.len(),
                questions: own.len(),
                clusters: distinct(own.iter().map(|(_, cluster)| *cluster)),
            },
            score,
            like_for_like: Metric::with_interval(
                MetricId::LikeForLike,
                value(|one| one.difference),
                interval,
            ),
            unshrunk: Metric::plain(MetricId::Unshrunk, value(|one| one.unshrunk)),
            adjusted: Metric::plain(MetricId::Adjusted, Ok(effect)),
            difficulty: score - effect,
            group: adjusted.groups[who]? + 1,
            rank: None,
            skill: None,
        })
    };
    let mut rows: Vec<_> = adjusted
        .forecasters
        .iter()
        .enumerate()
        .filter_map(row)
        .collect();
    let place = |row: &AdjustedRow| row.like_for_like.value.unwrap_or(f64::INFINITY);
    rows.sort_by(|a, b| {
        let of = place(a).total_cmp(&place(b));
        a.group.cmp(&b.group).then(of)
    });
    table(rows, None)
}
