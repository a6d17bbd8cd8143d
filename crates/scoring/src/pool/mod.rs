//! Pooling: one forecast out of several forecasters' of the same event.

mod fit;
mod mean;
mod median;
mod odds;
mod panel;
mod weights;

pub use fit::{FactorFit, fitted_factor};
pub use mean::{mean, trimmed_mean};
pub use median::median;
pub use odds::{
    extremise, extremised_odds, mean_odds, neyman_roughgarden, neyman_roughgarden_factor,
};
pub use panel::Panel;
pub use weights::{TrackRecord, metaculus_recency};
