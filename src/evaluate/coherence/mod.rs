//! Coherence: whether the estimates in force can all be right.

mod clash;
mod compare;
mod constraint_graph;
mod history;
mod says;
mod ties;
mod wording;

pub use clash::{Clash, Number, ROUNDING, Tied};
pub use compare::{Compared, Large, compare};
pub use constraint_graph::{Of, Term, Tie};
pub use history::{Span, history};
pub use says::EstimateSource;

pub(super) use compare::clusters;
pub(super) use constraint_graph::ConstraintGraph;
pub(super) use says::point;
pub(super) use ties::weave;
