//! `foretell score`

use clap::Args;
use foretell::evaluate::{Dimension, Platform, Request, Scores, Weigh, score};
use foretell::report::score as report;

use crate::adjusted;
use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, Exit};
use crate::like;
use crate::options::{FilterArgs, Format, ScoringArgs, ViewArgs};
use crate::ui::Ui;

/// Print the scoreboard: how good each forecaster's estimates were
///
/// Only forecasts whose deadline and grace have passed count, and only what was said before the
/// outcome was known. Each estimate counts for the days that it stood.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell score --group-by tag --weigh first")]
pub struct ScoreArgs {
    /// Which estimates count, and how much: days, first, last, each or horizon=30d
    #[arg(long, value_name = "RULE", default_value_t = Weigh::Days)]
    weigh: Weigh,
    /// Group the rows, by one or more of forecaster, tag, kind, horizon, year, confidence, word,
    /// document, topic
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        default_value = "forecaster"
    )]
    group_by: Vec<Dimension>,
    /// Adjust each forecaster's score for the difficulty of the questions taken
    #[arg(long)]
    adjust: bool,
    /// Print a platform's own number by its own rule: metaculus, gjo, fatebook, predictionbook or
    /// forecastbench
    #[arg(long, value_name = "PLATFORM", conflicts_with_all = ["adjust", "weigh"])]
    like: Option<Platform>,
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
pub fn run(args: &ScoreArgs, globals: &Globals, ui: &mut Ui) -> Result<Exit, Error> {
    let context = Context::open(globals)?;
    let view = args.view.view(context.settings())?;
    let request = Request {
        selection: args.filters.selection(),
        group_by: args.group_by.clone(),
        ..args.scoring.request(view, args.weigh)
    };
    let ledger = &context.ledger;
    if args.adjust || args.like.is_some() {
        match args.like {
            Some(platform) => like::print(ledger, &request, platform, args.format, ui)?,
            None => adjusted::print(ledger, &request, args.format, ui)?,
        }
        context.note_unreadable(ui);
        return Ok(Exit::Fine);
    }
    let scores = score(&context.ledger, &request);
    if args.format == Format::Json {
        ui.print(&report::json(&scores, &request))?;
    } else {
        print_sheets(&scores, &request, args.format, ui)?;
        if args.format == Format::Table {
            ui.prose(&report::notes(&scores, &request))?;
        }
    }
    context.note_unreadable(ui);
    Ok(Exit::Fine)
}

/// Prints a table for each kind and unit, and under it what its numbers come from.
fn print_sheets(
    scores: &Scores,
    request: &Request,
    format: Format,
    ui: &mut Ui,
) -> Result<(), Error> {
    let classes = report::classes(scores);
    for rows in &classes {
        let Some(total) = rows.last() else { continue };
        if classes.len() > 1 && format != Format::Csv {
            ui.line(&report::caption(total))?;
        }
        ui.sheet(&report::sheet(rows, request), format)?;
        if let Some(apart) = report::apart_sheet(total).filter(|_| format == Format::Table) {
            ui.sheet(&apart, format)?;
        }
    }
    Ok(())
}
