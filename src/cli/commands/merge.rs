//! `foretell merge`

use std::path::PathBuf;

use clap::Args;
use foretell::record::{self, Merged};
use foretell::render::value::count;
use foretell::store::{self, Git, MergeFiles};

use crate::args::Globals;
use crate::clock;
use crate::context::root;
use crate::error::{Error, ExitStatus};
use crate::ui::Ui;

/// Merge a record as two branches changed it
///
/// This is what git runs, once `foretell init --git` has told it. Estimates, evidence, tags, waivers,
/// amendments and resolutions of both sides come together, each where it belongs, and comments stay. A
/// value that both sides changed differently stands between marks of its own. Where a side cannot be
/// read, git's merge by lines is made. No setting is read.
///
/// Exits 1 where a person has to choose.
///
/// The buttons of GitHub and GitLab run no driver. `foretell merge --onto origin/main` brings a branch up
/// to date before: it is `git merge`, with the driver, in this clone.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  git fetch && foretell merge --onto origin/main && git push\n  \
    git config merge.foretell.driver \"foretell merge %O %A %B %L %P\""
)]
pub struct MergeArgs {
    /// The file before both changes (%O)
    #[arg(
        value_name = "BASE",
        required_unless_present = "onto",
        requires = "theirs"
    )]
    base: Option<PathBuf>,
    /// The file of this branch, which becomes the merged one (%A)
    #[arg(value_name = "OURS")]
    ours: Option<PathBuf>,
    /// The file of the other branch (%B)
    #[arg(value_name = "THEIRS")]
    theirs: Option<PathBuf>,
    /// The length of the marks (%L)
    #[arg(value_name = "LENGTH", default_value_t = 7,
        value_parser = clap::value_parser!(u8).range(1..))]
    marks: u8,
    /// What the file is called (%P)
    #[arg(value_name = "PATH")]
    path: Option<String>,
    /// Merge this revision into the branch
    #[arg(long, value_name = "REV", conflicts_with = "base")]
    onto: Option<String>,
}

/// Runs `foretell merge`.
pub fn run(args: &MergeArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    if let Some(revision) = &args.onto {
        return onto(revision, globals, ui);
    }
    let (Some(base), Some(ours), Some(theirs)) = (&args.base, &args.ours, &args.theirs) else {
        return Err(Error::usage("a merge is of three files"));
    };
    let files = MergeFiles {
        base: base.clone(),
        ours: ours.clone(),
        theirs: theirs.clone(),
    };
    let name = args.path.clone();
    let name = name.unwrap_or_else(|| ours.to_string_lossy().into_owned());
    let marks = usize::from(args.marks);
    let why = match files.read()? {
        [Some(base), Some(ours), Some(theirs)] => {
            match record::merge(&base, &ours, &theirs, marks) {
                Ok(merged) => return written(&files, &name, &merged, ui),
                Err(why) => why.to_string(),
            }
        }
        _ => "a side is no text".to_owned(),
    };
    ui.warn(&format!("{name} is merged by lines: {why}"));
    Ok(exit(files.by_lines(marks, &clock::for_git())?))
}

fn written(
    files: &MergeFiles,
    name: &str,
    merged: &Merged,
    ui: &mut Ui,
) -> Result<ExitStatus, Error> {
    files.write(&merged.text)?;
    if merged.conflicts > 0 {
        let values = count(merged.conflicts, "value");
        ui.warn(&format!("{name}: both sides changed {values} differently"));
    }
    Ok(exit(merged.conflicts == 0))
}

fn exit(is_clean: bool) -> ExitStatus {
    if is_clean {
        ExitStatus::Success
    } else {
        ExitStatus::Findings
    }
}

/// Brings the branch up to date.
fn onto(revision: &str, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let git = Git::open(&root(globals)?, &clock::for_git(), false)?;
    let own = std::env::current_exe()?;
    let own = own.to_string_lossy().replace('\'', r"'\''");
    let driver = format!("'{own}' merge %O %A %B %L %P");
    let conflicts = store::merge_onto(&git, revision, &driver)?;
    if conflicts.is_empty() {
        ui.line(&format!("the branch has what {revision} has"))?;
        return Ok(ExitStatus::Success);
    }
    for file in &conflicts {
        ui.line(&format!("conflict: {file}"))?;
    }
    ui.warn("choose between the marks, then `git add` and `git commit`; `git merge --abort` takes it back");
    Ok(ExitStatus::Findings)
}
