//! A question asked of a ledger, and its answer: what the library offers to others.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

mod adjust;
mod agreement;
mod all_pairs;
mod binary;
mod bins;
mod breakdown;
mod calibration;
mod census;
pub mod chain;
pub mod coherence;
mod compare;
mod curves;
mod difference;
mod difference_test;
pub mod figures;
mod in_force;
mod last_value;
mod measure;
mod over_time;
mod panel;
mod platform;
mod pool;
mod quantities;
mod recalibration;
mod reference;
pub mod review;
mod row;
mod rows;
mod sampling;
pub mod scenarios;
mod score;
mod sensitivity;
mod value_of_information;
pub mod wording;

pub use adjust::{AdjustedRow, AdjustedTable, Adjustment, Rank, adjust, leaderboard};
pub use agreement::{CodedPart, CoderAgreement, CoderScore, Disagreement, agreement};
pub use all_pairs::{AllPairs, ComparedPair, MOST_COMPARED, PairTable, all_pairs};
pub use breakdown::{
    BreakdownLine, BreakdownRule, Counted, ForecasterBreakdown, ScoreBreakdown, breakdown,
};
pub use calibration::{
    Calibration, CalibrationBin, CalibrationOptions, Table, calibration, calibration_size, fit,
};
pub use census::{CensusCoverage, FateCount};
pub use compare::{Compared, Comparison, Dropped, compare};
pub use curves::{CountedEstimates, counted_estimates};
pub use difference::{ComparisonVerdict, Difference};
pub use difference_test::DifferenceTest;
pub use figures::{Figures, IntervalOptions, Metric, Sample};
pub use in_force::belief;
pub use measure::Measure;
pub use over_time::{OverTime, TimePoint, TimeWindow, evenly, over_time};
pub use platform::{
    Platform, PlatformCurve, PlatformCurveBin, PlatformScore, PlatformScoreRow, TOO_FINE, like,
    like_calibration,
};
pub use pool::{Advice, Average, Method, Pooled, Pools, pool};
pub use quantities::Quantities;
pub use recalibration::{
    Folds, Meaning, Recalibrated, Recalibration, Suggestion, WordMeaning, apply_maps, recalibration,
};
pub use reference::{Reference, ReferenceSkill};
pub use row::{ByOrigin, ScoreRow};
pub use rows::{BINS, BinEdges, Rows};
pub use score::{Scores, score};
pub use sensitivity::{Alternative, ChoiceKind, Sensitivity, sensitivity};
pub use value_of_information::{AnswerValue, values_of_information};
