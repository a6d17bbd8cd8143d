//! The command line: what is the same for every command.

use std::path::PathBuf;

use clap::{Args, Parser};

use crate::commands::Command;
use crate::ui::ColorChoice;

/// Keep an analyst's judgements as text records in git, and score them
///
/// Each forecast is a YAML file under `forecasts/`: a question with a deadline, the estimates made
/// of it, and its resolution. foretell adds estimates and resolutions, prints how well calibrated
/// the forecasters are, and fails a build when a forecast is overdue.
///
/// Start with `foretell init`; in a folder that has a ledger `foretell` alone says how things stand.
#[derive(Debug, Parser)]
#[command(
    name = "foretell",
    version,
    max_term_width = 100,
    disable_help_subcommand = true
)]
pub struct Cli {
    /// What is the same for every command.
    #[command(flatten)]
    pub globals: Globals,
    /// The command.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What is the same for every command.
#[derive(Clone, Debug, Default, Args)]
pub struct Globals {
    /// Use the ledger in this folder [default: the nearest folder above that has one]
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        help_heading = "Global options"
    )]
    pub root: Vec<PathBuf>,
    /// Colour the output
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        help_heading = "Global options",
        hide_possible_values = false
    )]
    pub color: ColorChoice,
    /// Let tables be wider than the terminal
    #[arg(long, global = true, help_heading = "Global options")]
    pub wide: bool,
    /// Print every figure, and how it was made
    #[arg(long, global = true, help_heading = "Global options")]
    pub verbose: bool,
    /// Print long pages at once rather than through `$PAGER`
    #[arg(long, global = true, help_heading = "Global options")]
    pub no_pager: bool,
}

impl Globals {
    /// Returns the folder that is named.
    pub fn root(&self) -> Option<&PathBuf> {
        self.root.first()
    }
}
