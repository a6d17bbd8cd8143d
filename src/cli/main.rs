//! The `foretell` binary: reads the command line, runs the command, says how it went.
#![allow(unreachable_pub)] // a binary has no outside: `pub` means for its other files

mod answer;
mod args;
mod ask;
mod batch;
mod changed_records;
mod ci;
mod clock;
mod commands;
mod complete;
mod context;
mod editor;
mod error;
mod estimate_value;
mod findings;
mod help;
mod interview;
mod near_miss;
mod new_estimate;
mod options;
mod overview;
mod pager;
mod progress;
mod question_id;
mod record_writer;
mod roots;
mod rows;
mod scenario_updates;
mod spoken_day;
mod table;
mod ui;
mod unread;
mod verdicts;

use std::process::ExitCode;
#[cfg(unix)]
use std::sync::Arc;

use clap::FromArgMatches;

use args::{Cli, Globals};
use error::{Error, ExitStatus};
use ui::Ui;

/// Many threads build many small values at once; the system's allocator makes them wait.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // A file that grows beyond its limit is an error to tell, not a death. Nobody reads the flag.
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
    match complete::answer() {
        Ok(false) => {}
        Ok(true) => return ExitStatus::Success.into(),
        // A shell that completes a word has no use for reasons.
        Err(_) => return ExitStatus::Failure.into(),
    }
    let typed = near_miss::typed(std::env::args_os());
    let matches = help::command().try_get_matches_from(typed);
    let cli = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(usage) => return report_usage(&usage),
    };
    let mut ui = Ui::new(&cli.globals);
    for line in spoken_day::meant() {
        ui.warn(&line);
    }
    ui.begin(&cli);
    let exit = roots::run(&cli, &mut ui);
    ui.end();
    // What was asked for meanwhile.
    for line in spoken_day::meant() {
        ui.warn(&line);
    }
    let exit = exit.and_then(|exit| ui.flush().map(|()| exit));
    // Whatever was found: what could not be read may hide more.
    let is_whole = ui.say_what_could_not();
    match exit {
        Ok(exit) if is_whole => exit.into(),
        Err(Error::ClosedPipe) if is_whole => ExitStatus::Success.into(),
        Ok(_) | Err(Error::ClosedPipe) => ExitStatus::Failure.into(),
        Err(error) => ui.error(&error).into(),
    }
}

/// Prints what clap has to say: help and version are fine, anything else could not be done.
fn report_usage(usage: &clap::Error) -> ExitCode {
    if let Some(error) = near_miss::answer(usage) {
        return Ui::new(&Globals::default()).error(&error).into();
    }
    // A closed pipe leaves nobody to tell.
    let _ = usage.print();
    if usage.use_stderr() {
        ExitStatus::Failure.into()
    } else {
        ExitStatus::Success.into()
    }
}
