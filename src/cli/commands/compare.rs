//! `foretell compare`

use clap::Args;
use foretell::analysis::{DifferenceTest, MOST_COMPARED, all_pairs, compare};
use foretell::query::{Purpose, Weighting};
use foretell::render::Answered;

use crate::answer::{DatasetArgs, Query, print};
use crate::args::Globals;
use crate::error::{Error, ExitStatus};
use crate::ui::Ui;

/// Compare two forecasters on the questions that both answered
///
/// Only the days count on which both had an estimate, so that neither gains by easier questions or
/// by having come later. The sentence says whether the difference is more than chance: whether its
/// interval leaves 0 out. On questions of yes or no the other outcome counts a little, so that who is
/// bolder and has been right each time is not better yet.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  foretell compare ann bob --tag energy
  foretell compare ann bob --table forecasts.csv
  foretell compare --all --table forecasts.csv")]
pub struct CompareArgs {
    /// Compare this forecaster
    #[arg(value_name = "A", required_unless_present = "all")]
    first: Option<String>,
    /// With this one
    #[arg(value_name = "B", required_unless_present = "all")]
    second: Option<String>,
    /// Compare every two, of all or of those that --forecaster names, with p-values that allow for how many
    /// pairs there are
    #[arg(long, conflicts_with_all = ["first", "second"])]
    all: bool,
    /// Which estimates count, and how much: days, first, last, each or horizon=30d [default:
    /// `weigh` in foretell.yaml, else days; of a table each]
    #[arg(long, value_name = "RULE")]
    weigh: Option<Weighting>,
    /// Test the difference by student (of which the interval is), sign-flip, wilcoxon, dm, or dm=STEPS
    /// where outcomes depend on the last so many
    #[arg(long, value_name = "TEST", default_value_t)]
    test: DifferenceTest,
    #[command(flatten)]
    dataset: DatasetArgs,
}

/// Runs `foretell compare`.
pub fn run(args: &CompareArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let (Some(first), Some(second)) = (args.first.as_deref(), args.second.as_deref()) else {
        return every_two(args, globals, ui);
    };
    check(args, first, second)?;
    let query = Query {
        names: &[first, second],
        ..Query::new(Purpose::Compare, args.weigh)
    };
    let asked = args.dataset.ask(&query, globals, ui)?;
    let request = &asked.request;
    let answer = compare(&asked.dataset(ui), request, first, second, args.test);
    print(&Answered { request, answer }, args.dataset.format, ui)
}

/// Compares every two forecasters.
fn every_two(args: &CompareArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let query = Query::new(Purpose::Compare, args.weigh);
    let asked = args.dataset.ask(&query, globals, ui)?;
    let request = &asked.request;
    let answer = all_pairs(&asked.dataset(ui), request, args.test).map_err(|many| {
        let error = Error::usage(format!(
            "{many} forecasters are too many to compare every two, of at most {MOST_COMPARED}"
        ));
        error.hint("choose some with --forecaster NAME, or see `score --adjust`")
    })?;
    print(&Answered { request, answer }, args.dataset.format, ui)
}

fn check(args: &CompareArgs, first: &str, second: &str) -> Result<(), Error> {
    if first == second {
        return Err(Error::usage(format!("both are `{first}`")).hint("name two forecasters"));
    }
    if !args.dataset.filters.forecaster.is_empty() {
        let error = Error::usage("`--forecaster` has no place here");
        return Err(error.hint("the two forecasters are the arguments A and B"));
    }
    Ok(())
}
