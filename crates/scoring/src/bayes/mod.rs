//! Bayes: scenarios before and after their indicators, and what is worth watching.

mod belief;
mod evidence;
mod information;
mod posterior;
mod prior;
#[cfg(test)]
mod sample;
mod scenario_model;
mod value;
mod value_of_observation;
mod weight_of_evidence;

pub use belief::Belief;
pub use evidence::{Evidence, is_extreme};
pub use information::{brier_gain, entropy, greatest_brier_gain, mutual_information};
pub use posterior::Posterior;
pub use scenario_model::{ScenarioModel, ScenarioModelError};
pub use value::{InformationValue, other_branch, value_of_information};
pub use value_of_observation::ObservationValue;
pub use weight_of_evidence::{Multiplier, WeightOfEvidence};
