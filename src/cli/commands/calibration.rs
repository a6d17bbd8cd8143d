//! `foretell calibration`

use clap::Args;
use foretell::analysis::figures::{BandKind, IntervalMethod};
use foretell::analysis::{Calibration, CalibrationOptions, Platform, Rows, Table, calibration};
use foretell::dataset::from_ledger;
use foretell::ledger::View;
use foretell::model::{ArgumentError, whole_between};
use foretell::query::{Dimension, Purpose, Request, Weighting};
use foretell::render::{Diagram, ScreenTable, calibration as report, first_lines};
use foretell::scoring::Undefined;
use foretell::scoring::calibration::Closed;

use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{FilterArgs, Format, ScoringArgs, ViewArgs};
use crate::platform;
use crate::table::{self, TableArgs};
use crate::ui::Ui;

/// Print the calibration table: how often what was given 70 % happened
///
/// Each row has the share that happened with its interval, and a verdict that speaks only where
/// the interval does. Where estimates are weighed by days, its tests and verdicts rest on first
/// estimates. Under the table stand the figures: the parts of the score, the slope, the tests, and beside each error of
/// calibration what a perfectly calibrated forecaster would show by chance.
///
/// Numbers and days have a table of their own: how often their central intervals held the outcome.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  foretell calibration --rows word --group-by forecaster\n  \
    foretell calibration --plot\n  \
    foretell calibration --table forecasts.csv --rows corp"
)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub struct CalibrationArgs {
    /// The rows: equal:N, quantile:N, word, distinct, corp, or edges such as 0,20,50,80,100%
    /// [default: equal:10, with --plot corp]
    #[arg(long, value_name = "ROWS")]
    rows: Option<Rows>,
    /// Close bins on the left, [a, b), rather than on the right
    #[arg(long)]
    left_closed: bool,
    /// How the intervals of rows are worked out: wilson, clopper-pearson, jeffreys or bootstrap
    #[arg(long, value_name = "METHOD", default_value_t)]
    interval: IntervalMethod,
    /// Draw the reliability diagram
    #[arg(long)]
    plot: bool,
    /// The band of the curve, in the diagram and in JSON: consistency (around the diagonal) or
    /// confidence (around the curve) [default: none, with --plot consistency]
    #[arg(long, value_name = "BAND")]
    bands: Option<BandKind>,
    /// Test nothing, and simulate no chance level, which takes long for very many pairs
    #[arg(long)]
    no_tests: bool,
    /// Give the table, the scores and their parts alone, at once for millions of pairs
    #[arg(long)]
    plain: bool,
    /// Add Hosmer and Lemeshow's test with this many groups; it should not be used to prove
    /// calibration
    #[arg(long, value_name = "GROUPS", num_args = 0..=1, default_missing_value = "10",
        value_parser = groups)]
    hosmer_lemeshow: Option<usize>,
    /// Which estimates count, and how much: days, first, last, each or horizon=30d [default:
    /// `weigh` in foretell.yaml, else days; of a table each]
    #[arg(long, value_name = "RULE")]
    weigh: Option<Weighting>,
    /// Print a table for each group, by one or more of forecaster, tag, kind, horizon, year,
    /// confidence, word, document, topic, origin, provenance
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    group_by: Vec<Dimension>,
    /// Print a platform's own table by its own rule: metaculus, fatebook or predictionbook
    #[arg(long, value_name = "PLATFORM",
        conflicts_with_all = ["rows", "weigh", "interval", "plot", "bands", "table"])]
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

/// Reads how many groups a test has.
fn groups(text: &str) -> Result<usize, ArgumentError> {
    whole_between(text, "groups", 2, 100)
}

impl CalibrationArgs {
    /// Returns the request; where nothing else is asked for, weighed so.
    fn request(&self, view: View, weigh: Weighting) -> Request {
        Request {
            selection: self.filters.selection(),
            group_by: self.group_by.clone(),
            ..self.scoring.request(view, self.weigh.unwrap_or(weigh))
        }
    }

    fn how(&self) -> CalibrationOptions {
        let plotted = if self.plot {
            Rows::Corp
        } else {
            Rows::default()
        };
        CalibrationOptions {
            rows: self.rows.clone().unwrap_or(plotted),
            closed: if self.left_closed {
                Closed::Left
            } else {
                Closed::Right
            },
            interval: self.interval,
            bands: self.bands.or_else(|| self.plot.then(BandKind::default)),
            tests: !self.no_tests && !self.plain,
            plain: self.plain,
            hosmer_lemeshow: self.hosmer_lemeshow,
        }
    }
}

/// Runs `foretell calibration`.
pub fn run(args: &CalibrationArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let how = args.how();
    if let Some(options) = args.table.options(&args.view, args.weigh.is_some()) {
        let request = Request {
            table: Some(options),
            ..args.request(table::view(&args.view)?, Weighting::Each)
        };
        let dataset = args.table.read(&request, Purpose::Calibration, &[], ui)?;
        let answer = calibration(&dataset, &request, &how);
        return print(&answer, args, &request, &how, ui);
    }
    let context = Context::open(globals, ui)?;
    let view = args.view.view(context.settings())?;
    let request = args.request(view, context.settings().weigh);
    if let Some(platform) = args.like {
        platform::print_curve(&context.ledger, &request, platform, args.format, ui)?;
        return Ok(ExitStatus::Success);
    }
    let dataset = from_ledger(&context.ledger, &request, Purpose::Calibration);
    let answer = calibration(&dataset, &request, &how);
    print(&answer, args, &request, &how, ui)?;
    Ok(ExitStatus::Success)
}

fn print(
    answer: &Calibration,
    args: &CalibrationArgs,
    request: &Request,
    how: &CalibrationOptions,
    ui: &mut Ui,
) -> Result<ExitStatus, Error> {
    match args.format {
        Format::Json => ui.print(&report::json(answer, request, how))?,
        Format::Table => print_page(answer, args, request, how, ui)?,
        Format::Csv | Format::Markdown => print_sheets(answer, args.format, how, ui)?,
    }
    Ok(ExitStatus::Success)
}

/// Prints the tables with all that is said under them.
fn print_page(
    answer: &Calibration,
    args: &CalibrationArgs,
    request: &Request,
    how: &CalibrationOptions,
    ui: &mut Ui,
) -> Result<(), Error> {
    ui.wrapped(&first_lines(answer.provenance, request))?;
    if request.weigh == Weighting::Days && answer.provenance.all() > 0 {
        ui.wrapped("Tests and verdicts rest on first estimates\n")?;
    }
    let grouped = !request.group_by.is_empty();
    let last = answer.tables.len().saturating_sub(1);
    for (i, table) in answer.tables.iter().enumerate() {
        if table.basis.n == 0 {
            continue;
        }
        if grouped {
            ui.line(&report::heading(&table.group))?;
        }
        if args.plot {
            print_diagram(table, request.level, ui)?;
        }
        ui.sheet(&report::sheet(table, &how.rows), Format::Table)?;
        if how.rows == Rows::Word {
            ui.wrapped(&report::word_meanings(table).unwrap_or_default())?;
        }
        if i == last {
            ui.sheet(&report::figures(table, how), Format::Table)?;
        }
        ui.wrapped(&report::verdict(table))?;
    }
    for quantities in &answer.quantities {
        ui.line(&report::quantities_heading(&quantities.group))?;
        ui.sheet(&report::quantities(quantities), Format::Table)?;
        ui.wrapped(&report::places(quantities))?;
    }
    ui.wrapped(&report::notes(answer, request, how))
}

fn print_sheets(
    answer: &Calibration,
    format: Format,
    how: &CalibrationOptions,
    ui: &mut Ui,
) -> Result<(), Error> {
    if format == Format::Csv && answer.tables.len() + answer.quantities.len() > 1 {
        let tables = answer.tables.iter().map(|table| {
            let sheet = report::sheet(table, &how.rows);
            (report::heading(&table.group), sheet)
        });
        let quantities = answer.quantities.iter().map(|quantities| {
            let sheet = report::quantities(quantities);
            (report::quantities_heading(&quantities.group), sheet)
        });
        let all = tables.chain(quantities).collect();
        return ui.sheet(&ScreenTable::stacked("table of", all), format);
    }
    for table in &answer.tables {
        if answer.tables.len() > 1 {
            ui.head(&report::heading(&table.group), format)?;
        }
        ui.sheet(&report::sheet(table, &how.rows), format)?;
    }
    for quantities in &answer.quantities {
        if answer.tables.len() + answer.quantities.len() > 1 {
            ui.head(&report::quantities_heading(&quantities.group), format)?;
        }
        ui.sheet(&report::quantities(quantities), format)?;
    }
    Ok(())
}

fn print_diagram(table: &Table, level: f64, ui: &mut Ui) -> Result<(), Error> {
    let Some(curve) = &table.fitted.curve else {
        return Ok(());
    };
    let bands = match &table.bands {
        Some(Ok(bands)) => Ok(bands),
        Some(Err(why)) => Err(*why),
        None => Err(Undefined::NotAsked),
    };
    let diagram = Diagram {
        pair_counts: &table.tally,
        curve,
        bands,
        level,
    };
    let text = diagram.text(ui.width());
    // The legend may be longer than a line; the drawing never is.
    let (drawing, legend) = text.trim_end().rsplit_once('\n').unwrap_or(("", &text));
    ui.print(&format!("{drawing}\n"))?;
    ui.wrapped(&format!("{legend}\n"))
}
