//! `foretell edit`

use clap::Args;

use crate::args::Globals;
use crate::clock;
use crate::context::Context;
use crate::editor;
use crate::error::{Error, ExitStatus};
use crate::record_writer;
use crate::ui::Ui;

/// Open a record in $VISUAL or $EDITOR, and check it when the editor is closed
///
/// What the rules say of the file is printed; where one of that is an error, the command ends with 1. That a name
/// looks like another, or a question stands twice, is said where the edit brought it.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell edit gas-deal")]
pub struct EditArgs {
    /// Open this forecast
    #[arg(value_name = "ID")]
    id: String,
}

/// Runs `foretell edit`.
pub fn run(args: &EditArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open_about(globals, Some(&args.id))?;
    let entry = context.find(&args.id, Ui::can_ask())?;
    ui.flush()?;
    editor::open(&context.root.join(&*entry.file))?;
    let today = clock::today()?;
    let mut edited = Context::open_about(globals, Some(entry.forecast.id.as_str()))?;
    if !edited.is_whole && !record_writer::is_judged_by_part(&context, &edited, &entry.file, today)
    {
        edited = Context::open_in_part(globals)?;
    }
    record_writer::check_file(&edited, &entry.file, today, ui)
}
