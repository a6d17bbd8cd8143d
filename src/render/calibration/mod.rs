//! Calibration, as sheets, as sentences and in JSON.

mod figures;
mod json;
mod notes;
mod quantities;
mod rows;

pub use figures::{figures, verdict};
pub use json::json;
pub use notes::notes;
pub use quantities::{places, quantities, quantities_heading};
pub use rows::{heading, sheet, word_meanings};
