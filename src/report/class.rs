//! The kind and unit of questions, in a few words.

use crate::evaluate::Class;
use crate::model::KindName;

/// Returns the kind of question, and the unit of numbers.
#[must_use]
pub fn text(class: &Class) -> String {
    match (&class.unit, class.kind) {
        (Some(unit), KindName::Number) => format!("number, {unit}"),
        (_, kind) => kind.to_string(),
    }
}
