//! The evaluation of forecasts as the profession publishes it: what the report is made of.

mod agenda;
mod changes;
mod counts;
mod fit;
mod groups;
mod headline;
mod outturn;
mod revisions;
mod whole;

pub use agenda::{Agenda, SOON};
pub use changes::{Changes, EstimateChange, changes};
pub use counts::Counts;
pub use fit::{CalibrationReview, CurvePoint};
pub use groups::{Grouped, grouped};
pub use headline::{Gain, Headline, Share};
pub use outturn::{Outturn, Side};
pub use revisions::Revisions;
pub use whole::{Period, Review, review};
