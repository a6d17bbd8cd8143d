//! The kind and unit of questions, in a few words.

use crate::dataset::QuestionClass;
use crate::model::KindName;

use super::number;

/// Returns the kind of question, and the unit of numbers.
#[must_use]
pub fn text(class: &QuestionClass) -> String {
    match (&class.unit, class.kind) {
        (Some(unit), KindName::Number) => format!("number, {unit}"),
        (_, kind) => kind.to_string(),
    }
}

/// Returns a score as its unit asks for.
#[must_use]
pub fn score(class: &QuestionClass, value: f64) -> String {
    match class.kind {
        KindName::Number | KindName::Date => number::quantity(value),
        _ => number::score(value),
    }
}
