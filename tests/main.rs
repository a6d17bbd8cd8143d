//! The integration tests: one binary, one file per thing under test.
#![allow(clippy::unwrap_used)] // a test that cannot go on has failed

mod edit;
mod record;
