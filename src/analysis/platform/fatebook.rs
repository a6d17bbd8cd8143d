//! Fatebook: the Brier score of the mean forecast of each day, against the median.

use crate::analysis::Metric;
use crate::dataset::{Dataset, Question, Row};
use crate::metrics::MetricId;
use crate::model::{KindName, Probability};
use crate::query::ExclusionReason;
use crate::query::Request;
use crate::scoring::lifetime::{EstimateHistory, Life, coverage_while_open};
use crate::scoring::platform::fatebook::{FatebookScore, scores};
use crate::scoring::{Statistic, sum};

use super::rule::{ForecasterScore, Rule, mean};

/// The rule of Fatebook.
pub(super) struct Fatebook;

/// What a forecaster gets on a question, and for how much of its length there was a forecast.
pub(super) struct QuestionScore {
    absolute: f64,
    relative: Statistic,
    coverage: Statistic,
}

impl Rule for Fatebook {
    type QuestionScore = QuestionScore;

    fn marks<'l>(
        &self,
        dataset: &Dataset<'l>,
        question: &Question<'l>,
    ) -> Result<Vec<(usize, QuestionScore)>, ExclusionReason> {
        let life = question.times.life().ok_or(ExclusionReason::Unfit)?;
        match question.kind() {
            KindName::Binary => {
                let happened = question.yes()?;
                let said = dataset.histories(question, Row::probability);
                Ok(marks(&[(said, happened)], life))
            }
            KindName::Choice | KindName::Ordered | KindName::Scenarios => {
                question.fixed_option()?;
                Ok(marks(&options(dataset, question), life))
            }
            KindName::Number | KindName::Date => Err(ExclusionReason::OtherKind),
        }
    }

    fn figures(
        &self,
        own: &[&ForecasterScore<QuestionScore>],
        _: &[ForecasterScore<QuestionScore>],
        request: &Request,
    ) -> Vec<Metric> {
        vec![
            mean(MetricId::Coverage, own, |mark| Some(mark.coverage), request),
            mean(
                MetricId::Absolute,
                own,
                |mark| Some(Ok(mark.absolute)),
                request,
            ),
            mean(MetricId::Relative, own, |mark| Some(mark.relative), request),
        ]
    }
}

/// What each said of one yes-or-no question, and whether it happened.
type Said = (Vec<EstimateHistory<Probability>>, bool);

/// Returns the options as so many yes-or-no questions.
fn options<'l>(dataset: &Dataset<'l>, question: &Question<'l>) -> Vec<Said> {
    let option = |place: usize| {
        let said = dataset.histories(question, |row| question.choice(row).ok()?.said().get(place));
        let happened = question.option() == Ok(place);
        (said, happened)
    };
    (0..question.options.len()).map(option).collect()
}

/// Returns what each gets, the scores of options added up.
fn marks(options: &[Said], life: Life) -> Vec<(usize, QuestionScore)> {
    let scores: Vec<Vec<Option<FatebookScore>>> = options
        .iter()
        .map(|(said, happened)| scores(said, life, *happened))
        .collect();
    let Some((said, _)) = options.first() else {
        return Vec::new();
    };
    let mark = |run: usize| {
        let each: Option<Vec<FatebookScore>> = scores.iter().map(|option| option[run]).collect();
        let each = each?;
        let relative: Result<Vec<f64>, _> = each.iter().map(|score| score.relative).collect();
        let mark = QuestionScore {
            absolute: sum(each.iter().map(|score| score.absolute)),
            relative: relative.map(sum),
            coverage: coverage_while_open(&said[run].without_withdrawals().spans(life), life),
        };
        Some((run, mark))
    };
    (0..said.len()).filter_map(mark).collect()
}
