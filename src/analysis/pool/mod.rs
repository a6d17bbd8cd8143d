//! What pooled forecasts would have scored, each made of what was known at its time.

mod advice;
mod answer;
mod method;
mod panels;
mod past;

pub use advice::Advice;
pub use answer::{Average, Pooled, Pools, pool};
pub use method::Method;
