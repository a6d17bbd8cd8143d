//! Figures by name, from plain values: what a ledger and a table have in common.

mod binary;
mod doubt;
mod named;
mod options;
mod quantity;
mod sample;

pub use binary::{binary_scores, skill_against};
pub use doubt::Doubt;
pub use named::Named;
pub use options::{choice_scores, ordered_scores};
pub use quantity::{Quantity, QuantityPair, quantity_scores};
pub use sample::Sample;
