//! Good Judgment Open: the Brier score by day, against the median.

use crate::evaluate::skipped::Reason;
use crate::evaluate::together::Question;
use crate::evaluate::{Named, Request};
use crate::model::KindName;
use crate::scoring::lifetime::EstimateHistory;
use crate::scoring::platform::good_judgment::{GoodJudgmentScore, scores};
use crate::scoring::{BinaryOutcome, brier_full, count, multi, ordered};

use super::rule::{Marked, Rule, mean};

/// The rule of Good Judgment Open.
pub(super) struct Gjo;

/// What a forecaster gets on a question, and over how many of its days.
pub(super) struct Mark {
    score: GoodJudgmentScore,
    full_days: usize,
}

impl Rule for Gjo {
    type Mark = Mark;

    fn marks(&self, question: &Question<'_>) -> Result<Vec<(usize, Mark)>, Reason> {
        let life = question.life().ok_or(Reason::Unfit)?;
        let full_days = life.full_days().len();
        let found = scores(&histories(question)?, life, |score| score);
        let mark = |(run, score): (usize, Result<GoodJudgmentScore, _>)| {
            let score = score.ok()?;
            Some((run, Mark { score, full_days }))
        };
        Ok(found.into_iter().enumerate().filter_map(mark).collect())
    }

    fn figures(&self, own: &[&Marked<Mark>], _: &[Marked<Mark>], request: &Request) -> Vec<Named> {
        let mean = |name, of: fn(&Mark) -> f64| mean(name, own, |mark| Some(Ok(of(mark))), request);
        vec![
            mean("coverage", |mark| {
                count(mark.score.days) / count(mark.full_days)
            }),
            mean("brier_full", |mark| mark.score.brier),
            mean("median", |mark| mark.score.median),
            mean("accuracy", |mark| mark.score.accuracy),
            Named::count("n_days", own.iter().map(|one| one.mark.score.days).sum()),
        ]
    }
}

/// Returns the daily score of what each said, over time.
fn histories(question: &Question<'_>) -> Result<Vec<EstimateHistory<f64>>, Reason> {
    match question.kind() {
        KindName::Binary => {
            let outcome = BinaryOutcome::from(question.happened()?);
            Ok(question
                .histories(|estimate| Some(brier_full(estimate.stated()?.point()?, outcome))))
        }
        KindName::Choice | KindName::Scenarios => {
            question.one_option()?;
            Ok(question.histories(|estimate| Some(multi::brier_full(&question.choice(estimate)?))))
        }
        KindName::Ordered => {
            question.one_option()?;
            Ok(question
                .histories(|estimate| Some(ordered::good_judgment(&question.choice(estimate)?))))
        }
        KindName::Number | KindName::Date => Err(Reason::OtherKind),
    }
}
