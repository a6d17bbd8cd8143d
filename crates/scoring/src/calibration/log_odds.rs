//! Log odds, and lines in them.

use rayon::prelude::*;

use crate::{Cell, Probability};

/// A line in log odds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogOddsLine {
    /// What is added.
    pub intercept: f64,
    /// What log odds are multiplied by.
    pub slope: f64,
}

/// What was said in log odds, and how much came true and did not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LogOddsPoint {
    pub(super) odds: f64,
    pub(super) yes: f64,
    pub(super) no: f64,
}

impl LogOddsLine {
    /// The line that leaves everything as it is.
    pub const IDENTITY: Self = Self {
        intercept: 0.0,
        slope: 1.0,
    };

    /// Returns the log odds that the line makes of log odds.
    #[must_use]
    pub fn at(self, odds: f64) -> f64 {
        self.intercept + self.slope * odds
    }

    /// Returns what a forecast means; 0 and 1 stay what they are.
    #[must_use]
    pub fn recalibrated(self, forecast: Probability) -> Probability {
        if forecast == Probability::ZERO || forecast == Probability::ONE {
            return forecast;
        }
        Probability::new(logistic(self.at(logit(forecast)))).unwrap_or(forecast)
    }
}

impl LogOddsPoint {
    /// Returns the points of cells, on all cores where there are many.
    pub(super) fn of(cells: &[Cell]) -> Vec<Self> {
        const AT_LEAST: usize = 1 << 12;
        let cells = cells.par_iter().with_min_len(AT_LEAST);
        cells.map(Self::from).collect()
    }
}

impl From<&Cell> for LogOddsPoint {
    fn from(cell: &Cell) -> Self {
        Self {
            odds: logit(cell.forecast),
            yes: cell.yes,
            no: cell.no,
        }
    }
}

/// Returns the log odds of a probability; those of 0 and 1 are infinite.
#[must_use]
pub fn logit(forecast: Probability) -> f64 {
    forecast.get().ln() - (-forecast.get()).ln_1p()
}

/// Returns the probability, from 0 to 1, that has these log odds.
#[must_use]
pub fn logistic(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}
