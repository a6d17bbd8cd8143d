//! What pooled forecasts would have scored, each made of what was known at its time.

mod answer;
mod method;
mod panels;
mod past;

pub(super) use answer::pools;
pub use answer::{Average, Pooled, Pools, pool};
pub use method::Method;
pub(super) use panels::Question;
