//! Calibration: does what was called 80 % happen in 80 % of the cases?

mod band;
mod beta;
mod bins;
mod calibration_in_the_large;
mod confidence;
mod corp;
mod cox;
mod ece;
mod evalue;
mod hosmer_lemeshow;
mod miscalibration;
mod murphy;
mod pav;
mod penalized;
mod recalibration;
mod spiegelhalter;
mod table;
mod verdict;

pub use band::{CurveBand, confidence_band, consistency_band};
pub use beta::BetaMap;
pub use bins::{Bins, Closed};
pub use calibration_in_the_large::CalibrationInTheLarge;
pub use confidence::Overconfidence;
pub use corp::Corp;
pub use cox::{Cox, Shift, logistic, logit};
pub use ece::{CalibrationError, ece_test};
pub use evalue::{running_log_evalue, split_log_evalue};
pub use hosmer_lemeshow::HosmerLemeshow;
pub use miscalibration::miscalibration_test;
pub use murphy::{BinnedMurphy, Murphy};
pub use pav::{Curve, PavBlock};
pub use penalized::{LogOddsLine, PenalizedLine, Penalty, shift_interval};
pub use recalibration::{ISOTONIC_CLUSTERS, RecalibrationMap, RecalibrationMethod};
pub use spiegelhalter::Spiegelhalter;
pub use table::{BinStats, BinTable, effective_clusters};
pub use verdict::{CannotTell, TENDENCY_CLUSTERS, Tendency, Verdict};
