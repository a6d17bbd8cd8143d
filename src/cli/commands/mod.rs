//! The commands: one file each, and the table that runs them.

pub mod agreement;
pub mod audit;
pub mod calibration;
pub mod census;
pub mod check;
pub mod coherence;
pub mod compare;
pub mod completions;
pub mod demo;
pub mod due;
pub mod edit;
pub mod estimate;
pub mod explain;
pub mod export;
pub mod extract;
pub mod fmt;
pub mod init;
pub mod list;
pub mod log;
pub mod man;
pub mod merge;
pub mod new;
pub mod overdue;
pub mod plot;
pub mod pool;
pub mod recalibrate;
pub mod rename;
pub mod report;
pub mod resolve;
pub mod scenarios;
pub mod schema;
pub mod score;
pub mod sensitivity;
pub mod show;
pub mod undo;

use clap::Subcommand;

use crate::args::Globals;
use crate::error::{Error, ExitStatus};
use crate::overview;
use crate::ui::Ui;

/// Makes what clap reads and what runs it, a line for each command.
macro_rules! commands {
    ($($name:ident = $module:ident::$args:ident;)*) => {
        /// The commands, in the order of the manual.
        #[derive(Debug, Subcommand)]
        pub enum Command {
            $($name($module::$args),)*
        }

        /// Runs the command that was asked for.
        pub fn run(
            command: Option<&Command>,
            globals: &Globals,
            ui: &mut Ui,
        ) -> Result<ExitStatus, Error> {
            match command {
                $(Some(Command::$name(args)) => $module::run(args, globals, ui),)*
                None => overview::run(globals, ui),
            }
        }
    };
}

commands! {
    Init = init::InitArgs;
    Demo = demo::DemoArgs;
    New = new::NewArgs;
    Estimate = estimate::EstimateArgs;
    Resolve = resolve::ResolveArgs;
    Undo = undo::UndoArgs;
    Edit = edit::EditArgs;
    Rename = rename::RenameArgs;
    Fmt = fmt::FmtArgs;
    Merge = merge::MergeArgs;
    List = list::ListArgs;
    Show = show::ShowArgs;
    Log = log::LogArgs;
    Due = due::DueArgs;
    Overdue = overdue::OverdueArgs;
    Extract = extract::ExtractArgs;
    Census = census::CensusArgs;
    Agreement = agreement::AgreementArgs;
    Check = check::CheckArgs;
    Audit = audit::AuditArgs;
    Explain = explain::ExplainArgs;
    Score = score::ScoreArgs;
    Calibration = calibration::CalibrationArgs;
    Compare = compare::CompareArgs;
    Pool = pool::PoolArgs;
    Recalibrate = recalibrate::RecalibrateArgs;
    Sensitivity = sensitivity::SensitivityArgs;
    Scenarios = scenarios::ScenariosArgs;
    Coherence = coherence::CoherenceArgs;
    Report = report::ReportArgs;
    Plot = plot::PlotArgs;
    Export = export::ExportArgs;
    Schema = schema::SchemaArgs;
    Completions = completions::CompletionsArgs;
    Man = man::ManArgs;
}
