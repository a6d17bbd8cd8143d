//! `foretell due`

use clap::Args;
use foretell::render::{DueList, RecordList};

use crate::answer::print;
use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{FilterArgs, Format, ViewArgs, days};
use crate::ui::Ui;

/// Print what is to be done: resolve, wait for an outcome, estimate anew
///
/// Yours stand first: those that you own, or estimated where nobody owns them. A forecast is stale where
/// its last estimate is old and its deadline has not passed.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell due --within 30d --owner desk")]
pub struct DueArgs {
    /// Call soon what is due within this many days
    #[arg(long, value_name = "DAYS", default_value = "30d", value_parser = days)]
    within: u32,
    /// Call a forecast stale after this many days without an estimate
    #[arg(long, value_name = "DAYS", default_value = "90d", value_parser = days)]
    stale: u32,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    view: ViewArgs,
    /// Print the rows in this form
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,
}

/// Runs `foretell due`.
pub fn run(args: &DueArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open(globals, ui)?.blind_first(None, ui)?;
    let view = args.view.view(context.settings())?;
    let selection = context.selection(&args.filters)?;
    let ledger = &context.ledger;
    let mine = context.forecaster(None).ok().flatten();
    let mut entries = selection.of(ledger, &view);
    entries.retain(|entry| !view.state(ledger, entry).is_over());
    entries.sort_by_key(|entry| entry.forecast.lookup().end());
    let open = RecordList {
        ledger,
        view: &view,
        selection: &selection,
        entries,
        with_finished: false,
        sorted: true,
        mine: mine.as_deref(),
    };
    let answer = DueList {
        open,
        within: args.within,
        stale: args.stale,
    };
    print(&answer, args.format, ui)
}
