//! Several ledgers at once, for the commands that a gate asks: each is asked by itself, one after the other.

use crate::args::{Cli, Globals};
use crate::commands::{self, Command};
use crate::error::{Error, ExitStatus};
use crate::options::FindingFormat;
use crate::ui::Ui;

/// Runs the command on each ledger that is named. It ends as the worst of them does: 2 goes before 1.
pub fn run(cli: &Cli, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let (command, globals) = (cli.command.as_ref(), &cli.globals);
    if globals.root.len() < 2 {
        return commands::run(command, globals, ui);
    }
    let has_head = has_head(command)?;
    let (mut has_findings, mut is_whole) = (false, true);
    for root in &globals.root {
        let one = Globals {
            root: vec![root.clone()],
            ..globals.clone()
        };
        if has_head {
            ui.line(&format!("== {}", root.display()))?;
        }
        match commands::run(command, &one, ui) {
            Ok(exit) => {
                has_findings |= exit == ExitStatus::Findings;
                is_whole &= matches!(exit, ExitStatus::Success | ExitStatus::Findings);
            }
            Err(Error::ClosedPipe) => return Err(Error::ClosedPipe),
            Err(error) => {
                ui.error(&error);
                is_whole = false;
            }
        }
        is_whole &= ui.say_what_could_not();
    }
    Ok(match (is_whole, has_findings) {
        (false, _) => ExitStatus::Failure,
        (true, true) => ExitStatus::Findings,
        (true, false) => ExitStatus::Success,
    })
}

/// Returns whether the name of each ledger stands over what is found in it; refuses what takes one alone.
fn has_head(command: Option<&Command>) -> Result<bool, Error> {
    let format = match command {
        Some(Command::Check(args)) => Some(args.findings.format),
        Some(Command::Audit(args)) => Some(args.findings.format),
        Some(Command::Overdue(args)) => args.findings_format(),
        _ => {
            return Err(Error::usage("`--root` is given several times")
                .hint("check, audit and overdue take several ledgers, the others one"));
        }
    };
    match format {
        Some(FindingFormat::Text | FindingFormat::Concise) => Ok(true),
        // Its paths count from the top of the repository.
        Some(FindingFormat::Github) => Ok(false),
        _ => Err(Error::usage("several ledgers are not one page of this form").hint(
            "`--format text`, `concise` and `github` take several; for another run the command once for each",
        )),
    }
}
