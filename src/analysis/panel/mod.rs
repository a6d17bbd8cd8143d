//! What several forecasters gave on the same questions, laid beside each other over time.

mod question;
mod segment;

pub(super) use question::{PanelQuestion, panel, updates};
pub(super) use segment::{Segment, StandingEstimate, Track};
