//! A symbolic place ⇒ line and column.

use std::sync::Arc;

use super::Record;
use crate::model::Place;

/// A place with its line and column, for a person or a machine to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The file, as a path from the ledger's root with `/` between its parts.
    pub file: Arc<str>,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// The column at which it begins, in characters from 1.
    pub column: usize,
    /// The line on which it ends.
    pub end_line: usize,
    /// The column behind its last character.
    pub end_column: usize,
    /// The lines themselves.
    pub snippet: String,
    /// The way to it in the record, `estimates[2].probability`.
    pub route: String,
    /// What stands there, where a finding has several places.
    pub label: Option<String>,
}

/// Returns where a place of a record stands in the text of its file; a value that is not there, at
/// the nearest that would hold it.
#[must_use]
pub fn locate(place: &Place, record: Option<&Record>, text: &str) -> Located {
    todo!("{place:?} {record:?} {text}")
}
