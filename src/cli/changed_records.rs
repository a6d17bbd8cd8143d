//! The records that a change touches.

use std::collections::BTreeSet;

use foretell::record::{self, FileFault, Record, SourceFile, documents};
use foretell::store::{self, Changed, Git};

use crate::clock;
use crate::context::Context;
use crate::error::Error;
use crate::ui::Ui;

/// The records that a change touches, by file and number in it, and what they were before.
pub struct Touched {
    records: BTreeSet<(String, usize)>,
    changed: Changed,
}

/// Returns what a change touches, where one is asked for, and notes which of the records that are then
/// answered for could not be read: a change answers only for what it touches.
pub fn touched(
    context: &Context,
    revision: Option<&str>,
    allow_shallow: bool,
    ui: &mut Ui,
) -> Result<Option<Touched>, Error> {
    let since = |revision| Touched::since(context, revision, allow_shallow);
    let touched = revision.map(since).transpose()?;
    context.leave_out(ui, |record| {
        let touched = touched.as_ref();
        touched.is_none_or(|touched| touched.has(&record.file, record.document))
    });
    Ok(touched)
}

impl Touched {
    /// Returns the records that changed since a revision of git. Of a file with several, those whose
    /// text is not one of those that the file had.
    pub fn since(context: &Context, revision: &str, allow_shallow: bool) -> Result<Self, Error> {
        let git = Git::open(&context.root, &clock::for_git(), allow_shallow)?;
        let changed = store::changed_since(&git, &context.sources, revision)?;
        let mut records = BTreeSet::new();
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
                records.insert((record.file.to_string(), record.document));
            }
        }
        Ok(Self { records, changed })
    }

    /// Returns whether the record of that number of a file is among them.
    pub fn has(&self, file: &str, document: usize) -> bool {
        self.records.contains(&(file.to_owned(), document))
    }

    /// Returns all records as they were before the change: those that it does not touch as they are,
    /// with what git said of them, and the others out of their old texts.
    pub fn before(&self, context: &Context) -> Vec<Record> {
        let untouched = |record: &&Record| !self.has(&record.file, record.document);
        let mut records: Vec<Record> = context.records.iter().filter(untouched).cloned().collect();
        let old = self.changed.iter().filter_map(|(file, text)| {
            let text: Result<_, FileFault> = Ok(text.as_deref()?.into());
            let path = file.as_str().into();
            Some(SourceFile {
                path,
                content: text,
            })
        });
        let old = record::read_all(&old.collect::<Vec<_>>(), context.settings());
        let known: BTreeSet<_> = records
            .iter()
            .filter(|record| self.changed.contains_key(&*record.file))
            .map(|record| (record.file.clone(), record.id.clone()))
            .collect();
        let is_new = |record: &Record| !known.contains(&(record.file.clone(), record.id.clone()));
        records.extend(old.into_iter().filter(is_new));
        records
    }
}
