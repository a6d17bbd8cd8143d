//! What past questions teach: how good each forecaster was, and how far to extremise.

use std::cell::Cell;
use std::collections::BTreeMap;

use crate::scoring::pool::{FactorFit, Panel, TrackRecord, mean_odds};
use crate::scoring::{Weight, brier, count};

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
    pooled: FactorFit,
    /// The factor that fitted them best, and how many they were.
    fitted: Cell<(f64, usize)>,
}

/// Questions that must be known before a factor is fitted to them.
const ENOUGH: usize = 10;

/// A factor is fitted anew when the past has grown by one part in so many: that takes a time in
/// proportion to the past in place of its square, and a hundredth of it moves the factor by less than its
/// doubt.
const REFIT_AFTER: usize = 100;

/// On how many questions of one's own one counts as much as by the mean of all.
const SHRINK: f64 = 10.0;

impl Past {
    /// Adds a question whose outcome has become known.
    pub(super) fn learn(&mut self, question: &PooledQuestion) {
        self.questions += 1;
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
        for panel in question.panels() {
            let each: Vec<_> = panel.standing.iter().map(|one| one.value).collect();
            let pooled = Panel::equal(&each).and_then(|panel| mean_odds(&panel).ok());
            if let Some((pooled, weight)) = pooled.zip(Weight::new(panel.weight)) {
                self.pooled.add(pooled, question.outcome, weight);
            }
        }
    }

    /// Returns the factor that fits the past best, or 1 where that is too short.
    pub(super) fn factor(&self) -> f64 {
        if !self.can_fit() {
            return 1.0;
        }
        let (factor, of) = self.fitted.get();
        if of + of / REFIT_AFTER >= self.pooled.len() {
            return factor;
        }
        let factor = self.pooled.factor(factor).unwrap_or(1.0);
        self.fitted.set((factor, self.pooled.len()));
        factor
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
