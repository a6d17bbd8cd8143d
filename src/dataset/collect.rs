//! Pairs: what was given beside what came about, as far as it counts.

use crate::model::Moment;
use crate::query::{Excluded, ExclusionReason, Request, SampleSize};
use crate::scoring::{BinaryOutcome, Case, Pair, Undefined, Weight};

use super::weighting::{WeightedRun, weigh};
use super::{Dataset, Ending, Observed, QuantityPair, Question, Row};
use crate::query::Weighting;
use crate::scoring::multi::ChoicePair;

/// A row that counts, with its question.
#[derive(Clone, Copy, Debug)]
pub struct ScoredEstimate<'d, 'l> {
    /// The question.
    pub question: &'d Question<'l>,
    /// What was given, by whom and when.
    pub row: &'d Row<'l>,
    /// How much it counts.
    pub weight: Weight,
}

/// How much of a question's scheduled life a forecaster spoke for.
#[derive(Clone, Copy, Debug)]
pub struct RunCoverage<'d, 'l> {
    /// The question.
    pub question: &'d Question<'l>,
    /// The forecaster's first row.
    pub row: &'d Row<'l>,
    /// The share of the life for which a number stood.
    pub stated: f64,
    /// The share for which a refusal stood.
    pub declined: f64,
}

/// All pairs of a dataset under a weighting.
#[derive(Clone, Debug, Default)]
pub struct ScoredEstimates<'d, 'l> {
    /// What counts.
    pub scored: Vec<ScoredEstimate<'d, 'l>>,
    /// What would count if the questions of the cohort that are not resolved had an outcome.
    pub pending: Vec<ScoredEstimate<'d, 'l>>,
    /// What would count if the ambiguous questions of the cohort had one.
    pub ambiguous: Vec<ScoredEstimate<'d, 'l>>,
    /// How much each forecaster spoke for each question that has an outcome.
    pub coverage: Vec<RunCoverage<'d, 'l>>,
    /// What was left out, and why.
    pub excluded: Excluded,
}

/// Returns the pairs of a dataset, weighted as the request says.
#[must_use]
pub fn collect_pairs<'d, 'l>(
    dataset: &'d Dataset<'l>,
    request: &Request,
) -> ScoredEstimates<'d, 'l> {
    let mut collected = ScoredEstimates {
        excluded: dataset.excluded.clone(),
        scored: Vec::with_capacity(dataset.rows.len()),
        ..ScoredEstimates::default()
    };
    for question in &dataset.questions {
        for run in dataset.runs(question) {
            if let Some(row) = alone(question, run, request.weigh, dataset.cuts) {
                collected.scored.push(ScoredEstimate {
                    question,
                    row,
                    weight: row.weight,
                });
                continue;
            }
            let weighted = weigh(run, &question.times, request.weigh, dataset.cuts);
            collected.take(question, run, &weighted);
        }
    }
    collected
}

/// Returns the one row of a run where nothing need be weighed: it is a number, no days are looked at,
/// and how long its question was open is not known. A table may have millions of them.
fn alone<'d, 'l>(
    question: &Question<'_>,
    run: &'d [Row<'l>],
    weighting: Weighting,
    cuts: bool,
) -> Option<&'d Row<'l>> {
    let [row] = run else { return None };
    let is_weighed = match weighting {
        Weighting::Each | Weighting::First | Weighting::Last => cuts,
        Weighting::Days | Weighting::Horizon(_) => true,
    };
    let has_life = question.times.opened.is_some() && question.times.deadline.is_some();
    let is_known = matches!(question.ending, Ending::Known(_));
    (!is_weighed && !has_life && is_known && row.value.is_number()).then_some(row)
}

impl<'d, 'l> ScoredEstimates<'d, 'l> {
    fn take(
        &mut self,
        question: &'d Question<'l>,
        run: &'d [Row<'l>],
        weighted: &WeightedRun<'d, 'l>,
    ) {
        let list = match question.ending {
            Ending::Known(_) => {
                // Who only has hindsight never spoke for the question.
                let spoke = weighted.retrospective < run.len();
                if let Some((stated, declined)) = weighted.stood.filter(|_| spoke) {
                    self.coverage.push(RunCoverage {
                        question,
                        row: &run[0],
                        stated,
                        declined,
                    });
                }
                self.note(question, weighted);
                &mut self.scored
            }
            Ending::Unresolved => &mut self.pending,
            Ending::Ambiguous => &mut self.ambiguous,
        };
        list.extend(weighted.counted.iter().map(|one| ScoredEstimate {
            question,
            row: one.row,
            weight: one.weight,
        }));
    }

    /// Notes what of a run does not count, and why.
    fn note(&mut self, question: &Question<'_>, weighted: &WeightedRun<'_, '_>) {
        let excluded = &mut self.excluded;
        question.exclude(excluded, ExclusionReason::Late, weighted.late);
        let retrospective = weighted.retrospective;
        question.exclude(excluded, ExclusionReason::Retrospective, retrospective);
        // Of a forecast it matters only whether any number stood for some time.
        if question.record.is_none() && weighted.no_time > 0 {
            question.exclude(excluded, ExclusionReason::StoodNoTime, weighted.no_time);
            return;
        }
        if let Some(reason) = weighted.nothing.filter(|why| *why != ExclusionReason::Late) {
            question.exclude(excluded, reason, weighted.early);
        }
    }
}

impl ScoredEstimate<'_, '_> {
    /// Returns the pair of a yes-or-no question; of one without an outcome, with that one.
    #[must_use]
    pub fn pair_or(&self, instead: BinaryOutcome) -> Option<Pair> {
        let outcome = match self.question.observed() {
            Some(Observed::Event(outcome)) => *outcome,
            Some(_) => return None,
            None => instead,
        };
        Some(Pair {
            forecast: self.row.probability()?,
            outcome,
            weight: self.weight,
            cluster: self.question.cluster,
        })
    }

    /// Returns the pair of a yes-or-no question that has an outcome.
    #[must_use]
    pub fn pair(&self) -> Option<Pair> {
        self.question.observed()?;
        self.pair_or(BinaryOutcome::NO)
    }

    /// Returns the pair of a question over options.
    ///
    /// # Errors
    ///
    /// Why no score takes it.
    pub fn choice(&self) -> Result<Case<ChoicePair>, ExclusionReason> {
        Ok(self.case(self.question.choice(self.row)?))
    }

    /// Returns the pair of a number or a day.
    ///
    /// # Errors
    ///
    /// Why no score takes it.
    pub fn quantity(&self) -> Result<Case<QuantityPair>, ExclusionReason> {
        Ok(self.case(self.question.quantity(self.row)?))
    }

    fn case<T>(&self, value: T) -> Case<T> {
        Case {
            value,
            weight: self.weight,
            cluster: self.question.cluster,
        }
    }
}

impl SampleSize {
    /// Returns what figures over these rows rest on.
    #[must_use]
    pub fn of<'s, 'd: 's, 'l: 'd>(
        scored: impl IntoIterator<Item = &'s ScoredEstimate<'d, 'l>, IntoIter: Clone>,
    ) -> Self {
        let scored = scored.into_iter();
        Self {
            n: scored.clone().count(),
            questions: distinct(scored.clone().map(|one| one.question.number)),
            clusters: distinct(scored.map(|one| one.question.cluster)),
        }
    }

    /// Returns the size of a sample of so many pairs that stand alone.
    #[must_use]
    pub fn alone(n: usize) -> Self {
        Self {
            n,
            questions: n,
            clusters: n,
        }
    }

    /// Returns the sizes of two samples together that have nothing in common.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            n: self.n + other.n,
            questions: self.questions + other.questions,
            clusters: self.clusters + other.clusters,
        }
    }
}

/// Returns how many different numbers there are. They mostly come in order, and are then only counted.
#[must_use]
pub fn distinct(numbers: impl Iterator<Item = usize>) -> usize {
    let mut runs: Vec<usize> = Vec::new();
    for number in numbers {
        if runs.last() != Some(&number) {
            runs.push(number);
        }
    }
    if !runs.is_sorted() {
        runs.sort_unstable();
        runs.dedup();
    }
    runs.len()
}

/// Returns those on which tests and bands rest: the first of each cluster, chosen without a look at
/// the outcome, in the order in which the outcomes became known; where every row of a table counts,
/// all of them, if they stand alone.
///
/// # Errors
///
/// Why nothing is tested. Repeated estimates of one question are not independent; and which estimate
/// is the last depends on the outcome, so that even a calibrated forecaster would fail.
pub fn tested<'d, 'l>(
    dataset: &Dataset<'_>,
    scored: &[ScoredEstimate<'d, 'l>],
    weighting: Weighting,
) -> Result<Vec<ScoredEstimate<'d, 'l>>, Undefined> {
    let mut chosen = Vec::new();
    match weighting {
        Weighting::First | Weighting::Horizon(_) => {
            chosen.extend_from_slice(scored);
            chosen.sort_by_key(|one| {
                let made = one.row.made.map(Moment::start);
                (made, one.row.forecaster, one.question.number)
            });
            let mut seen = std::collections::BTreeSet::new();
            chosen.retain(|one| seen.insert(one.question.cluster));
        }
        Weighting::Each if !dataset.cuts && stands_alone(scored) => {
            chosen.extend_from_slice(scored);
        }
        Weighting::Days | Weighting::Each => return Err(Undefined::Repeated),
        Weighting::Last => return Err(Undefined::LastOnly),
    }
    chosen.sort_by_key(|one| {
        let known = one.question.times.known.map(Moment::start);
        (known, one.question.number)
    });
    Ok(chosen)
}

/// Says whether no two share a cluster.
fn stands_alone(scored: &[ScoredEstimate<'_, '_>]) -> bool {
    distinct(scored.iter().map(|one| one.question.cluster)) == scored.len()
}
