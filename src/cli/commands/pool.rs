//! `foretell pool`

use clap::Args;
use foretell::evaluate::{Weigh, pool};
use foretell::report::pool as report;

use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, Exit};
use crate::options::{FilterArgs, Format, ScoringArgs, ViewArgs};
use crate::ui::Ui;

/// Print what the pooled forecast would have scored, for each way to pool
///
/// Whenever somebody changes what they say, all that stands is pooled anew: by the mean, the median,
/// the trimmed mean, the geometric mean of odds, the same extremised by a fitted factor and by that
/// of Neyman and Roughgarden, by recency and by past performance. What is learnt from past questions
/// is learnt only from those known on an earlier day.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell pool --forecaster ann --forecaster bob")]
pub struct PoolArgs {
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

/// Runs `foretell pool`.
pub fn run(args: &PoolArgs, globals: &Globals, ui: &mut Ui) -> Result<Exit, Error> {
    let context = Context::open(globals)?;
    let view = args.view.view(context.settings())?;
    let mut request = args.scoring.request(view, args.weigh);
    request.selection = args.filters.selection();
    let pools = pool(&context.ledger, &request);
    match args.format {
        Format::Json => ui.print(&report::json(&pools, &request))?,
        Format::Table => {
            if !pools.rows.is_empty() {
                ui.sheet(&report::sheet(&pools), args.format)?;
            }
            ui.prose(&report::notes(&pools, &request))?;
        }
        Format::Csv | Format::Markdown => ui.sheet(&report::sheet(&pools), args.format)?,
    }
    context.note_unreadable(ui);
    Ok(Exit::Fine)
}
