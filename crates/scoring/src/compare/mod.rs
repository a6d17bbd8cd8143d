//! Comparing two forecasters on the same questions: is the difference more than chance?

mod auc;
mod diebold_mariano;
mod differences;
mod murphy_curve;
mod sign;
mod sign_flip;
mod t_test;
mod wilcoxon;

pub use auc::AucDifference;
pub use diebold_mariano::{DieboldMariano, Kernel};
pub use differences::differences;
pub use murphy_curve::murphy_curve;
pub use sign::SignTest;
pub use sign_flip::SignFlip;
pub use t_test::PairedT;
pub use wilcoxon::Wilcoxon;
