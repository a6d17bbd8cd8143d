//! A platform's numbers for a ledger.

use std::collections::BTreeMap;

use crate::analysis::Figures;
use crate::dataset::{Dataset, Portion, ScoredEstimate, collect_pairs, split};
use crate::query::{Dimension, Excluded, Group, Request, SampleSize, Weighting};
use crate::scoring::Weight;

use super::Platform;
use super::fatebook::Fatebook;
use super::forecastbench::ForecastBench;
use super::gjo::Gjo;
use super::metaculus::Metaculus;
use super::predictionbook::PredictionBook;
use super::rule::{ForecasterScore, Rule};

/// A platform's numbers for a ledger.
#[derive(Clone, Debug)]
pub struct PlatformScore {
    /// The platform.
    pub platform: Platform,
    /// A row for each group, the total last.
    pub rows: Vec<PlatformScoreRow>,
    /// What was left out.
    pub skipped: Excluded,
}

/// A platform's numbers for a group.
#[derive(Clone, Debug)]
pub struct PlatformScoreRow {
    /// What it is about; empty for the total.
    pub group: Group,
    /// What it rests on; its pairs are a forecaster's scores on questions.
    pub basis: SampleSize,
    /// The numbers, coverage first.
    pub figures: Figures,
}

/// What tells estimates apart, where a platform's number is of a question as a whole.
pub const TOO_FINE: [Dimension; 3] = [Dimension::Horizon, Dimension::Confidence, Dimension::Word];

/// Returns a platform's numbers, made by its own rule from what was said before the outcome was
/// known.
///
/// Everybody's estimates take part in what compares forecasters; the request's forecasters only
/// choose whose numbers are given. Its weighing has no part in it.
#[must_use]
pub fn like(dataset: &Dataset<'_>, request: &Request, platform: Platform) -> PlatformScore {
    let request = &Request {
        weigh: Weighting::Each,
        ..request.clone()
    };
    let answer = Answer {
        platform,
        dataset,
        skipped: collect_pairs(dataset, request).excluded,
        request,
    };
    match platform {
        Platform::Metaculus => answer.by(&Metaculus),
        Platform::Gjo => answer.by(&Gjo),
        Platform::Fatebook => answer.by(&Fatebook),
        Platform::PredictionBook => answer.by(&PredictionBook),
        Platform::ForecastBench => answer.by(&ForecastBench),
    }
}

/// The questions to be scored.
struct Answer<'d, 'l> {
    platform: Platform,
    dataset: &'d Dataset<'l>,
    skipped: Excluded,
    request: &'d Request,
}

impl Answer<'_, '_> {
    fn by<R: Rule>(mut self, rule: &R) -> PlatformScore {
        let mut marks = Vec::new();
        for question in self.dataset.known() {
            let runs: Vec<u32> = self
                .dataset
                .runs(question)
                .map(|run| run[0].forecaster)
                .collect();
            match rule.marks(self.dataset, question) {
                Ok(found) => marks.extend(found.into_iter().map(|(run, mark)| ForecasterScore {
                    question: question.number,
                    cluster: question.cluster,
                    forecaster: runs[run],
                    mark,
                })),
                Err(reason) => question.exclude_one(&mut self.skipped, reason),
            }
        }
        let rows = self.rows(rule, &marks);
        PlatformScore {
            platform: self.platform,
            rows,
            skipped: self.skipped,
        }
    }

    fn rows<R: Rule>(
        &self,
        rule: &R,
        marks: &[ForecasterScore<R::QuestionScore>],
    ) -> Vec<PlatformScoreRow> {
        let taken = |one: &&ForecasterScore<R::QuestionScore>| {
            let name = self.dataset.forecaster(one.forecaster);
            self.request.selection.takes_forecaster(name)
        };
        let own: Vec<&ForecasterScore<R::QuestionScore>> = marks.iter().filter(taken).collect();
        if own.is_empty() {
            return Vec::new();
        }
        let mut places = BTreeMap::new();
        let mut stand = Vec::new();
        for (place, one) in own.iter().enumerate() {
            places.insert((one.question, one.forecaster), place);
            stand.extend(self.stands(one));
        }
        let place = |one: &ScoredEstimate<'_, '_>| {
            let key = (one.question.number, one.row.forecaster);
            places.get(&key).copied()
        };
        let row = |portion: Portion<'_, '_>| {
            let these = portion.scored.iter().filter_map(place);
            let these: Vec<_> = these.map(|place| own[place]).collect();
            PlatformScoreRow {
                basis: SampleSize::of(&portion.scored),
                figures: rule.figures(&these, marks, self.request).into(),
                group: portion.group,
            }
        };
        let groups = split(self.dataset, stand, &self.request.group_by);
        groups.into_iter().map(row).collect()
    }

    /// Returns a row that stands for all of a forecaster on a question, to be grouped by.
    fn stands<M>(&self, one: &ForecasterScore<M>) -> Option<ScoredEstimate<'_, '_>> {
        let question = &self.dataset.questions()[one.question];
        let rows = self.dataset.rows(question).iter();
        let mut own = rows.filter(|row| row.forecaster == one.forecaster);
        Some(ScoredEstimate {
            question,
            row: own.next()?,
            weight: Weight::ONE,
        })
    }
}
