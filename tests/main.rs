//! The integration tests: one binary, one file per thing under test.
#![allow(clippy::unwrap_used)] // a test that cannot go on has failed
#![allow(unreachable_pub)] // a test binary has no outside
#![allow(clippy::print_stdout)] // a test that does not run says so

// What is read of a ledger for one forecast.
mod part;
// The report in a browser.
mod browser;
// What runs foretell elsewhere: action, workflow.
mod ci;
// Each command, run in a sandbox.
mod command;
// What several tests need.
mod common;
// Estimates that are corrected, amended and taken back.
mod corrections;
// What the disk holds after kills, under many writers, and beside editors.
mod crash;
// README and docs print what they say.
mod docs;
// What people bring that was once read wrong or dropped without a word.
mod door;
// Changes of records: the smallest edit, and nothing else.
mod edit;
// What could not be read, in every command.
mod fail_open;
// Findings in every format, each held to its specification.
mod findings;
// The table of metrics: each is explained, and printed.
mod metrics;
// What is said of our own ledger is what it says.
mod our_ledger;
// A team's month, played by a script.
mod month;
// What other libraries compute on the same data.
#[cfg(test)]
mod gold;
// The hooks that pre-commit runs.
mod hooks;
// Text of a stranger in every field and format, and files made to break a reader.
mod hostile;
// A ledger and its table give the same figures.
mod lanes;
// The recipes of the manual, run with stand-ins and read by other tools.
mod recipes;
// Records: read, emitted, read again.
mod record;
// Scores that hindsight cannot touch.
mod provenance;
// What the makers of real forecasts published.
mod published;
// The repository itself: names agree, nothing is forgotten.
mod repo;
// Each rule on its own fixtures.
mod rule;
// What must hold for any forecasts at all.
#[cfg(test)]
mod scoring;
// What a person sees, at every width.
mod screens;
// What a person is asked on a terminal.
mod terminal;
// Random weeks of a team on two branches, merged.
mod weeks;
