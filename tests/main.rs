//! The integration tests: one binary, one file per thing under test.
#![allow(clippy::unwrap_used)] // a test that cannot go on has failed

// Each command, run in a sandbox.
mod command;
// What several tests need.
mod common;
// README and docs print what they say.
mod docs;
// Findings in every format, each held to its specification.
mod findings;
// What other libraries compute on the same data.
mod gold;
// Records: read, emitted, read again.
mod record;
// The repository itself: names agree, nothing is forgotten.
mod repo;
// Each rule on its own fixtures.
mod rule;
