//! Forecasts of a number by quantiles: their scores, one level at a time and all together.

mod bias;
mod pinball;
mod quantiles;
mod wis;

pub use bias::bias;
pub use pinball::{crps_quantile, pinball, pinball_mean};
pub use quantiles::{Quantile, Quantiles, QuantilesError};
pub use wis::{Wis, wis};
