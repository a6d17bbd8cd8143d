//! Whole distributions as forecasts: one family per file, with its scores in closed form.

mod beta;
mod exponential;
mod family;
mod functions;
mod gamma;
mod laplace;
mod location_scale;
mod logistic;
mod lognormal;
mod mixture;
mod normal;
mod poisson;
mod student;
mod uniform;

pub use beta::Beta;
pub use exponential::Exponential;
pub use family::Distribution;
pub use gamma::Gamma;
pub use laplace::Laplace;
pub use logistic::Logistic;
pub use lognormal::Lognormal;
pub use mixture::NormalMixture;
pub use normal::Normal;
pub use poisson::Poisson;
pub use student::StudentT;
pub use uniform::Uniform;
