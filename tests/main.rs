//! The integration tests: one binary, one file per thing under test.
#![allow(clippy::unwrap_used)] // a test that cannot go on has failed

// The report in a browser.
mod browser;
// Each command, run in a sandbox.
mod command;
// What several tests need.
mod common;
// README and docs print what they say.
mod docs;
// What other libraries compute on the same data.
mod gold;
// Records: read, emitted, read again.
mod record;
// The repository itself: names agree, nothing is forgotten.
mod repo;
// Each rule on its own fixtures.
mod rule;
