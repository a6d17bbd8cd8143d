//! A row of an answer: how much it rests on, and its figures by name.

use crate::ledger::Entry;
use crate::model::{ForecastId, KindName, Origin};

use super::group::holds;
use super::{Covered, Named, Said};
use crate::query::{Group, SampleSize};

/// A row of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is about; empty for the total.
    pub group: Group,
    /// The kind of question that its scores are for.
    pub kind: KindName,
    /// The unit of numbers; days for days.
    pub unit: Option<String>,
    /// What it rests on.
    pub basis: SampleSize,
    /// How much of the forecasts' scheduled lives it speaks for; none where the group tells
    /// estimates apart.
    pub coverage: Option<Coverage>,
    /// Its figures, by name.
    pub figures: Vec<Named>,
    /// Stated numbers, yardstick words and coded readings apart.
    pub apart: Vec<Apart>,
    /// The forecasts that have an infinite log score.
    pub infinite: Vec<ForecastId>,
}

/// What a row holds, as far as its numbers came about in one way.
#[derive(Clone, Debug, PartialEq)]
pub struct Apart {
    /// The way.
    pub origin: Origin,
    /// What it rests on.
    pub basis: SampleSize,
    /// Its figures, by name.
    pub figures: Vec<Named>,
}

/// How much of the scheduled life of forecasts was spoken for; the three make 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coverage {
    /// By a number.
    pub stated: f64,
    /// By a refusal.
    pub declined: f64,
    /// By nothing: before the first estimate, after a withdrawal, or after the outcome was known.
    pub absent: f64,
}

impl Row {
    /// Returns the figure of that name, where the row has one.
    #[must_use]
    pub fn figure(&self, name: &str) -> Option<&Named> {
        self.figures.iter().find(|figure| figure.name == name)
    }
}

impl Apart {
    /// Returns the figure of that name, where there is one.
    #[must_use]
    pub fn figure(&self, name: &str) -> Option<&Named> {
        self.figures.iter().find(|figure| figure.name == name)
    }
}

impl SampleSize {
    /// Returns what figures over this rest on.
    #[must_use]
    pub fn of(said: &[Said<'_>]) -> Self {
        let distinct = |mut keys: Vec<usize>| {
            keys.sort_unstable();
            keys.dedup();
            keys.len()
        };
        let mut ids: Vec<_> = said.iter().map(|one| &one.entry.forecast.id).collect();
        ids.sort_unstable();
        ids.dedup();
        Self {
            n: said.len(),
            questions: ids.len(),
            clusters: distinct(said.iter().map(|one| one.cluster).collect()),
        }
    }
}

impl Coverage {
    /// Returns the mean coverage of those of a group's forecasts that are `taken`, over each
    /// forecaster of each.
    #[must_use]
    pub fn of(
        covered: &[Covered<'_>],
        group: &Group,
        taken: impl Fn(&Entry) -> bool,
    ) -> Option<Self> {
        let mut stated = 0.0;
        let mut declined = 0.0;
        let mut n = 0.0;
        for one in covered.iter().filter(|one| taken(one.entry)) {
            if holds(group, one.entry, one.by)? {
                stated += one.stated;
                declined += one.declined;
                n += 1.0;
            }
        }
        (n > 0.0).then(|| {
            let (stated, declined) = (stated / n, declined / n);
            Self {
                stated,
                declined,
                absent: (1.0 - stated - declined).max(0.0),
            }
        })
    }
}
