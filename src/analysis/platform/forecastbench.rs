//! ForecastBench: the Brier score adjusted for difficulty, and its index.

use std::collections::BTreeMap;

use crate::analysis::Metric;
use crate::analysis::panel::updates;
use crate::dataset::{Dataset, Question, Row};
use crate::metrics::MetricId;
use crate::model::{KindName, Probability};
use crate::query::ExclusionReason;
use crate::query::Request;
use crate::scoring::platform::forecastbench::{adjusted_brier, brier_index, brier_skill, peer};
use crate::scoring::{Adjusted, BinaryOutcome, ScoreEntry, Statistic, Undefined, Weight, brier};

use super::rule::{ForecasterScore, Rule, answered, mean};

/// The rule of ForecastBench.
pub(super) struct ForecastBench;

/// What a forecaster gets on a question.
pub(super) struct QuestionScore {
    /// The Brier score of the first forecast.
    brier: f64,
    /// That of all who answered.
    of_all: Vec<f64>,
    /// That of the record's base rate.
    naive: Statistic,
    /// That of ½, which is ¼ but for a partial outcome.
    half: f64,
}

impl Rule for ForecastBench {
    type QuestionScore = QuestionScore;

    fn marks<'l>(
        &self,
        dataset: &Dataset<'l>,
        question: &Question<'l>,
    ) -> Result<Vec<(usize, QuestionScore)>, ExclusionReason> {
        if question.kind() != KindName::Binary {
            return Err(ExclusionReason::OtherKind);
        }
        let outcome = question.event()?;
        let first = |run| {
            let updates = updates(&question.times, run, true, Row::probability);
            let said = updates.into_iter().find_map(|update| update.said)?;
            Some(brier(said, outcome))
        };
        let scores: Vec<Option<f64>> = dataset.runs(question).map(first).collect();
        let of_all: Vec<f64> = scores.iter().copied().flatten().collect();
        let mark = |(run, brier): (usize, Option<f64>)| {
            let mark = QuestionScore {
                brier: brier?,
                of_all: of_all.clone(),
                naive: naive(question, outcome),
                half: crate::scoring::brier(Probability::HALF, outcome),
            };
            Some((run, mark))
        };
        Ok(scores
            .iter()
            .copied()
            .enumerate()
            .filter_map(mark)
            .collect())
    }

    fn figures(
        &self,
        own: &[&ForecasterScore<QuestionScore>],
        all: &[ForecasterScore<QuestionScore>],
        request: &Request,
    ) -> Vec<Metric> {
        let adjusted = adjusted(own, all);
        let skill = |mark: &QuestionScore| match mark.naive {
            Ok(naive) => Some(Ok(brier_skill(mark.brier, naive))),
            Err(why) => Some(Err(why)),
        };
        vec![
            Metric::plain(MetricId::Coverage, answered(own, all)),
            mean(MetricId::Brier, own, |mark| Some(Ok(mark.brier)), request),
            Metric::plain(MetricId::BrierAdjusted, adjusted),
            Metric::plain(MetricId::BrierIndex, adjusted.and_then(brier_index)),
            mean(
                MetricId::Peer,
                own,
                |mark| Some(peer(mark.brier, &mark.of_all)),
                request,
            ),
            mean(MetricId::BrierSkill, own, skill, request),
        ]
    }
}

fn naive(question: &Question<'_>, outcome: BinaryOutcome) -> Statistic {
    let base = question.base_rate();
    base.map(|base| brier(base, outcome))
        .ok_or(Undefined::NoBaseRate)
}

/// Returns the adjusted score of some marks, with how hard each question was told by all.
fn adjusted(
    own: &[&ForecasterScore<QuestionScore>],
    all: &[ForecasterScore<QuestionScore>],
) -> Statistic {
    let entry = |one: &ForecasterScore<QuestionScore>| ScoreEntry {
        forecaster: one.forecaster as usize,
        question: one.question,
        score: one.mark.brier,
        weight: Weight::ONE,
    };
    let effects = Adjusted::of(&all.iter().map(entry).collect::<Vec<_>>())?;
    let difficulty =
        |one: &ForecasterScore<QuestionScore>| effects.questions[one.question].unwrap_or(0.0);
    // What always saying ½ gets above ¼ less, where a question came out in part.
    let rest = |one: &ForecasterScore<QuestionScore>| difficulty(one) + 0.25 - one.mark.half;
    let of_all: BTreeMap<usize, f64> = all.iter().map(|one| (one.question, rest(one))).collect();
    let own: Vec<_> = own
        .iter()
        .map(|one| (one.mark.brier, difficulty(one)))
        .collect();
    adjusted_brier(&own, &of_all.into_values().collect::<Vec<_>>())
}
