//! The integration tests: one binary, one file per thing under test.

// What other libraries compute on the same data.
#[cfg(test)]
mod gold;
// What must hold for any forecasts at all.
#[cfg(test)]
mod scoring;
