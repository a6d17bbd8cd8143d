//! `foretell init`

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use foretell::model::add_days;
use foretell::store;

use crate::args::Globals;
use crate::clock;
use crate::error::{Error, Exit};
use crate::ui::Ui;

/// Start a ledger in this folder
///
/// Writes `foretell.yaml` with the settings, `forecasts/example.yaml` to look at, and a line in
/// `.gitignore`. Nothing that is there is overwritten.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell init --forecaster desk")]
pub struct InitArgs {
    /// Start it in this folder
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// Sign as this forecaster where nobody else is named
    #[arg(long, value_name = "NAME")]
    forecaster: Option<String>,
}

/// Runs `foretell init`.
pub fn run(args: &InitArgs, globals: &Globals, ui: &mut Ui) -> Result<Exit, Error> {
    let dir = globals.root.as_ref().unwrap_or(&args.dir);
    let today = clock::today()?;
    let signer = args
        .forecaster
        .clone()
        .or_else(|| clock::environment("FORETELL_FORECASTER"));
    let files = [
        ("foretell.yaml", settings(signer.as_deref())),
        ("forecasts/example.yaml", example(today)),
    ];
    for made in store::start(dir, &files)? {
        ui.line(&format!("wrote {made}"))?;
    }
    let sign = if signer.is_some() { "" } else { " --by NAME" };
    ui.line("Next:")?;
    ui.line("  foretell new ID --question \"…?\" --deadline 2027-12-31")?;
    ui.line(&format!("  foretell estimate ID 70%{sign} --because \"…\""))?;
    ui.line(&format!("  foretell resolve ID yes{sign} --evidence \"…\""))?;
    ui.line("  foretell calibration")?;
    Ok(Exit::Fine)
}

fn settings(forecaster: Option<&str>) -> String {
    let forecaster = match forecaster {
        Some(name) => format!("forecaster: {}\n", serde_json::json!(name)),
        None => "# forecaster: your-name      # who signs where neither --by nor FORETELL_FORECASTER says\n".to_owned(),
    };
    format!(
        "# The settings of this ledger. Every one has a default; see docs/records.md.\n\
         yardstick: icd-203            # or phia-2025, kent-1964, ipcc, nato, efsa\n\
         grace: 14                     # days after the answer could be known before a forecast is overdue\n\
         {forecaster}"
    )
}

fn example(today: NaiveDate) -> String {
    let deadline = add_days(today, 365);
    format!(
        "# One forecast, one file; its name is the forecast's id. Delete it when you have your own.\n\
         question: Will this ledger hold ten resolved forecasts on {deadline}?\n\
         criteria: |\n  \
           Yes if `foretell list --state resolved` prints ten forecasts or more.\n\
         tags: [example]\n\
         opened: {today}\n\
         deadline: {deadline}          # the last day on which the event counts\n\
         # estimates:                  # `foretell estimate example 70%` adds the first\n\
         # resolution:                 # `foretell resolve example yes` adds it\n"
    )
}
