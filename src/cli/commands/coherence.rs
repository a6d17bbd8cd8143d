//! `foretell coherence`

use clap::Args;
use foretell::analysis::coherence::{Incoherence, compare, history};
use foretell::ledger::Entry;
use foretell::render::Answered;
use foretell::render::coherence::CoherenceQuery;

use crate::answer::print;
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
    let request = &CoherenceQuery {
        view: args.view.view(context.settings())?,
        selection: context.selection(&args.filters)?,
    };
    let (ledger, selection, view) = (&context.ledger, &request.selection, &request.view);
    let meant = args
        .id
        .as_deref()
        .map(|typed| context.find(typed, true))
        .transpose()?;
    if args.history {
        let mut answer = history(ledger, selection, view);
        answer.retain(|span| takes(&span.clash, meant));
        print(&Answered { request, answer }, args.format, ui)
    } else {
        let mut answer = compare(ledger, selection, view);
        answer.clashes.retain(|clash| takes(clash, meant));
        print(&Answered { request, answer }, args.format, ui)
    }
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
