//! What each way to pool would have scored.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::analysis::difference::Difference;
use crate::analysis::measure::{Loss, Measure};
use crate::analysis::panel::{Segment, panel};
use crate::analysis::{Figures, Metric};
use crate::dataset::{Dataset, collect_pairs, distinct};
use crate::metrics::MetricId;
use crate::model::{KindName, Probability};
use crate::query::{Excluded, ExclusionReason, Request, SampleSize};
use crate::scoring::{Case, MeanLogScore, Pair, PairCounts, Undefined, Weight, brier, count, sum};

use super::Method;
use super::advice::{Advice, advice};
use super::panels::{PooledQuestion, in_order};
use super::past::Past;

/// What pooled forecasts would have scored.
#[derive(Clone, Debug)]
pub struct Pools {
    /// Who was pooled.
    pub forecasters: Vec<String>,
    /// A row for each way to pool; none where nothing was said by two at the same time.
    pub rows: Vec<Pooled>,
    /// The mean score of those pooled, over the same panels.
    pub average: Option<Average>,
    /// Which to use, and what it gains.
    pub advice: Option<Advice>,
    /// The questions of which no two forecasters had an estimate at the same time.
    pub solo: Vec<String>,
    /// The share of the scheduled lives of the others over which one forecaster stood alone.
    pub alone: f64,
    /// What was left out before.
    pub skipped: Excluded,
}

/// What one way to pool would have scored.
#[derive(Clone, Debug)]
pub struct Pooled {
    /// The way.
    pub method: Method,
    /// What it rests on: panels, questions and clusters.
    pub basis: SampleSize,
    /// Its figures: the Brier and the log score.
    pub figures: Figures,
    /// Its Brier score less the mean of those pooled.
    pub against_average: Difference,
    /// Its Brier score less that of the plain mean.
    pub against_mean: Difference,
    /// The questions on which one said 0 and another 1, so that there is no mean of odds.
    pub opposed: Vec<String>,
    /// On how many questions it had nothing to learn from at first.
    pub untaught: usize,
}

/// The mean score of those pooled.
#[derive(Clone, Debug)]
pub struct Average {
    /// What it rests on.
    pub basis: SampleSize,
    /// Its Brier score.
    pub brier: Metric,
}

/// Returns what each way to pool would have scored on the yes-or-no questions of a dataset.
///
/// A pooled forecast is made anew whenever somebody changes what they say, of what stands then; it
/// knows of no question that was not known on an earlier day. Where one forecaster stands alone
/// there is nothing to pool, and the segment is left out.
#[must_use]
pub fn pool(dataset: &Dataset<'_>, request: &Request) -> Pools {
    let mut excluded = collect_pairs(dataset, request).excluded;
    let taken = |who: u32| {
        let name = dataset.forecaster(who);
        request.selection.takes_forecaster(name)
    };
    let known = dataset.known();
    let runs = known.iter().flat_map(|question| dataset.runs(question));
    let mut who: Vec<u32> = runs
        .map(|run| run[0].forecaster)
        .filter(|who| taken(*who))
        .collect();
    who.sort_unstable();
    who.dedup();
    let names = who
        .into_iter()
        .map(|who| dataset.forecaster(who).to_owned());
    let (binary, others): (Vec<_>, Vec<_>) = known
        .into_iter()
        .partition(|one| one.kind() == KindName::Binary);
    for other in others {
        other.exclude_one(&mut excluded, ExclusionReason::OtherKind);
    }
    let asked = panel(dataset, &binary, request, taken, |_, row| row.probability());
    let questions = asked
        .into_iter()
        .zip(&binary)
        .filter_map(|(asked, question)| {
            let outcome = question.event().ok()?;
            (!asked.segments.is_empty()).then_some(PooledQuestion { asked, outcome })
        });
    pools(
        &questions.collect::<Vec<_>>(),
        names.collect(),
        request,
        excluded,
    )
}

fn pools(
    questions: &[PooledQuestion],
    forecasters: Vec<String>,
    request: &Request,
    skipped: Excluded,
) -> Pools {
    let (several, solo): (Vec<_>, Vec<_>) = questions.iter().partition(|one| one.has_panel());
    let alone = sum(several.iter().map(|one| one.alone()));
    // Each way by itself, on all cores: only those that learn go through what was known.
    let table = |method: &Method| {
        let mut table = Table::new(*method);
        in_order(questions, method.learns(), |i, panel, past| {
            let mean = Method::Mean.pooled(&panel.standing, past);
            table.add(i, &questions[i], panel, past, mean);
        });
        table
    };
    let tables: Vec<Table> = Method::ALL.par_iter().map(table).collect();
    let any = !several.is_empty();
    Pools {
        forecasters,
        average: any.then(|| tables[0].average(request)),
        advice: advice(&tables, request),
        rows: if any {
            let rows = tables.par_iter().map(|table| table.row(request));
            rows.collect()
        } else {
            Vec::new()
        },
        solo: solo.iter().map(|one| one.asked.id.clone()).collect(),
        alone: if any {
            alone / count(several.len())
        } else {
            0.0
        },
        skipped,
    }
}

/// What one way to pool said of each panel.
pub(super) struct Table {
    pub(super) method: Method,
    pub(super) made: Vec<Made>,
    opposed: BTreeSet<String>,
    untaught: BTreeSet<usize>,
}

/// A pooled forecast, beside the scores that it is compared with.
pub(super) struct Made {
    question: usize,
    pub(super) pair: Pair,
    average: Loss,
    pub(super) mean: Loss,
}

impl Table {
    fn new(method: Method) -> Self {
        Self {
            method,
            made: Vec::new(),
            opposed: BTreeSet::new(),
            untaught: BTreeSet::new(),
        }
    }

    fn add(
        &mut self,
        number: usize,
        question: &PooledQuestion,
        panel: &Segment<Probability>,
        past: &Past,
        mean: Result<Probability, Undefined>,
    ) {
        let taught = match self.method {
            Method::Extremised => past.can_fit(),
            Method::Performance => past.knows_anybody(),
            _ => true,
        };
        if !taught {
            self.untaught.insert(number);
        }
        let outcome = question.outcome;
        let pooled = self.method.pooled(&panel.standing, past);
        let (Ok(forecast), Ok(mean), Some(weight)) = (pooled, mean, Weight::new(panel.weight))
        else {
            self.opposed.insert(question.asked.id.clone());
            return;
        };
        let average = |outcome| {
            let scores = panel.standing.iter().map(|one| brier(one.value, outcome));
            sum(scores) / count(panel.standing.len())
        };
        self.made.push(Made {
            question: number,
            pair: Pair {
                forecast,
                outcome,
                weight,
                cluster: question.asked.cluster,
            },
            average: Loss::of(outcome, average),
            mean: Loss::of(outcome, |outcome| brier(mean, outcome)),
        });
    }

    fn row(&self, request: &Request) -> Pooled {
        let pairs: Vec<Pair> = self.made.iter().map(|one| one.pair).collect();
        let log = MeanLogScore::of(&PairCounts::of(&pairs));
        Pooled {
            method: self.method,
            basis: self.basis(),
            figures: Figures::from(vec![
                self.mean(MetricId::Brier, Made::brier, request),
                Metric::plain(MetricId::LogLoss, log.map(|log| log.mean)),
                Metric::plain(MetricId::InfiniteLogs, log.map(|log| count(log.infinite))),
            ]),
            against_average: self.against(|one| one.average, request),
            against_mean: self.against(|one| one.mean, request),
            opposed: self.opposed.iter().cloned().collect(),
            untaught: self.untaught.len(),
        }
    }

    /// Returns a mean score with its interval.
    fn mean(&self, id: MetricId, of: impl Fn(&Made) -> Loss, request: &Request) -> Metric {
        let both = |case: Case<Loss>| {
            Some(Case {
                value: [[case.value.score], [case.value.otherwise?]],
                weight: case.weight,
                cluster: case.cluster,
            })
        };
        let cases: Vec<_> = self.cases(of).into_iter().filter_map(both).collect();
        let doubt = request.doubt();
        doubt.of_both_outcomes(id, &cases, |[mean]| Ok(mean))
    }

    fn against(&self, other: impl Fn(&Made) -> Loss, request: &Request) -> Difference {
        // What is the same but for rounding is the same.
        let apart = |value: f64| if value.abs() < 1e-12 { 0.0 } else { value };
        let less = |one: &Made| {
            let loss = one.brier().less(other(one));
            Loss {
                score: apart(loss.score),
                otherwise: loss.otherwise.map(apart),
            }
        };
        Difference::of(&self.cases(less), Measure::Brier, request)
    }

    fn average(&self, request: &Request) -> Average {
        Average {
            basis: self.basis(),
            brier: self.mean(MetricId::Brier, |one| one.average, request),
        }
    }

    fn cases(&self, value: impl Fn(&Made) -> Loss) -> Vec<Case<Loss>> {
        let case = |one: &Made| Case {
            value: value(one),
            weight: one.pair.weight,
            cluster: one.pair.cluster,
        };
        self.made.iter().map(case).collect()
    }

    fn basis(&self) -> SampleSize {
        SampleSize {
            n: self.made.len(),
            questions: distinct(self.made.iter().map(|one| one.question)),
            clusters: distinct(self.made.iter().map(|one| one.pair.cluster)),
        }
    }
}

impl Made {
    pub(super) fn brier(&self) -> Loss {
        Loss::of(self.pair.outcome, |outcome| {
            brier(self.pair.forecast, outcome)
        })
    }
}
