//! The state of a forecast on a day. It is always worked out, never stored.

use chrono::NaiveDate;

use super::{Entry, Ledger, StateName};
use crate::model::{Estimate, Forecast, Moment, Outcome, Resolution, add_days};

/// From where the ledger is looked at: a day, and whether by what was known or what was booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// The day at whose end things are seen.
    pub as_of: NaiveDate,
    /// Whether estimates and outcomes count from when they were written down, rather than from
    /// when they were made and known.
    pub booked: bool,
    /// Days after `known_by` before a forecast is overdue.
    pub grace: u32,
}

/// How a forecast stands.
#[derive(Clone, Debug, PartialEq)]
pub enum State<'a> {
    /// Not resolved, and its deadline has not passed.
    Open,
    /// It depends on a forecast that is not resolved.
    Waiting,
    /// Its deadline has passed, and its outcome is not overdue yet.
    Awaiting {
        /// The day on which its outcome is due; after it the days of grace run.
        by: NaiveDate,
    },
    /// Not resolved, though the days of grace have passed.
    Overdue {
        /// The day on which its answer was due.
        since: NaiveDate,
    },
    /// Resolved with an outcome.
    Resolved(&'a Resolution),
    /// Resolved without one, or never to be asked.
    Void(VoidReason),
}

/// Why a forecast has no outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum VoidReason {
    /// The question broke.
    Annulled,
    /// Reality is unclear.
    Ambiguous,
    /// What it depends on did not come about.
    ConditionNotMet,
}

/// How the condition of a forecast stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConditionState {
    /// It has none, or it is met.
    Met {
        /// When that was known, where there is a condition.
        known: Option<Moment>,
    },
    /// The other forecast is not resolved.
    Waiting,
    /// The other forecast came out otherwise.
    NotMet,
}

/// How deep conditions may depend on conditions before that is taken for a circle.
const DEEPEST: usize = 64;

impl View {
    /// Returns the view of everything known at the end of that day.
    #[must_use]
    pub fn new(as_of: NaiveDate, grace: u32) -> Self {
        Self {
            as_of,
            booked: false,
            grace,
        }
    }

    /// Returns whether the estimate exists.
    #[must_use]
    pub fn sees(&self, estimate: &Estimate) -> bool {
        let from = if self.booked {
            estimate.written()
        } else {
            estimate.date
        };
        from.day() <= self.as_of
    }

    /// Returns the estimates that exist, in the record's order.
    pub fn estimates<'a>(&self, forecast: &'a Forecast) -> impl Iterator<Item = &'a Estimate> {
        let view = *self;
        forecast
            .estimates
            .iter()
            .filter(move |estimate| view.sees(estimate))
    }

    /// Returns the estimates that exist, the oldest first.
    #[must_use]
    pub fn estimates_by_date<'a>(&self, forecast: &'a Forecast) -> Vec<&'a Estimate> {
        let mut estimates: Vec<_> = self.estimates(forecast).collect();
        estimates.sort_by(|a, b| a.date.compare(b.date));
        estimates
    }

    /// Returns the resolution, where it exists: of several that replaced each other, the newest
    /// that does.
    #[must_use]
    pub fn resolution<'a>(&self, forecast: &'a Forecast) -> Option<&'a Resolution> {
        let newest = forecast.resolution.as_ref()?;
        let exists = |resolution: &&Resolution| {
            let from = if self.booked {
                resolution.written(forecast.deadline)
            } else {
                resolution.known_or(forecast.deadline)
            };
            from.day() <= self.as_of
        };
        // A correction says what was true all along; only the books can show the older one.
        let older = newest.replaces.iter().filter(|_| self.booked);
        std::iter::once(newest).chain(older).find(exists)
    }

    /// Returns how a record stands.
    #[must_use]
    pub fn state<'a>(&self, ledger: &'a Ledger, entry: &'a Entry) -> State<'a> {
        let forecast = &entry.forecast;
        let condition = self.condition(ledger, entry);
        if condition == ConditionState::NotMet {
            return State::Void(VoidReason::ConditionNotMet);
        }
        if let Some(resolution) = self.resolution(forecast) {
            return match resolution.outcome {
                Outcome::Annulled => State::Void(VoidReason::Annulled),
                Outcome::Ambiguous => State::Void(VoidReason::Ambiguous),
                _ => State::Resolved(resolution),
            };
        }
        if condition == ConditionState::Waiting {
            return State::Waiting;
        }
        let since = self.due(ledger, entry);
        if add_days(since, self.grace) < self.as_of {
            State::Overdue { since }
        } else if entry.forecast.deadline.day() < self.as_of {
            State::Awaiting { by: since }
        } else {
            State::Open
        }
    }

    /// Returns the day on which the answer of a record is due: when it can be looked up, and what the
    /// record depends on is known.
    #[must_use]
    pub fn due(&self, ledger: &Ledger, entry: &Entry) -> NaiveDate {
        let due = entry.forecast.lookup().day();
        match self.condition(ledger, entry) {
            ConditionState::Met { known: Some(known) } => due.max(known.day()),
            _ => due,
        }
    }

    /// Returns the last day of grace of a record: after it, it is of the cohort.
    #[must_use]
    pub fn grace_ends(&self, ledger: &Ledger, entry: &Entry) -> NaiveDate {
        let from = match self.state(ledger, entry) {
            State::Open | State::Awaiting { .. } | State::Overdue { .. } => self.due(ledger, entry),
            // What is resolved joins the cohort whenever its condition was known to be met.
            _ => entry.forecast.lookup().day(),
        };
        add_days(from, self.grace)
    }

    /// Returns the first day on which a record is overdue, where nobody resolves it before: the day
    /// after its grace.
    #[must_use]
    pub fn first_overdue(&self, ledger: &Ledger, entry: &Entry) -> NaiveDate {
        add_days(self.due(ledger, entry), self.grace.saturating_add(1))
    }

    /// Returns by how many days a record is overdue: those since its answer was due, whatever the
    /// days of grace.
    #[must_use]
    pub fn days_overdue(&self, ledger: &Ledger, entry: &Entry) -> usize {
        let days = (self.as_of - self.due(ledger, entry)).num_days();
        usize::try_from(days).unwrap_or(0)
    }

    /// Returns to whom a record goes that stays overdue, by the settings.
    #[must_use]
    pub fn escalated_to<'a>(&self, ledger: &'a Ledger, entry: &Entry) -> Option<&'a str> {
        let escalation = ledger.settings().escalate.as_ref()?;
        let days = usize::try_from(escalation.after).unwrap_or(usize::MAX);
        let is_overdue = matches!(self.state(ledger, entry), State::Overdue { .. });
        (is_overdue && self.days_overdue(ledger, entry) > days).then_some(&*escalation.to)
    }

    /// Returns how the condition of a record stands.
    #[must_use]
    pub fn condition(&self, ledger: &Ledger, entry: &Entry) -> ConditionState {
        self.condition_below(ledger, entry, DEEPEST)
    }

    fn condition_below(&self, ledger: &Ledger, entry: &Entry, depth: usize) -> ConditionState {
        let Some(given) = &entry.forecast.given else {
            return ConditionState::Met { known: None };
        };
        let Some(parent) = ledger.get(&given.forecast).filter(|_| depth > 0) else {
            return ConditionState::Waiting;
        };
        match self.condition_below(ledger, parent, depth - 1) {
            ConditionState::Met { .. } => {}
            other => return other,
        }
        match self.resolution(&parent.forecast) {
            None => ConditionState::Waiting,
            Some(resolution) if resolution.outcome.reads_as(&given.outcome) => {
                ConditionState::Met {
                    known: Some(resolution.known_or(parent.forecast.deadline)),
                }
            }
            Some(_) => ConditionState::NotMet,
        }
    }
}

impl State<'_> {
    /// Returns its name.
    #[must_use]
    pub fn name(&self) -> StateName {
        match self {
            Self::Open => StateName::Open,
            Self::Waiting => StateName::Waiting,
            Self::Awaiting { .. } => StateName::Awaiting,
            Self::Overdue { .. } => StateName::Overdue,
            Self::Resolved(_) => StateName::Resolved,
            Self::Void(_) => StateName::Void,
        }
    }

    /// Returns the word for it.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        self.name().as_str()
    }
}

impl VoidReason {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::Annulled, Self::Ambiguous, Self::ConditionNotMet];

    /// Returns the words for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Annulled => "annulled",
            Self::Ambiguous => "ambiguous",
            Self::ConditionNotMet => "condition not met",
        }
    }
}
