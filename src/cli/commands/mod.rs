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
pub mod update;

use clap::Subcommand;

use crate::args::Globals;
use crate::error::{Error, ExitStatus};
use crate::overview;
use crate::ui::Ui;

/// What a person wants, and the commands that do it, each with its page of the manual.
pub type Group = (&'static str, &'static [(&'static str, &'static str)]);

/// Makes what clap reads, what runs it and what help lists, a line for each command under what a person
/// wants.
macro_rules! commands {
    ($($wanted:literal: $($name:ident = $module:ident::$args:ident, $page:literal;)*)*) => {
        /// The commands, in the order of the manual.
        #[derive(Debug, Subcommand)]
        pub enum Command {
            $($($name($module::$args),)*)*
        }

        /// The commands by what a person wants, in the order of the manual.
        pub const GROUPS: &[Group] = &[$(($wanted, &[$((stringify!($module), $page),)*]),)*];

        /// Runs the command that was asked for.
        pub fn run(
            command: Option<&Command>,
            globals: &Globals,
            ui: &mut Ui,
        ) -> Result<ExitStatus, Error> {
            match command {
                $($(Some(Command::$name(args)) => $module::run(args, globals, ui),)*)*
                None => overview::run(globals, ui),
            }
        }
    };
}

commands! {
    "Start a ledger":
    Init = init::InitArgs, "docs/tutorial.md";
    Demo = demo::DemoArgs, "docs/tutorial.md";
    "Log questions, estimates and outcomes":
    New = new::NewArgs, "docs/commands.md#keep-records";
    Estimate = estimate::EstimateArgs, "docs/commands.md#keep-records";
    Update = update::UpdateArgs, "docs/commands.md#the-weekly-round";
    Resolve = resolve::ResolveArgs, "docs/commands.md#keep-records";
    Undo = undo::UndoArgs, "docs/faq.md#may-i-correct-a-typing-error";
    Edit = edit::EditArgs, "docs/commands.md#keep-records";
    Rename = rename::RenameArgs, "docs/commands.md#keep-records";
    "Keep records in shape":
    Fmt = fmt::FmtArgs, "docs/commands.md#keep-records";
    Merge = merge::MergeArgs, "docs/team.md#branches-that-meet";
    "See how things stand":
    List = list::ListArgs, "docs/commands.md#look";
    Show = show::ShowArgs, "docs/commands.md#look";
    Log = log::LogArgs, "docs/commands.md#look";
    Due = due::DueArgs, "docs/commands.md#look";
    Overdue = overdue::OverdueArgs, "docs/ci.md";
    "Read a text":
    Extract = extract::ExtractArgs, "docs/coding.md";
    Census = census::CensusArgs, "docs/records.md#a-census";
    Agreement = agreement::AgreementArgs, "docs/coding.md";
    "Check":
    Check = check::CheckArgs, "docs/rules.md";
    Audit = audit::AuditArgs, "docs/concepts.md#provenance";
    Explain = explain::ExplainArgs, "docs/commands.md#look";
    "Score":
    Score = score::ScoreArgs, "docs/scoring.md";
    Calibration = calibration::CalibrationArgs, "docs/scoring.md";
    Compare = compare::CompareArgs, "docs/scoring.md";
    Pool = pool::PoolArgs, "docs/scoring.md";
    Recalibrate = recalibrate::RecalibrateArgs, "docs/scoring.md";
    Sensitivity = sensitivity::SensitivityArgs, "docs/concepts.md#regrading";
    "Scenarios and coherence":
    Scenarios = scenarios::ScenariosArgs, "docs/scenarios.md";
    Coherence = coherence::CoherenceArgs, "docs/commands.md";
    "Report and exchange":
    Report = report::ReportArgs, "docs/report.md";
    Plot = plot::PlotArgs, "docs/report.md";
    Export = export::ExportArgs, "docs/tables.md";
    Schema = schema::SchemaArgs, "docs/commands.md";
    "Set up":
    Completions = completions::CompletionsArgs, "docs/commands.md#completion";
    Man = man::ManArgs, "docs/commands.md";
}
