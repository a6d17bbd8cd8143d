//! Figures by name, from plain values: what a ledger and a table have in common.

mod band;
mod binary;
mod calibration;
mod fits;
mod interval_options;
mod metric;
mod options;
mod parts;
mod pit;
mod quantity;
mod row;
mod sample;

pub use band::{BandKind, Bands};
pub use binary::{binary_scores, skill_against, skill_of_both_outcomes};
pub use calibration::{AssessmentOptions, CalibrationAssessment};
pub use fits::TOLD;
pub use interval_options::IntervalOptions;
pub use metric::{Figures, Metric};
pub use options::{choice_scores, ordered_scores};
pub use pit::{IntervalCoverage, PitHistogram, interval_coverage, places};
pub use quantity::quantity_scores;
pub use row::{IntervalMethod, verdict};
pub use sample::Sample;
