//! PredictionBook: the Brier score of every response.

use crate::analysis::Metric;
use crate::analysis::panel::updates;
use crate::dataset::{Dataset, Question, Row};
use crate::metrics::MetricId;
use crate::model::{KindName, Probability};
use crate::query::ExclusionReason;
use crate::query::Request;
use crate::scoring::platform::predictionbook::{adjusted_brier, mean_brier};

use super::rule::{ForecasterScore, Rule, answered};

/// The rule of PredictionBook.
pub(super) struct PredictionBook;

/// What a forecaster said of a question, each time, and whether it happened.
type Responses = Vec<(Probability, bool)>;

impl Rule for PredictionBook {
    type QuestionScore = Responses;

    fn marks<'l>(
        &self,
        dataset: &Dataset<'l>,
        question: &Question<'l>,
    ) -> Result<Vec<(usize, Responses)>, ExclusionReason> {
        if question.kind() != KindName::Binary {
            return Err(ExclusionReason::OtherKind);
        }
        let happened = question.yes()?;
        let responses = |run| {
            let updates = updates(&question.times, run, true, Row::probability);
            let said = updates.into_iter().filter_map(|update| update.said);
            said.map(|said| (said, happened)).collect::<Responses>()
        };
        let marks = dataset.runs(question).map(responses).enumerate();
        Ok(marks.filter(|(_, said)| !said.is_empty()).collect())
    }

    fn figures(
        &self,
        own: &[&ForecasterScore<Responses>],
        all: &[ForecasterScore<Responses>],
        _: &Request,
    ) -> Vec<Metric> {
        let responses: Responses = own.iter().flat_map(|one| one.mark.clone()).collect();
        vec![
            Metric::plain(MetricId::Coverage, answered(own, all)),
            Metric::count(MetricId::Responses, responses.len()),
            Metric::plain(MetricId::Brier, mean_brier(&responses)),
            Metric::plain(MetricId::BrierAdjusted, adjusted_brier(&responses)),
        ]
    }
}
