//! `foretell list`

use clap::Args;
use foretell::render::RecordList;

use crate::answer::print;
use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{FilterArgs, Format, SortKey, ViewArgs};
use crate::ui::Ui;

/// List forecasts with their state, deadline and current estimates
///
/// The state is worked out from the record and the day: open, waiting (for the forecast that it
/// hangs on), overdue, resolved or void.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell list --tag energy --state resolved --sort deadline")]
pub struct ListArgs {
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    view: ViewArgs,
    /// Sort the rows
    #[arg(long, value_enum, default_value_t, value_name = "KEY")]
    sort: SortKey,
    /// Print the rows in this form
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,
}

/// Runs `foretell list`.
pub fn run(args: &ListArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open(globals, ui)?;
    let view = args.view.view(context.settings())?;
    let selection = context.selection(&args.filters)?;
    let mut entries = selection.of(&context.ledger, &view);
    args.sort.sort(&mut entries);
    let answer = RecordList {
        ledger: &context.ledger,
        view: &view,
        selection: &selection,
        entries,
    };
    print(&answer, args.format, ui)
}
