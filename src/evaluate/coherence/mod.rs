//! Coherence: whether the estimates in force can all be right.

mod clash;
mod compare;
mod history;
mod says;
mod ties;
mod web;
mod wording;

pub use clash::{Clash, Number, ROUNDING, Tied};
pub use compare::{Compared, Large, compare};
pub use history::{Span, history};
pub use says::EstimateSource;
pub use web::{Of, Term, Tie};

pub(super) use compare::clusters;
pub(super) use says::point;
pub(super) use ties::weave;
pub(super) use web::Web;
