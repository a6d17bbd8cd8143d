//! A reviewer's own outcomes: a table with the columns `id` and `outcome`.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt;
use std::io::Read;

/// What a reviewer says that came of a forecast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewedOutcome {
    /// The line of the table.
    pub line: u64,
    /// The id of the forecast.
    pub id: String,
    /// The outcome, as it is written.
    pub outcome: String,
}

/// Why a table is none of verdicts.
#[derive(Debug)]
pub enum VerdictError {
    /// It cannot be read as CSV.
    Csv(csv::Error),
    /// It has no column of that name.
    NoColumn(&'static str),
    /// A forecast has two outcomes.
    Twice {
        /// The line of the second.
        line: u64,
        /// The id of the forecast.
        id: String,
    },
    /// It has no rows.
    Empty,
}

impl fmt::Display for VerdictError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Csv(error) => write!(f, "is no CSV: {error}"),
            Self::NoColumn(name) => write!(f, "has no column `{name}`"),
            Self::Twice { line, id } => write!(f, "line {line}: `{id}` has an outcome already"),
            Self::Empty => f.write_str("has no rows"),
        }
    }
}

impl Error for VerdictError {}

/// Reads a table of verdicts.
///
/// # Errors
///
/// Why it is none.
pub fn read(input: impl Read) -> Result<Vec<ReviewedOutcome>, VerdictError> {
    let mut rows = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(input);
    let heads = rows.headers().map_err(VerdictError::Csv)?;
    let place = |name: &'static str| {
        let mut heads = heads.iter();
        let place = heads.position(|head| head.trim_start_matches('\u{feff}') == name);
        place.ok_or(VerdictError::NoColumn(name))
    };
    let (id, outcome) = (place("id")?, place("outcome")?);
    let mut seen = BTreeSet::new();
    let mut verdicts = Vec::new();
    for row in rows.into_records() {
        let row = row.map_err(VerdictError::Csv)?;
        let cell = |place: usize| row.get(place).unwrap_or_default().to_owned();
        let line = row.position().map_or(0, csv::Position::line);
        let verdict = ReviewedOutcome {
            line,
            id: cell(id),
            outcome: cell(outcome),
        };
        if !seen.insert(verdict.id.clone()) {
            let id = verdict.id;
            return Err(VerdictError::Twice { line, id });
        }
        verdicts.push(verdict);
    }
    if verdicts.is_empty() {
        return Err(VerdictError::Empty);
    }
    Ok(verdicts)
}
