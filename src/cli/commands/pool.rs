//! `foretell pool`

use clap::Args;
use foretell::evaluate::table::pool as pool_table;
use foretell::evaluate::{Pools, Request, Weigh, pool};
use foretell::ledger::View;
use foretell::report::pool as report;

use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{FilterArgs, Format, ScoringArgs, ViewArgs};
use crate::table::{self, TableArgs};
use crate::ui::Ui;

/// Print what the pooled forecast would have scored, for each way to pool
///
/// Whenever somebody changes what they say, all that stands is pooled anew: by the mean, the median,
/// the trimmed mean, the geometric mean of odds, the same extremised by a fitted factor and by that
/// of Neyman and Roughgarden, by recency and by past performance. What is learnt from past questions
/// is learnt only from those known on an earlier day.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  foretell pool --forecaster ann --forecaster bob
  foretell pool --table forecasts.csv --weigh last")]
pub struct PoolArgs {
    /// Which estimates count, and how much: days, first, last, each or horizon=30d [default: days;
    /// of a table each]
    #[arg(long, value_name = "RULE")]
    weigh: Option<Weigh>,
    #[command(flatten)]
    table: TableArgs,
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
pub fn run(args: &PoolArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    if let Some(reading) = args.table.reading(&args.view) {
        let request = Request {
            table: Some(reading),
            ..args.request(table::view(&args.view)?, Weigh::Each)
        };
        let pools = args.table.ask(&request, pool_table, ui)?;
        return print(&pools, &request, args.format, ui);
    }
    let context = Context::open(globals, ui)?;
    let request = args.request(args.view.view(context.settings())?, Weigh::Days);
    print(&pool(&context.ledger, &request), &request, args.format, ui)?;
    Ok(ExitStatus::Success)
}

impl PoolArgs {
    /// Returns the request; where nothing else is asked for, weighed so.
    fn request(&self, view: View, weigh: Weigh) -> Request {
        Request {
            selection: self.filters.selection(),
            ..self.scoring.request(view, self.weigh.unwrap_or(weigh))
        }
    }
}

fn print(
    pools: &Pools,
    request: &Request,
    format: Format,
    ui: &mut Ui,
) -> Result<ExitStatus, Error> {
    match format {
        Format::Json => ui.print(&report::json(pools, request))?,
        Format::Table => {
            if !pools.rows.is_empty() {
                ui.sheet(&report::sheet(pools), format)?;
            }
            ui.wrapped(&report::notes(pools, request))?;
        }
        Format::Csv | Format::Markdown => ui.sheet(&report::sheet(pools), format)?,
    }
    Ok(ExitStatus::Success)
}
