//! The commands: one file each, and the table that runs them.

pub mod audit;
pub mod calibration;
pub mod check;
pub mod coherence;
pub mod compare;
pub mod completions;
pub mod due;
pub mod estimate;
pub mod explain;
pub mod export;
pub mod fmt;
pub mod init;
pub mod list;
pub mod log;
pub mod man;
pub mod new;
pub mod overdue;
pub mod plot;
pub mod pool;
pub mod report;
pub mod resolve;
pub mod scenarios;
pub mod schema;
pub mod score;
pub mod show;

use crate::args::{Cli, Command};
use crate::error::{Error, ExitStatus};
use crate::ui::Ui;

/// Runs the command that was asked for.
pub fn run(cli: &Cli, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let globals = &cli.globals;
    match &cli.command {
        Command::Init(args) => init::run(args, globals, ui),
        Command::New(args) => new::run(args, globals, ui),
        Command::Estimate(args) => estimate::run(args, globals, ui),
        Command::Resolve(args) => resolve::run(args, globals, ui),
        Command::Fmt(args) => fmt::run(args, globals, ui),
        Command::List(args) => list::run(args, globals, ui),
        Command::Show(args) => show::run(args, globals, ui),
        Command::Log(args) => log::run(args, globals, ui),
        Command::Due(args) => due::run(args, globals, ui),
        Command::Overdue(args) => overdue::run(args, globals, ui),
        Command::Check(args) => check::run(args, globals, ui),
        Command::Audit(args) => audit::run(args, globals, ui),
        Command::Explain(args) => explain::run(args, ui),
        Command::Score(args) => score::run(args, globals, ui),
        Command::Calibration(args) => calibration::run(args, globals, ui),
        Command::Compare(args) => compare::run(args, globals, ui),
        Command::Pool(args) => pool::run(args, globals, ui),
        Command::Scenarios(args) => scenarios::run(args, globals, ui),
        Command::Coherence(args) => coherence::run(args, globals, ui),
        Command::Report(args) => report::run(args, globals, ui),
        Command::Plot(args) => plot::run(args, globals, ui),
        Command::Export(args) => export::run(args, globals, ui),
        Command::Schema(args) => schema::run(args, ui),
        Command::Completions(args) => completions::run(args, ui),
        Command::Man(args) => man::run(args, ui),
    }
}
