//! What one rule has found so far.

use crate::model::{Finding, Location, Rule, Severity};

/// What one rule has found so far.
pub struct Findings {
    rule: &'static Rule,
    severity: Severity,
    found: Vec<Finding>,
}

/// A finding just added, to which further places can be.
pub struct Added<'a>(&'a mut Finding);

impl Findings {
    pub(super) fn of(rule: &'static Rule, severity: Severity) -> Self {
        Self {
            rule,
            severity,
            found: Vec::new(),
        }
    }

    /// Adds a finding: where, what is wrong (lower case, no full stop), and what to do about it.
    pub fn add(
        &mut self,
        place: Location,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Added<'_> {
        self.found.push(Finding {
            severity: self.severity,
            places: vec![place],
            ..self.rule.finding(message).help(help)
        });
        Added(self.found.last_mut().expect("one was added just now"))
    }

    /// Keeps at most so many of what is added meanwhile; the last of them counts those that are not kept.
    pub(super) fn at_most(&mut self, most: usize, add: impl FnOnce(&mut Self)) {
        let kept = self.found.len() + most;
        add(self);
        let more = self.found.len().saturating_sub(kept);
        if more > 0 {
            self.found.truncate(kept);
            if let Some(last) = self.found.last_mut() {
                last.message += &format!(" (and {more} more in this record)");
            }
        }
    }

    pub(super) fn into_vec(self) -> Vec<Finding> {
        self.found
    }
}

impl Added<'_> {
    /// Adds a place, with what stands there.
    #[expect(
        clippy::return_self_not_must_use,
        reason = "the finding is in the list already"
    )]
    pub fn and(self, place: Location, label: impl Into<String>) -> Self {
        self.0.places.push(Location {
            label: Some(label.into()),
            ..place
        });
        self
    }
}
