//! Coherence: whether probabilities can all be right, and the nearest that would be.

mod atoms;
mod check;
mod clause;
mod cluster;
mod conditional;
mod constraint;
mod inequality;
mod joint;
mod linear;
mod nearest;
mod probability_range;
mod program;
mod projection;
mod repair;
#[cfg(test)]
pub(super) mod sample;
mod simplex;
mod threshold;
mod violation;

pub use check::{Coherence, Part, Reach};
pub use cluster::Cluster;
pub use conditional::implied_condition;
pub use constraint::{Constraint, Fault};
pub use probability_range::ProbabilityRange;
pub use repair::Repair;
pub use threshold::exceedance;
pub use violation::{Breach, Violation, ViolationSeverity};
