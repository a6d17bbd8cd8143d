//! `foretell due`

use chrono::NaiveDate;
use clap::Args;
use foretell::ledger::{Entry, State, View, runs};
use foretell::render::{DueV1, EnvelopeV1, RecordV1, ViewInfoV1, records};

use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{FilterArgs, Format, ViewArgs, days};
use crate::ui::Ui;

/// Print what is to be resolved, by deadline, and what has not been looked at for long
///
/// Three parts: overdue, due soon, and later. A forecast is stale where its last estimate is old.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell due --within 30d --owner desk")]
pub struct DueArgs {
    /// How soon is soon
    #[arg(long, value_name = "DAYS", default_value = "30d", value_parser = days)]
    within: u32,
    /// How old an estimate makes a forecast stale
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
    let context = Context::open(globals, ui)?;
    let view = args.view.view(context.settings())?;
    let selection = args.filters.selection();
    let ledger = &context.ledger;
    let mut entries = selection.of(ledger, &view);
    entries.retain(|entry| !view.state(ledger, entry).is_over());
    entries.sort_by_key(|entry| entry.forecast.lookup().end());
    let part = |entry: &Entry| match view.state(ledger, entry) {
        State::Overdue { .. } => "overdue",
        _ if (view.due(ledger, entry) - view.as_of).num_days() <= i64::from(args.within) => "soon",
        _ => "later",
    };
    if args.format == Format::Json {
        let row = |entry: &&Entry| DueV1 {
            due: part(entry),
            stale: is_stale(entry, &view, args.stale),
            record: RecordV1::new(ledger, entry, &view),
        };
        let rows = entries.iter().map(row).collect();
        let made_with = ViewInfoV1::new(&view, &selection);
        ui.print(&EnvelopeV1::new("due", made_with, rows).text())?;
    } else if args.format == Format::Table {
        let soon = format!("Due within {} days", args.within);
        for (name, head) in [("overdue", "Overdue"), ("soon", &soon), ("later", "Later")] {
            let rows: Vec<&Entry> = entries
                .iter()
                .copied()
                .filter(|entry| part(entry) == name)
                .collect();
            print_part(ui, &context, &rows, &view, head)?;
        }
        let stale: Vec<&Entry> = entries
            .iter()
            .copied()
            .filter(|entry| is_stale(entry, &view, args.stale))
            .collect();
        if !stale.is_empty() {
            let ids: Vec<_> = stale
                .iter()
                .map(|entry| entry.forecast.id.as_str())
                .collect();
            let days = args.stale;
            ui.line(&format!(
                "Stale, no estimate for {days} days: {}",
                ids.join(", ")
            ))?;
        }
        if entries.is_empty() {
            ui.line(&format!("Nothing is open as of {}.", view.as_of))?;
        }
    } else {
        ui.sheet(&records::deadlines(ledger, &entries, &view), args.format)?;
    }
    Ok(ExitStatus::Success)
}

fn print_part(
    ui: &mut Ui,
    context: &Context,
    entries: &[&Entry],
    view: &View,
    head: &str,
) -> Result<(), Error> {
    if entries.is_empty() {
        return Ok(());
    }
    ui.line(&format!("{head} ({})", entries.len()))?;
    let sheet = records::deadlines(&context.ledger, entries, view);
    ui.print(&sheet.table(ui.width()))?;
    ui.line("")
}

fn is_stale(entry: &Entry, view: &View, days: u32) -> bool {
    let last = runs(&entry.forecast, view)
        .iter()
        .flat_map(|run| &run.estimates)
        .map(|estimate| estimate.date.day())
        .max();
    let last: NaiveDate = last.unwrap_or(entry.forecast.opening().day());
    (view.as_of - last).num_days() > i64::from(days)
}
