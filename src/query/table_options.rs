//! How a table is read.

use super::Columns;

/// How a table is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableOptions {
    /// What it is called.
    pub name: String,
    /// What its heads are called.
    pub columns: Columns,
    /// Whether each row stands for many forecasts: a probability, `n` and `events`.
    pub counts: bool,
    /// The options in their order, where they have one: none where it is that in which they first
    /// appear.
    pub ordered: Option<Vec<String>>,
    /// Whether a weighting was asked for by name: then `each` looks at the days too, where they are
    /// given.
    pub weighted: bool,
    /// Whether things are seen as they stood on the day of the view, which otherwise only tells
    /// what is due.
    pub as_of: bool,
    /// What separates its cells, where that is not to be found out.
    pub separator: Option<u8>,
    /// The sign before decimals, `.` or `,`, where that is not to be found out.
    pub decimal: Option<u8>,
    /// What a bare number of a probability is, where the numbers may not all be shares of 1.
    pub unit: Option<ProbabilityUnit>,
    /// What becomes of rows that cannot be read.
    pub bad_rows: BadRows,
    /// Words that mean yes and words that mean no, besides those that are known.
    pub words: OutcomeWords,
}

/// What a bare number of a probability is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProbabilityUnit {
    /// A per cent: 70 is 0.7, and 1 is 0.01.
    Percent,
    /// A share of 1: 70 is none.
    Fraction,
}

impl ProbabilityUnit {
    /// Returns its name in machine output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::Fraction => "fraction",
        }
    }
}

/// What becomes of rows that cannot be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BadRows {
    /// They are left out where they are single faults, and the table is refused where they make its
    /// unit doubtful.
    #[default]
    Told,
    /// They are left out whatever they are.
    Skipped,
    /// The table is refused.
    Refused,
}

impl BadRows {
    /// Returns its name in machine output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::Skipped => "skipped",
            Self::Refused => "refused",
        }
    }
}

/// Words of outcomes, besides those that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutcomeWords {
    /// Those that mean yes.
    pub yes: Vec<String>,
    /// Those that mean no.
    pub no: Vec<String>,
}

impl OutcomeWords {
    /// Returns whether a word means yes or no, where it means either.
    #[must_use]
    pub fn says_yes(&self, word: &str) -> Option<bool> {
        let has = |words: &[String]| {
            let word = word.trim().to_lowercase();
            words
                .iter()
                .any(|other| other.trim().to_lowercase() == word)
        };
        match (has(&self.yes), has(&self.no)) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        }
    }

    /// Says whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.yes.is_empty() && self.no.is_empty()
    }
}
