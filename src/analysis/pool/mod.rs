//! What pooled forecasts would have scored, each made of what was known at its time.

mod answer;
mod method;
mod panels;
mod past;

pub use answer::{Average, Pooled, Pools, pool};
pub use method::Method;
