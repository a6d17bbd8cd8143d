//! Whole distributions as forecasts: one family per file, with its scores in closed form.

mod family;
mod functions;
mod gamma;
mod location_scale;
mod lognormal;
mod mixture;
mod normal;
mod parametric;
mod student;

pub use family::Distribution;
pub use gamma::Gamma;
pub use lognormal::Lognormal;
pub use mixture::Mixture;
pub use normal::Normal;
pub use parametric::{Domain, Family, Parameter, Parametric, Simple};
pub use student::Student;
