//! `foretell calibration`

use clap::Args;
use foretell::analysis::figures::{BandKind, IntervalMethod};
use foretell::analysis::{
    Calibration, CalibrationOptions, Platform, PlatformCurve, Rows, calibration, calibration_size,
    like_calibration,
};
use foretell::dataset::{Dataset, OptionEvents};
use foretell::model::{ArgumentError, Probability, whole_between};
use foretell::query::{Dimension, Purpose, Request, Weighting};
use foretell::render::Answered;
use foretell::render::calibration::CalibrationAnswer;
use foretell::scoring::calibration::Closed;

use crate::answer::{Asked, DatasetArgs, Query, print};
use crate::args::Globals;
use crate::error::{Error, ExitStatus};
use crate::options::Format;
use crate::ui::Ui;

/// Print the calibration table: how often what was given 70 % happened
///
/// The answer stands first: whether any miscalibration shows, and the bias. Then come the rows, each
/// with the observed frequency, its interval and a picture; every forecaster; and the parts of the
/// Brier score.
///
/// With `--verbose`, or where other rows, groups or a plot are asked for, each row has a verdict that
/// speaks only where the interval does, and under the table stand the figures: the slope, the tests, and
/// beside each error of calibration what is expected of a perfectly calibrated forecaster. Where
/// estimates are weighed by days, tests and verdicts rest on first estimates. Numbers and days have a
/// table of their own: how often their central intervals held the outcome.
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
    /// Take what was given on options in place of yes or no: rest (each option against the rest), top (the
    /// most probable one) or cumulative (up to each option in order)
    #[arg(long, value_name = "EVENTS")]
    options: Option<OptionEvents>,
    /// Print a platform's own table by its own rule: metaculus, fatebook or predictionbook
    #[arg(long, value_name = "PLATFORM",
        conflicts_with_all = ["rows", "weigh", "interval", "plot", "bands", "options"])]
    like: Option<Platform>,
    #[command(flatten)]
    dataset: DatasetArgs,
}

/// Reads how many groups a test has.
fn groups(text: &str) -> Result<usize, ArgumentError> {
    whole_between(text, "groups", 2, 100)
}

impl CalibrationArgs {
    /// Returns whether nothing is asked for that the page of a few lines does not show.
    fn is_plain(&self) -> bool {
        let flags = [self.left_closed, self.plot, self.no_tests, self.plain];
        !flags.contains(&true)
            && self.rows.is_none()
            && self.bands.is_none()
            && self.hosmer_lemeshow.is_none()
            && self.interval == IntervalMethod::default()
            && self.group_by.is_empty()
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

/// Returns the rows of the table on the screen: few where there are few clusters.
fn screen_rows(clusters: usize) -> Rows {
    let has_enough = clusters >= ENOUGH_FOR_MORE;
    let rows: &[u8] = if has_enough { &MORE_ROWS } else { &FEW_ROWS };
    Rows::Edges(edges(rows))
}

/// Runs `foretell calibration`.
pub fn run(args: &CalibrationArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let purpose = match (args.like, args.options) {
        (Some(_), _) => Purpose::Adjust,
        (_, Some(_)) => Purpose::OptionCalibration,
        _ => Purpose::Calibration,
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
    // What is asked of options is asked of events that each count as they do.
    let events = args
        .options
        .map(|events| dataset.option_events(request, events));
    let (counted, counting) = match &events {
        Some((dataset, request)) => (dataset, request),
        None => (&**dataset, request),
    };
    let compact = args.is_plain() && format == Format::Table && !ui.screen().verbose;
    let mut options = args.how();
    if compact {
        options.rows = screen_rows(calibration_size(counted, counting).clusters);
    }
    let answer = calibration(counted, counting, &options);
    let who = (compact && args.options.is_none())
        .then(|| by_forecaster(&asked, &options))
        .flatten();
    let answer = CalibrationAnswer {
        request,
        options: &options,
        events: args.options,
        plot: args.plot,
        answer,
        who,
        compact,
    };
    print(&answer, format, ui)
}

/// Five rows, so that the numbers that people say, 20, 40, 60 and 80 %, lie inside.
const FEW_ROWS: [u8; 6] = [0, 15, 35, 65, 85, 100];
/// Eleven rows, with the tens in the middle of each.
const MORE_ROWS: [u8; 12] = [0, 5, 15, 25, 35, 45, 55, 65, 75, 85, 95, 100];
/// The independent questions from which on eleven rows hold enough each: some fourteen.
const ENOUGH_FOR_MORE: usize = 150;

fn edges(percents: &[u8]) -> Vec<Probability> {
    let share = |percent: &u8| Probability::new(f64::from(*percent) / 100.0);
    percents.iter().filter_map(share).collect()
}

/// Returns the same by forecaster; nothing of a table, which is read for what was asked alone.
fn by_forecaster(asked: &Asked, options: &CalibrationOptions) -> Option<Calibration> {
    let options = CalibrationOptions {
        tests: false,
        ..options.clone()
    };
    let (dataset, request) = asked.by_forecaster(Purpose::Calibration)?;
    Some(calibration(&dataset, &request, &options))
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
