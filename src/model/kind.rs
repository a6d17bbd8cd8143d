//! The kinds of question.

use std::fmt;

use super::ScenarioSet;

/// What kind of question a forecast asks, with what only that kind has.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Yes or no.
    Binary,
    /// One of several options that exclude each other and leave nothing out.
    Choice {
        /// The options.
        options: Vec<String>,
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
    Scenarios(ScenarioSet),
}

/// Which release of a figure decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vintage {
    /// The first release.
    First,
    /// The revised figure.
    Revised,
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
            Self::Choice { options } | Self::Ordered { options } => {
                options.iter().map(String::as_str).collect()
            }
            Self::Scenarios(set) => set.options(),
            Self::Binary | Self::Number { .. } | Self::Date { .. } => Vec::new(),
        }
    }
}
