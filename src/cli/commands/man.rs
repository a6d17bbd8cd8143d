//! `foretell man`

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;

use crate::args::{Cli, Globals};
use crate::error::{Error, ExitStatus};
use crate::ui::Ui;

/// Print the manual as a page for `man`
///
/// Without COMMAND it is the page of foretell itself, which names those of its commands.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell man > foretell.1 && man ./foretell.1")]
pub struct ManArgs {
    /// Print the page of this command
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

/// Runs `foretell man`.
pub fn run(args: &ManArgs, _: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let mut whole = Cli::command();
    whole.build();
    let page = match &args.command {
        None => whole,
        Some(name) => page_of(&whole, name)?,
    };
    let mut text = Vec::new();
    Man::new(page).render(&mut text)?;
    ui.print(&String::from_utf8_lossy(&text))?;
    Ok(ExitStatus::Success)
}

fn page_of(whole: &Command, name: &str) -> Result<Command, Error> {
    let found = whole.find_subcommand(name);
    let found = found.ok_or_else(|| Error::usage(format!("there is no command `{name}`")))?;
    Ok(found.clone())
}
