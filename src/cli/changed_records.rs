//! The records that a change touches.

use std::collections::BTreeSet;

use foretell::record::documents;
use foretell::store::{self, Git};

use crate::clock;
use crate::context::Context;
use crate::error::Error;

/// The records that a change touches, by file and number in it.
pub struct Touched(BTreeSet<(String, usize)>);

impl Touched {
    /// Returns the records that changed since a revision of git. Of a file with several, those whose
    /// text is not one of those that the file had.
    pub fn since(context: &Context, revision: &str, allow_shallow: bool) -> Result<Self, Error> {
        let git = Git::open(&context.root, &clock::for_git(), allow_shallow)?;
        let changed = store::changed_since(&git, &context.sources, revision)?;
        let mut touched = BTreeSet::new();
        for record in &context.records {
            let Some(old) = changed.get(&*record.file) else {
                continue;
            };
            let source = context.sources.iter().find(|one| one.path == record.file);
            let text = source.and_then(|source| source.content.as_ref().ok());
            let now = text.and_then(|text| text.get(record.bytes.clone()));
            let was = |old: &str| {
                documents(old)
                    .into_iter()
                    .any(|bytes| old.get(bytes) == now)
            };
            if !old.as_deref().is_some_and(was) {
                touched.insert((record.file.to_string(), record.document));
            }
        }
        Ok(Self(touched))
    }

    /// Returns whether the record of that number of a file is among them.
    pub fn has(&self, file: &str, document: usize) -> bool {
        self.0.contains(&(file.to_owned(), document))
    }
}
