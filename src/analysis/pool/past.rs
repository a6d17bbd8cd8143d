//! What past questions teach: how good each forecaster was, and how far to extremise.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::model::Probability;
use crate::scoring::pool::{Panel, TrackRecord, fitted_factor, mean_odds};
use crate::scoring::{BinaryOutcome, Weight, brier, count};

use super::panels::PooledQuestion;

/// What the questions teach that were known by some time.
#[derive(Debug, Default)]
pub(super) struct Past {
    /// How many questions.
    questions: usize,
    /// For each forecaster, the sum of the mean Brier scores on these questions, and on how many.
    records: BTreeMap<u32, (f64, usize)>,
    /// The same of all.
    all: (f64, usize),
    /// The geometric mean of odds of each panel, and what happened.
    pooled: Vec<(Probability, BinaryOutcome, Weight)>,
    /// The factor that fits them best.
    factor: OnceCell<f64>,
}

/// Questions that must be known before a factor is fitted to them.
const ENOUGH: usize = 10;

/// On how many questions of one's own one counts as much as by the mean of all.
const SHRINK: f64 = 10.0;

impl Past {
    /// Adds a question whose outcome has become known.
    pub(super) fn learn(&mut self, question: &PooledQuestion) {
        self.questions += 1;
        self.factor = OnceCell::new();
        let mut scores: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
        for segment in &question.asked.segments {
            for one in &segment.standing {
                let (total, weight) = scores.entry(one.who).or_default();
                *total += segment.weight * brier(one.value, question.outcome);
                *weight += segment.weight;
            }
        }
        for (who, (total, weight)) in scores {
            let (sum, n) = self.records.entry(who).or_default();
            *sum += total / weight;
            *n += 1;
            self.all.0 += total / weight;
            self.all.1 += 1;
        }
        self.pooled.extend(question.panels().filter_map(|panel| {
            let each: Vec<_> = panel.standing.iter().map(|one| one.value).collect();
            let pooled = mean_odds(&Panel::equal(&each)?).ok()?;
            Some((pooled, question.outcome, Weight::new(panel.weight)?))
        }));
    }

    /// Returns the factor that fits the past best, or 1 where that is too short.
    pub(super) fn factor(&self) -> f64 {
        if !self.can_fit() {
            return 1.0;
        }
        let fitted = || fitted_factor(&self.pooled).unwrap_or(1.0);
        *self.factor.get_or_init(fitted)
    }

    /// Returns whether there are questions enough to fit a factor to.
    pub(super) fn can_fit(&self) -> bool {
        self.questions >= ENOUGH && !self.pooled.is_empty()
    }

    /// Returns whether anything is known of anybody.
    pub(super) fn knows_anybody(&self) -> bool {
        !self.records.is_empty()
    }

    /// Returns how much a forecaster counts by their record.
    pub(super) fn weight(&self, who: u32) -> Weight {
        let (total, n) = self.all;
        if n == 0 {
            return Weight::ONE;
        }
        let (own, questions) = self.records.get(&who).copied().unwrap_or_default();
        let record = TrackRecord {
            mean_loss: own / count(questions.max(1)),
            questions,
        };
        record.weight(total / count(n), SHRINK)
    }
}
