//! Versions of record files that nobody can read.

use super::seen::Seen;
use crate::record::{Commit, RecordHistory};

/// A version of a record file that cannot be read: no UTF-8, no YAML, or too long.
#[derive(Clone, Copy, Debug)]
pub struct Unread<'a> {
    /// The file.
    pub file: &'a str,
    /// The commit that wrote it.
    pub commit: &'a Commit,
}

/// Returns every version that cannot be read. What was changed there and back is not to be seen.
#[must_use]
pub fn unread(history: &RecordHistory<Seen>) -> Vec<Unread<'_>> {
    let mut found = Vec::new();
    for commit in &history.commits {
        for change in &commit.changes {
            let seen = change.new.as_ref().map(|blob| history.blobs.get(blob));
            let is_read =
                |seen: Option<&Option<Seen>>| matches!(seen, Some(Some(seen)) if !seen.is_broken);
            if seen.is_some_and(|seen| !is_read(seen)) {
                let file = &*change.path;
                found.push(Unread { file, commit });
            }
        }
    }
    found
}
