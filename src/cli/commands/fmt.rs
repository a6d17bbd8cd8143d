//! `foretell fmt`

use std::path::{Path, PathBuf};

use clap::Args;
use foretell::lint::SETTINGS_FILE;
use foretell::model::{Finding, Settings};
use foretell::record::{self, Formatted, Record, SourceFile, tree_of};
use foretell::render::{unified, value};
use foretell::store;
use rayon::prelude::*;

use crate::args::Globals;
use crate::context::root;
use crate::error::{Error, ExitStatus};
use crate::options::LockArgs;
use crate::record_writer::written;
use crate::ui::Ui;
use crate::unread;

/// How many files are written before others may write.
const AT_ONCE: usize = 100;

/// Format records: keys in order, every comment kept
///
/// Keys come in the order of the manual, with two blanks for each level and one blank line at most
/// between them. A comment stays with what it was written for: the key below it, or the one above
/// where it stands deeper. Estimates stand in blocks, one of each forecaster by name, unless comments
/// divide them. What the records say does not change. Exits 2 where a file cannot be read:
/// it stays as it is, and the others are laid out.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell fmt --check")]
pub struct FmtArgs {
    /// Lay out only these files and folders [default: the whole ledger and its settings]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Change nothing: name the files that would change, and exit 1 if there is one
    #[arg(long)]
    check: bool,
    /// Print the changes as a diff, and change nothing
    #[arg(long, conflicts_with = "check")]
    diff: bool,
    /// How it waits for others.
    #[command(flatten)]
    waiting: LockArgs,
}

/// Runs `foretell fmt`.
pub fn run(args: &FmtArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let root = root(globals)?;
    let sources = if args.paths.is_empty() {
        let settings = store::load_settings(&root);
        store::load(&root).into_iter().chain(settings).collect()
    } else {
        store::load_paths(&root, &args.paths)?
    };
    let is_shown = args.check || args.diff;
    let (mut changed, mut left) = (Vec::new(), 0);
    let laid_out = |source: &SourceFile| {
        let old = source.content.as_deref().ok()?;
        Some(formatted(&source.path, old))
    };
    let laid_out: Vec<_> = sources.par_iter().map(laid_out).collect();
    for (source, new) in sources.iter().zip(laid_out) {
        let (Ok(old), Some(new)) = (&source.content, new) else {
            ui.could_not(unreadable(source));
            continue;
        };
        if new.left > 0 {
            let lines = unreadable(source);
            left += new.left.saturating_sub(lines.len());
            ui.could_not(lines);
        }
        if new.text == **old {
            continue;
        }
        changed.push(&*source.path);
        if args.diff {
            ui.print(&unified(&source.path, old, &new.text))?;
        } else if args.check {
            ui.line(&source.path)?;
        }
    }
    if !is_shown {
        write(&root, &changed, &args.waiting, ui)?;
    }
    let changed = changed.len();
    let files = value::count(sources.len(), "file");
    let verb = if is_shown { "would change" } else { "changed" };
    ui.warn(&format!("{changed} of {files} {verb}"));
    if left > 0 {
        let what = value::count(left, "record");
        ui.warn(&format!("{what} left as written: laid out too unusually"));
    }
    Ok(if changed > 0 && is_shown {
        ExitStatus::Findings
    } else {
        ExitStatus::Success
    })
}

/// Names what of a file cannot be laid out since it cannot be read.
fn unreadable(source: &SourceFile) -> Vec<String> {
    let settings = Settings::default();
    let sources = std::slice::from_ref(source);
    let is_broken = |text: Option<&str>| text.is_none_or(|text| tree_of(text).is_err());
    let text = source.content.as_deref().ok();
    if &*source.path == SETTINGS_FILE {
        // Where they say nothing at all, there is nothing to lay out.
        let (_, mut found) = record::read_settings(source);
        found.truncate(usize::from(is_broken(text)));
        return unread::name(&found, &[], sources);
    }
    let mut records = record::read(source, &settings);
    records.retain(|record| is_broken(text.and_then(|text| text.get(record.bytes.clone()))));
    let first = |record: &Record| record.findings.first().cloned();
    let found: Vec<Finding> = records.iter().filter_map(first).collect();
    unread::name(&found, &records, sources)
}

fn formatted(file: &str, text: &str) -> Formatted {
    if file == SETTINGS_FILE {
        record::format_settings(text)
    } else {
        record::format(text)
    }
}

/// Writes files, as they are by now, and lets others write in between.
fn write(root: &Path, files: &[&str], waiting: &LockArgs, ui: &mut Ui) -> Result<(), Error> {
    for some in files.chunks(AT_ONCE) {
        let lock = waiting.lock(root, ui)?;
        for file in some {
            let edit = |old: &str| Ok::<_, Error>(formatted(file, old).text);
            written(store::update(&lock, file, edit, |_| Ok(()))?, ui);
            ui.line(file)?;
        }
    }
    Ok(())
}
