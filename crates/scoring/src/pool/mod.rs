//! Pooling: one forecast out of several forecasters' of the same event.

mod beta;
mod fit;
mod mean;
mod median;
mod odds;
mod options;
mod panel;
mod probit;
mod weights;

pub use beta::beta_transformed;
pub use fit::fitted_factor;
pub use mean::{mean, trimmed_mean};
pub use median::median;
pub use odds::{
    extremise, extremised_odds, mean_odds, neyman_roughgarden, neyman_roughgarden_factor,
};
pub use options::{mean_odds_of_options, mean_of_options};
pub use panel::Panel;
pub use probit::mean_probit;
pub use weights::{
    TrackRecord, half_life, metaculus_recency, metaculus_reputation, metaculus_single,
};
