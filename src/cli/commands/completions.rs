//! `foretell completions`

use clap::Args;
use clap_complete::Shell;
use clap_complete::env::Shells;

use crate::args::Globals;
use crate::complete;
use crate::error::{Error, ExitStatus};
use crate::ui::Ui;

/// Print what completes commands, ids and names in a shell
///
/// The script asks `foretell` itself what may stand where the cursor is: the ids of the ledger, the options
/// of the record that was named, tags and forecasters.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell completions bash > \
    ~/.local/share/bash-completion/completions/foretell")]
pub struct CompletionsArgs {
    /// Complete in this shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// Runs `foretell completions`.
pub fn run(args: &CompletionsArgs, _: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let mut script = Vec::new();
    let shell = args.shell.to_string();
    if let Some(shell) = Shells::builtins().completer(&shell) {
        shell.write_registration(
            complete::ASKS,
            "foretell",
            "foretell",
            "foretell",
            &mut script,
        )?;
    }
    ui.print(&String::from_utf8_lossy(&script))?;
    Ok(ExitStatus::Success)
}
