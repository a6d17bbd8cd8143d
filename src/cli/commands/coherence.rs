//! `foretell coherence`

use clap::Args;
use foretell::analysis::coherence::{Incoherence, compare, history};
use foretell::ledger::Entry;
use foretell::render::{ViewInfoV1, coherence as report};

use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{FilterArgs, Format, ViewArgs};
use crate::ui::Ui;

/// Print estimates that cannot all be right, with the nearest that could
///
/// For each forecaster, and for the pool of them, the estimates in force on forecasts still open
/// are held against what ties the forecasts together: `implies`, `excludes`, `all_of`, `any_of`,
/// `earlier`, `complement`, `threshold`, conditions, options and scenarios. `foretell check`
/// reports the same as findings.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell coherence gas-deal --as-of 2014-05-01")]
pub struct CoherenceArgs {
    /// Print only what this forecast is part of [default: everything]
    #[arg(value_name = "ID")]
    id: Option<String>,
    /// Print every time in which estimates contradicted each other, with its first and last day
    #[arg(long)]
    history: bool,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    view: ViewArgs,
    /// Print the rows in this form
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,
}

/// Runs `foretell coherence`.
pub fn run(args: &CoherenceArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open(globals, ui)?;
    let view = args.view.view(context.settings())?;
    let selection = args.filters.selection();
    let meant = args
        .id
        .as_deref()
        .map(|typed| context.find(typed, true))
        .transpose()?;
    let made = ViewInfoV1::new(&view, &selection);
    if args.history {
        let mut spans = history(&context.ledger, &selection, &view);
        spans.retain(|span| takes(&span.clash, meant));
        match args.format {
            Format::Json => ui.print(&report::history_json(&spans, made))?,
            _ if spans.is_empty() && args.format == Format::Table => {
                ui.line("No estimates ever contradicted each other.")?;
            }
            format => ui.sheet(&report::history(&spans), format)?,
        }
    } else {
        let mut compared = compare(&context.ledger, &selection, &view);
        compared.clashes.retain(|clash| takes(clash, meant));
        match args.format {
            Format::Json => ui.print(&report::json(&compared, made))?,
            Format::Table if compared.clashes.is_empty() => {
                ui.line("No estimates contradict each other.")?;
            }
            format => ui.sheet(&report::sheet(&compared), format)?,
        }
        if args.format == Format::Table {
            ui.wrapped(&report::notes(&compared, view.as_of))?;
        }
    }
    Ok(ExitStatus::Success)
}

/// Returns whether the forecast is in a contradiction; each is meant where none is named.
fn takes(clash: &Incoherence<'_>, meant: Option<&Entry>) -> bool {
    meant.is_none_or(|entry| {
        let id = &entry.forecast.id;
        clash
            .numbers
            .iter()
            .any(|number| number.term.entry.forecast.id == *id)
    })
}
