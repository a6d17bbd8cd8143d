//! What rows can be grouped by.

use std::fmt;
use std::str::FromStr;

use crate::model::{ArgumentError, one_of};

/// What rows can be grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// Who made the estimate.
    Forecaster,
    /// A tag of the forecast; one with several counts in each.
    Tag,
    /// The kind of question.
    Kind,
    /// How long before the deadline the estimate was made.
    Horizon,
    /// The year of the deadline.
    Year,
    /// How sound the grounds were said to be.
    Confidence,
    /// The word of the yardstick.
    Word,
    /// The document that it was read out of.
    Document,
    /// The folder under `forecasts/`.
    Topic,
    /// How the probability came to be a number.
    Origin,
    /// Whether the estimate is known to be from before the outcome was known.
    Provenance,
}

impl Dimension {
    /// Every dimension.
    pub const ALL: [Self; 11] = [
        Self::Forecaster,
        Self::Tag,
        Self::Kind,
        Self::Horizon,
        Self::Year,
        Self::Confidence,
        Self::Word,
        Self::Document,
        Self::Topic,
        Self::Origin,
        Self::Provenance,
    ];

    /// Returns the word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Forecaster => "forecaster",
            Self::Tag => "tag",
            Self::Kind => "kind",
            Self::Horizon => "horizon",
            Self::Year => "year",
            Self::Confidence => "confidence",
            Self::Word => "word",
            Self::Document => "document",
            Self::Topic => "topic",
            Self::Origin => "origin",
            Self::Provenance => "provenance",
        }
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Dimension {
    type Err = ArgumentError;

    fn from_str(text: &str) -> Result<Self, ArgumentError> {
        one_of(text, &Self::ALL, Self::as_str)
    }
}

/// What a row is about: a value for each dimension; empty for the total.
pub type Group = Vec<(Dimension, String)>;
