//! Coherence: whether probabilities can all be right, and the nearest that would be.

mod atoms;
mod check;
mod clause;
mod conditional;
mod constraint;
mod constraint_system;
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

pub use check::{Coherence, CoherencePart, Reach};
pub use constraint::{Constraint, ConstraintError};
pub use constraint_system::ConstraintSystem;
pub use probability_range::ProbabilityRange;
pub use repair::Repair;
pub use threshold::exceedance;
pub use violation::{Breach, Violation, ViolationSeverity};
