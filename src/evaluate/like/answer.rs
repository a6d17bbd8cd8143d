//! A platform's numbers for a ledger.

use std::collections::BTreeMap;

use crate::evaluate::together::{Names, Question, questions};
use crate::evaluate::{Named, Said, split};
use crate::ledger::Ledger;
use crate::query::Excluded;
use crate::query::SampleSize;
use crate::query::{Dimension, Group, Request, Weighting};

use super::Platform;
use super::fatebook::Fatebook;
use super::forecastbench::ForecastBench;
use super::gjo::Gjo;
use super::metaculus::Metaculus;
use super::predictionbook::PredictionBook;
use super::rule::{Marked, Rule};

/// A platform's numbers for a ledger.
#[derive(Clone, Debug)]
pub struct Liked {
    /// The platform.
    pub platform: Platform,
    /// A row for each group, the total last.
    pub rows: Vec<LikedRow>,
    /// What was left out.
    pub skipped: Excluded,
}

/// A platform's numbers for a group.
#[derive(Clone, Debug)]
pub struct LikedRow {
    /// What it is about; empty for the total.
    pub group: Group,
    /// What it rests on; its pairs are a forecaster's scores on questions.
    pub basis: SampleSize,
    /// The numbers, by name, coverage first.
    pub figures: Vec<Named>,
}

impl LikedRow {
    /// Returns the figure of that name, where the row has one.
    #[must_use]
    pub fn figure(&self, name: &str) -> Option<&Named> {
        self.figures.iter().find(|figure| figure.name == name)
    }
}

/// What tells estimates apart, where a platform's number is of a question as a whole.
pub const TOO_FINE: [Dimension; 3] = [Dimension::Horizon, Dimension::Confidence, Dimension::Word];

/// Returns a platform's numbers, made by its own rule from what was said before the outcome was
/// known.
///
/// Everybody's estimates take part in what compares forecasters; the request's forecasters only
/// choose whose numbers are given. Its weighing has no part in it.
#[must_use]
pub fn like(ledger: &Ledger, request: &Request, platform: Platform) -> Liked {
    let request = &Request {
        weigh: Weighting::Each,
        ..request.clone()
    };
    let (questions, skipped) = questions(ledger, request);
    let answer = Answer {
        platform,
        questions,
        skipped,
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
struct Answer<'a> {
    platform: Platform,
    questions: Vec<Question<'a>>,
    skipped: Excluded,
    request: &'a Request,
}

impl<'a> Answer<'a> {
    fn by<R: Rule>(mut self, rule: &R) -> Liked {
        let runs = self.questions.iter().flat_map(|question| &question.runs);
        let names = Names::sorted(runs.map(|run| run.by.to_owned()).collect());
        let mut marks = Vec::new();
        for (number, question) in self.questions.iter().enumerate() {
            match rule.marks(question) {
                Ok(found) => marks.extend(found.into_iter().map(|(run, mark)| Marked {
                    question: number,
                    cluster: question.cluster,
                    forecaster: names.number(question.runs[run].by).unwrap_or_default(),
                    mark,
                })),
                Err(reason) => self.skipped.add(reason, &question.entry.forecast.id),
            }
        }
        let rows = self.rows(rule, &marks, &names);
        Liked {
            platform: self.platform,
            rows,
            skipped: self.skipped,
        }
    }

    fn rows<R: Rule>(&self, rule: &R, marks: &[Marked<R::Mark>], names: &Names) -> Vec<LikedRow> {
        let taken = |one: &&Marked<R::Mark>| {
            let name = names.name(one.forecaster);
            self.request.selection.takes_forecaster(name)
        };
        let own: Vec<&Marked<R::Mark>> = marks.iter().filter(taken).collect();
        if own.is_empty() {
            return Vec::new();
        }
        let mut places = BTreeMap::new();
        let mut said = Vec::new();
        for (place, one) in own.iter().enumerate() {
            if let Some(stands) = self.said(one, names) {
                places.insert((one.question, one.forecaster), place);
                said.push(stands);
            }
        }
        let place = |one: &Said<'a>| {
            let id = &one.entry.forecast.id;
            let by_id = |question: &Question<'_>| question.entry.forecast.id.cmp(id);
            let question = self.questions.binary_search_by(by_id).ok()?;
            let forecaster = names.number(&one.estimate.by)?;
            places.get(&(question, forecaster)).copied()
        };
        let row = |(group, said): (Group, Vec<Said<'a>>)| {
            let these: Vec<_> = said
                .iter()
                .filter_map(place)
                .map(|place| own[place])
                .collect();
            LikedRow {
                group,
                basis: SampleSize::of(&said),
                figures: rule.figures(&these, marks, self.request),
            }
        };
        let groups = split(&said, &self.request.group_by);
        groups.into_iter().map(row).collect()
    }

    /// Returns an estimate that stands for all of a forecaster on a question, to be grouped by.
    fn said<M>(&self, one: &Marked<M>, names: &Names) -> Option<Said<'a>> {
        let question = &self.questions[one.question];
        let name = names.name(one.forecaster);
        let run = question.runs.iter().find(|run| run.by == name)?;
        Some(question.said(run.estimates.first()?))
    }
}
