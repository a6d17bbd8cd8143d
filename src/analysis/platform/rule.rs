//! What a platform's rule does: a mark for each forecaster of each question, and figures of marks.

use crate::analysis::Metric;
use crate::dataset::{Dataset, Question};
use crate::metrics::MetricId;
use crate::query::ExclusionReason;
use crate::query::Request;
use crate::scoring::{Case, Statistic, Undefined, Weight, count};

/// The rule of a platform.
pub(super) trait Rule {
    /// What a forecaster gets on a question.
    type QuestionScore;

    /// Returns what each forecaster gets on a question, by the place of their run; or why it does
    /// not count.
    fn marks<'l>(
        &self,
        dataset: &Dataset<'l>,
        question: &Question<'l>,
    ) -> Result<Vec<(usize, Self::QuestionScore)>, ExclusionReason>;

    /// Returns the figures of some marks out of all.
    fn figures(
        &self,
        own: &[&ForecasterScore<Self::QuestionScore>],
        all: &[ForecasterScore<Self::QuestionScore>],
        request: &Request,
    ) -> Vec<Metric>;
}

/// What a forecaster gets on a question.
#[derive(Clone, Debug)]
pub(super) struct ForecasterScore<M> {
    /// The number of the question.
    pub(super) question: usize,
    /// Its cluster.
    pub(super) cluster: usize,
    /// The number of the forecaster.
    pub(super) forecaster: u32,
    /// The mark.
    pub(super) mark: M,
}

/// Returns the mean of a figure of the marks that have it, with its interval by clusters, or why
/// none has it.
pub(super) fn mean<M>(
    id: MetricId,
    marks: &[&ForecasterScore<M>],
    figure: impl Fn(&M) -> Option<Statistic>,
    request: &Request,
) -> Metric {
    let mut cases = Vec::new();
    let mut why = Undefined::Empty;
    for one in marks {
        match figure(&one.mark) {
            Some(Ok(value)) => cases.push(Case {
                value,
                weight: Weight::ONE,
                cluster: one.cluster,
            }),
            Some(Err(reason)) => why = reason,
            None => {}
        }
    }
    if cases.is_empty() {
        Metric::plain(id, Err(why))
    } else {
        request.doubt().mean(id, &cases)
    }
}

/// Returns the share of all questions on which there are marks.
pub(super) fn answered<M>(own: &[&ForecasterScore<M>], all: &[ForecasterScore<M>]) -> Statistic {
    let distinct = |questions: &mut dyn Iterator<Item = usize>| crate::dataset::distinct(questions);
    let all = distinct(&mut all.iter().map(|one| one.question));
    if all == 0 {
        return Err(Undefined::Empty);
    }
    Ok(count(distinct(&mut own.iter().map(|one| one.question))) / count(all))
}
