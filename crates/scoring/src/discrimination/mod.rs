//! Discrimination: were higher chances given to what happened than to what did not?

mod auc;
mod slope;

pub use auc::{Auc, auc, auc_interval, roc_points};
pub use slope::discrimination_slope;
