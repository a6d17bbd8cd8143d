//! Scores probability forecasts and says how well calibrated they are. Numbers in, numbers out.
//!
//! The crate knows no names, no days and no files: a forecast is a [`Probability`], what became of
//! it a [`BinaryOutcome`], and the two with a weight and a cluster are a [`Pair`]. Checked values go in,
//! so a score cannot fail; a figure that does not exist says why, as [`Undefined`].
//!
//! ```
//! use foretell_scoring::calibration::{Corp, CalibrationInTheLarge};
//! use foretell_scoring::discrimination::auc;
//! use foretell_scoring::{BinaryOutcome, Pair, PairCounts, Probability};
//!
//! let p = |value| Probability::new(value).unwrap();
//! let said_and_seen = [(0.9, true), (0.8, true), (0.7, false), (0.4, true), (0.2, false)];
//! let each = said_and_seen.map(|(said, seen)| (p(said), BinaryOutcome::from(seen)));
//! let pairs: Vec<Pair> = Pair::alone(each).collect();
//! let counted = PairCounts::of(&pairs);
//!
//! // The Brier score, and its parts: 0.188 = 0.113 − 0.165 + 0.240.
//! let parts = Corp::brier(&counted).unwrap();
//! assert!((parts.score - 0.188).abs() < 1e-12);
//! let sum = parts.miscalibration - parts.discrimination + parts.uncertainty;
//! assert!((sum - parts.score).abs() < 1e-12);
//! // They said 60 % on average, and 60 % happened.
//! assert!(CalibrationInTheLarge::of(&counted).unwrap().difference.abs() < 1e-12);
//! // A yes drawn at random was given the higher probability in 5 of 6 cases.
//! assert!((auc(&counted).unwrap() - 5.0 / 6.0).abs() < 1e-12);
//! ```
//!
//! | module | holds |
//! |---|---|
//! | the front page | Brier, log and spherical score of one forecast; means, skill, the bootstrap |
//! | [`calibration`] | decompositions, recalibration, calibration error, bands, tests, tables |
//! | [`discrimination`], [`compare`] | AUC; paired tests of two forecasters |
//! | [`multi`], [`ordered`] | forecasts over several options, in order or not |
//! | [`quantile`], [`interval`], [`ensemble`], [`distribution`], [`cdf`], [`pit`] | forecasts of a number |
//! | [`lifetime`], [`hazards`] | forecasts that change over time; chances per stretch of time |
//! | [`pool`] | several forecasters' estimates as one |
//! | [`coherence`], [`bayes`] | what probabilities imply of each other; scenarios and their indicators |
//! | [`platform`] | the rules of Metaculus, Good Judgment, Fatebook, `ForecastBench`, `PredictionBook` |
//! | [`agreement`] | how far two coders agree |
//! | [`proportion`], [`random`], [`special`] | intervals of a share, seeded random numbers, functions |
//!
//! Each score says its direction, formula, domain, edge cases and source. What is drawn at random
//! is drawn from a seed, and the number of threads changes no digit.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

mod adjust;
pub mod agreement;
pub mod bayes;
mod bounds;
mod brier;
pub mod calibration;
pub mod cdf;
pub mod coherence;
pub mod compare;
mod contingency;
pub mod discrimination;
pub mod distribution;
pub mod ensemble;
pub mod hazards;
pub mod interval;
mod intervals;
mod isotonic;
mod kolmogorov;
pub mod lifetime;
mod log;
mod mean;
mod mean_score;
mod monte_carlo_test;
pub mod multi;
pub mod ordered;
mod pair;
mod pair_counts;
pub mod pit;
pub mod platform;
pub mod pool;
mod probability;
pub mod proportion;
mod quadrature;
pub mod quantile;
mod quantiles;
pub mod random;
mod resampling;
mod sharpness;
mod skill;
pub mod special;
mod spherical;
mod statistic;
mod sum;
#[cfg(test)]
mod testing;

pub use adjust::{Adjusted, LEAST_SHARED, LikeForLike, ScoreEntry, like_for_like};
pub use bounds::Bounds;
pub use brier::{brier, brier_full};
pub use contingency::Contingency;
pub use intervals::{
    LEAST_CLUSTERS, ScoredPairs, Spread, both_outcomes_of_means, student_of_means,
};
pub use log::{MeanLogScore, log_score, log_score_with_floor};
pub use mean::Mean;
pub use mean_score::MeanScore;
pub use monte_carlo_test::MonteCarloTest;
pub use pair::{BinaryOutcome, Pair, Weight};
pub use pair_counts::{Cell, PairCounts, PairCountsBuilder};
pub use pit::Pit;
pub use probability::Probability;
pub use resampling::{
    Approximation, Bootstrap, BootstrapInterval, Case, ConfidenceInterval, Drawing, Drawn,
    InferenceMethod, Procedure, Resampling, SamplingPlan, thresholds,
};
pub(crate) use resampling::{Line, cluster_sums};
pub use sharpness::Sharpness;
pub use skill::{brier_skill, log_skill, skill};
pub use spherical::spherical;
pub use statistic::{Interval, Statistic, Undefined};
pub use sum::{Sum, count, sum};

/// The example of the README is tested too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
