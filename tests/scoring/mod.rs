//! What must hold for any forecasts at all.

mod by_date;
mod edges;
mod metamorphic;
mod seeds;
mod tables;
mod thresholds;
