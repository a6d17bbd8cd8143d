//! What each forecaster's numbers have meant, and what saying that instead would have saved.

use std::collections::BTreeMap;

use crate::dataset::{
    Dataset, Portion, Row, ScoredEstimate, collect_pairs, distinct, group_name, split,
};
use crate::ledger::Ledger;
use crate::model::{Moment, Probability};
use crate::query::{Dimension, Excluded, Group, Request, SampleSize};
use crate::scoring::calibration::{
    ISOTONIC_CLUSTERS, PenalizedLine, Penalty, RecalibrationMap, RecalibrationMethod,
    effective_clusters, logistic, logit,
};
use crate::scoring::proportion::wilson;
use crate::scoring::{Case, Interval, Pair, PairCounts, Undefined, brier, count};

use super::difference::{ComparisonVerdict, Difference};
use super::in_force::in_force;
use super::measure::{Loss, Measure};

/// How often each tenth has come true, and what that would have saved.
#[derive(Clone, Debug)]
pub struct Recalibration {
    /// How maps are fitted.
    pub method: RecalibrationMethod,
    /// A row for each forecaster.
    pub rows: Vec<Recalibrated>,
    /// What each word of at least ten clusters has meant.
    pub words: Vec<WordMeaning>,
    /// Numbers to consider for what is open; what stands in the records stays.
    pub open: Vec<Suggestion>,
    /// What was left out.
    pub skipped: Excluded,
}

/// What a forecaster's numbers have meant.
#[derive(Clone, Debug)]
pub struct Recalibrated {
    /// Who.
    pub group: Group,
    /// What it rests on.
    pub basis: SampleSize,
    /// The map from what is said to what it has meant, or why there is none.
    pub map: Result<RecalibrationMap, Undefined>,
    /// The map at each tenth.
    pub curve: Vec<Meaning>,
    /// How it was tried out.
    pub folds: Folds,
    /// The Brier score with the map less that without it, each estimate changed by a map that had not seen
    /// it, as `folds` says: below 0 it saves.
    pub saving: Difference,
}

/// What a number has meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Meaning {
    /// What is said.
    pub said: Probability,
    /// What it has meant by the map.
    pub meant: Probability,
    /// How often that may happen.
    pub interval: Option<Interval>,
}

/// How a map is tried out on what had no say in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folds {
    /// Each estimate by what was known of other clusters before it was made.
    Forward,
    /// Ten folds of clusters, each by the nine others, since not all times are known.
    Clusters,
}

/// What a word has meant.
#[derive(Clone, Debug, PartialEq)]
pub struct WordMeaning {
    /// Whose, and which word.
    pub group: Group,
    /// What it rests on.
    pub basis: SampleSize,
    /// What the word is taken for, on average.
    pub said: Probability,
    /// How often it happened.
    pub observed: f64,
    /// How often it may.
    pub interval: Interval,
    /// A number to use for it: the share that happened, drawn towards what it is taken for by ten clusters.
    pub meant: Probability,
}

/// A number to consider in place of an estimate.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The question.
    pub question: String,
    /// Whose estimate.
    pub forecaster: String,
    /// What they say.
    pub said: Probability,
    /// What that has meant.
    pub meant: Probability,
}

/// The clusters that a word needs, and as many as which what it is taken for counts.
const WORD_CLUSTERS: usize = 10;
/// The clusters that a map needs before it is used or tried out.
const MAP_CLUSTERS: usize = 10;
/// In how many parts clusters are tried out.
const FOLDS: usize = 10;
/// The tenths of the curve.
const TENTHS: [u8; 9] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

impl Recalibrated {
    /// Returns whether the map is worth using: what it saves is more than chance.
    #[must_use]
    pub fn is_advised(&self) -> bool {
        self.map.is_ok() && self.saving.told == ComparisonVerdict::First
    }
}

/// Returns what each forecaster's numbers have meant.
#[must_use]
pub fn recalibration(
    dataset: &Dataset<'_>,
    request: &Request,
    method: RecalibrationMethod,
) -> Recalibration {
    let collected = collect_pairs(dataset, request);
    let scored: Vec<ScoredEstimate<'_, '_>> = collected
        .scored
        .into_iter()
        .filter(|one| one.pair().is_some_and(|pair| pair.outcome.is_binary()))
        .collect();
    let parts = |dimensions: &[Dimension]| {
        let portions = split(dataset, scored.clone(), dimensions).into_iter();
        portions.filter(|portion| !portion.group.is_empty() && !portion.scored.is_empty())
    };
    let rows = parts(&[Dimension::Forecaster]);
    let words = dataset
        .is_detailed()
        .then(|| parts(&[Dimension::Forecaster, Dimension::Word]));
    Recalibration {
        method,
        rows: rows.map(|one| recalibrated(one, request, method)).collect(),
        words: words
            .into_iter()
            .flatten()
            .filter_map(|one| word(one, request))
            .collect(),
        open: Vec::new(),
        skipped: collected.excluded,
    }
}

impl Recalibration {
    /// Returns it with a number for each open estimate of those whose map is worth using.
    #[must_use]
    pub fn with_open(mut self, ledger: &Ledger, request: &Request) -> Self {
        let (maps, view) = (self.maps(), &request.view);
        let asked = request.selection.of(ledger, view).into_iter();
        let open = asked.filter(|entry| !view.state(ledger, entry).is_over());
        let suggested = open.flat_map(|entry| {
            let given = in_force(entry, view).into_iter();
            given.filter_map(|(_, estimate)| {
                let said = estimate.stated()?.point()?;
                let meant = maps.get(&*estimate.by)?.apply(said);
                Some(Suggestion {
                    question: entry.forecast.id.to_string(),
                    forecaster: estimate.by.to_string(),
                    said,
                    meant,
                })
            })
        });
        self.open = suggested.collect();
        self
    }

    /// Returns the maps that are worth using, by forecaster.
    fn maps(&self) -> BTreeMap<String, RecalibrationMap> {
        let advised = self.rows.iter().filter(|row| row.is_advised());
        let map = |row: &Recalibrated| {
            let (_, who) = row.group.first()?;
            Some((who.clone(), row.map.clone().ok()?))
        };
        advised.filter_map(map).collect()
    }
}

/// Returns a number for each last estimate of a table, by the map of its forecaster; by that of nobody where
/// it has no name.
#[must_use]
pub fn apply_maps(
    dataset: &Dataset<'_>,
    maps: &BTreeMap<String, RecalibrationMap>,
) -> Vec<Suggestion> {
    let questions = dataset.questions().iter();
    let suggested = questions.flat_map(|question| {
        dataset.runs(question).filter_map(|run| {
            let last = run.last()?;
            let forecaster = group_name(dataset.forecaster(last.forecaster));
            let said = last.probability()?;
            Some(Suggestion {
                question: question.id.to_string(),
                forecaster: forecaster.to_owned(),
                said,
                meant: maps.get(forecaster)?.apply(said),
            })
        })
    });
    suggested.collect()
}

/// An estimate with the times at which it was made and its outcome was known.
struct Timed {
    pair: Pair,
    made: Option<i64>,
    known: Option<i64>,
}

fn recalibrated(
    portion: Portion<'_, '_>,
    request: &Request,
    method: RecalibrationMethod,
) -> Recalibrated {
    let timed: Vec<Timed> = portion.scored.iter().filter_map(timed).collect();
    let pairs: Vec<Pair> = timed.iter().map(|one| one.pair).collect();
    let map = fit(&pairs, method);
    let forward = timed
        .iter()
        .all(|one| one.made.is_some() && one.known.is_some());
    let folds = if forward {
        Folds::Forward
    } else {
        Folds::Clusters
    };
    let maps = match folds {
        Folds::Forward => forward_maps(&timed, method),
        Folds::Clusters => fold_maps(&pairs, method),
    };
    Recalibrated {
        basis: SampleSize::of(&portion.scored),
        curve: curve(map.as_ref().ok(), &pairs, request.level),
        saving: saving(&pairs, &maps, request),
        group: portion.group,
        map,
        folds,
    }
}

fn timed(one: &ScoredEstimate<'_, '_>) -> Option<Timed> {
    let row: &Row<'_> = one.row;
    Some(Timed {
        pair: one.pair()?,
        made: row.made.map(Moment::start),
        known: one.question.times.known.map(Moment::end),
    })
}

/// Returns the map of pairs, or why there is none.
fn fit(pairs: &[Pair], method: RecalibrationMethod) -> Result<RecalibrationMap, Undefined> {
    let need = match method {
        RecalibrationMethod::Isotonic => ISOTONIC_CLUSTERS,
        _ => MAP_CLUSTERS,
    };
    fit_from(pairs, method, need)
}

fn fit_from(
    pairs: &[Pair],
    method: RecalibrationMethod,
    need: usize,
) -> Result<RecalibrationMap, Undefined> {
    let have = distinct(pairs.iter().map(|pair| pair.cluster));
    if have < need {
        return Err(Undefined::TooFew { have, need });
    }
    RecalibrationMap::fit(method, &PairCounts::of(pairs), effective_clusters(pairs)?)
}

/// Returns for each pair the map of what was known of other clusters before it was made; none where that is
/// too little, and what is said stands.
fn forward_maps(timed: &[Timed], method: RecalibrationMethod) -> Vec<Option<RecalibrationMap>> {
    // What is made at one time has one past; of very many times each hundredth is looked at.
    let mut moments: Vec<Option<i64>> = timed.iter().map(|one| one.made).collect();
    moments.sort_unstable();
    moments.dedup();
    let step = moments.len().div_ceil(100).max(1);
    let looked: Vec<Option<i64>> = moments.iter().copied().step_by(step).collect();
    let mut by_known: Vec<&Timed> = timed.iter().collect();
    by_known.sort_by_key(|one| one.known);
    let mut first_known: BTreeMap<usize, Option<i64>> = BTreeMap::new();
    for one in by_known.iter().rev() {
        first_known.insert(one.pair.cluster, one.known);
    }
    // Of those whose own cluster is in the past each cluster has a map of its own.
    let mut maps: BTreeMap<(usize, Option<usize>), Option<RecalibrationMap>> = BTreeMap::new();
    let of = |one: &Timed| {
        let last = looked
            .partition_point(|at| *at <= one.made)
            .checked_sub(1)?;
        let (own, at) = (one.pair.cluster, looked[last]);
        let is_seen = first_known[&own] < at;
        let fit = || {
            let past = &by_known[..by_known.partition_point(|other| other.known < at)];
            let others = past.iter().map(|other| other.pair);
            let others: Vec<Pair> = others.filter(|pair| pair.cluster != own).collect();
            fit_from(&others, method, MAP_CLUSTERS).ok()
        };
        let map = maps.entry((last, is_seen.then_some(own)));
        map.or_insert_with(fit).clone()
    };
    timed.iter().map(of).collect()
}

/// Returns for each pair the map of the nine folds that its cluster is not in.
fn fold_maps(pairs: &[Pair], method: RecalibrationMethod) -> Vec<Option<RecalibrationMap>> {
    let mut clusters: Vec<usize> = pairs.iter().map(|pair| pair.cluster).collect();
    clusters.sort_unstable();
    clusters.dedup();
    let fold = |pair: &Pair| clusters.partition_point(|one| *one < pair.cluster) % FOLDS;
    let map = |left: usize| {
        let rest: Vec<Pair> = pairs
            .iter()
            .filter(|pair| fold(pair) != left)
            .copied()
            .collect();
        fit_from(&rest, method, MAP_CLUSTERS).ok()
    };
    let maps: Vec<_> = (0..FOLDS).map(map).collect();
    pairs.iter().map(|pair| maps[fold(pair)].clone()).collect()
}

/// Returns what the maps would have saved.
fn saving(pairs: &[Pair], maps: &[Option<RecalibrationMap>], request: &Request) -> Difference {
    let case = |(pair, map): (&Pair, &Option<RecalibrationMap>)| {
        let said = pair.forecast;
        let meant = map.as_ref().map_or(said, |map| map.apply(said));
        let of = |p| Loss::of(pair.outcome, |outcome| brier(p, outcome));
        Case {
            value: of(meant).less(of(said)),
            weight: pair.weight,
            cluster: pair.cluster,
        }
    };
    let cases: Vec<Case<Loss>> = pairs.iter().zip(maps).map(case).collect();
    Difference::of(&cases, Measure::Brier, request)
}

/// Returns what each tenth has meant.
fn curve(map: Option<&RecalibrationMap>, pairs: &[Pair], level: f64) -> Vec<Meaning> {
    let Some(map) = map else {
        return Vec::new();
    };
    let uncertain = PairCounts::of(pairs).without_certain();
    let line = effective_clusters(pairs)
        .and_then(|effective| PenalizedLine::fit(&uncertain, effective, Penalty::Jeffreys));
    let meaning = |tenth: &u8| {
        let said = Probability::new(f64::from(*tenth) / 10.0)?;
        let interval = line.as_ref().ok();
        let interval = interval.and_then(|line| line.interval_at(logit(said), level).ok());
        Some(Meaning {
            said,
            meant: map.apply(said),
            interval: interval.map(|odds| Interval {
                low: logistic(odds.low),
                high: logistic(odds.high),
            }),
        })
    };
    TENTHS.iter().filter_map(meaning).collect()
}

/// Returns what a word has meant, where it was said in enough clusters.
fn word(portion: Portion<'_, '_>, request: &Request) -> Option<WordMeaning> {
    let basis = SampleSize::of(&portion.scored);
    let worded = portion.scored.iter().all(|one| one.row.word().is_some());
    if basis.clusters < WORD_CLUSTERS || !worded {
        return None;
    }
    let pairs: Vec<Pair> = portion
        .scored
        .iter()
        .filter_map(ScoredEstimate::pair)
        .collect();
    let pair_counts = PairCounts::of(&pairs);
    let effective = effective_clusters(&pairs).ok()?;
    let (said, observed) = (
        pair_counts.mean_forecast().ok()?,
        pair_counts.base_rate().ok()?,
    );
    let drawn = count(WORD_CLUSTERS);
    let meant = (observed * effective + said * drawn) / (effective + drawn);
    Some(WordMeaning {
        group: portion.group,
        basis,
        said: Probability::new(said)?,
        observed,
        interval: wilson(observed * effective, effective, request.level).ok()?,
        meant: Probability::new(meant)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::{BinaryOutcome, Weight};

    /// What cluster it is of, what was said and seen, when it was made and known.
    fn made(cluster: usize, said: f64, seen: bool, [made, known]: [i64; 2]) -> Timed {
        Timed {
            pair: Pair {
                forecast: Probability::new(said).unwrap(),
                outcome: BinaryOutcome::from(seen),
                weight: Weight::ONE,
                cluster,
            },
            made: Some(made),
            known: Some(known),
        }
    }

    /// Twelve clusters of which half came true, known one day after the other from the tenth on.
    fn past() -> Vec<Timed> {
        let one = |cluster: i64| {
            let place = usize::try_from(cluster).unwrap();
            made(place, 0.9, cluster % 2 == 0, [0, 10 + cluster])
        };
        (0..12).map(one).collect()
    }

    fn fitted(timed: &[Timed], taken: impl Fn(&Timed) -> bool) -> RecalibrationMap {
        let pairs = timed.iter().filter(|one| taken(one)).map(|one| one.pair);
        fit_from(&pairs.collect::<Vec<_>>(), RecalibrationMethod::Line, 1).unwrap()
    }

    #[test]
    fn a_map_forward_in_time_knows_what_was_known_and_not_what_came_later() {
        let mut timed = past();
        timed.extend([made(12, 0.9, true, [20, 99]), made(13, 0.9, true, [30, 99])]);
        let maps = forward_maps(&timed, RecalibrationMethod::Line);
        // At first nothing is known, and on the 20th what was known up to the 19th: ten clusters.
        assert_eq!(maps[0], None);
        assert_eq!(maps[12], Some(fitted(&timed, |one| one.known < Some(20))));
        assert_eq!(maps[13], Some(fitted(&timed, |one| one.known < Some(30))));
        assert_ne!(maps[12], maps[13]);
    }

    #[test]
    fn a_map_forward_in_time_leaves_the_own_cluster_out() {
        let mut timed = past();
        timed.extend([made(3, 0.9, true, [30, 99]), made(12, 0.9, true, [30, 99])]);
        let maps = forward_maps(&timed, RecalibrationMethod::Line);
        let known = |one: &Timed| one.known < Some(30);
        assert_eq!(maps[13], Some(fitted(&timed, known)));
        let others = |one: &Timed| known(one) && one.pair.cluster != 3;
        assert_eq!(maps[12], Some(fitted(&timed, others)));
    }

    #[test]
    fn folds_leave_the_own_cluster_out() {
        let timed = past();
        let pairs: Vec<Pair> = timed.iter().map(|one| one.pair).collect();
        let maps = fold_maps(&pairs, RecalibrationMethod::Line);
        // Clusters 0 and 10 are one fold of ten.
        let others = |one: &Timed| !one.pair.cluster.is_multiple_of(FOLDS);
        assert_eq!(maps[0], Some(fitted(&timed, others)));
        assert_eq!(maps[10], maps[0]);
    }
}
