//! `foretell due`

use clap::{Args, ValueEnum};
use foretell::render::{DueList, RecordList, calendar};

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
///
/// `--format ics` is a calendar: the deadline of each open forecast, and the day on which its outcome is
/// expected.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  foretell due --within 30d --owner desk\n  foretell due --format ics > forecasts.ics"
)]
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
    format: DueFormat,
}

/// How what is due is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum DueFormat {
    /// A table for a terminal.
    #[default]
    Table,
    /// One JSON object, version 1.
    Json,
    /// Comma-separated values with a head.
    Csv,
    /// A table in Markdown.
    Markdown,
    /// A calendar, iCalendar of RFC 5545.
    Ics,
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
    let format = match args.format {
        DueFormat::Table => Format::Table,
        DueFormat::Json => Format::Json,
        DueFormat::Csv => Format::Csv,
        DueFormat::Markdown => Format::Markdown,
        DueFormat::Ics => {
            ui.print(&calendar(&answer))?;
            return Ok(ExitStatus::Success);
        }
    };
    print(&answer, format, ui)
}
