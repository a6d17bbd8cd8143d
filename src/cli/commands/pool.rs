//! `foretell pool`

use clap::Args;
use foretell::analysis::pool;
use foretell::query::{Purpose, Weighting};
use foretell::render::Answered;

use crate::answer::{DatasetArgs, Query, print};
use crate::args::Globals;
use crate::error::{Error, ExitStatus};
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
    dataset: DatasetArgs,
}

/// Runs `foretell pool`.
pub fn run(args: &PoolArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let query = Query::new(Purpose::Pool, args.weigh);
    let asked = args.dataset.ask(&query, globals, ui)?;
    let request = &asked.request;
    let answer = pool(&asked.dataset(ui), request);
    print(&Answered { request, answer }, args.dataset.format, ui)
}
