//! The scores by which forecasters are compared on a question of each kind.

use crate::dataset::{Dataset, QuantityPair, Question, QuestionClass, Row};
use crate::metrics::MetricId;
use crate::model::{KindName, Probability};
use crate::query::Request;
use crate::scoring::multi::{self, ChoicePair};
use crate::scoring::quantile::Wis;
use crate::scoring::{BinaryOutcome, brier, log_score, log_score_with_floor, ordered};

use super::panel::{PanelQuestion, panel};

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
    /// Every score.
    pub const ALL: [Self; 5] = [
        Self::Brier,
        Self::RankedProbability,
        Self::Crps,
        Self::Wis,
        Self::Log,
    ];

    /// Returns the scores of a kind; the first is the one that it is judged by.
    #[must_use]
    pub fn of(kind: KindName) -> [Self; 2] {
        match kind {
            KindName::Binary | KindName::Choice | KindName::Scenarios => [Self::Brier, Self::Log],
            KindName::Ordered => [Self::RankedProbability, Self::Log],
            KindName::Number | KindName::Date => [Self::Crps, Self::Wis],
        }
    }

    /// Returns the score that a kind is judged by.
    #[must_use]
    pub fn leading(kind: KindName) -> Self {
        let [leading, _] = Self::of(kind);
        leading
    }

    /// Returns the figure that it is.
    #[must_use]
    pub fn id(self) -> MetricId {
        match self {
            Self::Brier => MetricId::Brier,
            Self::RankedProbability => MetricId::RpsNormalised,
            Self::Crps => MetricId::Crps,
            Self::Wis => MetricId::Wis,
            Self::Log => MetricId::LogLoss,
        }
    }

    /// Returns its name in tables.
    #[must_use]
    pub fn title(self) -> &'static str {
        let id = match self {
            // Nothing stands beside it that it must be told from.
            Self::RankedProbability => MetricId::Rps,
            other => other.id(),
        };
        id.info().label
    }

    /// Returns the score of a row; `None` where it gives nothing that the score takes.
    pub(super) fn loss(
        self,
        question: &Question<'_>,
        row: &Row<'_>,
        floor: Option<Probability>,
    ) -> Option<Loss> {
        let score = match question.kind() {
            KindName::Binary => {
                let (p, y) = (row.probability()?, question.event().ok()?);
                return Some(Loss {
                    score: self.event(p, y, floor)?,
                    otherwise: self.event(p, y.complement(), floor),
                });
            }
            KindName::Choice | KindName::Ordered | KindName::Scenarios => {
                self.choice(&question.choice(row).ok()?, floor)?
            }
            KindName::Number | KindName::Date => self.quantity(&question.quantity(row).ok()?)?,
        };
        let otherwise = None;
        Some(Loss { score, otherwise })
    }

    fn event(self, p: Probability, y: BinaryOutcome, floor: Option<Probability>) -> Option<f64> {
        match (self, floor) {
            (Self::Brier, _) => Some(brier(p, y)),
            (Self::Log, Some(floor)) => Some(log_score_with_floor(p, y, floor)),
            (Self::Log, None) => Some(log_score(p, y)),
            _ => None,
        }
    }

    fn choice(self, pair: &ChoicePair, floor: Option<Probability>) -> Option<f64> {
        match (self, floor) {
            (Self::Brier, _) => Some(multi::brier(pair)),
            (Self::RankedProbability, _) => Some(ordered::rps_normalised(pair)),
            (Self::Log, Some(floor)) => Some(multi::log_score_with_floor(pair, floor)),
            (Self::Log, None) => Some(multi::log_score(pair)),
            _ => None,
        }
    }

    /// Returns the score of a number or a day, where its form has that score.
    fn quantity(self, pair: &QuantityPair) -> Option<f64> {
        match self {
            Self::Crps => pair.crps().ok(),
            Self::Wis => pair.wis().ok().map(Wis::total),
            _ => None,
        }
    }
}

/// The score of an estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Loss {
    pub(super) score: f64,
    /// What it would have been with the other outcome, of a question of yes or no.
    pub(super) otherwise: Option<f64>,
}

impl Loss {
    /// Returns the score of an outcome of yes or no.
    pub(super) fn of(outcome: BinaryOutcome, score: impl Fn(BinaryOutcome) -> f64) -> Self {
        Self {
            score: score(outcome),
            otherwise: Some(score(outcome.complement())),
        }
    }

    /// Returns the one less the other.
    pub(super) fn less(self, other: Self) -> Self {
        let otherwise = self.otherwise.zip(other.otherwise);
        Self {
            score: self.score - other.score,
            otherwise: otherwise.map(|(one, other)| one - other),
        }
    }
}

/// The questions of one class with one score of each estimate.
#[derive(Clone, Debug)]
pub(super) struct ScoredPanel {
    pub(super) class: QuestionClass,
    pub(super) measure: Measure,
    pub(super) questions: Vec<PanelQuestion<Loss>>,
}

/// Returns the questions of each class by each score of its kind that is wanted, of the forecasters that
/// are taken.
pub(super) fn scored<const N: usize>(
    dataset: &Dataset<'_>,
    request: &Request,
    taken: impl Fn(u32) -> bool,
    measures: impl Fn(KindName) -> [Measure; N],
) -> Vec<ScoredPanel> {
    let known = dataset.known();
    let mut classes: Vec<&QuestionClass> = known.iter().map(|one| &*one.class).collect();
    classes.sort_unstable();
    classes.dedup();
    let of_class = |class: &QuestionClass| {
        let these = known.iter().filter(|one| *one.class == *class);
        let these: Vec<_> = these.copied().collect();
        measures(class.kind).map(|measure| ScoredPanel {
            class: class.clone(),
            measure,
            questions: panel(dataset, &these, request, &taken, |question, row| {
                measure.loss(question, row, request.floor)
            }),
        })
    };
    classes.into_iter().flat_map(of_class).collect()
}
