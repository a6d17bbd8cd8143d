//! Commands that nearly exist, answered by the one that does it.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::error::Error;

/// What people type, and what does it here.
type Meant = (&'static [&'static str], &'static str);

/// Commands.
const MEANT: [Meant; 8] = [
    (
        &["status", "st", "next"],
        "`foretell` alone says how things stand, and what is next",
    ),
    (
        &["set", "change", "forecast", "predict"],
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

/// Options.
const OPTIONS: [Meant; 8] = [
    (
        &["--bins", "--buckets"],
        "`--rows equal:10` makes ten rows of equal width, `--rows quantile:10` of equal numbers",
    ),
    (
        &["--output", "-o", "--file"],
        "`--out FILE` writes to a file; a table is printed, and `> FILE` keeps it",
    ),
    (
        &["--json", "--csv", "--markdown"],
        "`--format json`, `--format csv` or `--format markdown`",
    ),
    (
        &["--user", "--author", "--name", "--who"],
        "`--by NAME` signs what is written, `--forecaster NAME` chooses whose is read",
    ),
    (
        &["--reason", "--comment", "--message", "--why-not"],
        "`-m \"the reason\"` gives it",
    ),
    (
        &["--due", "--until-day", "--by-date"],
        "the deadline stands behind the question: `foretell new \"Will it …?\" 2027-12-31`",
    ),
    (
        &["--prob", "--probability", "-p"],
        "the probability stands by itself: `foretell estimate ID 70%`",
    ),
    (
        &["--from", "--to", "--since-day"],
        "`--due-after DATE` and `--due-before DATE` choose by deadline; `--as-of DATE` looks back",
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

/// Returns what to say of a command or an option that nearly exists.
pub fn answer(usage: &clap::Error) -> Option<Error> {
    let (what, kind, meant): (_, _, &[Meant]) = match usage.kind() {
        ErrorKind::InvalidSubcommand => ("command", ContextKind::InvalidSubcommand, &MEANT),
        ErrorKind::UnknownArgument => ("option", ContextKind::InvalidArg, &OPTIONS),
        _ => return None,
    };
    let Some(ContextValue::String(typed)) = usage.get(kind) else {
        return None;
    };
    let (_, does) = meant
        .iter()
        .find(|(words, _)| words.contains(&typed.as_str()))?;
    Some(Error::usage(format!("there is no {what} `{typed}`")).hint(*does))
}
