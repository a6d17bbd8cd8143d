//! The scores by which forecasters are compared on a question of each kind.

use crate::model::{Estimate, KindName, Probability};
use crate::scoring::multi::{self, ChoicePair};
use crate::scoring::quantile::Wis;
use crate::scoring::{BinaryOutcome, brier, log_score, log_score_with_floor, ordered};

use super::figures::QuantityPair;
use super::together::{Asked, Names, Question, asked};
use super::{Request, values};

/// A score by which forecasters are compared: lower is better, whatever the kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// The Brier score, 0 to 1.
    Brier,
    /// The normalised ranked probability score, 0 to 1.
    RankedProbability,
    /// The continuous ranked probability score, in the unit of the question.
    Crps,
    /// The weighted interval score, in the unit of the question.
    Wis,
    /// The log score.
    Log,
}

impl Measure {
    /// Returns the scores of a kind; the first is the one that it is judged by.
    #[must_use]
    pub fn of(kind: KindName) -> [Self; 2] {
        match kind {
            KindName::Binary | KindName::Choice | KindName::Scenarios => [Self::Brier, Self::Log],
            KindName::Ordered => [Self::RankedProbability, Self::Log],
            KindName::Number | KindName::Date => [Self::Crps, Self::Wis],
        }
    }

    /// Returns its name in machine output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Brier => "brier",
            Self::RankedProbability => "rps_norm",
            Self::Crps => "crps",
            Self::Wis => "wis",
            Self::Log => "log_loss",
        }
    }

    /// Returns its name in tables.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Brier => "Brier",
            Self::RankedProbability => "RPS",
            Self::Crps => "CRPS",
            Self::Wis => "WIS",
            Self::Log => "log",
        }
    }

    /// Returns the score of what was said of an event.
    pub(super) fn event(
        self,
        p: Probability,
        y: BinaryOutcome,
        floor: Option<Probability>,
    ) -> Option<f64> {
        match (self, floor) {
            (Self::Brier, _) => Some(brier(p, y)),
            (Self::Log, Some(floor)) => Some(log_score_with_floor(p, y, floor)),
            (Self::Log, None) => Some(log_score(p, y)),
            _ => None,
        }
    }

    /// Returns the score of what was said of options.
    pub(super) fn choice(self, pair: &ChoicePair, floor: Option<Probability>) -> Option<f64> {
        match (self, floor) {
            (Self::Brier, _) => Some(multi::brier(pair)),
            (Self::RankedProbability, _) => Some(ordered::rps_normalised(pair)),
            (Self::Log, Some(floor)) => Some(multi::log_score_with_floor(pair, floor)),
            (Self::Log, None) => Some(multi::log_score(pair)),
            _ => None,
        }
    }

    /// Returns the score of what was said of a number or a day, where its form has that score.
    pub(super) fn quantity(self, pair: &QuantityPair) -> Option<f64> {
        match self {
            Self::Crps => pair.crps().ok(),
            Self::Wis => pair.wis().ok().map(Wis::total),
            _ => None,
        }
    }

    /// Returns the score of an estimate of a question; `None` where it says nothing that the score
    /// takes.
    fn estimate<'a>(
        self,
        question: &Question<'a>,
        estimate: &'a Estimate,
        floor: Option<Probability>,
    ) -> Option<f64> {
        match question.kind() {
            KindName::Binary => {
                let outcome = question.share().ok()?;
                self.event(estimate.stated()?.point()?, outcome, floor)
            }
            KindName::Choice | KindName::Ordered | KindName::Scenarios => {
                self.choice(&question.choice(estimate)?, floor)
            }
            KindName::Number | KindName::Date => self.quantity(&question.quantity(estimate)?),
        }
    }
}

/// What may be averaged together: questions of one kind, and numbers in one unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Class {
    /// The kind.
    pub kind: KindName,
    /// The unit of numbers and days.
    pub unit: Option<String>,
}

/// The questions of one class with one score of each estimate.
#[derive(Clone, Debug)]
pub(super) struct Scored {
    pub(super) class: Class,
    pub(super) measure: Measure,
    pub(super) asked: Vec<Asked<f64>>,
}

/// Returns the questions of each class by each score that it has.
pub(super) fn scored(questions: &[Question<'_>], names: &Names, request: &Request) -> Vec<Scored> {
    let class = |question: &Question<'_>| Class {
        kind: question.kind(),
        unit: values::unit(&question.entry.forecast),
    };
    let mut classes: Vec<Class> = questions.iter().map(class).collect();
    classes.sort_unstable();
    classes.dedup();
    let of_class = |one: Class| {
        let these = questions.iter().filter(|question| class(question) == one);
        let these: Vec<_> = these.cloned().collect();
        Measure::of(one.kind).map(|measure| Scored {
            class: one.clone(),
            measure,
            asked: asked(&these, names, request.weigh, |question, estimate| {
                measure.estimate(question, estimate, request.floor)
            }),
        })
    };
    classes.into_iter().flat_map(of_class).collect()
}
