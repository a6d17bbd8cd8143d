//! The integration tests: one binary, one file per thing under test.

// What other libraries compute on the same data.
mod gold;
