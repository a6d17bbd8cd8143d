//! `foretell pool`

use clap::Args;
use foretell::analysis::{Pools, pool};
use foretell::dataset::from_ledger;
use foretell::ledger::View;
use foretell::query::{Purpose, Request, Weighting};
use foretell::render::pool as report;

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
    /// Which estimates count, and how much: days, first, last, each or horizon=30d [default:
    /// `weigh` in foretell.yaml, else days; of a table each]
    #[arg(long, value_name = "RULE")]
    weigh: Option<Weighting>,
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
    if let Some(options) = args.table.options(&args.view, args.weigh.is_some()) {
        let request = Request {
            table: Some(options),
            ..args.request(table::view(&args.view)?, Weighting::Each)
        };
        let dataset = args.table.read(&request, Purpose::Pool, &[], ui)?;
        return print(&pool(&dataset, &request), &request, args.format, ui);
    }
    let context = Context::open(globals, ui)?;
    let request = args.request(
        args.view.view(context.settings())?,
        context.settings().weigh,
    );
    let dataset = from_ledger(&context.ledger, &request, Purpose::Pool);
    print(&pool(&dataset, &request), &request, args.format, ui)?;
    Ok(ExitStatus::Success)
}

impl PoolArgs {
    /// Returns the request; where nothing else is asked for, weighed so.
    fn request(&self, view: View, weigh: Weighting) -> Request {
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
