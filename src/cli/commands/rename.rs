//! `foretell rename`

use std::sync::Arc;

use clap::Args;
use foretell::ledger::Entry;
use foretell::model::ForecastId;
use foretell::record::edit::rename;
use foretell::record::{SourceFile, stem};
use foretell::render::{unified, value};
use foretell::store;

use crate::args::Globals;
use crate::clock;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::WriteArgs;
use crate::record_writer;
use crate::ui::Ui;

/// Give a record another id: its file moves, and whatever names it follows
///
/// Its history stays with it: `audit` follows a file that was renamed.
#[derive(Debug, Args)]
#[command(
    visible_alias = "mv",
    after_help = "Example:\n  foretell rename gas-deal gas-contract"
)]
pub struct RenameArgs {
    /// Rename this forecast
    #[arg(value_name = "ID")]
    id: String,
    /// To this id
    #[arg(value_name = "NEW")]
    new: String,
    /// How it is written.
    #[command(flatten)]
    write: WriteArgs,
}

/// A file that names the record, as it is to be.
struct Renamed {
    file: Arc<str>,
    /// Where it is to stand, where that is elsewhere.
    moves_to: Option<String>,
    old: Arc<str>,
    new: String,
}

/// Runs `foretell rename`.
pub fn run(args: &RenameArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open_in_part(globals)?;
    let entry = context.find(&args.id, Ui::can_ask())?;
    let old = &entry.forecast.id;
    let new = ForecastId::parse(&args.new)
        .map_err(|why| Error::usage(format!("`{}` is no id: {why}", args.new)))?;
    let is_taken = |id: &ForecastId| *id == new;
    if let Some(other) = context
        .records
        .iter()
        .find(|record| record.id.as_ref().is_some_and(is_taken))
    {
        return Err(
            Error::usage(format!("the id `{new}` is taken by {}", other.file))
                .hint("choose another"),
        );
    }
    let (files, mentions) = renamed(&context, entry, &new)?;
    let sources: Vec<SourceFile> = files.iter().map(Renamed::source).collect();
    let replaced: Vec<&str> = files.iter().map(|one| &*one.file).collect();
    record_writer::accept(&context, &replaced, sources, clock::today()?, ui)?;
    if args.write.dry_run {
        for one in &files {
            if let Some(to) = &one.moves_to {
                ui.line(&format!("rename {} to {to}", one.file))?;
            }
            ui.print(&unified(&one.file, &one.old, &one.new))?;
        }
        return Ok(ExitStatus::Success);
    }
    write(&context, &files, old, &new, args, ui)?;
    let place = files.iter().find_map(|one| one.moves_to.as_deref());
    ui.line(&format!(
        "{old}: now {new}, in {}; {} changed",
        place.unwrap_or(&entry.file),
        value::count(mentions, "mention")
    ))?;
    Ok(ExitStatus::Success)
}

/// Returns every file that changes, that of the record first, and how often they name it.
fn renamed(
    context: &Context,
    entry: &Entry,
    new: &ForecastId,
) -> Result<(Vec<Renamed>, usize), Error> {
    let old = &entry.forecast.id;
    let mut files = Vec::new();
    let mut mentions = 0;
    let read = context
        .sources
        .iter()
        .filter(|one| one.path.starts_with(store::FORECASTS));
    for source in read {
        let Ok(text) = &source.content else { continue };
        let is_own = source.path == entry.file;
        let moves = is_own && stem(&source.path) == old.as_str();
        let (renamed, found) = rename(text, old, new).map_err(|why| {
            Error::usage(format!("could not rename in {}: {why}", source.path)).hint(why.hint())
        })?;
        if found == 0 && !moves {
            continue;
        }
        mentions += found;
        let renamed = Renamed {
            file: Arc::clone(&source.path),
            moves_to: moves.then(|| moved(&source.path, new)),
            old: Arc::clone(text),
            new: renamed,
        };
        files.insert(if is_own { 0 } else { files.len() }, renamed);
    }
    Ok((files, mentions))
}

/// Returns the name of a file with another stem.
fn moved(file: &str, new: &ForecastId) -> String {
    let folder = file.rfind('/').map_or("", |at| &file[..=at]);
    let ending = file.rfind('.').map_or("", |at| &file[at..]);
    format!("{folder}{new}{ending}")
}

impl Renamed {
    fn source(&self) -> SourceFile {
        let moved = self.moves_to.as_deref().map(Arc::from);
        SourceFile::of_text(moved.unwrap_or_else(|| Arc::clone(&self.file)), &self.new)
    }
}

/// Writes the record under its new name, then whatever names it, and removes the old file last, so that
/// at no time a record is missing.
fn write(
    context: &Context,
    files: &[Renamed],
    old: &ForecastId,
    new: &ForecastId,
    args: &RenameArgs,
    ui: &mut Ui,
) -> Result<(), Error> {
    let lock = args.write.waiting.lock(&context.root, ui)?;
    for one in files {
        if let Some(to) = &one.moves_to {
            store::add(&lock, to, &one.new, || Ok::<_, Error>(()))?;
            ui.has_written();
        } else {
            let edit = |text: &str| Ok::<_, Error>(rename(text, old, new)?.0);
            record_writer::written(store::update(&lock, &one.file, edit, |_| Ok(()))?, ui);
        }
    }
    for one in files.iter().filter(|one| one.moves_to.is_some()) {
        store::remove(&lock, &one.file, &one.old)?;
    }
    Ok(())
}
