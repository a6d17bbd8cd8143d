//! Findings: what a check has to say about a record.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::{Route, Rule};

/// One thing that a check has to say about a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// What is to stand at the first place instead, where only one thing can be meant.
    pub repair: Option<String>,
    /// Where, the first place being the one to repair.
    pub places: Vec<Location>,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The record cannot be trusted.
    Error,
    /// The record can be used, and should be better.
    Warning,
}

impl Severity {
    /// Every severity.
    pub const ALL: [Self; 2] = [Self::Error, Self::Warning];

    /// Returns the word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Where in the ledger something stands, without its line.
#[derive(Clone, Debug, PartialEq)]
pub struct Location {
    /// The file, as a path from the ledger's root with `/` between its parts.
    pub file: Arc<str>,
    /// Which of the file's documents, from 0.
    pub document: usize,
    /// What in it.
    pub spot: LocationTarget,
    /// What stands there, where there are several places.
    pub label: Option<String>,
}

/// What in a file a place is.
#[derive(Clone, Debug, PartialEq)]
pub enum LocationTarget {
    /// The file as a whole.
    File,
    /// The key at the end of a route.
    Key(Route),
    /// The value at the end of a route.
    Value(Route),
    /// These bytes of the file.
    Bytes(Range<usize>),
}

impl Finding {
    /// Returns a finding with the given help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Returns a finding with what is to stand at its first place instead.
    #[must_use]
    pub fn repair(mut self, text: impl Into<String>) -> Self {
        self.repair = Some(text.into());
        self
    }

    /// Returns a finding that points at one more place.
    #[must_use]
    pub fn also(mut self, place: Location, label: impl Into<String>) -> Self {
        self.places.push(Location {
            label: Some(label.into()),
            ..place
        });
        self
    }
}
