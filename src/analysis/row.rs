//! A row of an answer: how much it rests on, and its figures.

use crate::model::{ForecastId, KindName, Origin};

use crate::dataset::Coverage;
use crate::query::{Group, SampleSize};

use super::Figures;

/// A row of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreRow {
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
    /// Its figures.
    pub figures: Figures,
    /// Stated numbers, yardstick words and coded readings apart.
    pub apart: Vec<ByOrigin>,
    /// The forecasts that have an infinite log score.
    pub infinite: Vec<ForecastId>,
}

/// What a row holds, as far as its numbers came about in one way.
#[derive(Clone, Debug, PartialEq)]
pub struct ByOrigin {
    /// The way.
    pub origin: Origin,
    /// What it rests on.
    pub basis: SampleSize,
    /// Its figures.
    pub figures: Figures,
}
