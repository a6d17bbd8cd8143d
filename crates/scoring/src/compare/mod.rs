//! Comparing two forecasters on the same questions: is the difference more than chance?

mod diebold_mariano;
mod differences;
mod holm;
mod murphy_curve;
mod sign_flip;
mod wilcoxon;

pub use diebold_mariano::{DieboldMariano, Kernel};
pub use differences::differences;
pub use holm::{holm, rank_ranges};
pub use murphy_curve::murphy_curve;
pub use sign_flip::SignFlip;
pub use wilcoxon::Wilcoxon;
