//! How loud a rule speaks.

use crate::model::{Level, Rule, Settings, Severity};

/// Returns how grave the findings of a rule are under the settings, or `None` where it is off.
#[must_use]
pub fn level(rule: &Rule, settings: &Settings) -> Option<Severity> {
    if rule.is_fixed {
        return Some(rule.severity);
    }
    match settings.rules.get(rule.code) {
        Some(Level::Off) => None,
        Some(Level::Warn) => Some(Severity::Warning),
        Some(Level::Error) => Some(Severity::Error),
        None => rule.default_on.then_some(rule.severity),
    }
}
