//! Many changes of records at once: all of them are written, or none.

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use foretell::ledger::Entry;
use foretell::record::SourceFile;
use foretell::record::edit::Change;
use foretell::render::unified;
use foretell::store;

use crate::context::Context;
use crate::error::Error;
use crate::options::WriteArgs;
use crate::record_writer;
use crate::rows::{self, Row};
use crate::ui::Ui;

/// A file as it is, and as it will be.
struct ChangedFile {
    file: Arc<str>,
    old: String,
    new: String,
}

/// Makes the change of every row, or says of each row that cannot be taken why, by its line, and leaves
/// every file as it was.
pub fn write<'a>(
    context: &'a Context,
    from: (&Path, &[Row]),
    today: NaiveDate,
    write: &WriteArgs,
    ui: &mut Ui,
    mut plan: impl FnMut(&Row) -> Result<(&'a Entry, Change), Error>,
) -> Result<(), Error> {
    let (path, rows) = from;
    let lock = if write.dry_run {
        None
    } else {
        Some(write.waiting.lock(&context.root, ui)?)
    };
    let mut files: Vec<ChangedFile> = Vec::new();
    rows::every(path, rows, ui, |row| {
        let (entry, change) = plan(row)?;
        make(context, entry, &change, &mut files)
    })?;
    let sources = files
        .iter()
        .map(|one| SourceFile::of_text(&*one.file, &one.new));
    let replaced: Vec<&str> = files.iter().map(|one| &*one.file).collect();
    record_writer::accept(context, &replaced, sources.collect(), today, ui)?;
    let Some(lock) = lock else {
        for one in &files {
            ui.print(&unified(&one.file, &one.old, &one.new))?;
        }
        return Ok(());
    };
    for (done, one) in files.iter().enumerate() {
        if let Err(error) = put(&lock, &one.file, &one.old, &one.new) {
            // What one file refused, the others do not keep.
            for back in &files[..done] {
                put(&lock, &back.file, &back.new, &back.old)?;
            }
            return Err(error);
        }
    }
    ui.has_written();
    Ok(())
}

/// Makes a change in the text of its file as the rows before it left that.
fn make(
    context: &Context,
    entry: &Entry,
    change: &Change,
    files: &mut Vec<ChangedFile>,
) -> Result<(), Error> {
    let known = files.iter().position(|one| one.file == entry.file);
    let at = known.unwrap_or(files.len());
    if known.is_none() {
        let old = store::read(&context.root, &entry.file)?;
        files.push(ChangedFile {
            file: Arc::clone(&entry.file),
            new: old.clone(),
            old,
        });
    }
    files[at].new = record_writer::changed_text(
        context,
        (&entry.file, entry.document),
        &files[at].new,
        change,
    )?;
    Ok(())
}

/// Writes a file that is still as it was read.
fn put(lock: &store::Lock, file: &str, old: &str, new: &str) -> Result<(), Error> {
    let edit = |now: &str| {
        if now == old {
            return Ok(new.to_owned());
        }
        Err(
            Error::usage(format!("could not write {file}: it has changed meanwhile"))
                .hint("run the command again"),
        )
    };
    store::update(lock, file, edit, |_| Ok(())).map(|_| ())
}
