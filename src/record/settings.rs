//! `foretell.yaml` ⇒ the settings of a ledger.

use super::SourceFile;
use crate::model::{Finding, Settings};

/// Reads the settings of a ledger; what is faulty keeps its default.
#[must_use]
pub fn read_settings(source: &SourceFile) -> (Settings, Vec<Finding>) {
    todo!("{source:?}")
}
