//! `foretell demo`

use std::path::PathBuf;

use clap::Args;
use foretell::store;

use crate::args::Globals;
use crate::error::{Error, ExitStatus};
use crate::options::LockArgs;
use crate::ui::Ui;

/// Write a ledger to look around in
///
/// Sixty-one published findings that three projects tested again, and what markets, surveys and three
/// people had said of each beforehand. Its README says where they are from. Nothing of yours is
/// overwritten: the folder must not hold a ledger.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  foretell demo\n  foretell demo /tmp/replications")]
pub struct DemoArgs {
    /// Write it into this folder
    #[arg(value_name = "DIR", default_value = "foretell-demo")]
    dir: PathBuf,
    /// How it waits for others.
    #[command(flatten)]
    waiting: LockArgs,
}

/// The files of the demo, as they stand in `docs/demo`.
const FILES: [(&str, &str); 5] = [
    ("README.md", include_str!("../../../docs/demo/README.md")),
    (
        "foretell.yaml",
        include_str!("../../../docs/demo/foretell.yaml"),
    ),
    (
        "forecasts/eerp.yaml",
        include_str!("../../../docs/demo/forecasts/eerp.yaml"),
    ),
    (
        "forecasts/rpp.yaml",
        include_str!("../../../docs/demo/forecasts/rpp.yaml"),
    ),
    (
        "forecasts/ssrp.yaml",
        include_str!("../../../docs/demo/forecasts/ssrp.yaml"),
    ),
];

/// Runs `foretell demo`.
pub fn run(args: &DemoArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let dir = globals.root().unwrap_or(&args.dir);
    if store::named_root(dir).is_ok() {
        let message = format!("could not write the demo: {} holds a ledger", dir.display());
        return Err(Error::usage(message).hint("name a new folder: `foretell demo DIR`"));
    }
    let root = store::prepare(dir)?;
    let lock = args.waiting.lock(&root, ui)?;
    let files = FILES.map(|(file, text)| (file, text.to_owned()));
    store::start(&lock, &files)?;
    ui.line(&format!("wrote 61 forecasts into {}", dir.display()))?;
    ui.line("Next:")?;
    ui.line(&format!("  cd {}", dir.display()))?;
    for next in ["list --as-of 2016-11-20", "calibration", "score", "report"] {
        ui.line(&format!("  foretell {next}"))?;
    }
    Ok(ExitStatus::Success)
}
