//! `foretell score`

use clap::Args;
use foretell::analysis::{Adjustment, Platform, Scores, adjust, breakdown, score};
use foretell::dataset::{Dataset, from_ledger};
use foretell::ledger::View;
use foretell::query::{Dimension, Purpose, Request, Weighting};
use foretell::render::{
    ScreenTable, adjust as adjust_report, breakdown as breakdown_report, class, first_lines,
    score as report,
};

use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{FilterArgs, Format, ScoringArgs, ViewArgs};
use crate::platform;
use crate::table::{self, TableArgs};
use crate::ui::Ui;

/// Print the scoreboard: how good each forecaster's estimates were
///
/// Only forecasts whose deadline and grace have passed count, and only what was said before the
/// outcome was known. Each estimate counts for the days that it stood. With --table the forecasts
/// of a file are scored, each row once.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  foretell score --group-by tag --weigh first
  foretell score --table forecasts.csv --columns probability=p,outcome=y")]
pub struct ScoreArgs {
    /// Which estimates count, and how much: days, first, last, each or horizon=30d [default:
    /// `weigh` in foretell.yaml, else days; of a table each]
    #[arg(long, value_name = "RULE")]
    weigh: Option<Weighting>,
    /// Group the rows, by one or more of forecaster, tag, kind, horizon, year, confidence, word,
    /// document, topic, origin, provenance [default: forecaster; a table is not grouped]
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    group_by: Option<Vec<Dimension>>,
    /// Show the arithmetic of this forecast's score, line by line
    #[arg(long, value_name = "ID", conflicts_with = "table")]
    show_work: Option<String>,
    /// Adjust each forecaster's score for the difficulty of the questions taken
    #[arg(long)]
    adjust: bool,
    /// Print a platform's own number by its own rule: metaculus, gjo, fatebook, predictionbook or
    /// forecastbench
    #[arg(long, value_name = "PLATFORM", conflicts_with_all = ["adjust", "weigh", "table"])]
    like: Option<Platform>,
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

/// Runs `foretell score`.
pub fn run(args: &ScoreArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    if args.adjust {
        check_groups(args.group_by.as_deref())?;
    }
    let purpose = if args.adjust {
        Purpose::Adjust
    } else {
        Purpose::Score
    };
    if let Some(options) = args.table.options(&args.view, args.weigh.is_some()) {
        let request = Request {
            table: Some(options),
            ..args.request(table::view(&args.view)?, Weighting::Each, &[])
        };
        let dataset = args.table.read(&request, purpose, &[], ui)?;
        return answer(&dataset, args, &request, ui);
    }
    let context = Context::open(globals, ui)?;
    let view = args.view.view(context.settings())?;
    let request = args.request(view, context.settings().weigh, &[Dimension::Forecaster]);
    if let Some(id) = &args.show_work {
        return show_work(&context, id, &request, args.format, ui);
    }
    if let Some(platform) = args.like {
        platform::print(&context.ledger, &request, platform, args.format, ui)?;
    } else {
        let dataset = from_ledger(&context.ledger, &request, purpose);
        answer(&dataset, args, &request, ui)?;
    }
    Ok(ExitStatus::Success)
}

/// Prints what is asked of a dataset.
fn answer(
    dataset: &Dataset<'_>,
    args: &ScoreArgs,
    request: &Request,
    ui: &mut Ui,
) -> Result<ExitStatus, Error> {
    if args.adjust {
        print_adjusted(&adjust(dataset, request), request, args.format, ui)?;
        return Ok(ExitStatus::Success);
    }
    print(&score(dataset, request), request, args.format, ui)
}

impl ScoreArgs {
    /// Returns the request; where nothing else is asked for, weighed and grouped so.
    fn request(&self, view: View, weigh: Weighting, group_by: &[Dimension]) -> Request {
        Request {
            selection: self.filters.selection(),
            group_by: self.group_by.as_deref().unwrap_or(group_by).to_vec(),
            ..self.scoring.request(view, self.weigh.unwrap_or(weigh))
        }
    }
}

fn print(
    scores: &Scores,
    request: &Request,
    format: Format,
    ui: &mut Ui,
) -> Result<ExitStatus, Error> {
    if format == Format::Json {
        ui.print(&report::json(scores, request))?;
    } else {
        if format == Format::Table {
            ui.wrapped(&first_lines(scores.provenance, request))?;
        }
        print_sheets(scores, request, format, ui)?;
        if format == Format::Table {
            ui.wrapped(&report::notes(scores, request))?;
        }
    }
    Ok(ExitStatus::Success)
}

/// Prints how the score of one forecast comes about.
fn show_work(
    context: &Context,
    id: &str,
    request: &Request,
    format: Format,
    ui: &mut Ui,
) -> Result<ExitStatus, Error> {
    let entry = context.find(id, true)?;
    let dataset = from_ledger(&context.ledger, request, Purpose::Score);
    let breakdown = breakdown(&context.ledger, &dataset, entry, request);
    match format {
        Format::Table => ui.wrapped(&breakdown_report::text(&breakdown, request))?,
        Format::Json => ui.print(&breakdown_report::json(&breakdown, request))?,
        Format::Csv | Format::Markdown => {
            return Err(Error::usage("--show-work is printed as a table or as JSON"));
        }
    }
    Ok(ExitStatus::Success)
}

/// Prints a table for each kind and unit, and under it what its numbers come from.
fn print_sheets(
    scores: &Scores,
    request: &Request,
    format: Format,
    ui: &mut Ui,
) -> Result<(), Error> {
    let classes = report::classes(scores);
    if classes.len() > 1 && format == Format::Csv {
        let named = classes.iter().filter_map(|rows| {
            let sheet = report::sheet(rows, request);
            rows.last().map(|total| (report::caption(total), sheet))
        });
        return ui.sheet(
            &ScreenTable::stacked("questions of", named.collect()),
            format,
        );
    }
    for rows in &classes {
        let Some(total) = rows.last() else { continue };
        if classes.len() > 1 {
            ui.head(&report::caption(total), format)?;
        }
        ui.sheet(&report::sheet(rows, request), format)?;
        if let Some(apart) = report::apart_sheet(total).filter(|_| format == Format::Table) {
            ui.sheet(&apart, format)?;
        }
    }
    Ok(())
}

/// Refuses other groups than forecasters.
fn check_groups(group_by: Option<&[Dimension]>) -> Result<(), Error> {
    if group_by.is_none_or(|group_by| group_by == [Dimension::Forecaster]) {
        return Ok(());
    }
    let error = Error::usage("`--adjust` compares forecasters, and has no other groups");
    Err(error.hint("filter instead, such as with --tag"))
}

/// Prints scores adjusted for the difficulty of the questions.
fn print_adjusted(
    adjustment: &Adjustment,
    request: &Request,
    format: Format,
    ui: &mut Ui,
) -> Result<(), Error> {
    if format == Format::Json {
        return ui.print(&adjust_report::json(adjustment, request));
    }
    let tables = adjustment.tables.iter();
    let tables: Vec<_> = tables.filter(|table| !table.rows.is_empty()).collect();
    if tables.len() > 1 && format == Format::Csv {
        let named = tables
            .iter()
            .map(|table| (class::text(&table.class), adjust_report::sheet(table)));
        return ui.sheet(
            &ScreenTable::stacked("questions of", named.collect()),
            format,
        );
    }
    for table in tables {
        if adjustment.tables.len() > 1 {
            ui.head(&class::text(&table.class), format)?;
        }
        ui.sheet(&adjust_report::sheet(table), format)?;
    }
    if format == Format::Table {
        ui.wrapped(&adjust_report::notes(adjustment, request))?;
    }
    Ok(())
}
