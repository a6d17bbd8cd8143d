//! What must hold for any forecasts at all.

mod identities;
mod numbers;
mod options;
mod published;
