//! Selecting records: the filters that every command shares.

use std::fmt;

use chrono::NaiveDate;

use super::{Entry, FilterTerm, Ledger, State, View};
use crate::model::{Forecast, KindName, nearest, same_name};

/// Which records are meant. Empty means all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// They bear all of these tags, and none of those left out.
    pub tags: Vec<FilterTerm<String>>,
    /// One of these made an estimate; only theirs are meant.
    pub forecasters: Vec<FilterTerm<String>>,
    /// One of these must resolve them.
    pub owners: Vec<FilterTerm<String>>,
    /// They are in one of these states.
    pub states: Vec<FilterTerm<StateName>>,
    /// They are of one of these kinds.
    pub kinds: Vec<FilterTerm<KindName>>,
    /// They were read out of one of these documents (a part of the title will do).
    pub documents: Vec<FilterTerm<String>>,
    /// Their deadline is earlier.
    pub due_before: Option<NaiveDate>,
    /// Their deadline is later.
    pub due_after: Option<NaiveDate>,
}

/// The name of a state, for filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateName {
    /// Not resolved, and its deadline has not passed.
    Open,
    /// It depends on a forecast that is not resolved.
    Waiting,
    /// Its deadline has passed, and its outcome is not overdue yet.
    Awaiting,
    /// Not resolved, though the days of grace have passed.
    Overdue,
    /// Resolved with an outcome.
    Resolved,
    /// Resolved without one.
    Void,
}

impl StateName {
    /// Every state.
    pub const ALL: [Self; 6] = [
        Self::Open,
        Self::Waiting,
        Self::Awaiting,
        Self::Overdue,
        Self::Resolved,
        Self::Void,
    ];

    /// Returns the word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Waiting => "waiting",
            Self::Awaiting => "awaiting",
            Self::Overdue => "overdue",
            Self::Resolved => "resolved",
            Self::Void => "void",
        }
    }
}

impl fmt::Display for StateName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A name that is asked for and that no record has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnheardOf {
    /// What the name would be of.
    what: &'static str,
    name: String,
    /// The nearest name that there is.
    pub near: Option<String>,
}

impl fmt::Display for UnheardOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no record has {} `{}`", self.what, self.name)
    }
}

/// Returns the first of the names that is none of those that there are.
fn unheard<'l, I: Iterator<Item = &'l str>>(
    names: &[FilterTerm<String>],
    what: &'static str,
    all: impl Fn() -> I,
) -> Option<UnheardOf> {
    let is_new = |name: &&String| !all().any(|other| same_name(other, name));
    let name = names.iter().map(|term| &term.value).find(is_new)?;
    Some(UnheardOf {
        what,
        name: name.clone(),
        near: nearest(name, all()).map(str::to_owned),
    })
}

impl Selection {
    /// Returns whether the record is meant.
    #[must_use]
    pub fn takes(&self, ledger: &Ledger, entry: &Entry, view: &View) -> bool {
        let forecast = &entry.forecast;
        let owner = forecast.owner.as_deref().unwrap_or_default();
        let document = forecast
            .source
            .as_ref()
            .and_then(|source| source.document.as_deref());
        let due = forecast.deadline.day();
        let state = || view.state(ledger, entry);
        let bears = |tag: &String| forecast.tags.iter().any(|other| same_name(other, tag));
        self.tags.iter().all(|tag| tag.takes(bears))
            && self.takes_makers(forecast)
            && FilterTerm::any(&self.owners, |name| same_name(name, owner))
            && self.takes_kind(forecast.kind.name())
            && FilterTerm::any(&self.documents, |part| {
                document.is_some_and(|title| title.contains(&**part))
            })
            && self.due_before.is_none_or(|day| due < day)
            && self.due_after.is_none_or(|day| due > day)
            && FilterTerm::any(&self.states, |name| *name == state().name())
    }

    /// Returns whether somebody made an estimate whose estimates are meant. Nobody is left out of a
    /// forecast that has none.
    fn takes_makers(&self, forecast: &Forecast) -> bool {
        let mut makers = forecast.estimates.iter().map(|estimate| &*estimate.by);
        let is_asked = self.forecasters.iter().any(|term| !term.negated);
        (forecast.estimates.is_empty() && !is_asked) || makers.any(|by| self.takes_forecaster(by))
    }

    /// Returns whether questions of the kind are meant.
    #[must_use]
    pub fn takes_kind(&self, kind: KindName) -> bool {
        FilterTerm::any(&self.kinds, |name| *name == kind)
    }

    /// Returns whether the forecaster's estimates are meant.
    #[must_use]
    pub fn takes_forecaster(&self, by: &str) -> bool {
        FilterTerm::any(&self.forecasters, |name| same_name(name, by))
    }

    /// Returns a name that is asked for and that no record has: whatever else is asked, nothing is
    /// meant. Nothing is unheard of where a record could not be read, or where there is none.
    #[must_use]
    pub fn unheard_of(&self, ledger: &Ledger) -> Option<UnheardOf> {
        if ledger.unreadable() > 0 || ledger.entries().is_empty() {
            return None;
        }
        let forecasts = || ledger.entries().iter().map(|entry| &*entry.forecast);
        let tags = || forecasts().flat_map(|one| &one.tags).map(String::as_str);
        let makers = || forecasts().flat_map(|one| &one.estimates);
        let makers = || makers().map(|estimate| &*estimate.by);
        let owners = || forecasts().filter_map(|one| one.owner.as_deref());
        let titles = || {
            let sources = forecasts().filter_map(|one| one.source.as_ref());
            sources.filter_map(|source| source.document.as_deref())
        };
        let tag = unheard(&self.tags, "the tag", tags);
        let maker = || unheard(&self.forecasters, "an estimate by", makers);
        let owner = || unheard(&self.owners, "the owner", owners);
        let is_part = |part: &&String| !titles().any(|title| title.contains(&***part));
        let title = || self.documents.iter().map(|term| &term.value).find(is_part);
        let title = || {
            Some(UnheardOf {
                what: "a document whose title holds",
                name: title()?.clone(),
                near: None,
            })
        };
        tag.or_else(maker).or_else(owner).or_else(title)
    }

    /// Returns the records that are meant, by id.
    #[must_use]
    pub fn of<'a>(&self, ledger: &'a Ledger, view: &View) -> Vec<&'a Entry> {
        ledger
            .entries()
            .iter()
            .filter(|entry| self.takes(ledger, entry, view))
            .collect()
    }
}

impl State<'_> {
    /// Returns whether an estimate still says something: before the deadline.
    #[must_use]
    pub fn takes_estimates(&self) -> bool {
        matches!(self, Self::Open | Self::Waiting)
    }

    /// Returns whether its outcome is to be logged: its deadline has passed.
    #[must_use]
    pub fn lacks_outcome(&self) -> bool {
        matches!(self, Self::Awaiting { .. } | Self::Overdue { .. })
    }

    /// Returns whether it has been resolved, with an outcome or without.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Resolved(_) | Self::Void(_))
    }
}
