//! Resolutions: the logged outcome.

use super::{EvidenceItem, Moment, Outcome};

/// The logged outcome, with its three days kept apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolution {
    /// What happened.
    pub outcome: Outcome,
    /// The day of the event.
    pub happened: Option<Moment>,
    /// The day on which the outcome was known: scoring stops here.
    pub known: Option<Moment>,
    /// The day on which it was written down.
    pub logged: Option<Moment>,
    /// Who logged it.
    pub by: Option<String>,
    /// What shows it.
    pub evidence: Vec<EvidenceItem>,
    /// A remark.
    pub note: Option<String>,
    /// Why it replaces an earlier one.
    pub because: Option<String>,
    /// The resolutions that it corrects, newest first.
    pub replaces: Vec<Resolution>,
}

impl Resolution {
    /// Returns the mere outcome, of which nothing else is known.
    #[must_use]
    pub const fn new(outcome: Outcome) -> Self {
        Self {
            outcome,
            happened: None,
            known: None,
            logged: None,
            by: None,
            evidence: Vec::new(),
            note: None,
            because: None,
            replaces: Vec::new(),
        }
    }

    /// Returns the day on which the outcome was known: as logged, else the day of the event, else
    /// the day after the deadline.
    #[must_use]
    pub fn known_or(&self, deadline: Moment) -> Moment {
        self.known
            .or(self.happened)
            .unwrap_or_else(|| deadline.plus_days(1))
    }

    /// Returns when it was written down, or else when it was known.
    #[must_use]
    pub fn written(&self, deadline: Moment) -> Moment {
        self.logged.unwrap_or_else(|| self.known_or(deadline))
    }
}
