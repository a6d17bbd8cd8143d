//! `foretell compare`

use clap::Args;
use foretell::analysis::{Comparison, compare};
use foretell::dataset::from_ledger;
use foretell::ledger::View;
use foretell::query::{Purpose, Request, Weighting};
use foretell::render::compare as report;

use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{FilterArgs, Format, ScoringArgs, ViewArgs};
use crate::table::{self, TableArgs};
use crate::ui::Ui;

/// Compare two forecasters on the questions that both answered
///
/// Only the days count on which both had an estimate, so that neither gains by easier questions or
/// by having come later. The sentence says whether the difference is more than chance: whether
/// flipping who said what, cluster by cluster, seldom gives as much.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  foretell compare ann bob --tag energy
  foretell compare ann bob --table forecasts.csv")]
#[command(mut_arg("forecaster", |arg| arg.hide(true)))]
pub struct CompareArgs {
    /// Compare this forecaster
    #[arg(value_name = "A")]
    first: String,
    /// With this one
    #[arg(value_name = "B")]
    second: String,
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

/// Runs `foretell compare`.
pub fn run(args: &CompareArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    check(args)?;
    let (first, second) = (&args.first, &args.second);
    if let Some(options) = args.table.options(&args.view, args.weigh.is_some()) {
        let request = Request {
            table: Some(options),
            ..args.request(table::view(&args.view)?, Weighting::Each)
        };
        let names = [first.as_str(), second.as_str()];
        let dataset = args.table.read(&request, Purpose::Compare, &names, ui)?;
        let comparison = compare(&dataset, &request, first, second);
        return print(&comparison, &request, args.format, ui);
    }
    let context = Context::open(globals, ui)?;
    for name in [first, second] {
        context.check_forecaster(name)?;
    }
    let request = args.request(
        args.view.view(context.settings())?,
        context.settings().weigh,
    );
    let dataset = from_ledger(&context.ledger, &request, Purpose::Compare);
    let comparison = compare(&dataset, &request, first, second);
    print(&comparison, &request, args.format, ui)?;
    Ok(ExitStatus::Success)
}

impl CompareArgs {
    /// Returns the request; where nothing else is asked for, weighed so.
    fn request(&self, view: View, weigh: Weighting) -> Request {
        Request {
            selection: self.filters.selection(),
            ..self.scoring.request(view, self.weigh.unwrap_or(weigh))
        }
    }
}

fn print(
    comparison: &Comparison,
    request: &Request,
    format: Format,
    ui: &mut Ui,
) -> Result<ExitStatus, Error> {
    match format {
        Format::Json => ui.print(&report::json(comparison, request))?,
        Format::Table => {
            if !comparison.rows.is_empty() {
                ui.sheet(&report::sheet(comparison), format)?;
            }
            ui.wrapped(&report::notes(comparison, request))?;
        }
        Format::Csv | Format::Markdown => ui.sheet(&report::sheet(comparison), format)?,
    }
    Ok(ExitStatus::Success)
}

fn check(args: &CompareArgs) -> Result<(), Error> {
    if args.first == args.second {
        return Err(Error::usage(format!("both are `{}`", args.first)).hint("name two forecasters"));
    }
    if !args.filters.forecaster.is_empty() {
        let error = Error::usage("`--forecaster` has no place here");
        return Err(error.hint("the two forecasters are the arguments A and B"));
    }
    Ok(())
}
