//! Resampling: one way to draw with replacement, and the intervals and tests that rest on it.

mod bootstrap;
mod cluster_sums;
mod count_law;
mod counts;
mod draws;
mod fits;
mod grid;
mod interval;
mod line;
mod multinomial;
mod procedure;
mod resampler;
pub mod thresholds;

pub use bootstrap::Bootstrap;
pub use cluster_sums::Case;
pub(crate) use cluster_sums::{ClusterSum, cluster_sums, cluster_sums_beside, sums_in_order};
pub(super) use counts::{CountsResampler, NullModel, Resample};
pub use draws::Resampling;
pub use interval::{BootstrapInterval, ConfidenceInterval};
pub(crate) use line::Line;
pub use procedure::{Approximation, Drawing, Drawn, InferenceMethod, Procedure};
pub use resampler::SamplingPlan;
