//! What git's history says of the files of a ledger, as values.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

/// What git's history says of the record files of a ledger.
///
/// `T` is what was made of each text; `None` stands for one that is no text of a record file: no
/// UTF-8, or too long.
#[derive(Clone, Debug)]
pub struct RecordHistory<T> {
    /// The commits that touched record files, each behind its parents.
    pub commits: Vec<Commit>,
    /// What was made of the texts, by the id of the blob.
    pub blobs: BTreeMap<Arc<str>, Option<T>>,
    /// The record files of the work tree that differ from the last commit, each with what was made
    /// of the text that it has there.
    pub uncommitted: BTreeMap<String, Option<T>>,
    /// Whether older commits are cut off, as in a shallow clone.
    pub is_shallow: bool,
}

/// A commit that touched record files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its id in full.
    pub id: String,
    /// The UTC day on which it was made.
    pub day: NaiveDate,
    /// Who made it, as git has the name.
    pub author: String,
    /// Whether it is the first that a shallow clone has, so that everything seems new in it.
    pub is_edge: bool,
    /// Whether it has several parents.
    pub is_merge: bool,
    /// What it did, as against every parent.
    pub changes: Vec<FileChange>,
}

/// What a commit did to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// The path of the file before.
    pub old_path: String,
    /// The path of the file after.
    pub path: String,
    /// Its blobs before, one for each parent that had it.
    pub old: Vec<Arc<str>>,
    /// Its blob after; none where it is gone.
    pub new: Option<Arc<str>>,
}

impl<T> RecordHistory<T> {
    /// Returns it as it was before these commits, and before what none of them has yet.
    #[must_use]
    pub fn before(mut self, commits: &BTreeSet<String>) -> Self {
        self.commits.retain(|commit| !commits.contains(&commit.id));
        self.uncommitted.clear();
        self
    }
}

impl Commit {
    /// Returns the beginning of its id, as git shows it.
    #[must_use]
    pub fn short(&self) -> &str {
        const ID_LENGTH: usize = 10;
        self.id.get(..ID_LENGTH).unwrap_or(&self.id)
    }
}
