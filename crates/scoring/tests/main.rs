//! The tests of numbers: one binary, one file per thing under test.
#![allow(clippy::unwrap_used)] // a test that cannot go on has failed
#![allow(unreachable_pub)] // a test binary has no outside

// How often intervals hold the truth.
mod coverage;
// Values that are none.
mod edges;
// What other libraries compute on the same data.
mod gold;
// What must hold for any forecasts at all.
mod identities;
// How well like-for-like scores tell skills that are known.
mod league;
// The same for forecasts of a number.
mod numbers;
// The same for forecasts over several options.
mod options;
// What the makers of real forecasts published.
mod published;
// On both sides of the sizes from which on figures are worked out another way.
mod thresholds;
