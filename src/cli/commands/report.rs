//! `foretell report`

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use foretell::analysis::review::{Period, Review, changes, review};
use foretell::ledger::Entry;
use foretell::query::{Request, Weighting};
use foretell::render::evaluation::{Document, Parts, document, hedgehog_of, markdown, page};
use foretell::render::plot::Plot;
use foretell::render::value::count;
use foretell::store;

use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{FilterArgs, ScoringArgs, ViewArgs};
use crate::spoken_day::day;
use crate::ui::Ui;

/// The form of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// Pages that need nothing but themselves.
    #[default]
    Html,
    /// One text, for a pull request or a wiki.
    Markdown,
}

/// Write the evaluation report: what was said, what came about, and what that teaches
///
/// With `--out FILE.html` it is one page that needs nothing but itself: no network, no script of
/// others. With `--out DIR` it is `index.html`, and further pages where there are more forecasts
/// than a page holds. Without `--out` it is printed.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  foretell report --out report.html --since 2015-01-01 --compare-to 2015-06-30"
)]
pub struct ReportArgs {
    /// Write to this file, or to pages in this folder [default: print]
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Write in this form
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: ReportFormat,
    /// Report on forecasts with a deadline on this day or later
    #[arg(long, value_name = "DATE", value_parser = day)]
    since: Option<NaiveDate>,
    /// Report on forecasts with a deadline on this day or earlier
    #[arg(long, value_name = "DATE", value_parser = day)]
    until: Option<NaiveDate>,
    /// Say what changed since the end of this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    compare_to: Option<NaiveDate>,
    /// Draw the numbers with this tag, which are of one quantity, over their outturns
    #[arg(long, value_name = "TAG")]
    series: Vec<String>,
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

/// Runs `foretell report`.
pub fn run(args: &ReportArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open_witnessed(globals, &args.scoring.witness, ui)?;
    let view = args.view.view(context.settings())?;
    let options = context.ledger.entries().iter();
    let options = options.map(|entry| entry.forecast.kind.options().len());
    args.scoring
        .check_floor(options.max().unwrap_or_default())?;
    let request = Request {
        witnessed: context.witnessed,
        selection: context.selection(&args.filters)?,
        ..args
            .scoring
            .request(view, args.weigh.unwrap_or(context.settings().weigh))
    };
    let period = Period {
        since: args.since,
        until: args.until,
    };
    let ledger = &context.ledger;
    let review = review(ledger, &request, period);
    let since = args
        .compare_to
        .map(|day| changes(ledger, &request, period, day));
    let paged = args.format == ReportFormat::Html && args.out.as_deref().is_some_and(is_folder);
    let fits = paged || review.entries.len() <= page::SINGLE;
    if !fits {
        ui.warn(&format!(
            "{} are too many for one page; `--out DIR` gives each its section",
            count(review.entries.len(), "forecast")
        ));
    }
    let series = series(&args.series, &review)?;
    let report = document(&Parts {
        ledger,
        review: &review,
        changes: since.as_ref(),
        series: &series,
        dossiers: fits,
        brief: paged && review.entries.len() > page::PORTION,
    });
    write(args, &report, paged, ui)?;
    Ok(ExitStatus::Success)
}

/// Returns the plots of the quantities behind these tags.
fn series(tags: &[String], review: &Review<'_>) -> Result<Vec<Plot>, Error> {
    let plot = |tag: &String| {
        let bears = |entry: &&&Entry| entry.forecast.tags.contains(tag);
        let entries: Vec<_> = review.entries.iter().filter(bears).copied().collect();
        let plot = hedgehog_of(tag, &entries, &review.request.view);
        plot.map_err(|why| Error::usage(format!("`{tag}` is no series: {why}")))
    };
    tags.iter().map(plot).collect()
}

/// Returns whether a report there is pages in a folder.
fn is_folder(path: &Path) -> bool {
    path.is_dir()
        || !path
            .extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("html"))
}

fn write(args: &ReportArgs, report: &Document, paged: bool, ui: &mut Ui) -> Result<(), Error> {
    let text = match args.format {
        ReportFormat::Markdown => markdown(report),
        ReportFormat::Html if paged => String::new(),
        ReportFormat::Html => page::single(report),
    };
    match &args.out {
        None => ui.print(&text),
        Some(folder) if paged => {
            for (name, text) in page::pages(report) {
                store::write_output(&folder.join(name), text.as_bytes())?;
            }
            ui.wrote(&folder.join("index.html"))
        }
        Some(file) => {
            store::write_output(file, text.as_bytes())?;
            ui.wrote(file)
        }
    }
}
