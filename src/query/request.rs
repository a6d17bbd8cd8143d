//! What is asked of a ledger or a table.

use crate::ledger::{Selection, View};
use crate::model::Probability;

use super::{Dimension, TableOptions, Weighting};

/// What is asked: of which records, seen from when, weighed and grouped how.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Which records, and whose estimates.
    pub selection: Selection,
    /// From when.
    pub view: View,
    /// Which estimates count, and how much.
    pub weigh: Weighting,
    /// Whether forecasts resolved before their deadline count before it has passed.
    pub include_early: bool,
    /// Whether estimates that were written after the outcome was known count for the day they claim.
    pub include_retrospective: bool,
    /// Whether git was asked when each estimate was written.
    pub witnessed: bool,
    /// Whose outcomes count in place of the logged ones, where somebody gave their own.
    pub regraded: Option<Regraded>,
    /// What the rows are grouped by.
    pub group_by: Vec<Dimension>,
    /// The confidence level of intervals.
    pub level: f64,
    /// Where the random numbers begin.
    pub seed: u64,
    /// How many resamples a bootstrap takes.
    pub resamples: usize,
    /// How far from 0 and 1 the log score keeps a forecast, where the user wants that.
    pub floor: Option<Probability>,
    /// How the table is read, where a table is asked and not a ledger.
    pub table: Option<TableOptions>,
}

/// The outcomes of a reviewer, in place of the logged ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regraded {
    /// The name of their table.
    pub name: String,
    /// How many outcomes it gives.
    pub given: usize,
    /// How many of these are other than those that are logged.
    pub changed: usize,
}

/// The confidence level where none is asked for: the convention of the field.
pub const LEVEL: f64 = 0.95;
/// Where the random numbers begin where nothing else is asked for.
pub const SEED: u64 = 1;
/// Resamples of a bootstrap where nothing else is asked for: enough that the second figure of a
/// 95 % interval stands still.
pub const RESAMPLES: usize = 1000;
/// How many times as often is drawn where there is little to draw from: with ten thousand draws a share
/// has a standard error of at most half a point.
pub const MORE_DRAWS: usize = 10;

impl Request {
    /// Returns the plain request: every record, seen from the view.
    #[must_use]
    pub fn new(view: View, weigh: Weighting) -> Self {
        Self {
            selection: Selection::default(),
            view,
            weigh,
            include_early: false,
            include_retrospective: false,
            witnessed: false,
            regraded: None,
            group_by: Vec::new(),
            level: LEVEL,
            seed: SEED,
            resamples: RESAMPLES,
            floor: None,
            table: None,
        }
    }

    /// Says whether only what was given before the outcome was known counts, of questions that are
    /// due: always of a ledger; of a table unless every row counts because no weighting was asked for.
    #[must_use]
    pub fn cuts(&self) -> bool {
        let table = self.table.as_ref();
        table.is_none_or(|options| options.weighted || self.weigh != Weighting::Each)
    }

    /// Returns whether the day from which things are seen makes a difference: a table whose rows
    /// all count has no due and not due, unless it is asked as it stood.
    #[must_use]
    pub fn looks_at_the_day(&self) -> bool {
        self.cuts() || self.table.as_ref().is_some_and(|options| options.as_of)
    }
}
