//! `foretell plot`

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use foretell::analysis::review::{Period, review};
use foretell::analysis::{CountedEstimates, TimeWindow, counted_estimates, over_time, score};
use foretell::dataset::from_ledger;
use foretell::ledger::{Entry, FilterTerm, Ledger};
use foretell::query::{Dimension, Purpose, Request, Weighting};
use foretell::render::evaluation::{
    calendar_of, fan_of, hedgehog_of, history_of, path_of, reliability_of, scores_by,
};
use foretell::render::plot::{Plot, murphy, roc, scores_over_time};
use foretell::store;

use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{FilterArgs, ScoringArgs, ViewArgs};
use crate::ui::Ui;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PlotKind {
    /// How often it happened, against what was said.
    Reliability,
    /// How well each forecaster tells cases apart, at every threshold.
    Roc,
    /// The score of each forecaster at every cost of being wrong.
    Murphy,
    /// The mean score by year of the deadline.
    Score,
    /// The mean score so far, by the day from which each question counts.
    OverTime,
    /// The mean score by time from the estimate to the deadline.
    Horizon,
    /// How many deadlines fall when.
    Calendar,
    /// What was said of one yes-or-no question over time.
    History,
    /// The intervals of one number or day over time.
    Fan,
    /// The medians of numbers of one quantity, chosen by --tag, over their outturns.
    Hedgehog,
    /// The probabilities of scenarios, or of any options, over time.
    Scenarios,
}

/// Draw a plot of the report as a file
///
/// An SVG has its title and what it says in words inside, and suits light and dark. A PNG is made
/// where foretell was built with the feature `png`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell plot history gas-deal --out gas-deal.svg")]
pub struct PlotArgs {
    /// What to draw
    #[arg(value_enum, value_name = "KIND")]
    what: PlotKind,
    /// The forecast, for a history, a fan or scenarios
    #[arg(value_name = "ID")]
    id: Option<String>,
    /// Write to this file, .svg or .png [default: print the SVG]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Which estimates count, and how much: days, first, last, each or horizon=30d [default:
    /// `weigh` in foretell.yaml, else days]
    #[arg(long, value_name = "RULE")]
    weigh: Option<Weighting>,
    #[command(flatten)]
    scoring: ScoringArgs,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    view: ViewArgs,
}

/// Runs `foretell plot`.
pub fn run(args: &PlotArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open_witnessed(globals, &args.scoring.witness, ui)?;
    let view = args.view.view(context.settings())?;
    let request = Request {
        witnessed: context.witnessed,
        selection: context.selection(&args.filters)?,
        ..args
            .scoring
            .request(view, args.weigh.unwrap_or(context.settings().weigh))
    };
    let plot = plot(args, &context, &request)?;
    match &args.out {
        None => ui.print(&plot.file())?,
        Some(file) => {
            store::write_output(file, &bytes(&plot, file)?)?;
            ui.wrote(file)?;
        }
    }
    Ok(ExitStatus::Success)
}

/// Returns what is drawn.
fn plot(args: &PlotArgs, context: &Context, request: &Request) -> Result<Plot, Error> {
    let (ledger, view) = (&context.ledger, &request.view);
    let review = || review(ledger, request, Period::default());
    match args.what {
        PlotKind::History => of_one(args, context, |entry| history_of(entry, view)),
        PlotKind::Fan => of_one(args, context, |entry| fan_of(entry, view)),
        PlotKind::Scenarios => of_one(args, context, |entry| path_of(ledger, entry, view)),
        _ if args.id.is_some() => Err(Error::usage("this plot is of all forecasts, not of one")),
        PlotKind::Reliability => Ok(reliability_of(&review())),
        PlotKind::Roc => Ok(roc(&counted(ledger, request))),
        PlotKind::Murphy => Ok(murphy(&counted(ledger, request))),
        PlotKind::Score => Ok(scores_by(&review().years, Dimension::Year)),
        PlotKind::OverTime => Ok(scores_so_far(ledger, request)),
        PlotKind::Horizon => Ok(scores_by(&review().horizons, Dimension::Horizon)),
        PlotKind::Calendar => {
            let entries = request.selection.of(ledger, view);
            Ok(calendar_of(ledger, &entries, view))
        }
        PlotKind::Hedgehog => series(ledger, request),
    }
}

/// Returns the mean scores of yes-or-no questions over time.
fn scores_so_far(ledger: &Ledger, request: &Request) -> Plot {
    let request = &Request {
        group_by: vec![Dimension::Forecaster],
        ..request.clone()
    };
    let dataset = from_ledger(ledger, request, Purpose::OverTime);
    let ask = |dataset: &_| score(dataset, request);
    let window = TimeWindow::Cumulative;
    let scores = over_time(&dataset, request, window, ask, |scores| &scores.skipped);
    scores_over_time(&scores)
}

/// Returns the estimates that curves are drawn of.
fn counted(ledger: &Ledger, request: &Request) -> Vec<CountedEstimates> {
    let dataset = from_ledger(ledger, request, Purpose::Calibration);
    counted_estimates(&dataset, request)
}

/// Returns what is drawn of the forecast that was named.
fn of_one(
    args: &PlotArgs,
    context: &Context,
    draw: impl FnOnce(&Entry) -> Option<Plot>,
) -> Result<Plot, Error> {
    let id = args
        .id
        .as_deref()
        .ok_or_else(|| Error::usage("this plot is of one forecast").hint("name its id"))?;
    let entry = context.find(id, Ui::can_ask())?;
    draw(entry).ok_or_else(|| nothing(id, entry))
}

/// Returns the numbers of one quantity over their outturns.
fn series(ledger: &Ledger, request: &Request) -> Result<Plot, Error> {
    let name = match request.selection.tags.as_slice() {
        [] => "Numbers".to_owned(),
        tags => {
            let tags: Vec<String> = tags.iter().map(FilterTerm::to_string).collect();
            tags.join(", ")
        }
    };
    let entries = request.selection.of(ledger, &request.view);
    hedgehog_of(&name, &entries, &request.view).map_err(|why| {
        Error::usage(format!("there is no series to draw: {why}"))
            .hint("choose the questions of one quantity, as in `--tag TAG`")
    })
}

fn nothing(id: &str, entry: &Entry) -> Error {
    let kind = entry.forecast.kind.name();
    Error::usage(format!("`{id}` has nothing of that kind to draw")).hint(format!(
        "it is a {kind} question; `history` draws yes-or-no questions, `fan` numbers and days, `scenarios` options, where estimates have numbers"
    ))
}

fn bytes(plot: &Plot, file: &Path) -> Result<Vec<u8>, Error> {
    let end = file
        .extension()
        .and_then(|end| end.to_str())
        .unwrap_or_default();
    match end.to_ascii_lowercase().as_str() {
        "svg" => Ok(plot.file().into_bytes()),
        "png" => png(plot),
        _ => Err(Error::usage("a plot is an .svg or a .png file")),
    }
}

#[cfg(feature = "png")]
fn png(plot: &Plot) -> Result<Vec<u8>, Error> {
    plot.png()
        .map_err(|why| Error::usage(format!("could not draw a PNG: {why}")))
}

#[cfg(not(feature = "png"))]
fn png(_plot: &Plot) -> Result<Vec<u8>, Error> {
    Err(Error::usage("this foretell was built without PNG")
        .hint("name an .svg file, or build foretell with `--features png`"))
}
