//! Rules: what a finding is a finding of.

use super::{Finding, Severity};

/// One thing that a check looks for.
///
/// A rule is an item, and a [`Finding`] holds it: a slip in a code does not compile, and no finding
/// can be lost because nobody knows its code.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name everywhere: in reports, settings, waivers and the manual.
    pub code: &'static str,
    /// What it finds, in a line: lower case, no full stop.
    pub summary: &'static str,
    /// How grave its findings are where the settings do not say.
    pub severity: Severity,
    /// Whether it speaks where the settings do not say.
    pub default_on: bool,
    /// Whether it is an error whatever the settings and waivers say.
    ///
    /// An error of the reader is: a record that cannot be read would otherwise vanish from every
    /// count without a word.
    pub is_fixed: bool,
}

impl Rule {
    /// Returns a rule of what makes a record one that cannot be trusted.
    #[must_use]
    pub const fn error(code: &'static str, summary: &'static str) -> Self {
        Self {
            code,
            summary,
            severity: Severity::Error,
            default_on: true,
            is_fixed: false,
        }
    }

    /// Returns a rule of what makes a record one that should be better.
    #[must_use]
    pub const fn warning(code: &'static str, summary: &'static str) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, summary)
        }
    }

    /// Returns a rule of what keeps a record from being read.
    #[must_use]
    pub const fn unreadable(code: &'static str, summary: &'static str) -> Self {
        Self {
            is_fixed: true,
            ..Self::error(code, summary)
        }
    }

    /// Returns the rule, silent unless the settings ask for it.
    #[must_use]
    pub const fn off(self) -> Self {
        Self {
            default_on: false,
            ..self
        }
    }

    /// Returns a finding of the rule that has no place yet: what is wrong, lower case, no full stop.
    pub fn finding(&'static self, message: impl Into<String>) -> Finding {
        Finding {
            rule: self,
            severity: self.severity,
            message: message.into(),
            help: None,
            repair: None,
            places: Vec::new(),
        }
    }
}
