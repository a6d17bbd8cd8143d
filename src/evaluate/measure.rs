//! The scores by which forecasters are compared on a question of each kind.

use crate::model::{Estimate, KindName, Probability};
use crate::scoring::{Outcome, brier, log_score};

use super::Weigh;
use super::together::{Asked, Names, Question, asked};

/// A score by which forecasters are compared: lower is better, whatever the kind.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// The kind of question that it is for.
    pub kind: KindName,
    /// Its name in machine output.
    pub name: &'static str,
    /// Its name in tables.
    pub title: &'static str,
    score: Score,
}

#[derive(Clone, Copy, Debug)]
enum Score {
    Binary(fn(Probability, Outcome) -> f64),
}

impl Measure {
    /// The scores, kind by kind; the first of a kind is the one that it is judged by.
    pub(super) const ALL: &[Self] = &[
        Self {
            kind: KindName::Binary,
            name: "brier",
            title: "Brier",
            score: Score::Binary(brier),
        },
        Self {
            kind: KindName::Binary,
            name: "log_loss",
            title: "log",
            score: Score::Binary(log_score),
        },
    ];

    /// Returns whether it is the one that its kind is judged by.
    #[must_use]
    pub fn leads(self) -> bool {
        let first = Self::ALL.iter().find(|one| one.kind == self.kind);
        first.is_some_and(|first| first.name == self.name)
    }

    /// Returns the score of an estimate of a question; `None` where it says nothing that the score
    /// takes.
    pub(super) fn score(self, question: &Question<'_>, estimate: &Estimate) -> Option<f64> {
        match self.score {
            Score::Binary(score) => {
                let said = estimate.stated()?.point()?;
                let outcome = Outcome::new(question.outcome.share()?.get())?;
                Some(score(said, outcome))
            }
        }
    }
}

/// The questions of one kind with one score of each estimate.
#[derive(Clone, Debug)]
pub(super) struct Scored {
    /// The score.
    pub(super) measure: Measure,
    /// The questions.
    pub(super) asked: Vec<Asked<f64>>,
}

/// Returns the questions of each kind by each score that it has.
pub(super) fn scored(questions: &[Question<'_>], names: &Names, weigh: Weigh) -> Vec<Scored> {
    let of_kind = |measure: &Measure| {
        let same = |one: &&Question<'_>| one.entry.forecast.kind.name() == measure.kind;
        questions.iter().filter(same).cloned().collect::<Vec<_>>()
    };
    let one = |measure: &Measure| Scored {
        measure: *measure,
        asked: asked(&of_kind(measure), names, weigh, |question, estimate| {
            measure.score(question, estimate)
        }),
    };
    Measure::ALL.iter().map(one).collect()
}
