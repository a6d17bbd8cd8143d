//! Coherence: whether the estimates in force can all be right.

mod compare;
mod constraint_graph;
mod history;
mod incoherence;
mod statements;
mod ties;
mod wording;

pub use compare::{CoherenceFindings, Large, compare};
pub use constraint_graph::{CoherenceTerm, DeclaredConstraint, Of};
pub use history::{Span, history};
pub use incoherence::{Incoherence, Number, ROUNDING, Tied};
pub use statements::EstimateSource;

pub(super) use compare::groups;
pub(super) use constraint_graph::ConstraintGraph;
pub(super) use statements::point;
pub(super) use ties::build_constraint_graph;
