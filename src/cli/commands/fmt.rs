//! `foretell fmt`

use std::path::PathBuf;

use clap::Args;
use foretell::lint::SETTINGS_FILE;
use foretell::record::{self, Formatted, SourceFile};
use foretell::report::{unified, value};
use foretell::store::{self, StoreError};

use crate::args::Globals;
use crate::context::root;
use crate::error::{Error, ExitStatus};
use crate::ui::Ui;

/// Lay records out in the canonical way: keys in order, every comment kept
///
/// Keys come in the order of the manual, with two blanks for each level and one blank line at most
/// between them. A comment stays with what it was written for: the key below it, or the one above
/// where it stands deeper. What the records say does not change.
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
    let (mut changed, mut left) = (0, 0);
    for source in &sources {
        let Ok(old) = &source.content else {
            left += 1;
            continue;
        };
        let new = formatted(source, old);
        left += new.left;
        if new.text == **old {
            continue;
        }
        changed += 1;
        if args.diff {
            ui.print(&unified(&source.path, old, &new.text))?;
        } else {
            ui.line(&source.path)?;
        }
        if !args.check && !args.diff {
            write(&root, source, old, &new)?;
        }
    }
    let files = value::count(sources.len(), "file");
    let verb = if args.check || args.diff {
        "would change"
    } else {
        "changed"
    };
    ui.warn(&format!("{changed} of {files} {verb}"));
    if left > 0 {
        let what = value::count(left, "record");
        ui.warn(&format!(
            "{what} left as written: unreadable (`foretell check` says why) or laid out too unusually"
        ));
    }
    Ok(if changed > 0 && (args.check || args.diff) {
        ExitStatus::Findings
    } else {
        ExitStatus::Success
    })
}

fn formatted(source: &SourceFile, text: &str) -> Formatted {
    if &*source.path == SETTINGS_FILE {
        record::format_settings(text)
    } else {
        record::format(text)
    }
}

/// Writes a file, unless somebody else has changed it meanwhile.
fn write(
    root: &std::path::Path,
    source: &SourceFile,
    read: &str,
    new: &Formatted,
) -> Result<(), StoreError> {
    let edit = |old: &str| {
        if old == read {
            Ok(new.text.clone())
        } else {
            Err(StoreError::Changed(source.path.to_string()))
        }
    };
    store::update(root, &source.path, edit, |_| Ok::<_, StoreError>(()))?;
    Ok(())
}
