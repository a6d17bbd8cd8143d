//! `foretell calibration`

use clap::Args;
use foretell::analysis::figures::{BandKind, IntervalMethod};
use foretell::analysis::{
    CalibrationOptions, Platform, PlatformCurve, Rows, calibration, like_calibration,
};
use foretell::dataset::Dataset;
use foretell::model::{ArgumentError, whole_between};
use foretell::query::{Dimension, Purpose, Request, Weighting};
use foretell::render::Answered;
use foretell::render::calibration::CalibrationAnswer;
use foretell::scoring::calibration::Closed;

use crate::answer::{DatasetArgs, Query, print};
use crate::args::Globals;
use crate::error::{Error, ExitStatus};
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
    dataset: DatasetArgs,
}

/// Reads how many groups a test has.
fn groups(text: &str) -> Result<usize, ArgumentError> {
    whole_between(text, "groups", 2, 100)
}

impl CalibrationArgs {
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
    let purpose = match args.like {
        Some(_) => Purpose::Adjust,
        None => Purpose::Calibration,
    };
    let query = Query {
        group_by: Some(&args.group_by),
        ..Query::new(purpose, args.weigh)
    };
    let asked = args.dataset.ask(&query, globals, ui)?;
    let (dataset, request, format) = (&asked.dataset(ui), &asked.request, args.dataset.format);
    if let Some(platform) = args.like {
        let answer = platform_curve(dataset, request, platform)?;
        return print(&Answered { request, answer }, format, ui);
    }
    let options = &args.how();
    let answer = CalibrationAnswer {
        request,
        options,
        plot: args.plot,
        answer: calibration(dataset, request, options),
    };
    print(&answer, format, ui)
}

/// Returns a platform's own table, where it prints one.
fn platform_curve(
    dataset: &Dataset<'_>,
    request: &Request,
    platform: Platform,
) -> Result<PlatformCurve, Error> {
    if !request.group_by.is_empty() {
        let error = Error::usage("a platform's calibration table has no groups");
        return Err(error.hint("--forecaster takes one forecaster's estimates"));
    }
    like_calibration(dataset, request, platform).ok_or_else(|| {
        let error = Error::usage(format!("{platform} prints no calibration table"));
        error.hint("metaculus, fatebook and predictionbook do")
    })
}
