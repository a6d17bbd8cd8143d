//! `foretell init`

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;
use foretell::model::add_days;
use foretell::store::{self, StoreError};

use crate::args::Globals;
use crate::ci::{self, BuildSource};
use crate::clock;
use crate::error::{Error, ExitStatus};
use crate::options::LockArgs;
use crate::ui::Ui;

/// Start a ledger in this folder
///
/// Writes `foretell.yaml` with the settings, `forecasts/example.yaml` to look at, and a line in
/// `.gitignore`. With `--github` and `--pre-commit` also what these run, at the top of the git
/// repository; a ledger that is there already gets only that.
///
/// Nothing that is there is overwritten. Exits 2 where that is what `--github` or `--pre-commit`
/// would have written. A second ledger of a repository gets a workflow of its own. `--git` has git
/// merge records by what they say.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  foretell init --forecaster desk\n  foretell init --pre-commit\n  \
    foretell init --github --build-from https://example.org/foretell#COMMIT"
)]
pub struct InitArgs {
    /// Start it in this folder
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// Sign as this forecaster where nobody else is named [default: `FORETELL_FORECASTER`, or your name
    /// in git]
    #[arg(long, value_name = "NAME")]
    forecaster: Option<String>,
    /// Write a workflow for GitHub: check, overdue and audit, and every morning an issue with what
    /// is overdue
    #[arg(long)]
    github: bool,
    /// Build foretell in that workflow out of this git repository at this commit, since no release is out
    #[arg(long, value_name = "URL#COMMIT", requires = "github", value_parser = BuildSource::parse)]
    build_from: Option<BuildSource>,
    /// Write hooks for pre-commit: check and fmt before every commit
    #[arg(long)]
    pre_commit: bool,
    /// Have git merge records with `foretell merge`: in `.gitattributes`, and in the settings of this clone
    #[arg(long)]
    git: bool,
    /// How it waits for others.
    #[command(flatten)]
    waiting: LockArgs,
}

/// Runs `foretell init`.
pub fn run(args: &InitArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let dir = globals.root().unwrap_or(&args.dir);
    if args.github && args.build_from.is_none() {
        let error = Error::usage("no release of foretell is out that a workflow could install");
        return Err(error.hint(
            "say what it builds: `--build-from URL#COMMIT`, a git repository with foretell and a commit of it",
        ));
    }
    let today = clock::today()?;
    let signer = args
        .forecaster
        .clone()
        .or_else(|| clock::environment("FORETELL_FORECASTER"))
        .or_else(|| clock::for_git().user_name());
    let is_new = store::named_root(dir).is_err();
    let mut files = vec![("foretell.yaml", settings(signer.as_deref()))];
    if is_new {
        files.push(("forecasts/example.yaml", example(today)));
    }
    let root = store::prepare(dir)?;
    let lock = args.waiting.lock(&root, ui)?;
    let made = store::start(&lock, &files)?;
    let driver = args
        .git
        .then(|| store::merge_by(&lock, &clock::for_git(), DRIVER));
    drop(lock);
    for made in made {
        ui.line(&format!("wrote {made}"))?;
    }
    let for_services = args.github || args.pre_commit || args.git;
    if let Some(written) = driver {
        merging(written, ui)?;
    }
    if args.github || args.pre_commit {
        services(args, dir, ui)?;
    }
    if is_new || !for_services {
        next(signer.is_some(), ui)?;
    }
    Ok(ExitStatus::Success)
}

/// The driver as git runs it. Where foretell is not there, git would take our side for the merged one
/// without a mark, so that it merges by lines itself.
const DRIVER: &str = "command -v foretell >/dev/null || exec git merge-file --marker-size=%L %A %O %B; \
    foretell merge %O %A %B %L %P";

/// Says what has git merge records by now.
fn merging(written: Result<Vec<&str>, StoreError>, ui: &mut Ui) -> Result<(), Error> {
    let written = written.map_err(|error| match error {
        StoreError::Exists(what) => {
            Error::usage(format!("could not set up merging: `{what}` says something else")).hint(
                "nothing was overwritten; put `/forecasts/**/*.yaml merge=foretell` into .gitattributes, and \
                 see docs/team.md for the driver",
            )
        }
        error => error.into(),
    })?;
    for written in written {
        ui.line(&format!("wrote {written}"))?;
    }
    ui.warn("commit .gitattributes; each clone runs `foretell init --git` once, since git takes no driver from others");
    Ok(())
}

/// Writes what GitHub and pre-commit run, where that was asked for. Goes on past a file that is
/// there already, and then says so.
fn services(args: &InitArgs, dir: &Path, ui: &mut Ui) -> Result<(), Error> {
    let folder = store::prefix(dir);
    let workflow = args.build_from.as_ref().map(|source| {
        let text = ci::workflow(&folder, source);
        (ci::workflow_file(&folder), text)
    });
    let hooks = || (ci::HOOKS.to_owned(), ci::hooks(&folder));
    let hooks = args.pre_commit.then(hooks);
    let mut kept = Vec::new();
    for (file, text) in workflow.into_iter().chain(hooks) {
        match store::add_at_top(dir, &file, &text) {
            Ok(()) => ui.line(&format!("wrote {file}"))?,
            Err(StoreError::Exists(_)) => kept.push(format!("`{file}`")),
            Err(error) => return Err(error.into()),
        }
    }
    if kept.is_empty() {
        return Ok(());
    }
    let stays = if kept.len() == 1 { "it is" } else { "they are" };
    let message = format!(
        "could not write {}: {stays} there already",
        kept.join(" and ")
    );
    Err(Error::usage(message).hint("nothing was overwritten; move it away to get a new one"))
}

fn next(is_signed: bool, ui: &mut Ui) -> Result<(), Error> {
    let sign = if is_signed { "" } else { " --by NAME" };
    ui.line("Next:")?;
    ui.line(&format!(
        "  foretell new \"Will it …?\" 2027-12-31 70%{sign} -m \"why\""
    ))?;
    ui.line(&format!("  foretell estimate ID 60%{sign} -m \"why\""))?;
    ui.line(&format!(
        "  foretell resolve ID yes{sign} -m \"what shows it\""
    ))?;
    ui.line("  foretell calibration")
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
