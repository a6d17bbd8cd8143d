//! Plots: SVG with a title, a text alternative and the data in a table. One file for each.

mod calendar;
mod curves;
mod drawing;
mod fan;
mod frame;
mod hedgehog;
mod history;
mod ink;
mod over_time;
mod path;
#[cfg(feature = "png")]
mod png;
mod reliability;
mod scale;
mod scenarios;
mod scores;
mod steps;

pub use calendar::{DeadlineCount, calendar};
pub use curves::{murphy, roc};
pub use drawing::Plot;
pub use fan::{Fan, FanStep, fan};
pub use hedgehog::{Came, Hedgehog, Spine, hedgehog};
pub use history::{EstimatePlot, history};
pub use ink::STYLE;
pub use over_time::scores_over_time;
pub use reliability::reliability;
pub use scenarios::{ScenarioPath, scenarios};
pub use scores::scores;
pub use steps::{Point, Shade, Track};
