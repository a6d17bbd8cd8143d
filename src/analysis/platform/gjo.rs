//! Good Judgment Open: the Brier score by day, against the median.

use crate::analysis::Metric;
use crate::dataset::{Dataset, Question};
use crate::metrics::MetricId;
use crate::model::KindName;
use crate::query::ExclusionReason;
use crate::query::Request;
use crate::scoring::lifetime::EstimateHistory;
use crate::scoring::platform::good_judgment::{GoodJudgmentScore, scores};
use crate::scoring::{BinaryOutcome, brier_full, count, multi, ordered};

use super::rule::{ForecasterScore, Rule, mean};

/// The rule of Good Judgment Open.
pub(super) struct Gjo;

/// What a forecaster gets on a question, and over how many of its days.
pub(super) struct QuestionScore {
    score: GoodJudgmentScore,
    full_days: usize,
}

impl Rule for Gjo {
    type QuestionScore = QuestionScore;

    fn marks<'l>(
        &self,
        dataset: &Dataset<'l>,
        question: &Question<'l>,
    ) -> Result<Vec<(usize, QuestionScore)>, ExclusionReason> {
        let life = question.times.life().ok_or(ExclusionReason::Unfit)?;
        let full_days = life.full_days().len();
        let found = scores(&histories(dataset, question)?, life, |score| score);
        let mark = |(run, score): (usize, Result<GoodJudgmentScore, _>)| {
            let score = score.ok()?;
            Some((run, QuestionScore { score, full_days }))
        };
        Ok(found.into_iter().enumerate().filter_map(mark).collect())
    }

    fn figures(
        &self,
        own: &[&ForecasterScore<QuestionScore>],
        _: &[ForecasterScore<QuestionScore>],
        request: &Request,
    ) -> Vec<Metric> {
        let mean =
            |id, of: fn(&QuestionScore) -> f64| mean(id, own, |mark| Some(Ok(of(mark))), request);
        vec![
            mean(MetricId::Coverage, |mark| {
                count(mark.score.days) / count(mark.full_days)
            }),
            mean(MetricId::BrierFull, |mark| mark.score.brier),
            mean(MetricId::Median, |mark| mark.score.median),
            mean(MetricId::Accuracy, |mark| mark.score.accuracy),
            Metric::count(
                MetricId::Days,
                own.iter().map(|one| one.mark.score.days).sum(),
            ),
        ]
    }
}

/// Returns the daily score of what each said, over time.
fn histories<'l>(
    dataset: &Dataset<'l>,
    question: &Question<'l>,
) -> Result<Vec<EstimateHistory<f64>>, ExclusionReason> {
    match question.kind() {
        KindName::Binary => {
            let outcome = BinaryOutcome::from(question.yes()?);
            Ok(dataset.histories(question, |row| {
                Some(brier_full(row.probability()?, outcome))
            }))
        }
        KindName::Choice | KindName::Scenarios => {
            question.option()?;
            Ok(dataset.histories(question, |row| {
                Some(multi::brier_full(&question.choice(row).ok()?))
            }))
        }
        KindName::Ordered => {
            question.option()?;
            Ok(dataset.histories(question, |row| {
                Some(ordered::good_judgment(&question.choice(row).ok()?))
            }))
        }
        KindName::Number | KindName::Date => Err(ExclusionReason::OtherKind),
    }
}
