//! `foretell recalibrate`

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use foretell::analysis::{apply_maps, recalibration};
use foretell::query::{Purpose, Weighting};
use foretell::render::Answered;
use foretell::render::recalibration::saved_maps;
use foretell::scoring::calibration::{RecalibrationMap, RecalibrationMethod};
use foretell::store::open_table;

use crate::answer::{DatasetArgs, Query, print};
use crate::args::Globals;
use crate::error::{Error, ExitStatus};
use crate::ui::Ui;

/// Print what each forecaster's numbers and words have meant, and whether to say that instead
///
/// "You say 80 %, it happens 71 % of the time." A map from what is said to what it has meant is fitted for
/// each forecaster with ten clusters; by default a line in log odds that few outcomes leave near the identity.
/// What saying that instead would have saved is worked out on estimates that had no say in the map, and it
/// is advised only where that is more than chance. Nothing in the records is changed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  foretell recalibrate --forecaster ann
  foretell recalibrate --table forecasts.csv --format json > maps.json
  foretell recalibrate --table new.csv --apply maps.json --format csv")]
pub struct RecalibrateArgs {
    /// How maps are fitted: line, isotonic (from 200 clusters on) or beta
    #[arg(long, value_name = "METHOD", default_value_t, value_parser = method)]
    method: RecalibrationMethod,
    /// Print the estimates as the maps of this file, printed by `--format json`, would have them
    #[arg(
        long,
        value_name = "MAPS",
        requires = "table",
        conflicts_with_all = ["method", "weigh"]
    )]
    apply: Option<PathBuf>,
    /// Which estimates count, and how much: days, first, last, each or horizon=30d [default:
    /// `weigh` in foretell.yaml, else days; of a table each]
    #[arg(long, value_name = "RULE")]
    weigh: Option<Weighting>,
    #[command(flatten)]
    dataset: DatasetArgs,
}

/// Reads a method.
fn method(text: &str) -> Result<RecalibrationMethod, String> {
    let all = RecalibrationMethod::ALL;
    let found = all.into_iter().find(|method| method.as_str() == text);
    found.ok_or_else(|| "line, isotonic or beta".to_owned())
}

/// Runs `foretell recalibrate`.
pub fn run(args: &RecalibrateArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let purpose = match args.apply {
        Some(_) => Purpose::ApplyMaps,
        None => Purpose::Recalibrate,
    };
    let query = Query::new(purpose, args.weigh);
    let asked = args.dataset.ask(&query, globals, ui)?;
    let (request, format) = (&asked.request, args.dataset.format);
    let dataset = asked.dataset(ui);
    if let Some(path) = &args.apply {
        let answer = apply_maps(&dataset, &maps(path)?);
        return print(&Answered { request, answer }, format, ui);
    }
    let answer = recalibration(&dataset, request, args.method);
    let answer = match asked.context() {
        Ok(context) => answer.with_open(&context.ledger, request),
        // A table's open estimates are asked for by `--apply`.
        Err(_) => answer,
    };
    print(&Answered { request, answer }, format, ui)
}

/// Reads the maps of a file.
fn maps(path: &Path) -> Result<BTreeMap<String, RecalibrationMap>, Error> {
    let mut text = String::new();
    let mut file = open_table(path)?;
    std::io::Read::read_to_string(&mut file, &mut text)
        .map_err(|error| Error::usage(format!("could not read {}: {error}", path.display())))?;
    saved_maps(&text).map_err(|why| {
        let error = Error::usage(format!("{} holds no maps: {why}", path.display()));
        error.hint("foretell recalibrate --format json prints them")
    })
}
