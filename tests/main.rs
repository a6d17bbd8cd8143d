//! The integration tests: one binary, one file per thing under test.

mod edit;
mod record;
