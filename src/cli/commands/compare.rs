//! `foretell compare`

use clap::Args;
use foretell::evaluate::{Weigh, compare};
use foretell::report::compare as report;

use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, Exit};
use crate::options::{FilterArgs, Format, ScoringArgs, ViewArgs};
use crate::ui::Ui;

/// Compare two forecasters on the questions that both answered
///
/// Only the days count on which both had an estimate, so that neither gains by easier questions or
/// by having come later. The sentence says whether the difference is more than chance: whether
/// flipping who said what, cluster by cluster, seldom gives as much.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell compare ann bob --tag energy")]
#[command(mut_arg("forecaster", |arg| arg.hide(true)))]
pub struct CompareArgs {
    /// Compare this forecaster
    #[arg(value_name = "A")]
    first: String,
    /// With this one
    #[arg(value_name = "B")]
    second: String,
    /// Which estimates count, and how much: days, first, last, each or horizon=30d
    #[arg(long, value_name = "RULE", default_value_t = Weigh::Days)]
    weigh: Weigh,
    #[command(flatten)]
    scoring: ScoringArgs,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    view: ViewArgs,
    /// Print the rows in this form
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,
}

/// Runs `foretell compare`.
pub fn run(args: &CompareArgs, globals: &Globals, ui: &mut Ui) -> Result<Exit, Error> {
    let context = Context::open(globals)?;
    let view = args.view.view(context.settings())?;
    check(args, &context)?;
    let mut request = args.scoring.request(view, args.weigh);
    request.selection = args.filters.selection();
    let comparison = compare(&context.ledger, &request, &args.first, &args.second);
    match args.format {
        Format::Json => ui.print(&report::json(&comparison, &request))?,
        Format::Table => {
            if !comparison.rows.is_empty() {
                ui.sheet(&report::sheet(&comparison), args.format)?;
            }
            ui.prose(&report::notes(&comparison, &request))?;
        }
        Format::Csv | Format::Markdown => ui.sheet(&report::sheet(&comparison), args.format)?,
    }
    context.note_unreadable(ui);
    Ok(Exit::Fine)
}

fn check(args: &CompareArgs, context: &Context) -> Result<(), Error> {
    if args.first == args.second {
        return Err(Error::usage(format!("both are `{}`", args.first)).hint("name two forecasters"));
    }
    if !args.filters.forecaster.is_empty() {
        let error = Error::usage("`--forecaster` has no place here");
        return Err(error.hint("the two forecasters are the arguments A and B"));
    }
    [&args.first, &args.second]
        .into_iter()
        .try_for_each(|name| context.check_forecaster(name))
}
