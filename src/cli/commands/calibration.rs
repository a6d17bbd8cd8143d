//! `foretell calibration`

use clap::Args;
use foretell::evaluate::{Dimension, Request, Rows, Weigh, calibration};
use foretell::report::calibration as report;
use foretell::scoring::calibration::Closed;

use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, Exit};
use crate::options::{FilterArgs, Format, ScoringArgs, ViewArgs};
use crate::ui::Ui;

/// Print the calibration table: how often what was given 70 % happened
///
/// Each row has the share that happened with its interval, and a verdict that speaks only where
/// the interval does. By default each forecaster's first estimate counts, once.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell calibration --rows word")]
pub struct CalibrationArgs {
    /// The rows: equal:N, quantile:N, word, distinct, corp, or edges such as 0,20,50,80,100%
    #[arg(long, value_name = "ROWS", default_value_t)]
    rows: Rows,
    /// Close equal bins on the left, [a, b), rather than on the right
    #[arg(long)]
    left_closed: bool,
    /// Which estimates count, and how much: days, first, last, each or horizon=30d
    #[arg(long, value_name = "RULE", default_value_t = Weigh::First)]
    weigh: Weigh,
    /// Print a table for each group, by one or more of forecaster, tag, kind, horizon, year,
    /// confidence, word, document, topic
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    group_by: Vec<Dimension>,
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

/// Runs `foretell calibration`.
pub fn run(args: &CalibrationArgs, globals: &Globals, ui: &mut Ui) -> Result<Exit, Error> {
    let context = Context::open(globals)?;
    let view = args.view.view(context.settings())?;
    let request = Request {
        selection: args.filters.selection(),
        group_by: args.group_by.clone(),
        ..args.scoring.request(view, args.weigh)
    };
    let closed = if args.left_closed {
        Closed::Left
    } else {
        Closed::Right
    };
    let answer = calibration(&context.ledger, &request, &args.rows, closed);
    if args.format == Format::Json {
        ui.print(&report::json(&answer, &request, &args.rows))?;
    } else {
        for table in &answer.tables {
            if args.format == Format::Table && table.pairs.is_empty() {
                continue;
            }
            if !request.group_by.is_empty() && args.format != Format::Csv {
                let group = table
                    .group
                    .iter()
                    .map(|(name, text)| format!("{name} {text}"));
                let group = group.collect::<Vec<_>>().join(", ");
                ui.line(if group.is_empty() { "all" } else { &group })?;
            }
            ui.sheet(&report::sheet(table), args.format)?;
        }
        if args.format == Format::Table {
            ui.prose(&report::notes(&answer, &request, &args.rows))?;
        }
    }
    context.note_unreadable(ui);
    Ok(Exit::Fine)
}
