//! Commands that nearly exist, answered by the one that does it.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::error::Error;

/// What people type, and what does it here.
const MEANT: [(&[&str], &str); 8] = [
    (
        &["status", "st", "next"],
        "`foretell` alone says how things stand, and what is next",
    ),
    (
        &["update", "set", "change", "forecast", "predict"],
        "`foretell estimate ID VALUE` logs what you say now; `--amend` corrects what you said last",
    ),
    (
        &["rm", "remove", "delete", "drop"],
        "`foretell undo` takes back what was written last; a record goes with `git rm`",
    ),
    (
        &["close", "settle", "outcome"],
        "`foretell resolve ID OUTCOME` logs what happened",
    ),
    (
        &["import", "load"],
        "`--table FILE` reads a table, as in `foretell score --table FILE`",
    ),
    (
        &["lint", "validate", "verify", "test"],
        "`foretell check` checks the records, `foretell audit` their history",
    ),
    (
        &["brier", "scores", "leaderboard", "rank"],
        "`foretell score` prints how well everybody did",
    ),
    (
        &["history", "blame"],
        "`foretell log` prints who said what and when; `foretell show ID` all of one",
    ),
];

/// Returns what was typed; `help COMMAND` is `COMMAND --help`.
pub fn typed(args: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut args: Vec<OsString> = args.collect();
    if args.get(1).is_some_and(|first| first == "help") {
        args.remove(1);
        args.push("--help".into());
    }
    args
}

/// Returns what to say of a command that nearly exists.
pub fn answer(usage: &clap::Error) -> Option<Error> {
    if usage.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let Some(ContextValue::String(typed)) = usage.get(ContextKind::InvalidSubcommand) else {
        return None;
    };
    let (_, does) = MEANT
        .iter()
        .find(|(words, _)| words.contains(&typed.as_str()))?;
    Some(Error::usage(format!("there is no command `{typed}`")).hint(*does))
}
