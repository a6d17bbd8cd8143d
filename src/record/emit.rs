//! A forecast ⇒ the YAML of a new record.

use crate::model::Forecast;

/// Returns the YAML of a new record, keys in the order of the manual.
#[must_use]
pub fn emit(forecast: &Forecast) -> String {
    todo!("{forecast:?}")
}
