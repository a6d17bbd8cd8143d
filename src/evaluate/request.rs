//! What is asked of a ledger.

use std::fmt;
use std::str::FromStr;

use crate::ledger::{Selection, View};
use crate::model::Probability;

use super::Weigh;
use super::table::Reading;

/// What is asked: of which records, seen from when, weighed and grouped how.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Which records, and whose estimates.
    pub selection: Selection,
    /// From when.
    pub view: View,
    /// Which estimates count, and how much.
    pub weigh: Weigh,
    /// Whether forecasts resolved before their deadline count before it has passed.
    pub include_early: bool,
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
    pub table: Option<Reading>,
}

/// The confidence level where none is asked for: the convention of the field.
pub const LEVEL: f64 = 0.95;
/// Where the random numbers begin where nothing else is asked for.
pub const SEED: u64 = 1;
/// Resamples of a bootstrap where nothing else is asked for: enough that the second figure of a
/// 95 % interval stands still.
pub const RESAMPLES: usize = 1000;

impl Request {
    /// Returns the plain request: every record, seen from the view.
    #[must_use]
    pub fn new(view: View, weigh: Weigh) -> Self {
        Self {
            selection: Selection::default(),
            view,
            weigh,
            include_early: false,
            group_by: Vec::new(),
            level: LEVEL,
            seed: SEED,
            resamples: RESAMPLES,
            floor: None,
            table: None,
        }
    }

    /// Returns whether the day from which things are seen makes a difference: a table whose rows
    /// all count has no due and not due, unless it is asked as it stood.
    #[must_use]
    pub fn looks_at_the_day(&self) -> bool {
        let table = self.table.as_ref();
        table.is_none_or(|reading| reading.as_of || self.weigh != Weigh::Each)
    }
}

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
}

impl Dimension {
    /// Every dimension.
    pub const ALL: [Self; 10] = [
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
        }
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Dimension {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|one| one.as_str() == text);
        found.ok_or_else(|| format!("one of {}", Self::ALL.map(Self::as_str).join(", ")))
    }
}
