//! `foretell undo`

use chrono::NaiveDate;
use clap::Args;
use foretell::ledger::Entry;
use foretell::model::{Estimate, Forecast, Moment};
use foretell::record::edit::Change;
use foretell::record::{Record, SourceFile, read_all};
use foretell::render::unified;
use foretell::store::{self, Changed, Git, StoreError};

use crate::args::Globals;
use crate::clock;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::WriteArgs;
use crate::record_writer;
use crate::ui::Ui;

/// Take back the last entry that is in no commit yet
///
/// An entry is an estimate, a resolution or a new record. It goes, and what goes is shown as a diff. A
/// whole record goes only where its id is given.
/// What is committed stays: an estimate is followed by the next one or corrected by
/// `estimate --amend`, a resolution corrected by `resolve --amend`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell undo --dry-run")]
pub struct UndoArgs {
    /// Take back the last entry of this forecast [default: of the file that was written last]
    #[arg(value_name = "ID")]
    id: Option<String>,
    /// How it is written.
    #[command(flatten)]
    write: WriteArgs,
}

/// What was written last.
enum LastEntry {
    /// An estimate or a resolution, with the change that takes it back.
    Change(Change),
    /// The whole record.
    File,
}

/// Runs `foretell undo`.
pub fn run(args: &UndoArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open_in_part(globals)?;
    let today = clock::today()?;
    let changed = uncommitted(&context)?;
    let entry = match &args.id {
        Some(id) => context.find(id, Ui::can_ask())?,
        None => newest(&context, &changed)?,
    };
    let Some(committed) = changed.get(&*entry.file) else {
        return Err(nothing(&format!("`{}`", entry.forecast.id)));
    };
    let before = committed
        .as_deref()
        .and_then(|text| committed_as(&context, entry, text));
    match last_entry(&context, entry, before.as_ref())? {
        LastEntry::Change(change) => take_back(&context, entry, &change, today, args, ui)?,
        LastEntry::File if args.id.is_none() && !args.write.dry_run => {
            let id = &entry.forecast.id;
            return Err(Error::usage(format!(
                "the last entry is the whole record `{id}`: its file would go"
            ))
            .hint(format!("`foretell undo {id}` takes it back")));
        }
        LastEntry::File => remove(&context, entry, args, ui)?,
    }
    Ok(ExitStatus::Success)
}

/// Returns the record files that are not as the last commit has them.
fn uncommitted(context: &Context) -> Result<Changed, Error> {
    let git = Git::open(&context.root, &clock::for_git(), true)?;
    match store::changed_since(&git, &context.sources, "HEAD") {
        // Before the first commit all is new.
        Err(StoreError::NoRevision(_)) => {
            let files = context.records.iter().map(|record| &record.file);
            Ok(files.map(|file| (file.to_string(), None)).collect())
        }
        found => Ok(found?),
    }
}

fn nothing(what: &str) -> Error {
    Error::usage(format!("{what} has no entry that is in no commit yet"))
        .hint("what is committed is corrected by `estimate --amend` or `resolve --amend`")
}

/// Returns the record whose file was written last; of several in it the last.
fn newest<'a>(context: &'a Context, changed: &Changed) -> Result<&'a Entry, Error> {
    let mut newest: Option<(_, &Entry)> = None;
    for entry in context.ledger.entries() {
        let Some(committed) = changed.get(&*entry.file) else {
            continue;
        };
        let before = committed
            .as_deref()
            .and_then(|text| committed_as(context, entry, text));
        if before.as_ref() == Some(&entry.forecast) {
            continue;
        }
        let written = (store::modified(&context.root, &entry.file)?, entry.document);
        if newest.is_none_or(|(known, _)| known < written) {
            newest = Some((written, entry));
        }
    }
    newest
        .map(|(_, entry)| entry)
        .ok_or_else(|| nothing("the ledger"))
}

/// Returns a record as the last commit has it, where it does.
fn committed_as(context: &Context, entry: &Entry, text: &str) -> Option<std::sync::Arc<Forecast>> {
    let source = SourceFile::of_text(entry.file.clone(), text);
    let records = read_all(&[source], context.settings());
    let forecasts = records.into_iter().filter_map(|record| record.forecast);
    forecasts
        .into_iter()
        .find(|forecast| forecast.id == entry.forecast.id)
}

/// Returns what was written last into a record since it was as `before`.
fn last_entry(
    context: &Context,
    entry: &Entry,
    before: Option<&std::sync::Arc<Forecast>>,
) -> Result<LastEntry, Error> {
    // As it is written: the ledger marks estimates, and spells a name in one way.
    let is_it = |record: &&Record| record.file == entry.file && record.document == entry.document;
    let written = context.records.iter().find(is_it);
    let now = written.and_then(|record| record.forecast.as_ref());
    let now = now.unwrap_or(&entry.forecast);
    let is_resolved =
        now.resolution.is_some() && before.is_none_or(|before| before.resolution.is_none());
    let when = |moment: Option<Moment>| moment.map(Moment::start);
    let resolved = when(now.resolution.as_ref().and_then(|one| one.logged));
    if let Some(last) = last_estimate(now, before.map(|before| &**before)) {
        let estimated = when(Some(now.estimates[last].written()));
        if !is_resolved || estimated > resolved {
            return Ok(LastEntry::Change(Change::RemoveEstimate(last)));
        }
    }
    if is_resolved {
        return Ok(LastEntry::Change(Change::RemoveResolution));
    }
    let others = context.records.iter().filter(|one| one.file == entry.file);
    if before.is_none() && others.count() == 1 {
        return Ok(LastEntry::File);
    }
    Err(Error::usage(format!(
        "what is new in `{}` is no entry of its own: it was changed in an editor, or amended",
        now.id
    ))
    .hint(format!("`git diff {}` shows it", entry.file)))
}

/// Returns the number of the estimate that was written last since the record was as `before`, where
/// the record has only become longer by estimates.
fn last_estimate(now: &Forecast, before: Option<&Forecast>) -> Option<usize> {
    let mut old: Vec<&Estimate> = before.map_or(Vec::new(), |one| one.estimates.iter().collect());
    let mut new = Vec::new();
    for (number, estimate) in now.estimates.iter().enumerate() {
        match old.iter().position(|known| *known == estimate) {
            Some(at) => {
                old.remove(at);
            }
            None => new.push(number),
        }
    }
    let written = |number: &usize| now.estimates[*number].written().start();
    new.into_iter()
        .max_by_key(written)
        .filter(|_| old.is_empty())
}

fn take_back(
    context: &Context,
    entry: &Entry,
    change: &Change,
    today: NaiveDate,
    args: &UndoArgs,
    ui: &mut Ui,
) -> Result<(), Error> {
    let updated = record_writer::change(context, entry, change, today, &args.write, ui)?;
    if !args.write.dry_run {
        ui.print(&unified(&entry.file, &updated.old, &updated.new))?;
    }
    Ok(())
}

fn remove(context: &Context, entry: &Entry, args: &UndoArgs, ui: &mut Ui) -> Result<(), Error> {
    let id = &entry.forecast.id;
    let names = |other: &&Entry| {
        let mut named = other.forecast.references().into_iter();
        named.any(|(_, named)| named == id)
    };
    if let Some(other) = context.ledger.entries().iter().find(names) {
        let other = &other.forecast.id;
        return Err(Error::usage(format!("`{other}` names `{id}`"))
            .hint(format!("take that out of `{other}` first")));
    }
    let text = store::read(&context.root, &entry.file)?;
    ui.print(&unified(&entry.file, &text, ""))?;
    if !args.write.dry_run {
        let lock = args.write.waiting.lock(&context.root, ui)?;
        store::remove(&lock, &entry.file, &text)?;
        ui.has_written();
    }
    Ok(())
}
