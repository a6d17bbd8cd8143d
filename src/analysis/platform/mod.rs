//! The numbers of other platforms, each by its own rule, from a ledger's histories.
//!
//! Times are UTC, and what was said when the outcome was known does not count.

mod answer;
mod curve;
mod fatebook;
mod forecastbench;
mod gjo;
mod metaculus;
mod platforms;
mod predictionbook;
mod rule;

pub use answer::{PlatformScore, PlatformScoreRow, TOO_FINE, like};
pub use curve::{PlatformCurve, PlatformCurveBin, like_calibration};
pub use platforms::Platform;
