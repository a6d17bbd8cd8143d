//! `foretell check`

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use foretell::lint::{self, Report, Whole, locate_all};
use foretell::model::{Finding, Severity};
use foretell::report::findings::{self, Tally};
use foretell::store;
use serde_json::{Map, json};

use crate::args::Globals;
use crate::clock;
use crate::context::Context;
use crate::error::{Error, Exit};
use crate::options::{FindingFormat, day};
use crate::ui::Ui;

/// Check every record against every rule
///
/// Exits 1 where there is an error; with `--strict`, where there is a warning too. `foretell
/// explain CODE` says what a finding means and what to write instead.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell check --strict --format github")]
pub struct CheckArgs {
    /// Report only on these files and folders [default: the whole ledger]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Take warnings as seriously as errors
    #[arg(long)]
    strict: bool,
    /// Judge as at the end of this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<NaiveDate>,
    /// Print the findings in this form
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: FindingFormat,
}

/// Runs `foretell check`.
pub fn run(args: &CheckArgs, globals: &Globals, ui: &mut Ui) -> Result<Exit, Error> {
    let context = Context::records_only(globals)?;
    let as_of = args.as_of.map_or_else(clock::today, Ok)?;
    let whole = Whole::new(&context.records, context.settings(), as_of);
    let mut report = lint::check(&whole, &context.settings_findings);
    // Every record is read and judged, so that a reference out of the chosen files is known.
    let records = if args.paths.is_empty() {
        context.records.len()
    } else {
        keep(&mut report, &context, &args.paths)?
    };
    let mut made_with = Map::new();
    made_with.insert("as_of".into(), json!(as_of.to_string()));
    made_with.insert("strict".into(), json!(args.strict));
    let tally = Tally {
        records,
        waived: report.waived,
    };
    print(
        ui,
        &context,
        &report.findings,
        tally,
        "check",
        &made_with,
        args.format,
    )?;
    let grave = |finding: &Finding| args.strict || finding.severity == Severity::Error;
    let exit = if report.findings.iter().any(grave) {
        Exit::Findings
    } else {
        Exit::Fine
    };
    // The process ends here: giving back the memory of ten thousand records piece by piece would only
    // take time.
    std::mem::forget(context);
    Ok(exit)
}

/// Keeps the findings in the chosen files, and returns how many records these have.
fn keep(report: &mut Report, context: &Context, paths: &[PathBuf]) -> Result<usize, Error> {
    let chosen = store::load_paths(&context.root, paths)?;
    let is_chosen = |file: &str| chosen.iter().any(|source| &*source.path == file);
    report
        .findings
        .retain(|finding| finding.places.iter().any(|place| is_chosen(&place.file)));
    Ok(context
        .records
        .iter()
        .filter(|record| is_chosen(&record.file))
        .count())
}

/// Prints findings in the form that was asked for.
pub fn print(
    ui: &mut Ui,
    context: &Context,
    found: &[Finding],
    tally: Tally,
    command: &'static str,
    made_with: &Map<String, serde_json::Value>,
    format: FindingFormat,
) -> Result<(), Error> {
    let located = locate_all(found, &context.records, &context.sources);
    let text = match format {
        FindingFormat::Text => findings::text(&located, tally, ui.style()),
        FindingFormat::Json => findings::json(&located, command, made_with),
        FindingFormat::Github => findings::github(&located),
    };
    ui.print(&text)
}
