//! Fatebook: the Brier score of the mean forecast of each day, against the median.

use crate::evaluate::skipped::Reason;
use crate::evaluate::together::Question;
use crate::evaluate::{Named, Request};
use crate::model::{KindName, Probability};
use crate::scoring::lifetime::{EstimateHistory, Life, coverage_while_open};
use crate::scoring::platform::fatebook::{FatebookScore, scores};
use crate::scoring::{Statistic, sum};

use super::rule::{Marked, Rule, mean};

/// The rule of Fatebook.
pub(super) struct Fatebook;

/// What a forecaster gets on a question, and for how much of its length there was a forecast.
pub(super) struct Mark {
    absolute: f64,
    relative: Statistic,
    coverage: Statistic,
}

impl Rule for Fatebook {
    type Mark = Mark;

    fn marks(&self, question: &Question<'_>) -> Result<Vec<(usize, Mark)>, Reason> {
        let life = question.life().ok_or(Reason::Unfit)?;
        match question.kind() {
            KindName::Binary => {
                let happened = question.happened()?;
                let said = question.histories(|estimate| estimate.stated()?.point());
                Ok(marks(&[(said, happened)], life))
            }
            KindName::Choice | KindName::Ordered | KindName::Scenarios => {
                question.one_option()?;
                Ok(marks(&options(question), life))
            }
            KindName::Number | KindName::Date => Err(Reason::OtherKind),
        }
    }

    fn figures(&self, own: &[&Marked<Mark>], _: &[Marked<Mark>], request: &Request) -> Vec<Named> {
        vec![
            mean("coverage", own, |mark| Some(mark.coverage), request),
            mean("absolute", own, |mark| Some(Ok(mark.absolute)), request),
            mean("relative", own, |mark| Some(mark.relative), request),
        ]
    }
}

/// What each said of one yes-or-no question, and whether it happened.
type Said = (Vec<EstimateHistory<Probability>>, bool);

/// Returns the options as so many yes-or-no questions.
fn options(question: &Question<'_>) -> Vec<Said> {
    let names = question.entry.forecast.kind.options();
    let option = |place: usize| {
        let said = question.histories(|estimate| question.choice(estimate)?.said().get(place));
        let happened = question.outcome.to_string() == names[place];
        (said, happened)
    };
    (0..names.len()).map(option).collect()
}

/// Returns what each gets, the scores of options added up.
fn marks(options: &[Said], life: Life) -> Vec<(usize, Mark)> {
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
        let mark = Mark {
            absolute: sum(each.iter().map(|score| score.absolute)),
            relative: relative.map(sum),
            coverage: coverage_while_open(&said[run].without_withdrawals().spans(life), life),
        };
        Some((run, mark))
    };
    (0..said.len()).filter_map(mark).collect()
}
