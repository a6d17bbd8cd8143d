//! `foretell log`

use clap::Args;
use foretell::render::{Log, LogEntryV1};

use crate::answer::print;
use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{FilterArgs, Format, ViewArgs};
use crate::ui::Ui;

/// Print estimates and resolutions in the order in which they were written down
///
/// The newest comes last. An estimate shows the day that it speaks for as well, where that is
/// another.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell log --last 20")]
pub struct LogArgs {
    /// Print only the newest entries
    #[arg(long, value_name = "N")]
    last: Option<usize>,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    view: ViewArgs,
    /// Print the rows in this form
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,
}

/// Runs `foretell log`.
pub fn run(args: &LogArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open(globals, ui)?.blind_first(None, ui)?;
    let view = args.view.view(context.settings())?;
    let selection = context.selection(&args.filters)?;
    let entries = selection.of(&context.ledger, &view);
    let takes = |by: &str| selection.takes_forecaster(by);
    let mut lines: Vec<LogEntryV1> = entries
        .iter()
        .flat_map(|entry| LogEntryV1::of(entry, &view, takes))
        .collect();
    lines.sort_by_key(|line| line.order);
    let skip = lines.len() - args.last.unwrap_or(lines.len()).min(lines.len());
    let answer = Log {
        view: &view,
        selection: &selection,
        entries: lines.split_off(skip),
    };
    print(&answer, args.format, ui)
}
