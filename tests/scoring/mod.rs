//! What must hold for any forecasts at all.

mod by_date;
mod edges;
mod identities;
mod metamorphic;
mod numbers;
mod options;
mod published;
mod tables;
