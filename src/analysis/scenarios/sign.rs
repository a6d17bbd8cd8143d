//! An indicator of a set, and how it bears on an assessment.

use chrono::NaiveDate;

use crate::ledger::{Entry, Ledger, State, View, VoidReason};
use crate::model::{ForecastId, Indicator, Moment, Outcome, Probability};

/// An indicator of a set.
#[derive(Clone, Debug)]
pub struct Sign<'a> {
    /// What the set says of it.
    pub indicator: &'a Indicator,
    /// The forecast, where the ledger has it.
    pub entry: Option<&'a Entry>,
    /// How it bears on the scenarios.
    pub bearing: Bearing,
    /// Its place among the evidence of the inquiry; none where the start has counted it already.
    pub evidence: Option<usize>,
}

/// How an indicator bears on the scenarios.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bearing {
    /// It pushes: its outcome was known after the estimate that all starts from.
    Pushes {
        /// Whether it came about.
        outcome: bool,
        /// When that was known.
        known: Moment,
    },
    /// It was known when the estimate was made: the forecaster has counted it.
    Counted {
        /// Whether it came about.
        outcome: bool,
        /// When that was known.
        known: Moment,
    },
    /// It is not resolved.
    Open,
    /// It depends on a forecast that is not resolved.
    Waiting,
    /// Its deadline has passed, and its outcome is not overdue yet.
    Awaiting {
        /// The day on which its outcome is due.
        by: NaiveDate,
    },
    /// It is not resolved, though the days of grace have passed: evidence not yet booked.
    Overdue {
        /// The last day on which it was not overdue.
        since: NaiveDate,
    },
    /// It has no outcome, and leaves the scenarios alone.
    Void(VoidReason),
    /// It came about in part, and leaves the scenarios alone.
    Partial(Probability),
    /// The ledger has no such yes-no question.
    Missing,
}

impl Bearing {
    /// Returns whether its answer is still to come.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Self::Open | Self::Waiting | Self::Awaiting { .. } | Self::Overdue { .. }
        )
    }

    /// Returns the outcome that pushes.
    #[must_use]
    pub fn pushes(self) -> Option<bool> {
        match self {
            Self::Pushes { outcome, .. } => Some(outcome),
            _ => None,
        }
    }

    /// Returns when its outcome was known, where it has one.
    #[must_use]
    pub fn known(self) -> Option<Moment> {
        match self {
            Self::Pushes { known, .. } | Self::Counted { known, .. } => Some(known),
            _ => None,
        }
    }
}

/// Returns how an indicator bears on what starts at a moment.
pub(super) fn bearing(ledger: &Ledger, id: &ForecastId, view: &View, start: Moment) -> Bearing {
    let Some(entry) = ledger.get(id) else {
        return Bearing::Missing;
    };
    let resolution = match view.state(ledger, entry) {
        State::Open => return Bearing::Open,
        State::Waiting => return Bearing::Waiting,
        State::Awaiting { by } => return Bearing::Awaiting { by },
        State::Overdue { since } => return Bearing::Overdue { since },
        State::Void(reason) => return Bearing::Void(reason),
        State::Resolved(resolution) => resolution,
    };
    let deadline = entry.forecast.deadline;
    let known = if view.booked {
        resolution.written(deadline)
    } else {
        resolution.known_or(deadline)
    };
    let outcome = match resolution.outcome {
        Outcome::Yes => true,
        Outcome::No => false,
        Outcome::Fraction(share) => return Bearing::Partial(share),
        _ => return Bearing::Missing,
    };
    if start.is_before(known) {
        Bearing::Pushes { outcome, known }
    } else {
        Bearing::Counted { outcome, known }
    }
}
