//! Metaculus: baseline and peer scores, over the life of a question or at one time.
//!
//! Every score here is built from the logarithm of what was said of the outcome: of its
//! probability, or on a continuous question of the probability of its bucket. What Metaculus lets
//! people say (0.1 % to 99.9 %, and no bucket empty) keeps it finite; where it is not, scores are
//! infinite, and undefined where two infinities meet.

mod baseline;
mod buckets;
mod peer;

pub use baseline::{baseline, baseline_points, continuous_baseline_points};
pub use buckets::{Buckets, Scale};
pub use peer::{peer, spot_peer};
