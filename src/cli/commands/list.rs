//! `foretell list`

use clap::Args;
use foretell::render::{EnvelopeV1, RecordV1, ViewInfoV1, records, row_csv, value};

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
    let selection = args.filters.selection();
    let mut entries = selection.of(&context.ledger, &view);
    args.sort.sort(&mut entries);
    let ledger = &context.ledger;
    let rows = entries
        .iter()
        .map(|entry| RecordV1::new(ledger, entry, &view));
    match args.format {
        Format::Json => {
            let made_with = ViewInfoV1::new(&view, &selection);
            ui.print(&EnvelopeV1::new("list", made_with, rows.collect()).text())?;
        }
        Format::Csv => {
            let rows: Vec<_> = rows.flat_map(|row| row.rows()).collect();
            ui.print(&row_csv(&rows))?;
        }
        Format::Table | Format::Markdown => {
            ui.sheet(&records::list(ledger, &entries, &view), args.format)?;
        }
    }
    if args.format == Format::Table {
        let all = ledger.entries().len();
        let shown = value::count(entries.len(), "forecast");
        let of = if entries.len() < all {
            format!(" of {all}")
        } else {
            String::new()
        };
        ui.line(&format!("{shown}{of}, as of {}", view.as_of))?;
    }
    Ok(ExitStatus::Success)
}
