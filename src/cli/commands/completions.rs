//! `foretell completions`

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use crate::args::{Cli, Globals};
use crate::error::{Error, ExitStatus};
use crate::ui::Ui;

/// Print what completes commands and options in a shell
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
    generate(args.shell, &mut Cli::command(), "foretell", &mut script);
    ui.print(&String::from_utf8_lossy(&script))?;
    Ok(ExitStatus::Success)
}
