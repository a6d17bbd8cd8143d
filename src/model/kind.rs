//! The kinds of question.

use std::borrow::Cow;
use std::fmt;

use super::{Moment, ScenarioSet};

/// What kind of question a forecast asks, with what only that kind has.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Yes or no.
    Binary,
    /// One of several options that exclude each other and leave nothing out.
    Choice {
        /// The options.
        options: Vec<ChoiceOption>,
    },
    /// One of several options that have an order.
    Ordered {
        /// The options, in order.
        options: Vec<String>,
    },
    /// A number.
    Number {
        /// What it is counted in.
        unit: Option<String>,
        /// Outside these it is `below` or `above`.
        bounds: Option<(f64, f64)>,
        /// Which release of the figure decides.
        vintage: Option<Vintage>,
    },
    /// A day.
    Date {
        /// Outside these it is `never`; as day numbers.
        bounds: Option<(f64, f64)>,
    },
    /// Which of several accounts of how things may go comes about.
    Scenarios(Box<ScenarioSet>),
}

/// An option of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceOption {
    /// What it is called.
    pub name: String,
    /// The first day of the estimates that give it a probability, where it came later than the
    /// question. Estimates before that day have it under [`ChoiceOption::OTHER`].
    pub since: Option<Moment>,
}

impl ChoiceOption {
    /// The option that holds what nobody thought of.
    pub const OTHER: &str = "other";

    /// Returns an option that was there from the first.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            since: None,
        }
    }

    /// Says whether estimates of that day give it a probability.
    #[must_use]
    pub fn is_there(&self, made: Moment) -> bool {
        self.since.is_none_or(|since| since.day() <= made.day())
    }
}

/// Which release of a figure decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vintage {
    /// The first release.
    First,
    /// The revised figure.
    Revised,
}

impl Vintage {
    /// Every one.
    pub const ALL: [Self; 2] = [Self::First, Self::Revised];

    /// Returns the word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Revised => "revised",
        }
    }
}

/// The name of a kind, for tables and filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KindName {
    /// Yes or no.
    Binary,
    /// One of several options.
    Choice,
    /// One of several options in order.
    Ordered,
    /// A number.
    Number,
    /// A day.
    Date,
    /// A scenario set.
    Scenarios,
}

impl KindName {
    /// Every kind, in the order of the manual.
    pub const ALL: [Self; 6] = [
        Self::Binary,
        Self::Choice,
        Self::Ordered,
        Self::Number,
        Self::Date,
        Self::Scenarios,
    ];

    /// Returns the word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Binary => "binary",
            Self::Choice => "choice",
            Self::Ordered => "ordered",
            Self::Number => "number",
            Self::Date => "date",
            Self::Scenarios => "scenarios",
        }
    }
}

impl fmt::Display for KindName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Kind {
    /// Returns its name.
    #[must_use]
    pub fn name(&self) -> KindName {
        match self {
            Self::Binary => KindName::Binary,
            Self::Choice { .. } => KindName::Choice,
            Self::Ordered { .. } => KindName::Ordered,
            Self::Number { .. } => KindName::Number,
            Self::Date { .. } => KindName::Date,
            Self::Scenarios(_) => KindName::Scenarios,
        }
    }

    /// Returns the options among which the outcome is, in order; empty where it is none of a list.
    #[must_use]
    pub fn options(&self) -> Vec<&str> {
        match self {
            Self::Choice { options } => options.iter().map(|one| one.name.as_str()).collect(),
            Self::Ordered { options } => options.iter().map(String::as_str).collect(),
            Self::Scenarios(set) => set.options(),
            Self::Binary | Self::Number { .. } | Self::Date { .. } => Vec::new(),
        }
    }

    /// Returns what was asked of an estimate of that day: without the options that came later.
    #[must_use]
    pub fn on(&self, made: Moment) -> Cow<'_, Self> {
        match self {
            Self::Choice { options } if !options.iter().all(|one| one.is_there(made)) => {
                let there = options.iter().filter(|one| one.is_there(made));
                Cow::Owned(Self::Choice {
                    options: there.cloned().collect(),
                })
            }
            _ => Cow::Borrowed(self),
        }
    }

    /// Returns the place of the option that holds an option for an estimate of that day: its own, or
    /// that of [`ChoiceOption::OTHER`] where it came later.
    #[must_use]
    pub fn place_on(&self, place: usize, made: Moment) -> usize {
        let Self::Choice { options } = self else {
            return place;
        };
        let is_there = options.get(place).is_none_or(|one| one.is_there(made));
        let other = || {
            options
                .iter()
                .position(|one| one.name == ChoiceOption::OTHER)
        };
        Some(place)
            .filter(|_| is_there)
            .or_else(other)
            .unwrap_or(place)
    }
}
