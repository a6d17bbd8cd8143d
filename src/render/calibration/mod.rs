//! Calibration, as a page and in JSON.

mod figures;
mod json;
mod notes;
mod page;
mod quantities;
mod rows;
mod screen;

pub use json::{CalibrationInfoV1, CalibrationRowV1};
pub use page::CalibrationAnswer;
pub use screen::{differ, verdict_line};
