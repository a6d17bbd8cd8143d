//! How loud a rule speaks.

use crate::model::{Level, Settings, Severity};

use super::rule::{Check, Rule};

/// Returns whether a rule is an error whatever the settings and waivers say.
///
/// An error of the reader is: a record that cannot be read would otherwise vanish from every count
/// without a word.
pub(super) fn is_fixed(rule: &Rule) -> bool {
    matches!(rule.check, Check::Reading) && rule.severity == Severity::Error
}

/// Returns how grave the findings of a rule are under the settings, or `None` where it is off.
#[must_use]
pub fn level(rule: &Rule, settings: &Settings) -> Option<Severity> {
    if is_fixed(rule) {
        return Some(Severity::Error);
    }
    match settings.rules.get(rule.code) {
        Some(Level::Off) => None,
        Some(Level::Warn) => Some(Severity::Warning),
        Some(Level::Error) => Some(Severity::Error),
        None => rule.default_on.then_some(rule.severity),
    }
}
