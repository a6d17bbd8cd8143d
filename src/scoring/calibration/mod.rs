//! Calibration: does what was called 80 % happen in 80 % of the cases?

mod band;
mod corp;
mod miscalibration;
mod pav;

pub use band::{confidence_band, consistency_band};
pub use corp::Corp;
pub use miscalibration::Miscalibration;
pub use pav::{Block, Curve};
